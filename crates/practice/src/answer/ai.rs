//! What an AI answers: the models there are, and one answer that repeats the question, with
//! words counted for tokens.

use patchbay_providers::{Ask, ModelList, Provider, Source};
use serde_json::{Value, json};

use super::making::Making;
use super::tree;
use crate::misbehaviour::Trick;
use crate::question::{Question, models};

/// What is answered with where nothing else is said.
const WHOLE: &str = "stop";

impl Making {
    /// The list of models, with one that cannot be asked where the file tells them apart.
    pub(super) fn models(&mut self, provider: &Provider, list: &ModelList) {
        let mut items: Vec<Value> =
            models(provider).iter().map(|model| item(list, model, true)).collect();
        if list.only.is_some() {
            items.push(item(list, "practice-embeddings", false));
        }
        self.put(&list.list, items.into());
    }

    /// The answer to a question.
    pub(super) fn answer(&mut self, ask: &Ask, question: &Question, who: &str, tricks: &[Trick]) {
        let does = |wanted: fn(&Trick) -> bool| tricks.iter().any(wanted);
        let text = format!("{who} was asked: {}", question.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let most = question.max_tokens.unwrap_or(usize::MAX).min(words.len());
        if !does(|trick| matches!(trick, Trick::NoUsage)) {
            self.count(&ask.input_tokens, question.text.split_whitespace().count());
            self.count(&ask.output_tokens, most);
        }
        if does(|trick| matches!(trick, Trick::NoAnswer)) {
            return self.put(&ask.stop, WHOLE.into());
        }
        if does(|trick| matches!(trick, Trick::Declines)) {
            return self.decline(ask);
        }
        let cut = ask.cut.first().filter(|_| most < words.len());
        self.put(&ask.stop, cut.map_or(WHOLE, String::as_str).into());
        let said = if cut.is_some() { words[..most].join(" ") } else { text };
        let said = match &ask.part {
            None => said.into(),
            Some(part) => {
                let mut with_text = json!({"type": "text"});
                put(&mut with_text, part, said.into());
                // Models that think first say so in a part of its own.
                json!([{"type": "thinking"}, with_text])
            }
        };
        self.put(&ask.text, said);
    }

    fn decline(&mut self, ask: &Ask) {
        match (&ask.declined_at, ask.declined.first()) {
            (Some(at), _) => self.put(at, "PRACTICE_RULE".into()),
            (None, Some(word)) => self.put(&ask.stop, word.clone().into()),
            (None, None) => self.put(&ask.stop, WHOLE.into()),
        }
    }

    /// All of it is counted at the first place, and nothing at the others.
    fn count(&mut self, places: &[Source], tokens: usize) {
        for (n, place) in places.iter().enumerate() {
            self.put(place, if n == 0 { tokens.into() } else { 0.into() });
        }
    }
}

fn item(list: &ModelList, model: &str, asked: bool) -> Value {
    let mut item = Value::Null;
    let before = list.before_id.as_deref().unwrap_or_default();
    put(&mut item, &list.id, format!("{before}{model}").into());
    if let Some(name) = &list.name {
        put(&mut item, name, format!("Practice {model}").into());
    }
    if let Some(only) = &list.only {
        let is = only.is.as_deref().map(|wanted| (wanted == "true") == asked);
        let value = match (&only.contains, is, &only.is_not) {
            (Some(wanted), _, _) if asked => json!([wanted]),
            (Some(_), _, _) => json!([]),
            (None, Some(is), _) => is.into(),
            (None, None, Some(unwanted)) => ((unwanted == "true") != asked).into(),
            (None, None, None) => Value::Null,
        };
        put(&mut item, &only.at, value);
    }
    item
}

fn put(item: &mut Value, at: &Source, value: Value) {
    if let Source::Body(pointer) = at {
        tree::put(item, pointer, value);
    }
}
