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

/// The first line, from 1, of a provider file in which something has the shape of a secret. Such a
/// file says how a secret is sent, what it looks like and speaks of it: so `Bearer {api_key}`, words
/// that follow “basic”, names of headers and examples that say what they are count for none.
#[must_use]
pub fn line_with_secret(file: &str) -> Option<usize> {
    let found = |line: &str| {
        let mut announced = false;
        line.split(is_edge).filter(|word| !word.is_empty()).any(|word| {
            let said = announced && is_long_with_a_digit(word);
            announced = ANNOUNCED.iter().any(|known| word.eq_ignore_ascii_case(known));
            (said || is_secret(word)) && !is_made_up(word) && !is_header(word)
        })
    };
    let key = |line: &str| line.trim_start().starts_with("-----BEGIN ");
    let has_secret = |line: &str| found(line) || key(line);
    file.lines().position(has_secret).map(|at| at + 1)
}

fn is_long_with_a_digit(word: &str) -> bool {
    word.len() >= MARKED_FROM && word.chars().any(|c| c.is_ascii_digit())
}

/// Whether it says of itself that it is an example, or has one sign so often in a row that it is one.
fn is_made_up(word: &str) -> bool {
    const IN_A_ROW: usize = 12;
    let bytes = word.as_bytes();
    word.contains("EXAMPLE")
        || bytes.windows(IN_A_ROW).any(|part| part.iter().all(|byte| *byte == part[0]))
}

/// Whether it is the name of a header, as `X-Vendor-Hmac-SHA256`.
fn is_header(word: &str) -> bool {
    const LONGEST_PART: usize = 12;
    let mut parts = word.split('-');
    let first = parts.next().is_some_and(|first| first.eq_ignore_ascii_case("x"));
    first && parts.all(|part| (1..=LONGEST_PART).contains(&part.len()))
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

    #[test]
    fn a_provider_file_may_speak_of_secrets_and_has_none() {
        for line in [
            "headers = { authorization = \"Bearer {api_key}\" }",
            "help = \"With basic authentication only\"",
            "hint = { pattern = \"^sk-ant-\" }",
            "header = \"X-FreshBooks-Hmac-SHA256\"",
            "example = \"sk_live_EXAMPLE0EXAMPLE0EXAMPLE0\"",
            "example = \"0000000000000000000000000000000000e8a3b1\"",
            "hint = { pattern = \"^-----BEGIN (RSA )?PRIVATE KEY-----\" }",
        ] {
            assert_eq!(line_with_secret(line), None, "{line}");
        }
        for line in [
            "headers = { authorization = \"Bearer tok-20261122-canary\" }",
            "value = \"sk_live_abcdefghijkl\"",
            "# Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5MTIz",
            "X-Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5MTIz",
            "-----BEGIN PRIVATE KEY-----",
        ] {
            assert_eq!(line_with_secret(&format!("id = 1\n{line}\n")), Some(2), "{line}");
        }
    }
}
