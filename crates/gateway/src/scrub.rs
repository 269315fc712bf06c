//! What a provider said, made fit for an error: its own words are shown to support, and
//! vendors repeat what was sent to them.

use patchbay_contract::redact_text;
use serde_json::Value;

/// The most that is kept.
const KEPT: usize = 300;
/// The shortest secret that is looked for: anything shorter stands in every text.
const SHORTEST: usize = 4;

/// The beginning of a text on one line, without these secrets and without anything that
/// has the shape of one.
pub(crate) fn scrubbed<'a>(text: &str, secrets: impl Iterator<Item = &'a str>) -> String {
    let mut text = text.to_owned();
    for secret in secrets.filter(|secret| secret.len() >= SHORTEST) {
        text = text.replace(secret, "…");
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = redact_text(&line);
    match clean.char_indices().nth(KEPT) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean,
    }
}

/// The secrets that an answer itself tells, by the names they stand under.
pub(crate) fn told(json: &Value) -> Vec<&str> {
    const NAMES: [&str; 4] = ["token", "secret", "password", "key"];
    match json {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(text) => {
                    let name = name.to_ascii_lowercase();
                    let secret = NAMES.iter().any(|known| name.contains(known));
                    secret.then_some(text.as_str()).into_iter().collect()
                }
                other => told(other),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(told).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_not_repeated_and_neither_is_what_looks_like_a_secret() {
        let said = "{\"error\": \"no\",\n \"sent\": \"hunter2\", \"t\": \"ya29.a0AfB_byC0000\"}";
        assert_eq!(
            scrubbed(said, ["hunter2", "no"].into_iter()),
            "{\"error\": \"no\", \"sent\": \"…\", \"t\": \"(redacted)\"}"
        );
    }

    #[test]
    fn a_long_answer_is_shortened_between_letters() {
        let long = scrubbed(&"é ".repeat(1000), std::iter::empty());
        assert_eq!(long.chars().count(), KEPT + 1);
    }
}
