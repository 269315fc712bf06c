//! The words about mailboxes in Spanish.

use patchbay_contract::ServerOrigin;

use super::MailWords;

/// The words.
pub(in crate::words) static WORDS: MailWords = MailWords {
    // The form.
    whose: "¿De quién es el buzón?",
    firm: "Del despacho",
    firm_help: "Como oficina@ o info@: se muestra entre los buzones del despacho.",
    personal: "De una persona",
    personal_help: "Se muestra aparte, con el nombre de quien lo conecta.",
    servers: "Servidores",
    servers_help: "Patchbay los encuentra a partir de la dirección. Rellénelos si no los encuentra o si son otros.",
    looking: "Buscando los servidores de esta dirección…",
    reading: "Lectura",
    sending: "Envío",
    not_found: "No se encontraron los servidores de esta dirección. Rellénelos en «Servidores».",
    origin: |origin| match origin {
        ServerOrigin::Known => "conocido de este proveedor",
        ServerOrigin::Domain => "lo nombra el propio dominio",
        ServerOrigin::Tried => "probado: responde allí",
    },
    own_card: |provider| format!("Es una dirección de {provider}, que tiene su propia tarjeta."),
    // Reading.
    tab: "Correo",
    none: "Todavía no se lee ningún buzón de este proveedor.",
    of_the_firm: "Buzones del despacho",
    of_people: "Buzones de personas",
    never_read: "Aún no se ha leído.",
    last_read: |when| format!("Correo leído {when}"),
    came: |count| match count {
        0 => "aún sin novedades".to_owned(),
        1 => "1 mensaje nuevo la última vez que llegó correo".to_owned(),
        count => format!("{count} mensajes nuevos la última vez que llegó correo"),
    },
    next: |when| format!("Se intenta otra vez {when}."),
    waits: "No se intenta otra vez hasta que alguien lo corrija.",
    paused: "La lectura está en pausa.",
    elsewhere: "Lo lee otro equipo.",
    pause: "Pausar la lectura",
    pause_what: |mailbox| format!("Pausar la lectura de {mailbox}"),
    go_on: "Seguir leyendo",
    go_on_what: |mailbox| format!("Seguir leyendo {mailbox}"),
    newest: |mailbox| format!("Correo más reciente de {mailbox}"),
    empty: "No hay correo en la bandeja de entrada.",
    from: "De",
    subject: "Asunto",
    read: "Leído",
    unread: "Sin leer",
    no_sender: "(sin remitente)",
    no_subject: "(sin asunto)",
};
