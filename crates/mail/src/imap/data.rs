//! The data that an IMAP server sends, understood as far as it is wanted here.
//!
//! The grammar is the library's. What it cannot read is passed over if nobody asked for
//! it, and nonsense if somebody did.

use imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response};

use crate::Flags;

/// One thing it sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Datum {
    /// How many messages the folder has.
    Exists(u32),
    /// A message went.
    Gone,
    /// Something about a message.
    Message(Message),
    /// A folder.
    Folder(Folder),
    /// The numbers that a search found.
    Found(Vec<u32>),
    /// What the server can.
    Able(Vec<String>),
    /// Something that nobody asked for.
    Other,
}

/// What was said about a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) uid: Option<u32>,
    pub(crate) flags: Option<Flags>,
    pub(crate) arrived: Option<String>,
    pub(crate) header: Option<Vec<u8>>,
}

/// A folder as the server writes it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) marks: Vec<String>,
}

impl Datum {
    /// What a frame of data says. An error says what is wrong with it.
    pub(crate) fn of(frame: &[u8]) -> Result<Self, &'static str> {
        let words: Vec<String> = frame
            .split(|byte| byte.is_ascii_whitespace())
            .filter(|word| !word.is_empty())
            .take(3)
            .map(|word| String::from_utf8_lossy(word).to_ascii_uppercase())
            .collect();
        let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
        if word(1) == "CAPABILITY" {
            return Ok(Self::Able(able(&String::from_utf8_lossy(&frame[1..]))));
        }
        let numbered = matches!(word(2), "EXISTS" | "EXPUNGE" | "FETCH");
        let wanted = numbered || matches!(word(1), "LIST" | "SEARCH");
        match imap_proto::Response::parse(frame) {
            Ok(([], response)) => Self::read(response),
            _ if wanted => Err(match word(2) {
                "EXISTS" | "EXPUNGE" => "a number of messages that is none",
                "FETCH" => "a message that cannot be read",
                _ if word(1) == "LIST" => "a folder that cannot be read",
                _ => "a search that found no numbers",
            }),
            _ => Ok(Self::Other),
        }
    }

    fn read(response: Response<'_>) -> Result<Self, &'static str> {
        Ok(match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => Self::Exists(count),
            Response::MailboxData(MailboxDatum::Search(found)) => {
                if found.contains(&0) {
                    return Err("a message with the number 0");
                }
                Self::Found(found)
            }
            Response::MailboxData(MailboxDatum::List(folder)) => Self::Folder(Folder {
                name: folder.name.into_owned(),
                marks: folder.name_attributes.iter().map(mark).collect(),
            }),
            Response::Expunge(_) | Response::Vanished { .. } => Self::Gone,
            Response::Fetch(_, values) => Self::Message(Message::of(values)?),
            _ => Self::Other,
        })
    }
}

impl Message {
    fn of(values: Vec<AttributeValue<'_>>) -> Result<Self, &'static str> {
        let (mut message, mut unread) = (Self::default(), false);
        for value in values {
            match value {
                AttributeValue::Uid(0) => return Err("a message with the number 0"),
                AttributeValue::Uid(uid) => message.uid = Some(uid),
                AttributeValue::Flags(flags) => {
                    message.flags = Some(Flags::of(flags.iter().map(AsRef::as_ref)));
                }
                AttributeValue::InternalDate(date) => message.arrived = Some(date.into_owned()),
                AttributeValue::BodySection { data: Some(data), .. } => {
                    message.header = Some(data.into_owned());
                }
                AttributeValue::Unknown => unread = true,
                _ => {}
            }
        }
        // The library passes over what it cannot read, a number that is none as well.
        if unread && message.uid.is_none() {
            return Err("a message without a number that can be");
        }
        Ok(message)
    }
}

/// What a server can, from the list of it, in capitals.
pub(crate) fn able(list: &str) -> Vec<String> {
    let words = list.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("CAPABILITY"));
    words.map(str::to_ascii_uppercase).collect()
}

fn mark(attribute: &NameAttribute<'_>) -> String {
    match attribute {
        NameAttribute::NoInferiors => "\\noinferiors",
        NameAttribute::NoSelect => "\\noselect",
        NameAttribute::Marked => "\\marked",
        NameAttribute::Unmarked => "\\unmarked",
        NameAttribute::All => "\\all",
        NameAttribute::Archive => "\\archive",
        NameAttribute::Drafts => "\\drafts",
        NameAttribute::Flagged => "\\flagged",
        NameAttribute::Junk => "\\junk",
        NameAttribute::Sent => "\\sent",
        NameAttribute::Trash => "\\trash",
        NameAttribute::Extension(name) => return name.to_ascii_lowercase(),
        _ => "",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_understood() {
        let frame = b"* 3 FETCH (UID 9 FLAGS (\\Seen $X) BODY[HEADER.FIELDS (FROM DATE)]<0> {7}\r\nFrom: \xff)\r\n";
        let Ok(Datum::Message(message)) = Datum::of(frame) else { panic!("no message") };
        assert_eq!(message.uid, Some(9));
        assert_eq!(message.header.as_deref(), Some(&b"From: \xff"[..]));
        assert!(message.flags.is_some_and(|flags| flags.seen));
        assert_eq!(Datum::of(b"* 5 EXISTS\r\n"), Ok(Datum::Exists(5)));
        assert_eq!(Datum::of(b"* SEARCH 4 7\r\n"), Ok(Datum::Found(vec![4, 7])));
        assert_eq!(Datum::of(b"* SEARCH\r\n"), Ok(Datum::Found(vec![])));
        let able = ["IMAP4REV1", "AUTH=PLAIN"].map(String::from).to_vec();
        assert_eq!(Datum::of(b"* capability IMAP4rev1 AUTH=plain\r\n"), Ok(Datum::Able(able)));
    }

    #[test]
    fn what_nobody_asked_for_is_passed_over() {
        for frame in
            ["* X-WEATHER (sunny)\r\n", "* NAMESPACE ((\"\" \".\")) NIL NIL\r\n", "* 3 RECENT\r\n"]
        {
            assert_eq!(Datum::of(frame.as_bytes()), Ok(Datum::Other), "{frame}");
        }
    }

    #[test]
    fn numbers_and_lists_that_cannot_be_are_refused() {
        for frame in [
            &b"* 99999999999 EXISTS\r\n"[..],
            b"* -1 EXISTS\r\n",
            b"* 1 FETCH (UID 4294967296)\r\n",
            b"* 1 FETCH (UID 0)\r\n",
            b"* 1 FETCH (UID 5\r\n",
            b"* SEARCH 1 x\r\n",
            b"* SEARCH 0\r\n",
            b"* LIST (\\HasNoChildren) \"/\"\r\n",
            b"* 1 FETCH (FLAGS (\xff\xfe))\r\n",
        ] {
            assert!(Datum::of(frame).is_err(), "{}", String::from_utf8_lossy(frame));
        }
    }
}
