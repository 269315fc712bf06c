//! The words about what goes along with the firm's server in Spanish.

use patchbay_contract::DefaultKind;

use super::SyncWords;

/// The words.
pub(in crate::words) static WORDS: SyncWords = SyncWords {
    title: "Lo que se comparte por el servidor",
    lead: "Las conexiones, sin lo que las abre, y los ajustes del despacho. Los cambios hechos mientras no se llega al servidor esperan aquí.",
    agreed: "Sincronizado",
    not_yet: "Todavía no",
    to_be_told: "Por enviar",
    nothing_waits: "Nada",
    waiting: |count| if count == 1 { "1 cambio".into() } else { format!("{count} cambios") },
    next_try: "Próximo intento",
    offline: |since| {
        format!(
            "El servidor y este equipo estuvieron de acuerdo por última vez {since}. Lo que se muestra de otros equipos es de entonces."
        )
    },
    offline_never: "El servidor y este equipo todavía no se han puesto de acuerdo.",
    now: "Enviar y recibir ahora",
    done: "El servidor y este equipo están de acuerdo.",
    settled: "Elegido; se envía en la próxima ronda.",
    conflicts: "Cambiado en dos sitios",
    conflicts_text: "Esto se cambió aquí y también lo cambió otra persona. Elija cuál vale: hasta entonces cada lado conserva lo suyo.",
    here: "Aquí",
    there: "En el servidor",
    changed: |when| format!("Cambiado {when}"),
    not_set: "Sin ajustar",
    keep_ours: "Conservar lo de aquí",
    take_theirs: "Tomar lo del servidor",
    of: |act, what| format!("{act}: {what}"),
    refused: "No aceptado por el servidor",
    refused_by_role: |what| {
        format!(
            "{what}: su función no lo permite. Vale solo en este equipo. Pida a un administrador que lo ajuste para el despacho."
        )
    },
    put_back: |what| {
        format!(
            "{what}: su función no lo permite. Vuelve a estar como lo tiene el despacho. Pida a un administrador que lo ajuste para el despacho."
        )
    },
    refused_otherwise: |what, code| {
        format!("{what}: el servidor no lo acepta ({code}). Vale solo en este equipo.")
    },
    elsewhere: "En otros equipos del despacho",
    elsewhere_text: "Lo que abre estas conexiones se queda en el equipo que las conectó.",
    left_out: "Fuera",
    left_out_text: "Un Patchbay más nuevo o un programa del despacho ajustó esto. Esta versión no puede usarlo y conserva lo de aquí; cuando se actualice, lo tomará.",
    connection: |title| format!("Nombre de la conexión {title}"),
    setting: |name| match name {
        "relay_address" => "Dirección pública del servidor del despacho".into(),
        "ai_order" => "Orden de los proveedores de IA".into(),
        name => match name.split_once('.') {
            Some(("ai_model", provider)) => format!("Modelo del proveedor de IA {provider}"),
            Some(("signing", provider)) => format!("Cómo se firman los documentos con {provider}"),
            Some(("provider_file", provider)) => format!("Archivo de proveedor {provider}"),
            Some(("default", kind)) => DefaultKind::from_name(kind).map_or_else(
                || name.into(),
                |kind| (super::super::defaults::SPANISH.mark)(kind).into(),
            ),
            Some(("client_segment", "everybody_else")) => "Dónde paga el resto".into(),
            Some(("client_segment", name)) => format!("Dónde pagan los clientes: {name}"),
            Some(("account_money", title)) => format!("De quién es el dinero de {title}"),
            _ => name.into(),
        },
    },
    rail_offline: "Sin servidor",
    rail_stuck: "Sincronización parada",
    rail_to_decide: |count| format!("{count} por elegir"),
    rail_sending: "Se enviará pronto",
    rail_fine: "Sincronizado",
    rail_waiting: |count| format!("{count} a la espera"),
    banner_offline: |since| {
        format!(
            "El servidor del despacho no responde. Lo que se muestra de otros equipos es de {since}; los cambios hechos aquí esperan."
        )
    },
    banner_stuck: "Este equipo y el servidor del despacho ya no están de acuerdo. Los cambios hechos aquí esperan.",
    banner_to_decide: |count| match count {
        1 => "Algo se cambió aquí y también lo cambió otra persona.".into(),
        n => format!("{n} cosas se cambiaron aquí y también las cambió otra persona."),
    },
};
