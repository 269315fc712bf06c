//! The words about provider files that the firm shares in Spanish.

use patchbay_contract::SharedFileState;

use super::SharedFileWords;

/// The words.
pub(in crate::words) static WORDS: SharedFileWords = SharedFileWords {
    title: "Archivos de proveedor del despacho",
    lead: "Servicios que su despacho añadió por su cuenta, cada uno descrito por un archivo. Un archivo dice dónde se inicia sesión y adónde se envían las claves; por eso, en cada equipo alguien lo mira antes de que se use allí.",
    waiting: "Por mirar",
    known: "Compartidos por el despacho",
    unshared: "Solo en este equipo",
    unshared_text: "Los demás equipos del despacho no saben nada de estos.",
    who_may: "Un propietario o un administrador del despacho puede ofrecer archivos de proveedor y retirarlos.",
    state: |state| match state {
        SharedFileState::Proposed => "Nuevo aquí",
        SharedFileState::InUse => "En uso aquí",
        SharedFileState::Other => "Aquí hay otro",
        SharedFileState::ChangedHere => "Cambiado aquí",
        SharedFileState::Declined => "No se usa aquí",
        SharedFileState::Unusable => "No se puede usar aquí",
    },
    means: |state| match state {
        SharedFileState::Proposed | SharedFileState::InUse => None,
        SharedFileState::Other => {
            Some("Este equipo sigue con su propio archivo hasta que alguien tome este.")
        }
        SharedFileState::ChangedHere => Some(
            "El archivo de este equipo se cambió después. Los demás equipos siguen sin ese cambio hasta que se ofrezca.",
        ),
        SharedFileState::Declined => {
            Some("Alguien aquí no lo quiso o lo quitó. Se puede volver a mirar.")
        }
        SharedFileState::Unusable => Some(
            "Actualice Patchbay en este equipo. Si sigue así, pida a quien lo ofreció que lo corrija y lo ofrezca otra vez.",
        ),
    },
    offered_by_at: |who, when| format!("Lo ofreció {who}, {when}"),
    offered_by: |who| format!("Lo ofreció {who}"),
    offered_at: |when| format!("Ofrecido {when}"),
    not_sent: "Ofrecido aquí y todavía sin enviar",
    of: |act, what| format!("{act}: {what}"),
    look: "Mirarlo…",
    offer: "Ofrecer al despacho…",
    withdraw: "Retirar…",
    file: |name| format!("Archivo de proveedor: {name}"),
    standing: "En este equipo",
    from: "De",
    connections: "Conexiones",
    used_by: |count| match count {
        0 => "Ninguna de este equipo lo usaría".into(),
        1 => "1 de este equipo lo usaría".into(),
        n => format!("{n} de este equipo lo usarían"),
    },
    hosts: "Dónde se inicia sesión y adónde se envían las claves",
    no_hosts: "No nombra ninguna dirección.",
    new_host: "nueva aquí",
    all_new: "Todas son nuevas: en este equipo todavía no hay ningún archivo de este proveedor.",
    open_hosts: "Lo que va entre llaves se rellena al conectar, y un asterisco es cualquier dirección por debajo.",
    trust: "Úselo solo si confía en quien lo ofreció y conoce cada una de estas direcciones como propia del servicio.",
    replaces: "Ocupa el lugar del archivo que hay aquí. Aquel se conserva al lado y ya no se lee.",
    replaces_any: "Si ahora hay aquí un archivo de este proveedor, se conserva al lado y ya no se lee.",
    mistakes: "Qué lo impide",
    whole_text: "El texto completo",
    as_shared: "Como lo comparte el despacho",
    as_here: "Como está en este equipo",
    same_here: "El archivo de este equipo dice lo mismo.",
    use_it: "Usarlo en este equipo",
    do_not_use: "No usarlo",
    not_now: "Ahora no",
    close: "Cerrar",
    taken: |name| format!("{name} está en uso en este equipo."),
    declined: |name| format!("{name} no se usa en este equipo."),
    offer_what: |name| format!("¿Ofrecer {name} al despacho?"),
    offer_told: "Se avisa a todos los equipos del despacho. En cada uno se muestra a alguien dónde se inicia sesión y adónde se envían las claves, y lo toma o no.",
    offer_as_is: "El archivo se envía como está ahora. Un cambio posterior no se envía hasta que lo ofrezca otra vez.",
    offer_no_secret: "Todo el despacho puede leer el archivo entero; por eso no debe contener claves ni contraseñas.",
    offer_now: "Ofrecerlo",
    offer_done: |name| format!("{name} queda ofrecido y se envía en la próxima ronda."),
    withdraw_what: |name| format!("¿Retirar {name} del despacho?"),
    withdraw_told: "Ya no se ofrece a ningún equipo del despacho.",
    withdraw_kept: "Los equipos que lo usan conservan su archivo y sus conexiones, también este.",
    withdraw_now: "Retirarlo",
    withdraw_done: |name| format!("{name} queda retirado, lo que se envía en la próxima ronda."),
    rail: |count| match count {
        1 => "1 archivo por mirar".into(),
        n => format!("{n} archivos por mirar"),
    },
    own_text: "Los demás equipos de su despacho también pueden usar este proveedor cuando se les ofrezca su archivo.",
    with_the_firm: "Compartido por el despacho",
};
