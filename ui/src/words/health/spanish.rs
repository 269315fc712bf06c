//! The words about how a connection is, in Spanish.

use patchbay_contract::{DiagnosisCheck, HealthPart, HealthState, NotChecked, ProbeAsker};

use super::{HealthWords, tenths};

/// The words.
pub(in crate::words) static WORDS: HealthWords = HealthWords {
    health_of: |account| format!("Cómo está {account}"),
    part: |part| match part {
        HealthPart::Credential => "Credencial",
        HealthPart::Permission => "Permisos",
        HealthPart::Data => "Datos",
        HealthPart::Events => "Eventos",
        HealthPart::Writes => "Lo que se escribe",
    },
    state: |part, state| match (part, state) {
        (HealthPart::Credential, HealthState::NotNeeded) => "no hace falta.",
        (HealthPart::Data, HealthState::NotNeeded) => "en esta versión no se lee nada.",
        (HealthPart::Events, HealthState::NotNeeded) => "no se conoce ninguno de este proveedor.",
        (HealthPart::Writes, HealthState::NotNeeded) => "en esta versión no se escribe nada allí.",
        (HealthPart::Events, HealthState::Unproven) => {
            "en esta versión no se reciben. Que llegan se comprueba en cuanto los reciba el servidor de la firma."
        }
        (_, HealthState::NotNeeded) => "esta conexión no lo tiene.",
        (_, HealthState::Well) => "funciona.",
        (_, HealthState::Trouble) => "requiere atención.",
        (_, HealthState::Waiting) => "no se pudo mirar. Se pasa sin que usted haga nada.",
        (_, HealthState::Old) => "sin mirar últimamente.",
        (_, HealthState::Paused) => "en pausa.",
        (_, HealthState::Unproven) => "aún sin comprobar.",
    },
    unknown_now: "ahora mismo no se sabe.",
    proven: |when| format!("Comprobado por última vez {when}."),
    tests_of: |account| format!("Pruebas de {account}"),
    no_tests: "Aún no se ha probado. Patchbay prueba cada conexión más o menos una vez al día, y «Probar ahora» en la pestaña Cuentas lo hace ahora.",
    result: "Resultado",
    took: "Duró",
    asked_by: "La pidió",
    asker: |asker| match asker {
        ProbeAsker::Person => "Una persona",
        ProbeAsker::Schedule => "Patchbay, por sí mismo",
        ProbeAsker::Connecting => "Al conectar",
    },
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
    diagnose: "Diagnosticar",
    diagnose_account: |account| format!("Diagnosticar {account}"),
    diagnosis_of: |account| format!("Diagnóstico de {account}"),
    diagnosis_lead: "Patchbay mira todo lo que necesita esta conexión, desde la red hasta sus datos. Nada de la conexión cambia.",
    looking: "Mirando…",
    look_again: "Mirar otra vez",
    all_well: "Esta conexión está bien.",
    not_well: |count| match count {
        1 => "Hay una cosa por arreglar.".to_owned(),
        count => format!("Hay {count} cosas por arreglar, de arriba abajo."),
    },
    check: |check| match check {
        DiagnosisCheck::Name => "Nombre del servidor",
        DiagnosisCheck::Reach => "Camino al servidor",
        DiagnosisCheck::Tls => "Cifrado y certificado",
        DiagnosisCheck::Proxy => "Proxy",
        DiagnosisCheck::Clock => "Reloj",
        DiagnosisCheck::Service => "El servicio del proveedor",
        DiagnosisCheck::Limits => "Límites y espacio",
        DiagnosisCheck::Kept => "Credencial guardada aquí",
        DiagnosisCheck::Valid => "Credencial aceptada",
        DiagnosisCheck::Permission => "Permisos",
        DiagnosisCheck::Company => "Empresa o cuenta",
        DiagnosisCheck::Data => "Datos",
    },
    why_not_checked: |why| match why {
        NotChecked::Waiting => "Está por mirarse.",
        NotChecked::NotNeeded => "Una conexión de esta clase no lo necesita.",
        NotChecked::BehindAnother => "Lo que necesita tiene él mismo un problema.",
        NotChecked::NotTold => "El proveedor no lo dice.",
        NotChecked::ByTheProxy => "Esto lo hace el proxy.",
        NotChecked::Practised => "El proveedor se imita para practicar.",
        NotChecked::RenewedFirst => {
            "Aquello con lo que llama ha terminado y antes se renueva: pulse «Probar ahora» y mire otra vez."
        }
    },
    for_support: "Todo esto, para soporte",
};
