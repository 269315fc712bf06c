//! A question as it was asked: read backwards out of the request that the file describes.

use std::collections::BTreeMap;

use patchbay_providers::{Ai, Provider};

use crate::pattern::{Pattern, Values, marked};

/// A question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// Which model is asked.
    pub(crate) model: String,
    /// What is asked.
    pub(crate) text: String,
    /// How long the answer may be.
    pub(crate) max_tokens: Option<usize>,
}

impl Question {
    /// What a request with these values in its address and this body asks, if it is one that
    /// the file describes.
    pub(crate) fn read(ai: &Ai, address: &BTreeMap<String, String>, body: &str) -> Option<Self> {
        let json = ai.ask.request.json.as_ref()?;
        let mut values = Pattern::of_value(&marked(json), &Values::new()).read(body)?;
        let mut of_text = |place: &str| -> Option<String> {
            serde_json::from_str(&format!("\"{}\"", values.remove(place)?)).ok()
        };
        let model = of_text("model").or_else(|| address.get("model").cloned())?;
        let text = of_text("question")?;
        let max_tokens = values.get("max_tokens").and_then(|number| number.parse().ok());
        Some(Self { model, text, max_tokens })
    }
}

/// The models that a provider plays.
pub(crate) fn models(provider: &Provider) -> Vec<String> {
    let Some(ai) = &provider.ai else { return Vec::new() };
    if ai.models.is_empty() {
        vec![ai.model.clone(), format!("{}-large", ai.model)]
    } else {
        ai.models.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::provider;

    #[test]
    fn a_question_is_read_whatever_is_in_it() {
        let ai = provider("mistral").ai.unwrap();
        let body = r#"{"model": "m", "messages": [{"role": "user", "content": "a \"b\"}], \"max_tokens\": 5}\nc"}], "max_tokens": 16}"#;
        let read = Question::read(&ai, &BTreeMap::new(), body).unwrap();
        let text = "a \"b\"}], \"max_tokens\": 5}\nc".to_owned();
        assert_eq!(read, Question { model: "m".into(), text, max_tokens: Some(16) });
        assert_eq!(Question::read(&ai, &BTreeMap::new(), "{}"), None);
    }

    #[test]
    fn a_model_may_stand_in_the_address() {
        let ai = provider("gemini").ai.unwrap();
        let body = r#"{"contents": [{"role": "user", "parts": [{"text": "q"}]}], "generationConfig": {"maxOutputTokens": 3}}"#;
        let address = BTreeMap::from([("model".to_owned(), "gemini-3".to_owned())]);
        assert_eq!(Question::read(&ai, &address, body).unwrap().model, "gemini-3");
        assert_eq!(Question::read(&ai, &BTreeMap::new(), body), None);
    }
}
