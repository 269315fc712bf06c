//! Spanish.

use super::{Refused, Words};
use crate::paper::CopyWords;

/// The words.
pub(super) static WORDS: Words = Words {
    tag: "es",
    title: "Entre con su cuenta de trabajo",
    welcome: "Entre con su cuenta de trabajo",
    what: "Inicie sesión en Microsoft con la cuenta con la que trabaja. Después recibe un código que deja entrar a su equipo en el servidor de Patchbay de su despacho.",
    sign_in: "Iniciar sesión en Microsoft",
    who: "Para las personas de este despacho. ¿Todavía no es una de ellas? Pida a un administrador que le invite con la dirección de su cuenta de trabajo.",
    your_code: "Su código",
    as_whom: |name| format!("Deja entrar a un equipo como {name}."),
    open: "Abrir Patchbay",
    paste: "Se abre Patchbay con el código ya puesto, y le pregunta. Si ha de entrar otro equipo, copie el código y péguelo allí en Patchbay, en la página Ajustes, donde está el servidor del despacho.",
    code: CopyWords {
        code: "Código",
        copy: "Copiar",
        copied: "Copiado",
        by_hand: "Ahora pulse Ctrl+C, o ⌘C en un Mac",
        note: "Sirve una sola vez, durante diez minutos. No se lo dé a nadie: a quien lo tenga se le toma por usted.",
    },
    done: "Esta página ya ha hecho su trabajo",
    another: "El código no se muestra otra vez. ¿Necesita otro? Entonces comience de nuevo.",
    again: "Comenzar de nuevo",
    refused: "Todavía no hay un código para usted",
    reason: |refused| match refused {
        Refused::NoAnswer => {
            "Lo que llegó de Microsoft no es una respuesta a un inicio de sesión. Comience de nuevo aquí."
        }
        Refused::NotBegunHere => {
            "Este navegador no comenzó ese inicio de sesión, o ha comenzado otro después. Comience de nuevo y siga en un solo navegador y una sola pestaña hasta que esté el código."
        }
        Refused::Over => {
            "Este inicio de sesión ya se usó, o tardó más de diez minutos. Comience de nuevo para tener otro código."
        }
        Refused::Denied => {
            "En Microsoft no se permitió el acceso. Si no lo rechazó usted, un administrador de la cuenta de Microsoft de su despacho tiene que permitir esta aplicación."
        }
        Refused::Failed => {
            "Microsoft no pudo terminar el inicio de sesión. Comience de nuevo en unos minutos."
        }
        Refused::AppUnknown => {
            "Microsoft no toma este servidor por la aplicación que registró su despacho. Un administrador tiene que mirar el secreto de la aplicación, que puede haber caducado, y su identificador."
        }
        Refused::Away => {
            "Microsoft no responde a este servidor en este momento. Comience de nuevo en unos minutos."
        }
        Refused::NotTheDirectory => {
            "Lo que responde a este servidor no es el directorio de su despacho en Microsoft. Un administrador tiene que mirar los ajustes del servidor y su camino a internet."
        }
        Refused::NotBelieved => {
            "Lo que responde por usted no vale: no es de su despacho, no es de este inicio de sesión o no es de este momento. Comience de nuevo e inicie sesión con la cuenta de su despacho."
        }
        Refused::Guest => {
            "Inició sesión con una cuenta de otra organización. Comience de nuevo con una cuenta de este despacho, o pida un código a un administrador."
        }
        Refused::Unknown => {
            "Nadie en el Patchbay de este despacho tiene la dirección con la que inició sesión. Pida a un administrador que le invite con exactamente esa dirección y comience de nuevo."
        }
        Refused::Ambiguous => {
            "Más de una persona o invitación tiene la dirección con la que inició sesión. Pida a un administrador que la deje solo para usted y comience de nuevo."
        }
        Refused::OtherAccount => {
            "Quien tiene esta dirección en Patchbay inicia sesión con otra cuenta de Microsoft. Si era usted, pida a un administrador que termine su pertenencia anterior y le invite de nuevo."
        }
        Refused::Ended => {
            "Usted ya no es miembro del Patchbay de este despacho. Si debería serlo, pida a un administrador que le invite de nuevo."
        }
        Refused::InvitationOver => {
            "Su invitación caducó. Pida a un administrador que le invite de nuevo y comience otra vez."
        }
        Refused::TooOften => "Se intentó demasiadas veces. Espere un minuto y comience de nuevo.",
        Refused::DatabaseAway => {
            "La base de datos del servidor no responde en este momento. Comience de nuevo en unos minutos."
        }
        Refused::Internal => {
            "El servidor falló. Comience de nuevo; si vuelve a fallar, dígaselo a un administrador."
        }
    },
    tell: "No se dejó entrar a nadie y no se cambió ningún equipo. Si pide ayuda, diga esto:",
    from: "Esta página es parte del Patchbay de su propio despacho. No carga nada de otros sitios.",
};
