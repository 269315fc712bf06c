//! One round over a mailbox: what is new since the last one, kept step by step, so that a round
//! which is cut off goes on where it was.

use patchbay_firm_store::{MailFolder, MailHeader, MailNews, Mailbox, Term};
use patchbay_mail::sync::{Known, News, Plan, Round};
use patchbay_mail::{Flags, Header, Login, Mail, MailError, Server};

use crate::house::House;
use crate::problem::Problem;

/// The folder that is read.
const INBOX: &str = "INBOX";

/// So many of the newest messages are known.
const NEWEST: u16 = 500;

/// So many headers are asked for at once.
const PAGE: usize = 100;

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
        let known = of.folder.map(|folder| as_known(&folder, &marks));
        let mut mailbox = match mail.open(self.server, self.login).await {
            Ok(mailbox) => mailbox,
            Err(error) => return Ok(Err(error)),
        };
        let plan = Plan { reach_back: NEWEST.into(), page: PAGE, window: NEWEST.into() };
        let mut round = Round::new(INBOX, plan, known);
        let ours = loop {
            let news = match round.next(&mut mailbox).await {
                Ok(news) => news,
                Err(error) => return Ok(Err(error)),
            };
            let ended = news.is_none();
            let news = told(news.unwrap_or_default());
            let mut change = store.write().await?;
            let kept = change.leads(term).await?
                && change.keep_mail_news(of, &as_kept(round.known()), &news).await?;
            change.commit().await?;
            if ended || !kept {
                break kept;
            }
        };
        mailbox.end().await;
        Ok(Ok(ours))
    }
}

fn told(all: Vec<News>) -> MailNews {
    let mut news = MailNews { keep: NEWEST.into(), ..MailNews::default() };
    for one in all {
        match one {
            News::Anew(why) => {
                tracing::info!(?why, "a folder is read anew");
                news.anew = true;
            }
            News::Came(headers) => news.came.extend(headers.into_iter().map(row)),
            News::Marked(marked) => {
                news.marked.extend(marked.into_iter().map(|(uid, flags)| (uid, marks(flags))));
            }
            News::Went(went) => news.went.extend(went),
        }
    }
    news
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

fn as_known(kept: &MailFolder, marked: &[(u32, u8)]) -> Known {
    Known {
        validity: kept.validity,
        highest: kept.highest,
        exists: kept.messages,
        change: kept.change_at.map(i64::cast_unsigned),
        window: marked.iter().map(|(uid, marks)| (*uid, flags(*marks))).collect(),
    }
}

fn as_kept(known: &Known) -> MailFolder {
    MailFolder {
        validity: known.validity,
        highest: known.highest,
        messages: known.exists,
        change_at: known.change.map(u64::cast_signed),
    }
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
