//! A round over a mailbox: asks what the machine wants to know.

use std::fmt::Write;

use super::machine::{Ask, Machine, Told, Which};
use super::{Known, News, Plan};
use crate::header::ASKED;
use crate::imap::{Answer, Datum};
use crate::look::headers;
use crate::{MailError, Mailbox};

/// One round.
#[derive(Debug)]
pub struct Round {
    folder: String,
    machine: Machine,
}

impl Round {
    /// Of this folder, from what is known of it.
    #[must_use]
    pub fn new(folder: &str, plan: Plan, known: Option<Known>) -> Self {
        Self { folder: folder.to_owned(), machine: Machine::new(plan, known) }
    }

    /// What is known by now: to be kept with the news that came last, and at the end.
    #[must_use]
    pub const fn known(&self) -> &Known {
        self.machine.known()
    }

    /// The next news, which belong together. None at the end of the round. After an error
    /// the round is over; the next one begins with what is known.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn next(&mut self, mailbox: &mut Mailbox) -> Result<Option<Vec<News>>, MailError> {
        while let Some(ask) = self.machine.ask() {
            let told = mailbox.asked(&self.folder, ask).await?;
            let news = self.machine.told(told);
            let news = news.map_err(|details| mailbox.imap.wire.nonsense(details))?;
            if !news.is_empty() {
                return Ok(Some(news));
            }
        }
        Ok(None)
    }
}

impl Mailbox {
    async fn asked(&mut self, folder: &str, ask: Ask) -> Result<Told, MailError> {
        Ok(match ask {
            Ask::Open => Told::Opened(self.examine(folder).await?),
            Ask::Numbers(which) => {
                let which = match which {
                    Which::FromPlace(place) => format!("{place}:*"),
                    Which::Above(uid) => format!("UID {}:*", u64::from(uid) + 1),
                    Which::Between(from, to) => format!("UID {from}:{to}"),
                };
                let answer = self.command_by_the_way(&format!("UID SEARCH {which}")).await?;
                let found = answer.data.into_iter().filter_map(|datum| match datum {
                    Datum::Found(found) => Some(found),
                    _ => None,
                });
                Told::Numbers(found.flatten().collect())
            }
            Ask::Headers(uids) => {
                let command = format!("UID FETCH {} {ASKED}", set(&uids));
                Told::Headers(headers(self.command_by_the_way(&command).await?.data).collect())
            }
            Ask::Marks(from, to, since) => {
                let since = since.map(|since| format!(" (CHANGEDSINCE {since})"));
                let since = since.unwrap_or_default();
                let command = format!("UID FETCH {from}:{to} (UID FLAGS){since}");
                let answer = self.command_by_the_way(&command).await?;
                let marks = answer.data.into_iter().filter_map(|datum| match datum {
                    Datum::Message(message) => Some((message.uid?, message.flags?)),
                    _ => None,
                });
                Told::Marks(marks.collect())
            }
        })
    }

    /// A command during which the server may say that something else changed.
    async fn command_by_the_way(&mut self, command: &str) -> Result<Answer, MailError> {
        let answer = self.imap.command(command).await?;
        let other = |datum: &Datum| matches!(datum, Datum::Exists(_) | Datum::Gone);
        self.news |= answer.data.iter().any(other);
        Ok(answer)
    }
}

/// Numbers as a command wants them: `3,5:9`.
fn set(uids: &[u32]) -> String {
    let mut set = String::new();
    let mut rest = uids;
    while let Some(first) = rest.first().copied() {
        let run =
            rest.iter().zip(first..=u32::MAX).take_while(|(uid, wanted)| *uid == wanted).count();
        let comma = if set.is_empty() { "" } else { "," };
        let _ = match rest.get(run.saturating_sub(1)) {
            Some(last) if run > 1 => write!(set, "{comma}{first}:{last}"),
            _ => write!(set, "{comma}{first}"),
        };
        rest = &rest[run.max(1)..];
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_said_shortly() {
        for (uids, said) in [
            (&[7][..], "7"),
            (&[1, 2, 3, 5, 8, 9], "1:3,5,8:9"),
            (&[u32::MAX - 1, u32::MAX], "4294967294:4294967295"),
        ] {
            assert_eq!(set(uids), said);
        }
    }
}
