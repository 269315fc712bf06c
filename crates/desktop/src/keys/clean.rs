//! What was typed or pasted, without what came along by accident.

use patchbay_providers::sign_in::{Field, FieldKind};

/// A paste of a paste brings more than one thing along.
const LAYERS: usize = 6;

/// Quotes, as keys stand in programs, in letters and in chats.
const QUOTES: [(char, char); 5] =
    [('"', '"'), ('\'', '\''), ('`', '`'), ('\u{201c}', '\u{201d}'), ('\u{2018}', '\u{2019}')];

/// The value that was meant. What looks right as it is stays as it is.
pub(super) fn cleaned(field: &Field, typed: &str) -> String {
    let mut value = trimmed(typed);
    if field.kind == FieldKind::Lines {
        return value.to_owned();
    }
    for _ in 0..LAYERS {
        let right = field.hint.is_some() && field.doubt_about(value).is_none();
        let before = value;
        if !right {
            value = without_quotes(without_header(without_name(value)));
        }
        if value == before {
            break;
        }
    }
    value.to_owned()
}

/// Without blanks around it, those that nobody sees included.
pub(super) fn trimmed(text: &str) -> &str {
    let unseen = |c: char| matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}');
    text.trim_matches(|c: char| c.is_whitespace() || unseen(c))
}

/// `export OPENAI_API_KEY=…`, as it stands in a file of settings.
fn without_name(text: &str) -> &str {
    let line = text.strip_prefix("export ").unwrap_or(text);
    let Some((name, value)) = line.split_once('=') else { return text };
    let of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let speaks = ["_", "KEY", "TOKEN", "SECRET"].iter().any(|word| name.contains(word));
    // What ends in = may be the end of a key itself.
    let is_value = value.chars().any(|c| c != '=');
    if speaks && is_value && name.chars().all(of_name) { trimmed(value) } else { text }
}

/// `Authorization: Bearer …`, as it stands in an example of a call.
fn without_header(text: &str) -> &str {
    let mut rest = text;
    for word in ["authorization:", "bearer "] {
        if let Some(head) = rest.get(..word.len())
            && head.eq_ignore_ascii_case(word)
        {
            rest = trimmed(&rest[word.len()..]);
        }
    }
    if rest.is_empty() { text } else { rest }
}

/// `"…",` as it stands in a program.
fn without_quotes(text: &str) -> &str {
    let bare = text.trim_end_matches([',', ';']);
    QUOTES
        .iter()
        .find_map(|(open, close)| bare.strip_prefix(*open)?.strip_suffix(*close))
        .map_or(text, trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> Field {
        let providers = patchbay_providers::catalogue();
        let openai = providers.iter().find(|provider| provider.id == "openai").unwrap();
        Field { kind, hint: None, ..openai.sign_in[0].field[0].clone() }
    }

    #[test]
    fn what_came_along_with_a_key_is_taken_away() {
        for typed in [
            "  sk-1 \n",
            "\u{feff}sk-1\u{200b}",
            "Bearer sk-1",
            "Authorization: Bearer sk-1",
            "authorization:bearer sk-1",
            "OPENAI_API_KEY=sk-1",
            "export OPENAI_API_KEY=\"sk-1\"",
            "'sk-1',",
            "\u{201c}sk-1\u{201d}",
            "`sk-1`;",
            "\"Bearer sk-1\"",
        ] {
            assert_eq!(cleaned(&field(FieldKind::Text), typed), "sk-1", "{typed}");
        }
    }

    #[test]
    fn what_only_looks_like_that_is_left_as_it_is() {
        for typed in [
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b==",
            "Bearer",
            "AB=1",
            "AKEYINBASE64==",
            "a=b",
            "it's",
            "\"",
            "",
        ] {
            assert_eq!(cleaned(&field(FieldKind::Text), typed), typed);
        }
        let key = "-----BEGIN PRIVATE KEY-----\nA=\n-----END PRIVATE KEY-----";
        assert_eq!(cleaned(&field(FieldKind::Lines), &format!("\n{key}\n")), key);
    }

    #[test]
    fn what_looks_right_as_it_is_stays() {
        let providers = patchbay_providers::catalogue();
        for provider in &providers {
            for field in provider.sign_in.iter().flat_map(|way| &way.field) {
                for right in [&field.example, &field.default].into_iter().flatten() {
                    assert_eq!(cleaned(field, right), right.trim(), "{}", provider.id);
                }
            }
        }
    }
}
