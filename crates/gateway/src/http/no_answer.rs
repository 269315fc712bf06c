//! Why there is no answer, told apart by what a person can do about it.

use std::error::Error;

/// No answer came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
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
    /// The host's certificate is not trusted here.
    #[error("this computer does not trust the certificate of {host}: {details}")]
    Untrusted {
        /// Which host.
        host: String,
        /// Which certificate, and why.
        details: String,
    },
    /// It took too long.
    #[error("{host} did not answer in time")]
    TimedOut {
        /// Which host.
        host: String,
    },
    /// The connection ended before the answer was whole.
    #[error("the connection to {host} ended before the answer was there: {details}")]
    Broken {
        /// Which host.
        host: String,
        /// What the system says.
        details: String,
    },
    /// The answer is larger than any we read.
    #[error("{host} answered with more than is read here")]
    TooLarge {
        /// Which host.
        host: String,
    },
}

/// What a proxy does that lets nothing through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtTheProxy {
    /// It is not there, not known by its name, or silent.
    DidNotAnswer,
    /// It answers, and does not let this host through.
    Refused,
    /// It wants to know who calls.
    WantsPassword,
}

impl NoAnswer {
    /// What an error of the HTTP client is, without its address.
    #[must_use]
    pub fn of(host: &str, error: reqwest::Error) -> Self {
        // The address may hold a code or a key.
        let error = error.without_url();
        let (host, details) = (host.to_owned(), in_full(&error));
        if !error.is_connect() {
            return if error.is_timeout() {
                Self::TimedOut { host }
            } else {
                Self::Broken { host, details }
            };
        }
        if details.contains("certificate") {
            Self::Untrusted { host, details }
        } else if details.contains("dns error") {
            Self::NoSuchHost { host, details }
        } else {
            Self::Unreachable { host, details }
        }
    }

    /// What a proxy did with the connection, where it was to go through one and was not made.
    #[must_use]
    pub fn at_the_proxy(&self) -> AtTheProxy {
        match self {
            Self::Unreachable { details, .. } if details.contains("proxy authorization") => {
                AtTheProxy::WantsPassword
            }
            Self::Unreachable { details, .. } if details.contains("tunnel error: unsuccessful") => {
                AtTheProxy::Refused
            }
            _ => AtTheProxy::DidNotAnswer,
        }
    }

    /// Whether the request cannot have reached anybody, so that it may be sent again
    /// whatever it does.
    #[must_use]
    pub const fn was_not_sent(&self) -> bool {
        matches!(self, Self::NoSuchHost { .. } | Self::Unreachable { .. } | Self::Untrusted { .. })
    }
}

/// An error with everything behind it, outermost first.
pub(super) fn in_full(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        let cause_said = cause.to_string();
        if !told.contains(&cause_said) {
            told = format!("{told}: {cause_said}");
        }
        behind = cause.source();
    }
    told
}
