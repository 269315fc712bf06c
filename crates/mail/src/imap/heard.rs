//! What an IMAP server says, told apart: sentences that end or accompany a command, data,
//! and the wish to hear more.

/// One frame, told apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The end of the command with this tag.
    Done(String, Sentence),
    /// A sentence by the way.
    ByTheWay(Sentence),
    /// It wants to hear more.
    More(String),
    /// Data, not understood here.
    Data,
    /// None of these.
    Nonsense,
}

/// How a sentence begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Ok,
    No,
    Bad,
    Bye,
    /// Somebody is signed in already.
    PreAuth,
}

/// A sentence: for people, with a code for programs perhaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) status: Status,
    /// The code's name, and what stands behind it.
    pub(crate) code: Option<(String, String)>,
    pub(crate) text: String,
}

impl Heard {
    pub(crate) fn of(frame: &[u8]) -> Self {
        let line = String::from_utf8_lossy(frame);
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(more) = line.strip_prefix('+') {
            return Self::More(more.trim_start().to_owned());
        }
        match line.split_once(' ') {
            Some(("*", rest)) => Sentence::of(rest).map_or(Self::Data, Self::ByTheWay),
            Some((tag, rest)) => match Sentence::of(rest) {
                Some(said) if matches!(said.status, Status::Ok | Status::No | Status::Bad) => {
                    Self::Done(tag.to_owned(), said)
                }
                _ => Self::Nonsense,
            },
            None => Self::Nonsense,
        }
    }
}

impl Sentence {
    fn of(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let status = match word.to_ascii_uppercase().as_str() {
            "OK" => Status::Ok,
            "NO" => Status::No,
            "BAD" => Status::Bad,
            "BYE" => Status::Bye,
            "PREAUTH" => Status::PreAuth,
            _ => return None,
        };
        let coded = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (code, text) = match coded {
            Some((code, text)) => {
                let (name, more) = code.split_once(' ').unwrap_or((code, ""));
                (Some((name.to_owned(), more.to_owned())), text)
            }
            None => (None, rest),
        };
        Some(Self { status, code, text: text.trim().to_owned() })
    }

    /// What stands behind the code of this name.
    pub(crate) fn behind(&self, name: &str) -> Option<&str> {
        let (known, more) = self.code.as_ref()?;
        known.eq_ignore_ascii_case(name).then_some(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_data_and_codes_from_texts() {
        let said = |status, code: Option<(&str, &str)>, text: &str| Sentence {
            status,
            code: code.map(|(name, more)| (name.to_owned(), more.to_owned())),
            text: text.to_owned(),
        };
        for (line, heard) in [
            (
                "a1 NO [AUTHENTICATIONFAILED] Wrong.\r\n",
                Heard::Done(
                    "a1".into(),
                    said(Status::No, Some(("AUTHENTICATIONFAILED", "")), "Wrong."),
                ),
            ),
            ("a1 OK\r\n", Heard::Done("a1".into(), said(Status::Ok, None, ""))),
            (
                "* OK [uidnext 7] Next\r\n",
                Heard::ByTheWay(said(Status::Ok, Some(("uidnext", "7")), "Next")),
            ),
            ("* BYE\r\n", Heard::ByTheWay(said(Status::Bye, None, ""))),
            ("* 3 EXISTS\r\n", Heard::Data),
            ("+ go on\r\n", Heard::More("go on".into())),
            ("+\r\n", Heard::More(String::new())),
            ("220 mail.example.com ESMTP\r\n", Heard::Nonsense),
            ("\r\n", Heard::Nonsense),
        ] {
            assert_eq!(Heard::of(line.as_bytes()), heard, "{line}");
        }
    }
}
