//! One round over an inbox, step by step: how far it goes, what a step brought, and where it
//! stands. The rows in which that is kept are the custodian's.

use patchbay_mail::sync::{Known, News, Plan, Round};
use patchbay_mail::{Flags, Header, Login, Mail, MailError, Mailbox, Server};

/// The folder that is read.
pub const INBOX: &str = "INBOX";

/// So many of the newest messages are known.
pub const NEWEST: u16 = 500;

/// So many headers are asked for at once.
const PAGE: usize = 100;

/// Where a round stands, in the numbers that databases have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboxMark {
    /// The folder's UIDVALIDITY.
    pub validity: u32,
    /// The highest number that was asked for.
    pub highest: u32,
    /// How many messages there were at the end of the last whole round.
    pub messages: Option<u32>,
    /// Its HIGHESTMODSEQ then.
    pub change_at: Option<i64>,
}

/// What came of one step. All of it is kept together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxStep {
    /// Where the round stands now.
    pub mark: InboxMark,
    /// Whether what was known means nothing any more.
    pub anew: bool,
    /// Messages that came.
    pub came: Vec<Header>,
    /// Messages that are marked otherwise.
    pub marked: Vec<(u32, Flags)>,
    /// Messages that are not there any more.
    pub went: Vec<u32>,
    /// Whether the round is over with it.
    pub is_last: bool,
}

/// A round under way. One that is cut off goes on where the last step was that was kept.
#[derive(Debug)]
pub struct InboxRound {
    mailbox: Mailbox,
    round: Round,
}

impl InboxMark {
    fn of(known: &Known) -> Self {
        Self {
            validity: known.validity,
            highest: known.highest,
            messages: known.exists,
            change_at: known.change.map(u64::cast_signed),
        }
    }

    /// The same, with how the newest messages are marked: what a round begins with.
    pub fn known(self, window: impl IntoIterator<Item = (u32, Flags)>) -> Known {
        Known {
            validity: self.validity,
            highest: self.highest,
            exists: self.messages,
            change: self.change_at.map(i64::cast_unsigned),
            window: window.into_iter().collect(),
        }
    }
}

impl InboxStep {
    fn of(news: Option<Vec<News>>, known: &Known) -> Self {
        let mut step = Self {
            mark: InboxMark::of(known),
            anew: false,
            came: Vec::new(),
            marked: Vec::new(),
            went: Vec::new(),
            is_last: news.is_none(),
        };
        for one in news.unwrap_or_default() {
            match one {
                News::Anew(why) => {
                    tracing::info!(?why, "a folder is read anew");
                    step.anew = true;
                }
                News::Came(headers) => step.came.extend(headers),
                News::Marked(marked) => step.marked.extend(marked),
                News::Went(went) => step.went.extend(went),
            }
        }
        step
    }
}

impl InboxRound {
    /// Signs in, and begins with what is known.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn begin(
        mail: &Mail,
        server: &Server,
        login: &Login,
        known: Option<Known>,
    ) -> Result<Self, MailError> {
        let mailbox = mail.open(server, login).await?;
        let plan = Plan { reach_back: NEWEST.into(), page: PAGE, window: NEWEST.into() };
        Ok(Self { mailbox, round: Round::new(INBOX, plan, known) })
    }

    /// The next step.
    ///
    /// # Errors
    /// Any [`MailError`]; the round is over then.
    pub async fn next(&mut self) -> Result<InboxStep, MailError> {
        let news = self.round.next(&mut self.mailbox).await?;
        Ok(InboxStep::of(news, self.round.known()))
    }

    /// Takes leave of the server.
    pub async fn end(self) {
        self.mailbox.end().await;
    }
}

#[cfg(test)]
mod tests {
    use patchbay_mail::sync::Why;

    use super::*;

    fn message(uid: u32) -> Header {
        Header {
            uid,
            flags: Flags::default(),
            from_name: None,
            from_address: None,
            subject: None,
            date: None,
            arrived: None,
            message_id: None,
        }
    }

    #[test]
    fn where_a_round_stands_comes_back_from_what_a_database_keeps() {
        let answered = Flags { answered: true, ..Flags::default() };
        let known = Known {
            validity: 7,
            highest: 9,
            exists: Some(2),
            // A server may count in all of 64 bits, a database has one for the sign.
            change: Some(u64::MAX - 1),
            window: [(8, answered), (9, Flags::default())].into(),
        };
        let mark = InboxMark::of(&known);
        assert_eq!(mark.change_at, Some(-2));
        assert_eq!(mark.known(known.window.clone()), known);
    }

    #[test]
    fn a_step_holds_all_that_belongs_together_and_the_last_one_nothing() {
        let seen = Flags { seen: true, ..Flags::default() };
        let news = vec![
            News::Anew(Why::OtherNumbers),
            News::Came(vec![message(1)]),
            News::Came(vec![message(2)]),
            News::Marked(vec![(1, seen)]),
            News::Went(vec![3]),
        ];
        let step = InboxStep::of(Some(news), &Known::default());
        assert!(step.anew && !step.is_last);
        assert_eq!(step.came, [message(1), message(2)]);
        assert_eq!((step.marked, step.went), (vec![(1, seen)], vec![3]));
        let last = InboxStep::of(None, &Known::default());
        assert!(last.is_last && !last.anew && last.came.is_empty());
    }
}
