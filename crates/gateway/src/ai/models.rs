//! The models that an account may ask, from the vendor's own list.

use std::collections::BTreeSet;

use patchbay_providers::{Ai, ModelList, Only, Source};
use serde_json::Value;

use super::{as_signed_in, read};
use crate::answer::plain;
use crate::{CallError, Gateway, Party};

/// More than any vendor has, and no more is believed.
const MOST: usize = 1_000;
/// The longest name that is one.
const LONGEST: usize = 200;

/// A model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The name that a question needs.
    pub id: String,
    /// The name for people, where the vendor has one.
    pub name: Option<String>,
}

impl Gateway {
    /// The models that can be asked, in the vendor's order; those of the file, where the
    /// vendor has no list.
    ///
    /// # Errors
    /// When the vendor does not answer, says no, or its answer holds no list of models.
    pub async fn models(&self, party: Party<'_>, ai: &Ai) -> Result<Vec<Model>, CallError> {
        let Some(list) = &ai.list else {
            let all = ai.models.iter();
            return Ok(all.map(|id| Model { id: id.clone(), name: None }).collect());
        };
        let answer = self.read(party, &as_signed_in(party, ai, &list.request)).await?;
        let json = read(party, &answer)?;
        let items = at(&json, &list.list).and_then(Value::as_array);
        let items = items.ok_or_else(|| {
            CallError::Nonsense(format!("no list of models is at “{}”", list.list))
        })?;
        let models = models(list, items);
        if models.is_empty() && !items.is_empty() {
            return Err(CallError::Nonsense("no model of its list can be asked".to_owned()));
        }
        Ok(models)
    }
}

fn models(list: &ModelList, items: &[Value]) -> Vec<Model> {
    let mut seen = BTreeSet::new();
    items
        .iter()
        .filter(|item| list.only.as_ref().is_none_or(|only| takes(only, item)))
        .filter_map(|item| {
            let id = name(at(item, &list.id)?)?;
            let id = list.id_of(&id).to_owned();
            let name = list.name.as_ref().and_then(|place| name(at(item, place)?));
            Some(Model { name: name.filter(|name| *name != id), id })
        })
        .filter(|model| !model.id.is_empty() && seen.insert(model.id.clone()))
        .take(MOST)
        .collect()
}

fn takes(only: &Only, item: &Value) -> bool {
    let value = at(item, &only.at);
    let text = value.and_then(plain).unwrap_or_default();
    let listed = value.and_then(Value::as_array);
    let listed: Vec<String> = listed.into_iter().flatten().filter_map(plain).collect();
    only.takes(&text, &listed)
}

/// A text that can be a name: short, on one line.
fn name(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST;
    (fits && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// The value at a place of the body, which is all that this part of a file names.
pub(super) fn at<'a>(json: &'a Value, source: &Source) -> Option<&'a Value> {
    match source {
        Source::Body(pointer) => json.pointer(pointer),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn list(of: &str) -> ModelList {
        let all = patchbay_providers::catalogue();
        let provider = all.into_iter().find(|provider| provider.id == of);
        provider.and_then(|provider| provider.ai).and_then(|ai| ai.list).unwrap()
    }

    fn ids(of: &str, items: &Value) -> Vec<String> {
        let found = models(&list(of), items.as_array().unwrap());
        found.into_iter().map(|model| model.id).collect()
    }

    #[test]
    fn what_cannot_be_asked_is_left_out_by_what_the_file_looks_at() {
        let items = json!([
            {"name": "models/gemini-a", "supportedGenerationMethods": ["generateContent"]},
            {"name": "models/embedding-a", "supportedGenerationMethods": ["embedContent"]},
            {"name": "models/bare"},
        ]);
        assert_eq!(ids("gemini", &items), ["gemini-a"]);
        let items = json!([{"id": "gpt-5"}, {"id": "gpt-5-audio"}, {"id": "whisper-1"}]);
        assert_eq!(ids("openai", &items), ["gpt-5"]);
        let items = json!([{"name": "old", "is_deprecated": true}, {"name": "new"}]);
        assert_eq!(ids("cohere", &items), ["new"]);
    }

    #[test]
    fn what_is_no_name_is_passed_over_and_a_name_counts_once() {
        let long = "x".repeat(LONGEST + 1);
        let items =
            json!([{"id": "a"}, {"id": "a"}, {"id": 7}, {"id": " "}, {"id": "b\nc"}, {"id": long}]);
        assert_eq!(ids("anthropic", &items), ["a"]);
    }

    #[test]
    fn no_more_are_believed_than_any_vendor_has() {
        let items: Value = (0..2 * MOST).map(|n| json!({"id": n.to_string()})).collect();
        assert_eq!(ids("anthropic", &items).len(), MOST);
    }
}
