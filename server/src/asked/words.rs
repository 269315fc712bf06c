//! What the page says, in English and Spanish.

/// The words of one language.
pub(super) struct Words {
    pub(super) tag: &'static str,
    pub(super) title: &'static str,
    pub(super) connect: fn(&str) -> String,
    pub(super) asked: &'static str,
    pub(super) go_on: &'static str,
    pub(super) once: &'static str,
    pub(super) in_patchbay: &'static str,
    pub(super) steps: fn(&str) -> [String; 3],
    pub(super) open: &'static str,
    pub(super) no_patchbay: &'static str,
    pub(super) over: &'static str,
    pub(super) ask_again: &'static str,
    pub(super) from: &'static str,
}

pub(super) static ENGLISH: Words = Words {
    tag: "en",
    title: "Connect a service in Patchbay",
    connect: |service| format!("Connect {service}"),
    asked: "Your firm asks you to connect this service. You sign in to it on your own computer, in Patchbay.",
    go_on: "Go on",
    once: "The link works once. Press only if you are the one who was asked.",
    in_patchbay: "Go on in Patchbay",
    steps: |service| {
        [
            "Open Patchbay.".to_owned(),
            format!("Search for {service}, and open its page."),
            "Press Connect, and follow what it says.".to_owned(),
        ]
    },
    open: "Open Patchbay",
    no_patchbay: "Nothing opens? Then Patchbay is not installed on this computer. Ask whoever sent you the link.",
    over: "This link does not open anything",
    ask_again: "It was used, or its time is over. Ask whoever sent it for a new one.",
    from: "This page is part of your firm’s own Patchbay. It loads nothing from elsewhere.",
};

pub(super) static SPANISH: Words = Words {
    tag: "es",
    title: "Conectar un servicio en Patchbay",
    connect: |service| format!("Conectar {service}"),
    asked: "Su despacho le pide que conecte este servicio. Usted inicia sesión en su propio equipo, en Patchbay.",
    go_on: "Continuar",
    once: "El enlace funciona una sola vez. Pulse solo si se lo han pedido a usted.",
    in_patchbay: "Continúe en Patchbay",
    steps: |service| {
        [
            "Abra Patchbay.".to_owned(),
            format!("Busque {service} y abra su página."),
            "Pulse Conectar y siga lo que dice.".to_owned(),
        ]
    },
    open: "Abrir Patchbay",
    no_patchbay: "¿No se abre nada? Entonces Patchbay no está instalado en este equipo. Pregunte a quien le envió el enlace.",
    over: "Este enlace no abre nada",
    ask_again: "Ya se usó, o ha caducado. Pida uno nuevo a quien se lo envió.",
    from: "Esta página es parte del Patchbay de su propio despacho. No carga nada de otros sitios.",
};
