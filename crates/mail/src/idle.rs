//! Waits until the server says that something changed (RFC 2177), so that new mail is
//! there at once and nobody asks in between.

use std::pin::pin;
use std::time::Duration;

use tokio::select;

use crate::imap::{Answer, Datum, Heard};
use crate::refusal::Doing;
use crate::{MailError, Mailbox};

/// Servers end what idles for half an hour; the RFC says to begin anew before 29 minutes.
pub const RENEW_AFTER: Duration = Duration::from_secs(28 * 60);

/// Longer than any wait between two renewals: what ends a wait is passed in.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

/// Why the waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something changed: mail came, went, or was marked.
    ByNews,
    /// Whoever waited wanted to do something else.
    ByTheEnd,
}

impl Mailbox {
    /// Whether the server can be waited for.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        self.imap.is_able("IDLE")
    }

    /// Waits for news of the folder that is open, or for `end`. `renew` lets so much time
    /// go by as it is told, each time that it is called.
    ///
    /// # Errors
    /// [`MailError::NotOffered`] where the server cannot, and any other.
    pub async fn wait<R, T>(
        &mut self,
        end: impl Future<Output = ()> + Send,
        renew: R,
    ) -> Result<Woken, MailError>
    where
        R: Fn(Duration) -> T + Send,
        T: Future<Output = ()> + Send,
    {
        if !self.can_wait() || self.open.is_none() {
            return Err(MailError::NotOffered { host: self.imap.wire.host(), what: "IDLE" });
        }
        let mut end = pin!(end);
        loop {
            // The server told already, while it was asked other things.
            if std::mem::take(&mut self.news) {
                return Ok(Woken::ByNews);
            }
            let tag = self.imap.begin("IDLE").await?;
            if !self.idles(&tag).await? {
                self.leave(&tag).await?;
                continue;
            }
            self.imap.wire.begin_waiting(PATIENCE);
            let mut time = pin!(renew(RENEW_AFTER));
            let ended = loop {
                let mut answer = Answer::default();
                // Hearing can be given up at any point: what was read stays.
                select! {
                    heard = self.imap.hear(&mut answer) => {
                        if heard?.is_some() {
                            return Err(self.imap.wire.nonsense("waiting that ended by itself"));
                        }
                        self.note_news(&answer);
                        if self.news { break false }
                    }
                    () = &mut end => break true,
                    () = &mut time => break false,
                }
            };
            self.leave(&tag).await?;
            if ended && !self.news {
                return Ok(Woken::ByTheEnd);
            }
        }
    }

    /// Waits until the server waits. It may have news before that.
    async fn idles(&mut self, tag: &str) -> Result<bool, MailError> {
        let mut answer = Answer::default();
        loop {
            match self.imap.hear(&mut answer).await? {
                None => {}
                Some(Heard::More(_)) => {
                    self.note_news(&answer);
                    return Ok(!self.news);
                }
                Some(Heard::Done(of, said)) if of == tag => {
                    self.imap.ended(answer, said, Doing::Else)?;
                    return Err(self.imap.wire.nonsense("waiting that ended by itself"));
                }
                Some(_) => return Err(self.imap.wire.nonsense("the end of another command")),
            }
        }
    }

    async fn leave(&mut self, tag: &str) -> Result<(), MailError> {
        self.imap.wire.begin();
        self.imap.wire.say(b"DONE\r\n").await?;
        let answer = self.imap.finish(tag, Doing::Else).await?;
        self.note_news(&answer);
        Ok(())
    }

    /// Remembers whether something changed: the server says it once.
    pub(crate) fn note_news(&mut self, answer: &Answer) {
        let news =
            |datum: &Datum| matches!(datum, Datum::Exists(_) | Datum::Gone | Datum::Message(_));
        self.news |= answer.data.iter().any(news);
    }
}
