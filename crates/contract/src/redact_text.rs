//! Free text as it may be written down: whatever has the shape of a secret is taken
//! out of it.
//!
//! A net under the trapeze, not the trapeze: what must not be written is not handed
//! over in the first place. Shapes are recognised by the vendors' own beginnings and by
//! how random a long word looks, so a short or a plain secret gets through.

/// What stands in the place of what was taken out.
const GONE: &str = "(redacted)";

/// Beginnings by which vendors mark their own secrets.
const MARKS: [&str; 25] = [
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "sk-",
    "pk_live_",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29.",
    "eyJ",
    "SG.",
    "EAAA",
    "sq0csp-",
    "sq0atp-",
    "pat-",
];

/// Words after which the next one is a secret.
const ANNOUNCED: [&str; 2] = ["bearer", "basic"];

/// The shortest word that is long enough to be a marked secret.
const MARKED_FROM: usize = 12;
/// The shortest word that looks random: letters of both cases and digits.
const MIXED_FROM: usize = 24;
/// The shortest word of hexadecimal digits that is longer than any id of ours.
const HEX_FROM: usize = 40;

/// The text without what has the shape of a secret.
#[must_use]
pub fn redact_text(text: &str) -> String {
    if text.contains("-----BEGIN ") {
        return GONE.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let mut announced = false;
    for piece in text.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge);
        let edge = &piece[word.len()..];
        if word.is_empty() {
            clean.push_str(edge);
            continue;
        }
        clean.push_str(if announced || is_secret(word) { GONE } else { word });
        clean.push_str(edge);
        announced = ANNOUNCED.iter().any(|known| word.eq_ignore_ascii_case(known));
    }
    clean
}

/// What a secret has no place for inside it: so each part of a path, an address or a
/// list is looked at by itself.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "\"'`,;:()[]{}<>/\\?&=|".contains(c)
}

fn is_secret(word: &str) -> bool {
    let marked = word.len() >= MARKED_FROM && MARKS.iter().any(|mark| word.starts_with(mark));
    let has = |kind: fn(&char) -> bool| word.chars().any(|c| kind(&c));
    let mixed = word.len() >= MIXED_FROM
        && word.is_ascii()
        && !word.contains('@')
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_uppercase)
        && has(char::is_ascii_digit);
    let hex = word.len() >= HEX_FROM && word.chars().all(|c| c.is_ascii_hexdigit());
    marked || mixed || hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_shape_of_a_secret_is_taken_out() {
        for secret in [
            "sk_live_abcdefghijkl",
            "xoxb-123456789012-abcdef",
            "ghp_0123456789abcdef",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x",
            "Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5MTIz",
            &"0a".repeat(32),
        ] {
            for text in [
                secret.to_owned(),
                format!("the key {secret} was typed"),
                format!("https://a.example/?key={secret}&x=1"),
                format!("{{\"key\":\"{secret}\"}}"),
            ] {
                let clean = redact_text(&text);
                assert!(!clean.contains(secret), "{clean}");
                assert!(clean.contains(GONE), "{clean}");
            }
        }
        assert_eq!(redact_text("Authorization: Bearer canary"), "Authorization: Bearer (redacted)");
        assert!(!redact_text("x -----BEGIN PRIVATE KEY-----\ncanary").contains("canary"));
    }

    #[test]
    fn plain_words_stay_as_they_are() {
        for text in [
            "Miller & Sons Plumbing",
            "/home/dana/Downloads/patchbay-audit-2026-11-21-090000.csv",
            "office@miller-cpa.example",
            "the grant ended: it was not used for 60 days",
            "1,284 invoices; 3 refused",
            "3f2504e04f8911d39a0c0305e82c3301",
        ] {
            assert_eq!(redact_text(text), text);
        }
    }
}
