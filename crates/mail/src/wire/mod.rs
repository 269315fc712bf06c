//! One connection to a server, by frames: bounded in time and size, cut nowhere by a
//! wait that is given up, and silent about what was sent as a secret.
//!
//! What a frame means is not known here.

mod dial;
mod frame;
mod practised;
mod presented;
mod stream;
mod trust;

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};
use zeroize::Zeroizing;

use crate::scrub::scrubbed;
use crate::{Limits, MailError};

pub(crate) use dial::dial;
use frame::{Bad, Framer};
pub(crate) use practised::Practised;
pub use presented::Presented;
pub(crate) use stream::Stream;
pub use trust::{Distrust, Trust};

/// So much is read at once.
const GULP: usize = 16 * 1024;

/// One connection.
pub(crate) struct Wire {
    stream: Box<dyn Stream>,
    unread: Vec<u8>,
    framer: Framer,
    literals: bool,
    host: String,
    limits: Limits,
    until: Instant,
    heard: usize,
    secrets: Vec<Zeroizing<String>>,
}

impl Wire {
    pub(crate) fn new(stream: Box<dyn Stream>, host: &str, limits: Limits, literals: bool) -> Self {
        Self {
            stream,
            unread: Vec::new(),
            framer: Framer::new(literals),
            literals,
            host: host.to_owned(),
            limits,
            until: Instant::now() + limits.answering,
            heard: 0,
            secrets: Vec::new(),
        }
    }

    pub(crate) fn host(&self) -> String {
        self.host.clone()
    }

    /// From here the time and the size of one more answer count.
    pub(crate) fn begin(&mut self) {
        self.until = Instant::now() + self.limits.answering;
        self.heard = 0;
    }

    /// From here nothing that is said counts as an answer: the server may take its time.
    pub(crate) fn begin_waiting(&mut self, at_most: Duration) {
        self.until = Instant::now() + at_most;
        self.heard = 0;
    }

    /// This must not be repeated in an error.
    pub(crate) fn keep_quiet_about(&mut self, secret: &str) {
        self.secrets.push(Zeroizing::new(secret.to_owned()));
    }

    /// What a server said, made fit for an error.
    pub(crate) fn scrubbed(&self, said: &str) -> String {
        scrubbed(said, self.secrets.iter().map(|secret| secret.as_str()))
    }

    pub(crate) fn nonsense(&self, details: &'static str) -> MailError {
        MailError::Nonsense { host: self.host(), details }
    }

    pub(crate) async fn say(&mut self, bytes: &[u8]) -> Result<(), MailError> {
        let saying = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        match timeout_at(self.until, saying).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                Err(MailError::Broken { host: self.host(), details: error.to_string() })
            }
            Err(_) => Err(MailError::Silent { host: self.host() }),
        }
    }

    /// The next frame. What was read stays when the waiting is given up.
    pub(crate) async fn frame(&mut self) -> Result<Vec<u8>, MailError> {
        loop {
            match self.framer.whole(&self.unread, &self.limits) {
                Ok(Some(end)) => {
                    self.heard += end;
                    if self.heard > self.limits.answer {
                        return Err(self.too_much("an answer without end"));
                    }
                    let rest = self.unread.split_off(end);
                    return Ok(std::mem::replace(&mut self.unread, rest));
                }
                Ok(None) => self.fill().await?,
                Err(Bad::TooMuch(what)) => return Err(self.too_much(what)),
                Err(Bad::Nonsense(details)) => return Err(self.nonsense(details)),
            }
        }
    }

    fn too_much(&self, what: &'static str) -> MailError {
        MailError::TooMuch { host: self.host(), what }
    }

    async fn fill(&mut self) -> Result<(), MailError> {
        self.unread.reserve(GULP);
        let broken = |details: String| MailError::Broken { host: self.host.clone(), details };
        match timeout_at(self.until, self.stream.read_buf(&mut self.unread)).await {
            Ok(Ok(0)) => Err(broken("the server closed it".into())),
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(broken(error.to_string())),
            Err(_) => Err(MailError::Silent { host: self.host() }),
        }
    }

    /// The same connection under TLS. Whatever was already said after the answer to
    /// `STARTTLS` was put there by somebody in between.
    pub(crate) async fn into_tls(self, trust: &Trust) -> Result<Self, MailError> {
        if !self.unread.is_empty() {
            return Err(self.nonsense("words before TLS that pretend to come after it"));
        }
        let stream = trust.shake_hands(self.stream, &self.host, self.until).await?;
        Ok(Self::new(stream, &self.host, self.limits, self.literals))
    }
}
