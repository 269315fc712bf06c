//! One round over a mailbox: what is new since the last one, kept step by step, so that a round
//! which is cut off goes on where it was.

use patchbay_custody::{InboxMark, InboxRound, InboxStep, NEWEST};
use patchbay_firm_store::{MailFolder, MailHeader, MailNews, Mailbox, Term};
use patchbay_mail::{Flags, Header, Login, Mail, MailError, Server};

use crate::house::House;
use crate::problem::Problem;

/// Where a mailbox is, and who reads it.
pub(super) struct At<'a> {
    pub(super) house: &'a House,
    pub(super) term: &'a Term,
    pub(super) mail: Mail,
    pub(super) server: &'a Server,
    pub(super) login: &'a Login,
}

impl At<'_> {
    /// Reads what is new. Says whether that is still this server's to do.
    ///
    /// # Errors
    /// The outer one when the database fails, the inner one when the mailbox does.
    pub(super) async fn round(&self, of: &Mailbox) -> Result<Result<bool, MailError>, Problem> {
        let Self { house, term, mail, .. } = self;
        let store = house.store().await?;
        let marks = store.read().await?.mail_marks(&of.connection).await?;
        let marked = marks.into_iter().map(|(uid, marks)| (uid, flags(marks)));
        let known = of.folder.map(|folder| mark(folder).known(marked));
        let mut round = match InboxRound::begin(mail, self.server, self.login, known).await {
            Ok(round) => round,
            Err(error) => return Ok(Err(error)),
        };
        let ours = loop {
            let step = match round.next().await {
                Ok(step) => step,
                Err(error) => return Ok(Err(error)),
            };
            let (folder, is_last) = (folder(step.mark), step.is_last);
            let mut change = store.write().await?;
            let kept = change.leads(term).await?
                && change.keep_mail_news(of, &folder, &news(step)).await?;
            change.commit().await?;
            if is_last || !kept {
                break kept;
            }
        };
        round.end().await;
        Ok(Ok(ours))
    }
}

fn news(step: InboxStep) -> MailNews {
    MailNews {
        anew: step.anew,
        came: step.came.into_iter().map(row).collect(),
        marked: step.marked.into_iter().map(|(uid, flags)| (uid, marks(flags))).collect(),
        went: step.went,
        keep: NEWEST.into(),
    }
}

fn row(header: Header) -> MailHeader {
    MailHeader {
        uid: header.uid,
        from_name: header.from_name,
        from_address: header.from_address,
        subject: header.subject,
        written_at: header.date,
        arrived_at: header.arrived,
        message_id: header.message_id,
        marks: marks(header.flags),
    }
}

fn marks(flags: Flags) -> u8 {
    let Flags { seen, answered, flagged, deleted, draft } = flags;
    let bits = [seen, answered, flagged, deleted, draft];
    bits.into_iter().rev().fold(0, |marks, bit| marks << 1 | u8::from(bit))
}

const fn flags(marks: u8) -> Flags {
    Flags {
        seen: marks & 1 != 0,
        answered: marks & 2 != 0,
        flagged: marks & 4 != 0,
        deleted: marks & 8 != 0,
        draft: marks & 16 != 0,
    }
}

const fn mark(folder: MailFolder) -> InboxMark {
    let MailFolder { validity, highest, messages, change_at } = folder;
    InboxMark { validity, highest, messages, change_at }
}

const fn folder(mark: InboxMark) -> MailFolder {
    let InboxMark { validity, highest, messages, change_at } = mark;
    MailFolder { validity, highest, messages, change_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_message_is_marked_comes_back_from_its_number() {
        for number in 0..32 {
            assert_eq!(marks(flags(number)), number);
        }
        assert_eq!(marks(Flags { answered: true, ..Flags::default() }), 2);
    }
}
