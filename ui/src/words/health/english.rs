//! The words about how a connection is, in English.

use patchbay_contract::{DiagnosisCheck, HealthPart, HealthState, NotChecked, ProbeAsker};

use super::{HealthWords, tenths};

/// The words.
pub(in crate::words) static WORDS: HealthWords = HealthWords {
    health_of: |account| format!("How {account} is"),
    part: |part| match part {
        HealthPart::Credential => "Credential",
        HealthPart::Permission => "Permissions",
        HealthPart::Data => "Data",
        HealthPart::Events => "Events",
        HealthPart::Writes => "What is written",
    },
    state: |part, state| match (part, state) {
        (HealthPart::Credential, HealthState::NotNeeded) => "none is needed.",
        (HealthPart::Data, HealthState::NotNeeded) => "in this version, nothing is read of it.",
        (HealthPart::Events, HealthState::NotNeeded) => "none are known of this provider.",
        (HealthPart::Writes, HealthState::NotNeeded) => {
            "in this version, nothing is written there."
        }
        (HealthPart::Events, HealthState::Unproven) => {
            "not taken in this version. That they arrive is proven once the firm server takes them."
        }
        (_, HealthState::NotNeeded) => "not part of this connection.",
        (_, HealthState::Well) => "works.",
        (_, HealthState::Trouble) => "needs attention.",
        (_, HealthState::Waiting) => "could not be looked at. That passes by itself.",
        (_, HealthState::Old) => "not looked at lately.",
        (_, HealthState::Paused) => "paused.",
        (_, HealthState::Unproven) => "not proven yet.",
    },
    unknown_now: "not known just now.",
    proven: |when| format!("Last proven {when}."),
    tests_of: |account| format!("Tests of {account}"),
    no_tests: "Not tested yet. Patchbay tests every connection about once a day, and “Test now” on the Accounts tab does it now.",
    result: "Result",
    took: "Took",
    asked_by: "Asked by",
    asker: |asker| match asker {
        ProbeAsker::Person => "A person",
        ProbeAsker::Schedule => "Patchbay, by itself",
        ProbeAsker::Connecting => "Connecting",
    },
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
    diagnose: "Diagnose",
    diagnose_account: |account| format!("Diagnose {account}"),
    diagnosis_of: |account| format!("Diagnosis of {account}"),
    diagnosis_lead: "Patchbay looks at everything this connection needs, from the network to its data. Nothing about the connection changes.",
    looking: "Looking…",
    look_again: "Look again",
    all_well: "Nothing is wrong with this connection.",
    not_well: |count| match count {
        1 => "One thing is to be put right.".to_owned(),
        count => format!("{count} things are to be put right, from top to bottom."),
    },
    check: |check| match check {
        DiagnosisCheck::Name => "Name of the host",
        DiagnosisCheck::Reach => "Way to the host",
        DiagnosisCheck::Tls => "Encryption and certificate",
        DiagnosisCheck::Proxy => "Proxy",
        DiagnosisCheck::Clock => "Clock",
        DiagnosisCheck::Service => "The provider’s service",
        DiagnosisCheck::Limits => "Limits and room",
        DiagnosisCheck::Kept => "Credential kept here",
        DiagnosisCheck::Valid => "Credential accepted",
        DiagnosisCheck::Permission => "Permissions",
        DiagnosisCheck::Company => "Company or account",
        DiagnosisCheck::Data => "Data",
    },
    why_not_checked: |why| match why {
        NotChecked::Waiting => "About to be looked at.",
        NotChecked::NotNeeded => "A connection of this kind needs none.",
        NotChecked::BehindAnother => "What it needs is in trouble itself.",
        NotChecked::NotTold => "The provider does not tell.",
        NotChecked::ByTheProxy => "The proxy does this.",
        NotChecked::Practised => "The provider is played for practice.",
        NotChecked::RenewedFirst => {
            "What it calls with has ended and is renewed first: press “Test now”, then look again."
        }
    },
    for_support: "All of this, for support",
};
