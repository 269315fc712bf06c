//! The header of a message, read for a list: from whom, about what, when.
//!
//! A header says whatever its sender likes. What is kept is short, decoded, and free of
//! what a page or a terminal would obey; nothing of it is believed.

use jiff::Timestamp;
use jiff::fmt::strtime;
use mail_parser::MessageParser;

use crate::scrub::{printable, shortened};

/// The longest of each that is kept.
const SUBJECT: usize = 500;
const NAME: usize = 200;
const ADDRESS: usize = 320;
const MESSAGE_ID: usize = 998;

/// What is asked for of each message. Asking so leaves it unread, and no server sends
/// more of one than was asked for.
pub(crate) const ASKED: &str = "(UID FLAGS INTERNALDATE \
    BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID)]<0.16384>)";

/// One message, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its number in the folder, while the folder's UIDVALIDITY stays.
    pub uid: u32,
    /// How it is marked.
    pub flags: Flags,
    /// The name of whom it is from.
    pub from_name: Option<String>,
    /// The address of whom it is from.
    pub from_address: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// When it was written, as the sender says.
    pub date: Option<Timestamp>,
    /// When it arrived, as the server says.
    pub arrived: Option<Timestamp>,
    /// Its `Message-ID`, without brackets.
    pub message_id: Option<String>,
}

/// How a message is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// It was read.
    pub seen: bool,
    /// It was answered.
    pub answered: bool,
    /// It has a star.
    pub flagged: bool,
    /// It is to be deleted.
    pub deleted: bool,
    /// It is a draft.
    pub draft: bool,
}

impl Flags {
    pub(crate) fn of<'a>(flags: impl Iterator<Item = &'a str>) -> Self {
        let mut read = Self::default();
        for flag in flags {
            match flag.to_ascii_lowercase().as_str() {
                "\\seen" => read.seen = true,
                "\\answered" => read.answered = true,
                "\\flagged" => read.flagged = true,
                "\\deleted" => read.deleted = true,
                "\\draft" => read.draft = true,
                _ => {}
            }
        }
        read
    }
}

impl Header {
    /// What these lines of a header say.
    pub(crate) fn read(uid: u32, flags: Flags, arrived: Option<&str>, lines: &[u8]) -> Self {
        // Without an empty line at the end the last field would not count.
        let mut lines = lines.to_vec();
        lines.extend_from_slice(b"\r\n\r\n");
        let parsed = MessageParser::new().parse_headers(&lines);
        let parsed = parsed.as_ref();
        let from = parsed.and_then(|message| message.from()).and_then(|from| from.first());
        let text = |text: Option<&str>, most| {
            let text = shortened(&printable(text?), most).trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        };
        Self {
            uid,
            flags,
            from_name: text(from.and_then(|from| from.name()), NAME),
            from_address: text(from.and_then(|from| from.address()), ADDRESS),
            subject: text(parsed.and_then(|message| message.subject()), SUBJECT),
            date: parsed
                .and_then(|message| message.date())
                .filter(|date| date.is_valid())
                .and_then(|date| Timestamp::from_second(date.to_timestamp()).ok()),
            arrived: arrived.and_then(internal_date),
            message_id: text(parsed.and_then(|message| message.message_id()), MESSAGE_ID),
        }
    }
}

/// A date as IMAP writes it: ` 7-Feb-1994 21:52:25 -0800`.
fn internal_date(text: &str) -> Option<Timestamp> {
    strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?.to_timestamp().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[u8]) -> Header {
        Header::read(7, Flags::default(), Some(" 7-Feb-1994 21:52:25 -0800"), lines)
    }

    #[test]
    fn a_header_is_read_and_decoded() {
        let header = read(
            b"From: =?UTF-8?Q?M=C3=BCller?= <m@example.com>\r\n\
              Subject: =?iso-8859-1?Q?J=E4nner?=\r\n =?UTF-8?B?8J+Ygg==?=\r\n\
              Date: Sat, 21 Nov 2026 10:00:00 +0100\r\nMessage-ID: <a@example.com>\r\n\r\n",
        );
        assert_eq!(header.from_name.as_deref(), Some("Müller"));
        assert_eq!(header.from_address.as_deref(), Some("m@example.com"));
        assert_eq!(header.subject.as_deref(), Some("Jänner😂"));
        assert_eq!(header.date, "2026-11-21T09:00:00Z".parse().ok());
        assert_eq!(header.arrived, "1994-02-08T05:52:25Z".parse().ok());
        assert_eq!(header.message_id.as_deref(), Some("a@example.com"));
    }

    #[test]
    fn what_a_hostile_sender_writes_is_kept_short_and_plain() {
        let long = [b"Subject: ", "x".repeat(5000).as_bytes()].concat();
        assert_eq!(read(&long).subject.map(|subject| subject.chars().count()), Some(SUBJECT + 1));
        let odd = read(
            "Subject: =?UTF-8?Q?=E2=80=AEgnp=00.exe?=\r\nFrom: \u{0}\r\nDate: never\r\n".as_bytes(),
        );
        assert_eq!(odd.subject.as_deref(), Some("gnp.exe"));
        assert_eq!((odd.from_address, odd.date), (None, None));
        let raw = read(b"Subject: J\xe4nner\r\nFrom: <<<>>,;:\xff\r\n");
        assert!(raw.subject.is_some_and(|subject| subject.starts_with('J')));
        assert_eq!(read(b"").subject, None);
    }
}
