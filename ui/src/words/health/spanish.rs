//! The words about how a connection is, in Spanish.

use patchbay_contract::ProbeAsker;

use super::{HealthWords, tenths};

/// The words.
pub(in crate::words) static WORDS: HealthWords = HealthWords {
    tests_of: |account| format!("Pruebas de {account}"),
    no_tests: "Aún no se ha probado. Patchbay prueba cada conexión más o menos una vez al día, y «Probar» en la pestaña Cuentas lo hace ahora.",
    result: "Resultado",
    took: "Duró",
    asked_by: "La pidió",
    asker: |asker| match asker {
        ProbeAsker::Person => "Una persona",
        ProbeAsker::Schedule => "Patchbay, por sí mismo",
        ProbeAsker::Connecting => "Al conectar",
    },
    does_not_work: "No funciona",
    not_found_out: "No se pudo probar",
    steps: |count| match count {
        1 => "1 comprobación".to_owned(),
        count => format!("{count} comprobaciones"),
    },
    time: |milliseconds| match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        _ => tenths(milliseconds, ','),
    },
    older: "Mostrar pruebas anteriores",
};
