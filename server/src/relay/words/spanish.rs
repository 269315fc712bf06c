//! Spanish.

use patchbay_contract::NotAnAnswer;

use super::{Refused, Words};
use crate::paper::CopyWords;

/// The words.
pub(super) static WORDS: Words = Words {
    tag: "es",
    title: "Volver a Patchbay",
    allowed: "El servicio ha respondido. Patchbay comprueba la respuesta y hace el resto.",
    denied: "No se permitió el acceso",
    failed: "El servicio no pudo terminar el inicio de sesión",
    told_in_app: "No se conectó nada. Patchbay le explica qué significa y qué puede hacer.",
    open: "Abrir Patchbay",
    allow_browser: "Si el navegador pregunta si puede abrir Patchbay, diga que sí.",
    close_tab: "Cuando Patchbay haya continuado, puede cerrar esta pestaña.",
    trouble: "¿No ha pasado nada?",
    steps: &[
        "Mire primero en Patchbay. También recoge la respuesta por sí mismo, y quizá ya haya continuado.",
        "Pulse otra vez «Abrir Patchbay» y permita que el navegador lo abra.",
        "¿El navegador no lo ofrece? Copie el código de abajo y péguelo en Patchbay, donde espera la respuesta.",
    ],
    code: CopyWords {
        code: "Código para Patchbay",
        copy: "Copiar",
        copied: "Copiado",
        by_hand: "Ahora pulse Ctrl+C, o ⌘C en un Mac",
        note: "Sirve una sola vez, durante unos minutos y solo en el Patchbay que comenzó este inicio de sesión. No se lo dé a nadie.",
    },
    done: "Esta página ya ha hecho su trabajo",
    go_on: "Continúe en Patchbay. Puede cerrar esta pestaña.",
    still_waiting: "¿Patchbay sigue esperando? Cancele allí y comience de nuevo el inicio de sesión.",
    refused: "Patchbay no puede aceptar esta respuesta",
    begin_again: "No se conectó nada y no se cambió nada. Vuelva a Patchbay y comience allí el inicio de sesión.",
    tell: "Si vuelve a ocurrir, dígale a su administrador:",
    reason: |refused| match refused {
        Refused::Provider => "La dirección no nombra ningún servicio.",
        Refused::NotAnAnswer(NotAnAnswer::TooLong) => {
            "La respuesta es más larga que cualquiera real."
        }
        Refused::NotAnAnswer(NotAnAnswer::Malformed) => {
            "La respuesta tiene caracteres que ninguna respuesta tiene."
        }
        Refused::NotAnAnswer(NotAnAnswer::Repeated) => "La respuesta dice lo mismo dos veces.",
        Refused::NoState => "La respuesta no dice a qué inicio de sesión pertenece.",
        Refused::ForeignState => "La respuesta no pertenece a ningún inicio de sesión de Patchbay.",
    },
    from: "Esta página es parte del Patchbay de su propio despacho. No carga nada de fuera, y nadie más se entera de su inicio de sesión.",
};
