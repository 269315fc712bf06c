//! What the page says, in English and Spanish.

use crate::paper::CopyWords;

/// The words of one language.
pub(super) struct Words {
    pub(super) tag: &'static str,
    pub(super) title: &'static str,
    /// Where there is no code behind the `#`.
    pub(super) not_whole: &'static str,
    pub(super) lead: &'static str,
    pub(super) press: &'static str,
    pub(super) open: &'static str,
    pub(super) nothing_opens: &'static str,
    pub(super) install: &'static str,
    pub(super) server: &'static str,
    pub(super) code: CopyWords,
    /// Whose page this is.
    pub(super) from: &'static str,
}

pub(super) static ENGLISH: Words = Words {
    tag: "en",
    title: "Bring this computer in at your firm’s server",
    not_whole: "There is no code in this address. Open the link once more, with everything that stands behind the #. The browser has to run the page’s own script.",
    lead: "Somebody of your firm lets one computer in by this link. Use it on that computer.",
    press: "Patchbay opens, names this server, and asks you. Nothing happens before you say yes there.",
    open: "Open Patchbay",
    nothing_opens: "Nothing opens?",
    install: "Then Patchbay is not installed on this computer. Install it, and open the link once more; or open Patchbay, and type both of these under Settings, where the firm’s server is.",
    server: "Address",
    code: CopyWords {
        code: "Code",
        copy: "Copy",
        copied: "Copied",
        by_hand: "Now press Ctrl+C, or ⌘C on a Mac",
        note: "It lets one computer in, once. Give it to nobody: whoever has it is taken for you.",
    },
    from: "This page is part of your firm’s own Patchbay. It loads nothing from elsewhere.",
};

pub(super) static SPANISH: Words = Words {
    tag: "es",
    title: "Dar de alta este equipo en el servidor de su despacho",
    not_whole: "En esta dirección no hay ningún código. Abra el enlace otra vez, con todo lo que sigue al #. El navegador tiene que ejecutar el script de la propia página.",
    lead: "Alguien de su despacho deja entrar un equipo con este enlace. Úselo en ese equipo.",
    press: "Se abre Patchbay, nombra este servidor y le pregunta. No ocurre nada hasta que usted diga que sí allí.",
    open: "Abrir Patchbay",
    nothing_opens: "¿No se abre nada?",
    install: "Entonces Patchbay no está instalado en este equipo. Instálelo y abra el enlace otra vez; o abra Patchbay y escriba ambos datos en Ajustes, donde está el servidor del despacho.",
    server: "Dirección",
    code: CopyWords {
        code: "Código",
        copy: "Copiar",
        copied: "Copiado",
        by_hand: "Ahora pulse Ctrl+C, o ⌘C en un Mac",
        note: "Deja entrar un equipo, una sola vez. No se lo dé a nadie: a quien lo tenga se le toma por usted.",
    },
    from: "Esta página es parte del Patchbay de su propio despacho. No carga nada de otros sitios.",
};
