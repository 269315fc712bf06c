//! The words of the page of the firm's AI in Spanish.

use super::AiWords;
use crate::words::grouped;

/// The words.
pub(in crate::words) static WORDS: AiWords = AiWords {
    title: "IA",
    lead: "Pregunte a los proveedores de IA del despacho, uno tras otro o a todos a la vez. Ni las preguntas ni las respuestas se guardan.",
    none: "Todavía no se puede preguntar a ningún proveedor de IA.",
    none_help: "Conecte uno: la clave se pega una vez y se prueba antes de guardarla.",
    connect: |name| format!("Conectar {name}"),
    question: "Pregunta",
    question_help: "Llega a los proveedores tal como está. No incluya lo que un cliente no le permitió enviar.",
    ask_one: "Preguntar a uno",
    ask_all: "Preguntar a todos",
    stop: "Dejar de esperar",
    answers: "Respuestas",
    waiting: "Espera su turno",
    asking: "Se le pregunta",
    answered: "Respondió",
    failed: "Sin respuesta",
    not_needed: "No hizo falta",
    cancelled: "Abandonada",
    so_far: |ended, all| format!("{ended} de {all} listos."),
    seconds: |millis| format!("{},{} s", millis / 1000, millis % 1000 / 100),
    tokens: |question, answer| format!("tokens: {question} de entrada, {answer} de salida"),
    cut: "La respuesta era más larga de lo permitido y termina aquí.",
    answer_of: |name| format!("Respuesta de {name}"),
    order: "Orden y modelos",
    order_help: "El primero es el principal. «Preguntar a uno» empieza por él y sigue con el siguiente que responda. Alt y una flecha también mueven una fila.",
    primary: "Principal",
    up: "Subir",
    up_label: |name| format!("Subir {name}"),
    down: "Bajar",
    down_label: |name| format!("Bajar {name}"),
    now_at: |name, place, all| format!("{name} es ahora el {place} de {all}."),
    by_firm: |title| format!("Conectado como {title}"),
    by_environment: |variables| {
        format!("Con {variables} de este equipo, ya que el despacho no ha conectado ninguno")
    },
    model: "Modelo",
    model_of: |name| format!("Modelo de {name}"),
    suggested: |model| format!("Sugerido: {model}"),
    not_chosen: "Sugerido",
    list: "Listar los modelos",
    list_of: |name| format!("Listar los modelos de {name}"),
    listed: |count, when| match count {
        1 => format!("Un modelo, listado {when}"),
        count => format!("{count} modelos, listados {when}"),
    },
    not_listed: "Modelos aún sin listar",
    used: |answered, input, output| {
        let [input, output] = [input, output].map(grouped);
        let questions = if answered == 1 {
            "1 pregunta respondida".into()
        } else {
            format!("{answered} preguntas respondidas")
        };
        format!("Este mes: {questions}, tokens: {input} de entrada, {output} de salida")
    },
    not_answered: |failed| format!("{failed} sin respuesta"),
    uncounted: |count| format!("{count} sin contar"),
    used_nothing: "Sin uso este mes",
    others: "También se pueden conectar",
    others_help: "A cada uno se le pregunta con una clave propia.",
};
