//! The words about how a connection is, in English.

use patchbay_contract::ProbeAsker;

use super::{HealthWords, tenths};

/// The words.
pub(in crate::words) static WORDS: HealthWords = HealthWords {
    tests_of: |account| format!("Tests of {account}"),
    no_tests: "Not tested yet. Patchbay tests every connection about once a day, and “Test” on the Accounts tab does it now.",
    result: "Result",
    took: "Took",
    asked_by: "Asked by",
    asker: |asker| match asker {
        ProbeAsker::Person => "A person",
        ProbeAsker::Schedule => "Patchbay, by itself",
        ProbeAsker::Connecting => "Connecting",
    },
    does_not_work: "Does not work",
    not_found_out: "Could not be tested",
    steps: |count| match count {
        1 => "1 check".to_owned(),
        count => format!("{count} checks"),
    },
    time: |milliseconds| match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        _ => tenths(milliseconds, '.'),
    },
    older: "Show older tests",
};
