//! The words about what proves events in Spanish.

use patchbay_contract::WebhookSlot;

use super::WebhookWords;

/// The words.
pub(in crate::words) static WORDS: WebhookWords = WebhookWords {
    of: |account| format!("Eventos de {account}"),
    address: "Dirección que se pega",
    address_of: |account| format!("la dirección de los eventos de {account}"),
    no_address: "La dirección empieza con la dirección https pública del servidor de su despacho, y aún no hay ninguna.",
    arrival: "Que los eventos llegan se comprueba cuando el servidor del despacho los reciba.",
    no_accounts: "Conecte antes una cuenta: cada una tiene su dirección y su secreto.",
    nobody: "Nadie pega un secreto para estos eventos: se comprueban con lo que Patchbay ya tiene, o busca por sí mismo.",
    from_the_firm: "Este secreto lo elige el despacho: invente uno largo y péguelo en el proveedor y aquí.",
    secret: "Secreto de webhook",
    slot: |slot| match slot {
        WebhookSlot::Current => "En uso",
        WebhookSlot::Next => "Siguiente",
    },
    set: |when, end| match end {
        Some(end) => format!("guardado {when}, termina en {end}"),
        None => format!("guardado {when}"),
    },
    not_set: "Aún no hay ninguno: sin él no se podría comprobar ningún evento.",
    paste: |label| format!("Pegue el secreto ({label})"),
    paste_next: |label| format!("Pegue el secreto nuevo ({label})"),
    paste_help: "Se sella en este equipo, aparte de la clave, y no se muestra más.",
    next_help: "Desde entonces se aceptan los dos. Retire el anterior cuando el proveedor firme con el nuevo.",
    empty: "Péguelo antes.",
    save: "Guardar el secreto",
    both: "Se aceptan eventos con cualquiera de los dos.",
    retire: "Retirar el anterior",
    retire_means: "Los eventos firmados con él se rechazan desde entonces.",
    remove: |slot| match slot {
        WebhookSlot::Current => "Quitar el secreto en uso",
        WebhookSlot::Next => "Quitar el secreto siguiente",
    },
    remove_means: "Sin un secreto no se acepta ningún evento.",
    saved: "El secreto está guardado.",
    retired: "El secreto anterior está retirado, y el nuevo está en uso.",
    removed: "El secreto está quitado.",
};
