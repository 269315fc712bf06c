//! A look into a mailbox that changes nothing there: its folders, its newest messages.

use crate::header::ASKED;
use crate::imap::names::{quoted, readable};
use crate::imap::{Datum, Folder as Written, Message};
use crate::{Header, MailError, Mailbox};

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its name as the server writes it, to ask for it with.
    pub name: String,
    /// Its name as a person reads it.
    pub readable: String,
    /// What it is for, if the server says.
    pub purpose: Option<Purpose>,
    /// Whether it can hold messages.
    pub can_be_opened: bool,
}

/// What a folder is for (RFC 6154).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Where new mail comes.
    Inbox,
    /// All messages there are.
    All,
    /// What was put away.
    Archive,
    /// What is being written.
    Drafts,
    /// What has a star.
    Flagged,
    /// What nobody asked for.
    Junk,
    /// What was sent.
    Sent,
    /// What was thrown away.
    Trash,
}

/// How a folder stands when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    pub(crate) exists: u32,
    pub(crate) validity: Option<u64>,
    pub(crate) next: Option<u64>,
    pub(crate) change: Option<u64>,
}

impl Mailbox {
    /// The folders.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn folders(&mut self) -> Result<Vec<Folder>, MailError> {
        let told = self.imap.is_able("SPECIAL-USE") && self.imap.is_able("LIST-EXTENDED");
        let command = if told { r#"LIST "" "*" RETURN (SPECIAL-USE)"# } else { r#"LIST "" "*""# };
        let answer = self.imap.command(command).await?;
        let folders = answer.data.into_iter().filter_map(|datum| match datum {
            Datum::Folder(folder) => Some(Folder::of(folder)),
            _ => None,
        });
        Ok(folders.collect())
    }

    /// The newest messages of the inbox, at most so many, newest first. None of them is
    /// read by this.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn newest(&mut self, most: u32) -> Result<Vec<Header>, MailError> {
        let exists = self.examine("INBOX").await?.exists;
        if exists == 0 || most == 0 {
            return Ok(Vec::new());
        }
        let from = exists.saturating_sub(most - 1).max(1);
        let answer = self.imap.command(&format!("FETCH {from}:{exists} {ASKED}")).await?;
        let mut headers: Vec<_> = headers(answer.data).collect();
        headers.sort_by_key(|header| std::cmp::Reverse(header.uid));
        headers.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(headers)
    }

    /// Opens a folder to read only, as whoever waits for its news has to. The number that its
    /// next message will have, if the server says.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn look_at(&mut self, folder: &str) -> Result<Option<u64>, MailError> {
        Ok(self.examine(folder).await?.next)
    }

    /// Opens a folder to read only.
    pub(crate) async fn examine(&mut self, folder: &str) -> Result<Opened, MailError> {
        let name = quoted(folder).ok_or(MailError::Unusable("folder"))?;
        let more = if self.imap.is_able("CONDSTORE") { " (CONDSTORE)" } else { "" };
        self.open = None;
        let answer = self.imap.command(&format!("EXAMINE {}{more}", name.as_str())).await?;
        let exists = answer.data.iter().rev().find_map(|datum| match datum {
            Datum::Exists(count) => Some(*count),
            _ => None,
        });
        let Some(exists) = exists else {
            return Err(self.imap.wire.nonsense("a folder without a number of messages"));
        };
        self.open = Some(folder.to_owned());
        self.news = false;
        Ok(Opened {
            exists,
            validity: answer.number("UIDVALIDITY"),
            next: answer.number("UIDNEXT"),
            change: answer.number("HIGHESTMODSEQ"),
        })
    }
}

/// The headers among the data. What has no number is news about a message that nobody
/// asked for.
pub(crate) fn headers(data: Vec<Datum>) -> impl Iterator<Item = Header> {
    data.into_iter().filter_map(|datum| match datum {
        Datum::Message(Message { uid: Some(uid), flags, arrived, header: Some(lines) }) => {
            Some(Header::read(uid, flags.unwrap_or_default(), arrived.as_deref(), &lines))
        }
        _ => None,
    })
}

impl Folder {
    fn of(written: Written) -> Self {
        let marked = |mark: &str| written.marks.iter().any(|known| known == mark);
        let purposes = [
            ("\\all", Purpose::All),
            ("\\archive", Purpose::Archive),
            ("\\drafts", Purpose::Drafts),
            ("\\flagged", Purpose::Flagged),
            ("\\junk", Purpose::Junk),
            ("\\sent", Purpose::Sent),
            ("\\trash", Purpose::Trash),
        ];
        let inbox = written.name.eq_ignore_ascii_case("INBOX").then_some(Purpose::Inbox);
        let by_mark = || purposes.iter().find(|(mark, _)| marked(mark)).map(|(_, what)| *what);
        Self {
            readable: readable(&written.name),
            purpose: inbox.or_else(by_mark),
            can_be_opened: !marked("\\noselect") && !marked("\\nonexistent"),
            name: written.name,
        }
    }
}
