//! Whoever talks to mail servers holds a [`Mail`]; a mailbox that was opened is a
//! [`Mailbox`].

use std::fmt;

use url::Url;

use crate::imap::Imap;
use crate::smtp::Smtp;
use crate::wire::{Practised, Trust};
use crate::{Limits, Login, MailError, Server};

/// Whom is trusted, and how much is borne. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mail {
    reach: Reach,
    limits: Limits,
}

/// Where mail servers are. Nothing else here or above knows which.
#[derive(Debug, Clone)]
enum Reach {
    /// At their hosts, who are trusted by this.
    Servers(Trust),
    /// At a practice server of this computer.
    Practised(Practised),
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
        Self { reach: Reach::Servers(trust), limits }
    }

    /// The mailboxes of a provider as this server of this computer plays them, whatever
    /// host is asked for.
    #[must_use]
    pub fn practised(server: &Url, provider: &str, limits: Limits) -> Self {
        Self { reach: Reach::Practised(Practised::at(server, provider)), limits }
    }

    async fn imap(&self, server: &Server) -> Result<Imap, MailError> {
        match &self.reach {
            Reach::Servers(trust) => Imap::reach(server, trust, self.limits).await,
            Reach::Practised(practised) => {
                Imap::greeted(practised.dial(server, Protocol::Imap, self.limits).await?).await
            }
        }
    }

    async fn smtp(&self, server: &Server) -> Result<Smtp, MailError> {
        match &self.reach {
            Reach::Servers(trust) => Smtp::reach(server, trust, self.limits).await,
            Reach::Practised(practised) => {
                Smtp::greeted(practised.dial(server, Protocol::Smtp, self.limits).await?).await
            }
        }
    }

    /// Signs in to a server that mail is read from.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn open(&self, server: &Server, login: &Login) -> Result<Mailbox, MailError> {
        login.check()?;
        Mailbox::of(self.imap(server).await?, login).await
    }

    /// Signs in to a server that mail is sent by, and leaves without sending any.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn try_sending(&self, server: &Server, login: &Login) -> Result<(), MailError> {
        login.check()?;
        self.smtp(server).await?.sign_in(login).await
    }

    /// Whether such a server is there, with a certificate that is trusted. Nobody signs in.
    ///
    /// # Errors
    /// Any [`MailError`].
    pub async fn look_for(&self, server: &Server, protocol: Protocol) -> Result<(), MailError> {
        match protocol {
            Protocol::Imap => self.imap(server).await?.end().await,
            Protocol::Smtp => self.smtp(server).await?.end().await,
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
