//! The words about the firm server's public address in Spanish.

use super::RelayWords;

/// The words.
pub(in crate::words) static WORDS: RelayWords = RelayWords {
    title: "Servidor del despacho",
    lead: "Algunos proveedores envían la respuesta a un inicio de sesión solo a una dirección https pública. Si su despacho tiene un servidor de Patchbay accesible desde internet, escriba aquí su dirección.",
    address: "Dirección pública del servidor de su despacho",
    address_help: "Por ejemplo https://patchbay.su-despacho.com. Déjela vacía para prescindir de ella.",
    save: "Guardar la dirección",
    saved: "La dirección está guardada. Cuenta desde el próximo inicio de sesión.",
    taken_away: "La dirección está quitada.",
    check: "Comprobar ahora",
    ours: "Alcanzado",
    ours_text: |version| format!("Allí responde un servidor de Patchbay de la versión {version}."),
    other: "No es un servidor de Patchbay",
    other_text: |status| {
        format!(
            "Algo responde allí (estado {status}), pero no es un servidor de Patchbay. Revise la dirección y lo que hay delante del servidor."
        )
    },
    silent: "No se alcanza",
    silent_text: "Nadie responde allí. Revise la dirección, y que el servidor esté en marcha y sea accesible desde aquí.",
    to_register: "Qué hay que indicar a los proveedores",
    to_register_help: "Con el nombre del proveedor en lugar de {provider}: la página de cada proveedor muestra su dirección completa para copiarla.",
    pattern: "la dirección que se registra",
    own: "El despacho de práctica usa el servidor de este equipo.",
    needed: |provider| {
        format!(
            "{provider} responde solo a una dirección https pública del servidor de su despacho, y aún no hay ninguna."
        )
    },
    to_settings: "Indicar la dirección del servidor del despacho",
};
