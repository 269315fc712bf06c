//! Names of folders: IMAP writes them in a Base64 of its own (RFC 3501, 5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;
use zeroize::Zeroizing;

/// The name as a person reads it. What is not written as it should be stays as it is.
pub(crate) fn readable(name: &str) -> String {
    decoded(name).unwrap_or_else(|| name.to_owned())
}

fn decoded(name: &str) -> Option<String> {
    let engine = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);
    let mut read = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('&') {
        read.push_str(plain);
        let (coded, after) = after.split_once('-')?;
        if coded.is_empty() {
            read.push('&');
        } else {
            let bytes = engine.decode(coded).ok()?;
            let units = bytes.chunks(2).map(|unit| unit.try_into().map(u16::from_be_bytes));
            let units: Vec<u16> = units.collect::<Result<_, _>>().ok()?;
            read.push_str(&String::from_utf16(&units).ok()?);
        }
        rest = after;
    }
    read.push_str(rest);
    Some(read)
}

/// A string as a command wants it, which may be a secret. None for one that no quotes can
/// hold.
pub(crate) fn quoted(text: &str) -> Option<Zeroizing<String>> {
    if text.chars().any(|c| !c.is_ascii() || c.is_ascii_control()) {
        return None;
    }
    // Large enough from the beginning: what grows leaves copies behind.
    let mut quoted = Zeroizing::new(String::with_capacity(2 * text.len() + 2));
    quoted.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    Some(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_what_is_written_wrong_stays() {
        for (written, read) in [
            ("INBOX", "INBOX"),
            ("Gel&APY-scht", "Gelöscht"),
            ("Tom &- Jerry", "Tom & Jerry"),
            ("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"),
            ("&2D3eAA-", "😀"),
            ("&broken", "&broken"),
            ("&2D0-", "&2D0-"),
        ] {
            assert_eq!(readable(written), read);
        }
    }

    #[test]
    fn a_name_cannot_say_more_than_a_name() {
        assert_eq!(quoted(r#"a "b" \c"#).unwrap().as_str(), r#""a \"b\" \\c""#);
        assert_eq!(quoted("a\r\nb"), None);
        assert_eq!(quoted("ü"), None);
    }
}
