//! What talking to a mail server can end in, other than well, told apart by what a
//! person can do about it.

use crate::{Distrust, Presented, Refusal};

/// It did not go well. No variant holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The host's name is unknown here: no network, or a name that is wrong.
    #[error("the name {host} is not known: {details}")]
    NoSuchHost {
        /// Which host.
        host: String,
        /// What the system says.
        details: String,
    },
    /// Nothing takes connections there.
    #[error("{host} cannot be reached: {details}")]
    Unreachable {
        /// Which host.
        host: String,
        /// What the system says.
        details: String,
    },
    /// It said nothing, or not everything, in time. Networks that block the ports of
    /// mail servers look like this.
    #[error("{host} did not answer in time; the connection timed out")]
    Silent {
        /// Which host.
        host: String,
    },
    /// The connection ended in the middle.
    #[error("the connection to {host} ended too early: {details}")]
    Broken {
        /// Which host.
        host: String,
        /// What the system says.
        details: String,
    },
    /// The server's certificate is not trusted here. Nothing secret was said.
    #[error("this computer does not trust the certificate of {host}: {why}")]
    Untrusted {
        /// Which host.
        host: String,
        /// Why not.
        why: Distrust,
        /// Whose certificate it is, as far as it can be read.
        presented: Option<Box<Presented>>,
    },
    /// What speaks there does not speak TLS, or none that we do.
    #[error("{host} does not speak TLS on this port: {details}")]
    NotTls {
        /// Which host.
        host: String,
        /// What the library says.
        details: String,
    },
    /// The server does not offer `STARTTLS`. Nothing secret was said.
    #[error("{host} does not offer STARTTLS")]
    NoTls {
        /// Which host.
        host: String,
    },
    /// A connection without protection was asked for, and it leads out of this computer.
    #[error("{host} is not this computer, so nothing is said to it without TLS")]
    PlainRefused {
        /// Which host.
        host: String,
    },
    /// What answers there is not a mail server of this kind.
    #[error("what answers at {host} is no {protocol} server: {said}")]
    NotMail {
        /// Which host.
        host: String,
        /// What was looked for.
        protocol: &'static str,
        /// What it says instead, shortened.
        said: String,
    },
    /// The server says no.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// The server offers no way to sign in with what we have.
    #[error("{host} offers no way to sign in with {having}: {offered}")]
    NoWay {
        /// Which host.
        host: String,
        /// What we have.
        having: &'static str,
        /// What it offers, shortened.
        offered: String,
    },
    /// The server does not do what was asked for, and says so beforehand.
    #[error("{host} does not offer {what}")]
    NotOffered {
        /// Which host.
        host: String,
        /// What was asked for.
        what: &'static str,
    },
    /// What the server says cannot be understood, or cannot be true.
    #[error("{host} answered what cannot be understood: {details}")]
    Nonsense {
        /// Which host.
        host: String,
        /// What is wrong with it.
        details: &'static str,
    },
    /// The server says more than is read here.
    #[error("{host} answered with more than is read here: {what}")]
    TooMuch {
        /// Which host.
        host: String,
        /// What is too large.
        what: &'static str,
    },
    /// A value cannot be sent: it is empty or has a character that no server takes.
    #[error("what stands for the {0} cannot be sent")]
    Unusable(&'static str),
}
