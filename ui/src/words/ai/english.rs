//! The words of the page of the firm’s AI in English.

use super::AiWords;
use crate::words::grouped;

/// The words.
pub(in crate::words) static WORDS: AiWords = AiWords {
    title: "AI",
    lead: "Ask the firm’s AI providers, one after the other or all at once. Questions and answers are kept nowhere.",
    none: "No AI provider can be asked yet.",
    none_help: "Connect one: a key is pasted once and tried out before it is saved.",
    connect: |name| format!("Connect {name}"),
    question: "Question",
    question_help: "It goes to the providers as it stands. Leave out what a client did not allow you to send.",
    ask_one: "Ask one",
    ask_all: "Ask all",
    stop: "Stop waiting",
    answers: "Answers",
    waiting: "Waits its turn",
    asking: "Is being asked",
    answered: "Answered",
    failed: "No answer",
    not_needed: "Was not needed",
    cancelled: "Given up",
    so_far: |ended, all| format!("{ended} of {all} done."),
    seconds: |millis| format!("{}.{} s", millis / 1000, millis % 1000 / 100),
    tokens: |question, answer| format!("tokens: {question} in, {answer} out"),
    cut: "The answer was longer than is allowed, and ends here.",
    answer_of: |name| format!("Answer of {name}"),
    order: "Order and models",
    order_help: "The first is the primary one. “Ask one” begins there and goes on to the next that answers. Alt and an arrow key move a row too.",
    primary: "Primary",
    up: "Up",
    up_label: |name| format!("Move {name} up"),
    down: "Down",
    down_label: |name| format!("Move {name} down"),
    now_at: |name, place, all| format!("{name} is now {place} of {all}."),
    by_firm: |title| format!("Connected as {title}"),
    by_environment: |variables| {
        format!("By this computer’s {variables}, since the firm has connected none")
    },
    model: "Model",
    model_of: |name| format!("Model of {name}"),
    suggested: |model| format!("Suggested: {model}"),
    not_chosen: "Suggested",
    list: "List the models",
    list_of: |name| format!("List the models of {name}"),
    listed: |count, when| match count {
        1 => format!("One model, listed {when}"),
        count => format!("{count} models, listed {when}"),
    },
    not_listed: "Models not listed yet",
    used: |answered, input, output| {
        let [input, output] = [input, output].map(grouped);
        let questions =
            if answered == 1 { "1 question".into() } else { format!("{answered} questions") };
        format!("This month: {questions} answered, tokens: {input} in, {output} out")
    },
    not_answered: |failed| format!("{failed} not answered"),
    uncounted: |count| format!("{count} without a count"),
    used_nothing: "Not used this month",
    others: "Could be connected too",
    others_help: "Each is asked with a key of its own.",
};
