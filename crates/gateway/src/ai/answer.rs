//! What an AI answered, read where its file says.

use patchbay_providers::{Ask, Source};
use serde_json::Value;

use super::AskError;
use super::models::at;
use crate::answer::plain;
use crate::scrub::scrubbed;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its words.
    pub text: String,
    /// What the vendor counted for the question, if it says.
    pub input_tokens: Option<u64>,
    /// What it counted for the answer.
    pub output_tokens: Option<u64>,
    /// It was longer than was allowed, and ends in the middle.
    pub cut: bool,
}

pub(super) fn answered(ask: &Ask, json: &Value) -> Result<Answered, AskError> {
    let stop = at(json, &ask.stop).and_then(plain).unwrap_or_default();
    let told = |why: &str| scrubbed(why, std::iter::empty());
    let declined = ask.declined_at.as_ref().and_then(|place| at(json, place)).and_then(plain);
    if let Some(why) = declined.filter(|why| !why.trim().is_empty()) {
        return Err(AskError::Declined { why: told(&why) });
    }
    if ask.declined.contains(&stop) {
        return Err(AskError::Declined { why: told(&stop) });
    }
    let text = text(ask, json);
    let cut = ask.cut.contains(&stop);
    if text.trim().is_empty() {
        return Err(AskError::Empty { why: told(&stop), cut });
    }
    Ok(Answered {
        text: text.trim().to_owned(),
        input_tokens: counted(json, &ask.input_tokens),
        output_tokens: counted(json, &ask.output_tokens),
        cut,
    })
}

fn text(ask: &Ask, json: &Value) -> String {
    match (at(json, &ask.text), &ask.part) {
        (Some(Value::String(text)), _) => text.clone(),
        (Some(Value::Array(parts)), part) => {
            // A vendor that writes a text may write parts for a model that thinks.
            let usual = Source::Body("/text".to_owned());
            let place = part.as_ref().unwrap_or(&usual);
            parts.iter().filter_map(|part| at(part, place)?.as_str()).collect()
        }
        _ => String::new(),
    }
}

/// Everything that was counted, added up. What is no number was not counted.
fn counted(json: &Value, places: &[Source]) -> Option<u64> {
    let numbers = places.iter().filter_map(|place| at(json, place)?.as_u64());
    numbers.reduce(u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ask(of: &str) -> Ask {
        let all = patchbay_providers::catalogue();
        let provider = all.into_iter().find(|provider| provider.id == of);
        provider.and_then(|provider| provider.ai).unwrap().ask
    }

    #[test]
    fn the_words_of_all_parts_are_the_answer_and_all_that_was_counted_is_added_up() {
        let json = json!({
            "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Yes"},
                        {"type": "text", "text": "."}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 3, "cache_read_input_tokens": 4, "output_tokens": 2},
        });
        let answer = answered(&ask("anthropic"), &json).unwrap();
        assert_eq!((answer.text.as_str(), answer.cut), ("Yes.", false));
        assert_eq!((answer.input_tokens, answer.output_tokens), (Some(7), Some(2)));
    }

    #[test]
    fn what_was_not_counted_is_not_known_rather_than_nothing() {
        for usage in [json!(null), json!({"prompt_tokens": "many"}), json!({"prompt_tokens": -1})] {
            let json = json!({"choices": [{"message": {"content": "Yes"}}], "usage": usage});
            let answer = answered(&ask("openai"), &json).unwrap();
            assert_eq!((answer.input_tokens, answer.output_tokens), (None, None));
        }
        let most = json!({"choices": [{"message": {"content": "Yes"}}],
                          "usage": {"prompt_tokens": u64::MAX}});
        assert_eq!(answered(&ask("xai"), &most).unwrap().input_tokens, Some(u64::MAX));
    }

    #[test]
    fn an_answer_without_words_says_why_it_ended() {
        for (json, cut) in [
            (json!({}), false),
            (json!({"choices": []}), false),
            (json!({"choices": [{"finish_reason": "length", "message": {"content": ""}}]}), true),
            (json!({"choices": [{"finish_reason": "stop", "message": {"content": null}}]}), false),
            (json!({"choices": [{"message": {"content": {"text": "hidden"}}}]}), false),
        ] {
            let error = answered(&ask("openai"), &json).unwrap_err();
            assert!(matches!(error, AskError::Empty { cut: c, .. } if c == cut), "{json}: {error}");
        }
    }

    #[test]
    fn a_vendor_that_declines_is_told_from_one_that_says_nothing() {
        for (of, json, word) in [
            ("gemini", json!({"promptFeedback": {"blockReason": "SAFETY"}}), "SAFETY"),
            ("gemini", json!({"candidates": [{"finishReason": "RECITATION"}]}), "RECITATION"),
            ("anthropic", json!({"stop_reason": "refusal", "content": []}), "refusal"),
            ("openai", json!({"choices": [{"message": {"refusal": "I can't."}}]}), "I can't."),
        ] {
            let why = word.to_owned();
            assert_eq!(answered(&ask(of), &json), Err(AskError::Declined { why }));
        }
    }

    #[test]
    fn an_answer_that_was_cut_says_so() {
        let json =
            json!({"message": {"content": [{"text": "Half of"}]}, "finish_reason": "MAX_TOKENS"});
        assert!(answered(&ask("cohere"), &json).unwrap().cut);
    }
}
