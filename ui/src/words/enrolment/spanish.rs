//! The words about this computer at the firm's server in Spanish.

use patchbay_contract::FirmRole;

use super::{EnrolmentWords, counted};

/// The words.
pub(in crate::words) static WORDS: EnrolmentWords = EnrolmentWords {
    title: "Este equipo en el servidor del despacho",
    lead: "Si su despacho tiene un servidor de Patchbay, este equipo entra con un enlace o un código que le envía un propietario o un administrador. Sin él, todo funciona solo en este equipo, con el servidor dentro de esta aplicación.",
    asked: |server| {
        format!(
            "Un enlace pide que este equipo entre en {server}. Siga solo si se lo dio alguien de su despacho."
        )
    },
    asked_already: |server| {
        format!(
            "Un enlace pide que este equipo entre en {server}. Ya está en un servidor y se queda en él. Si ha de entrar en otro, deje antes este y abra el enlace otra vez."
        )
    },
    not_now: "Ahora no",
    server: "Dirección del servidor",
    server_help: "Como venía con el código, por ejemplo https://patchbay.su-despacho.com.",
    code: "Código",
    code_help: "Deja entrar a un solo equipo, una vez. Se envía solo a ese servidor y no se guarda.",
    name: "Nombre de este equipo",
    name_help: "Con él lo conoce su despacho en la lista de equipos.",
    enter: "Entrar",
    embedded_title: "El servidor dentro de esta aplicación",
    embedded_text: "Guarda una segunda copia de lo que se ajusta aquí, solo para este equipo, mientras Patchbay está abierto. Contraseñas, claves y tokens nunca llegan a él.",
    kept_since: "Lo guarda desde",
    kept: "Tiene",
    kept_count: |connections, settings| {
        let connections = counted(connections, "1 conexión", "conexiones");
        format!("{connections}, {}", counted(settings, "1 ajuste", "ajustes"))
    },
    kept_last: "Completo desde",
    kept_pending: "Pendiente de enviar",
    kept_pending_count: |pending| match pending {
        0 => "Nada".into(),
        more => more.to_string(),
    },
    kept_refused: "No acepta",
    kept_refused_count: |refused| {
        format!("{refused}, de servicios que Patchbay no conoce por sí mismo")
    },
    kept_not_yet: "Empieza con las primeras credenciales guardadas, y mientras no estén bloqueadas.",
    move_title: "Pasar al servidor de su despacho",
    move_steps: &[
        "Pida a quien cuida de sus equipos que instale el servidor de su despacho. El servidor da un enlace a su primer propietario; los demás reciben una invitación.",
        "Abra ese enlace en este equipo, o péguelo abajo, y entre.",
        "Lo que se ajustó aquí va con usted: las conexiones con sus nombres y estados, cuál es la predeterminada, dónde pagan los clientes y los ajustes. Lo que abre las conexiones se queda en este equipo. Un servicio propio va cuando se ofrezca allí su archivo. La copia del servidor dentro de esta aplicación se aparta en la carpeta de datos, y no se borra nada.",
    ],
    moved: "Este equipo ha pasado al servidor del despacho. Lo que falta se ve en «Lo que se comparte por el servidor».",
    entered: "Este equipo ha entrado.",
    left: "Este equipo ha dejado el servidor.",
    is_in: "Dentro",
    is_out: "Excluido",
    is_restored: "Servidor restaurado",
    shut_out_text: "El servidor ya no deja entrar a este equipo. Pregunte el motivo a un administrador. Para volver a entrar, deje aquí el servidor y entre después con otro código.",
    restored_text: "El servidor se restauró de una copia. Mire si es el correcto antes de seguir con él.",
    at: "Servidor",
    in_as: "Dentro como",
    role: |role| match role {
        FirmRole::Owner => "Propietario",
        FirmRole::Admin => "Administrador",
        FirmRole::Staff => "Personal",
        FirmRole::Support => "Soporte",
    },
    computer: "Equipo",
    since: "Desde",
    last_answer: "Última respuesta",
    none_yet: "Ninguna todavía",
    ask: "Preguntar ahora al servidor",
    answered: "El servidor ha respondido.",
    go_along: "Seguir con este servidor",
    leave: "Dejar el servidor…",
    leave_title: "¿Dejar el servidor del despacho?",
    leave_text: "El servidor ya no deja entrar a este equipo y su clave se elimina aquí. Sus conexiones y lo que las abre se quedan en este equipo. Para volver a entrar necesita otro código.",
    leave_untold: "Dejarlo sin avisar al servidor",
    leave_now: "Dejarlo",
    stay: "Quedarse",
};
