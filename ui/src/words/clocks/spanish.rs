//! The words of the page of clocks in Spanish.

use patchbay_contract::{ClockKind, ClockStage, KeptBy};

use super::ClockWords;

/// The words.
pub(in crate::words) static WORDS: ClockWords = ClockWords {
    title: "Plazos",
    lead: "Los días en que caducan los permisos, si nadie los renueva, tampoco Patchbay.",
    none: "No corre ningún plazo: nada de lo conectado caduca por sí solo.",
    timeline: "Los próximos doce meses",
    calendar: "Calendario",
    connection: "Conexión",
    next_end: "Próximo final",
    kept_alive: "Lo mantiene",
    later: "Después",
    no_end: "Estas viven hasta que alguien las termine:",
    stages: "Lo que dicen las marcas",
    stage: |stage| match stage {
        ClockStage::Calm => "Con tiempo",
        ClockStage::Early => "En 90 días",
        ClockStage::Soon => "En 30 días",
        ClockStage::Urgent => "En 7 días",
        ClockStage::Ended => "Caducado",
    },
    kind: |kind| match kind {
        ClockKind::Access => "Caduca aquello con lo que llama",
        ClockKind::Idle => "Caduca si nadie lo usa",
        ClockKind::Absolute => "Caduca en cualquier caso",
    },
    kept_by: |kept_by| match kept_by {
        KeptBy::Patchbay => "Patchbay, por sí solo",
        KeptBy::Use => "Patchbay, mientras alguien lo use",
        KeptBy::Person => "una persona que vuelve a iniciar sesión",
        KeptBy::NewKey => "una persona que cambia la clave",
    },
    previous_month: "Mes anterior",
    next_month: "Mes siguiente",
    how_to_move: "Las flechas van de día en día; Re Pág y Av Pág, de mes en mes.",
    ends_that_day: |count| match count {
        0 => "no caduca nada".into(),
        1 => "caduca un plazo".into(),
        n => format!("caducan {n} plazos"),
    },
    nothing_that_day: "Ese día no caduca nada.",
    save: "Guardar como archivo de calendario",
    saved: |count| match count {
        1 => "Se escribió un día, con sus avisos, para cualquier calendario.".into(),
        n => format!("Se escribieron {n} días, con sus avisos, para cualquier calendario."),
    },
    none_to_save: "No se escribió ningún archivo: Patchbay renueva todo esto por sí solo.",
    path: "dónde está el archivo de calendario",
};
