//! Whoever talks to mail servers holds a [`Mail`]; a mailbox that was opened is a
//! [`Mailbox`].

use std::fmt;

use crate::imap::Imap;
use crate::smtp::Smtp;
use crate::wire::Trust;
use crate::{Limits, Login, MailError, Server};

/// Whom is trusted, and how much is borne. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mail {
    trust: Trust,
    limits: Limits,
}

/// A mailbox that somebody is signed in to.
pub struct Mailbox {
    pub(crate) imap: Imap,
    /// The folder that is open.
    pub(crate) open: Option<String>,
    /// Whether the server said, while it was asked other things, that something changed:
    /// it does not say so twice.
    pub(crate) news: bool,
}

/// The two protocols of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Mail is read by it.
    Imap,
    /// Mail is sent by it.
    Smtp,
}

impl Mail {
    /// With this trust, within these limits.
    #[must_use]
    pub const fn new(trust: Trust, limits: Limits) -> Self {
        Self { trust, limits }
    }

    /// Signs in to a server that mail is read from.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn open(&self, server: &Server, login: &Login) -> Result<Mailbox, MailError> {
        login.check()?;
        Mailbox::of(Imap::reach(server, &self.trust, self.limits).await?, login).await
    }

    /// Signs in to a server that mail is sent by, and leaves without sending any.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn try_sending(&self, server: &Server, login: &Login) -> Result<(), MailError> {
        login.check()?;
        Smtp::reach(server, &self.trust, self.limits).await?.sign_in(login).await
    }

    /// Whether such a server is there, with a certificate that is trusted. Nobody signs in.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn look_for(&self, server: &Server, protocol: Protocol) -> Result<(), MailError> {
        match protocol {
            Protocol::Imap => Imap::reach(server, &self.trust, self.limits).await?.end().await,
            Protocol::Smtp => Smtp::reach(server, &self.trust, self.limits).await?.end().await,
        }
        Ok(())
    }
}

impl Mailbox {
    pub(crate) async fn of(mut imap: Imap, login: &Login) -> Result<Self, MailError> {
        imap.sign_in(login).await?;
        Ok(Self { imap, open: None, news: false })
    }

    /// Asks for nothing, to see that the connection and the sign-in stand.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn still_there(&mut self) -> Result<(), MailError> {
        let answer = self.imap.command("NOOP").await?;
        self.note_news(&answer);
        Ok(())
    }

    /// Signs out.
    pub async fn end(self) {
        self.imap.end().await;
    }
}

/// A conversation holds secrets.
impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox").field("open", &self.open).finish_non_exhaustive()
    }
}
