//! Spanish.

use patchbay_contract::{Untried, WayCheck};

use super::WaysHomeWords;

/// The words.
pub(in crate::words) static WORDS: WaysHomeWords = WaysHomeWords {
    title: "Cuando un inicio de sesión no vuelve",
    lead: "Patchbay revisa todo lo que la respuesta del navegador necesita para llegar aquí. Abre un enlace propio y pregunta la hora a un servidor que ya utiliza.",
    check: "Comprobar",
    check_again: "Comprobar de nuevo",
    repair: "Reparar",
    repair_what: |name| format!("Reparar: {name}"),
    all_fine: "Nada impide que vuelvan las respuestas.",
    in_trouble: |count| match count {
        1 => "Una cosa impide que vuelvan las respuestas.".into(),
        n => format!("{n} cosas impiden que vuelvan las respuestas."),
    },
    fine: "Correcto",
    trouble: "Requiere atención",
    untried: "Sin probar",
    name: |check| match check {
        WayCheck::SessionBus => "Bus de la sesión",
        WayCheck::Links => "Enlaces de Patchbay",
        WayCheck::Delivery => "Un enlace enviado para probar",
        WayCheck::Browser => "Navegador predeterminado",
        WayCheck::Ports => "Puertos para las respuestas",
        WayCheck::Clock => "Reloj",
        WayCheck::Proxy => "Proxy y certificados",
    },
    why_untried: |why| match why {
        Untried::NotHere => "Este sistema no deja que Patchbay lo vea.",
        Untried::NobodyToAsk => {
            "Aún no hay ningún servidor al que Patchbay tenga motivo para llamar."
        }
        Untried::NoAnswer => "Nadie respondió desde fuera.",
        Untried::NeedsAnother => "Lo que necesita también falla.",
        Untried::NotRunning => "Solo la aplicación en marcha puede probarlo.",
    },
    report: "Todo esto, para el servicio técnico",
    does_not_come_back: "Averiguar qué falla",
    came_by: |way| format!("Cómo volvió la respuesta: {way}"),
};
