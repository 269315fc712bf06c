//! The words of the page of repairs in Spanish.

use patchbay_contract::{RepairCause, Severity};

use super::RepairWords;
use crate::words::as_a_sentence;

/// The words.
pub(in crate::words) static WORDS: RepairWords = RepairWords {
    title: "Reparaciones",
    lead: "Lo que una persona tiene que hacer por las conexiones. Lo que pasa solo no está aquí.",
    none: "No hay nada que reparar: todas las conexiones funcionan y ninguna caduca pronto.",
    count: |count| match count {
        1 => "Una cosa por hacer.".into(),
        n => format!("{n} cosas por hacer."),
    },
    severity: |severity| match severity {
        Severity::Critical => "Crítica",
        Severity::Warning => "Aviso",
    },
    since: |when| format!("desde {when}"),
    ran_out: "Su permiso ha caducado.",
    ends_on: |date, when| format!("Su permiso caduca {when}, el {date}."),
    was_to_end: "Su permiso estaba a punto de caducar.",
    lives_on_when_used: "Sigue vivo mientras Patchbay esté en marcha con las credenciales desbloqueadas.",
    lacks: |feature| format!("A su permiso le falta algo: {feature}."),
    does_not_fit: |field| as_a_sentence(field, |field| format!("Un ajuste no encaja: {field}.")),
    effect: |cause| match cause {
        RepairCause::Reconnect { .. } => "Hasta que se haga, esto está parado:",
        RepairCause::ExpiresSoon { .. } => "Sin un permiso nuevo, esto se para ese día:",
        RepairCause::Permission { .. } => "Todo lo demás sigue.",
        RepairCause::Settings { .. } => "Hasta que eso esté bien, esto está parado:",
        RepairCause::Books { .. } => {
            "La conexión funciona. Compare ambos totales en la contabilidad para el mismo día, \
             corrija el asiento que tiene un solo lado y pruebe de nuevo. No se toma nada de \
             libros cuyos dos lados difieren:"
        }
        RepairCause::Other { .. } => "Hasta que eso esté hecho, esto puede estar parado:",
    },
    reads_and_writes: "Lo que esta conexión lee y escribe",
    allow_more: "Iniciar sesión y permitir más",
    open_page: "Abrir su página",
    closed_title: "Cerradas en los últimos 30 días",
    none_closed: "No se cerró ninguna en los últimos 30 días.",
    connection: "Conexión",
    cause: "Por qué se pidió",
    closed_at: "Cerrada",
    closed_by: "Por",
    by_renewal: "un permiso nuevo",
    by_recovery: "sí misma: vuelve a funcionar",
    by_expiry: "su final: ha caducado",
};
