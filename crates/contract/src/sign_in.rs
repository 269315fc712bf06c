//! Signing in at a provider through the system browser: the app that the firm
//! registered there, one attempt, and how far it is.
//!
//! What is typed may be secret, so what is sent here prints as little of itself as
//! possible; what comes back never holds a secret.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{EnvironmentId, HomeWay, MailboxKind, Problem, ScopeView, TrialBalanceSums};

/// One way to sign in at one provider, live or for trying out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SignInAt {
    /// The provider's id.
    pub provider: String,
    /// The way's name within the provider.
    pub sign_in: String,
    /// Live or sandbox.
    pub environment: EnvironmentId,
}

/// The app that the firm registered at a provider, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirmApp {
    /// What it signs in to.
    pub at: SignInAt,
    /// Its id there. Nothing while the vault is shut.
    pub client_id: Option<String>,
    /// The last characters of its secret, if it has one.
    pub secret_hint: Option<String>,
    /// When it was last saved.
    pub changed_at: Timestamp,
}

/// An app as it is typed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFirmApp {
    /// What it signs in to.
    pub at: SignInAt,
    /// Its id there.
    pub client_id: String,
    /// Its secret. `None` keeps the one that is saved.
    pub client_secret: Option<String>,
}

impl fmt::Debug for NewFirmApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewFirmApp").field("at", &self.at).finish_non_exhaustive()
    }
}

/// A wish to sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttempt {
    /// Where.
    pub at: SignInAt,
    /// The connection that is signed in to again; otherwise a new one is made.
    pub connection: Option<String>,
    /// Another company than the connection's is wanted, on purpose.
    #[serde(default)]
    pub switch_company: bool,
    /// What the firm calls the new connection.
    #[serde(default)]
    pub label: Option<String>,
    /// The optional scopes that are wanted.
    #[serde(default)]
    pub wanted: Vec<String>,
    /// What was typed into the form, by the field's name.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// The way home; otherwise the best that works here.
    #[serde(default)]
    pub way: Option<HomeWay>,
    /// Whose mailbox it is, where one is opened.
    #[serde(default)]
    pub mailbox: Option<MailboxKind>,
}

impl NewAttempt {
    /// A wish to sign in to a connection again. What was wanted and typed when it was
    /// connected holds still.
    #[must_use]
    pub const fn again(at: SignInAt, connection: String) -> Self {
        Self {
            at,
            connection: Some(connection),
            switch_company: false,
            label: None,
            wanted: Vec::new(),
            fields: BTreeMap::new(),
            way: None,
            mailbox: None,
        }
    }
}

impl fmt::Debug for NewAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAttempt")
            .field("at", &self.at)
            .field("connection", &self.connection)
            .field("fields", &self.fields.keys())
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}

/// One attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Random and unchanging.
    pub id: String,
    /// Where.
    pub at: SignInAt,
    /// The provider's name.
    pub provider_name: String,
    /// Whether the provider is played, since this is a practice firm.
    pub practice: bool,
    /// The connection that is signed in to again, by the name people know.
    pub connection: Option<String>,
    /// What is asked for, and why.
    pub scopes: Vec<ScopeView>,
    /// The way home that is used.
    pub way: HomeWay,
    /// The other ways that work here.
    pub other_ways: Vec<HomeWay>,
    /// The way by which the answer came, once it is here: not always the one it was to take.
    pub came_by: Option<HomeWay>,
    /// When it ends by itself.
    pub ends_at: Timestamp,
    /// Whether its page was opened in the browser.
    pub opened: bool,
    /// How far it is.
    pub step: AttemptStep,
}

/// How far an attempt is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptStep {
    /// The person signs in in the browser.
    Waiting {
        /// The page to do it on.
        address: String,
    },
    /// The answer is there, and the provider is asked what it is worth.
    Checking,
    /// The sign-in is good for several companies.
    Choosing(Vec<CompanyChoice>),
    /// The connection is proven, step by step.
    Proving(Vec<Check>),
    /// There is a connection.
    Done {
        /// Its id.
        connection: String,
        /// The company's or account's name.
        account: Option<String>,
        /// What was proven.
        checks: Vec<Check>,
    },
    /// It was allowed, and the provider cannot be asked just now: nothing is lost.
    Stuck(Problem),
    /// There is none, or not a new one.
    Ended(Problem),
}

/// A company that a sign-in may be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyChoice {
    /// Its id at the provider.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether another connection is for it already.
    pub connected: bool,
}

/// One thing that was proven, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What.
    pub name: String,
    /// Whether it holds. Nothing where it could not be tried.
    pub holds: Option<bool>,
    /// What the trial balance that was read for it sums up to.
    #[serde(default)]
    pub sums: Option<TrialBalanceSums>,
}

impl Check {
    /// One that was not made yet.
    #[must_use]
    pub fn to_be_made(name: &str) -> Self {
        Self { name: name.to_owned(), holds: None, sums: None }
    }
}

/// A company that was chosen for an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenCompany {
    /// The attempt.
    pub attempt: String,
    /// The company's id at the provider.
    pub company: String,
}

/// Another way home that was chosen for an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenWay {
    /// The attempt.
    pub attempt: String,
    /// The way.
    pub way: HomeWay,
}

/// What a person pasted as the answer to an attempt.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastedAnswer {
    /// The attempt.
    pub attempt: String,
    /// The code, or the whole address or query that holds it.
    pub text: String,
}

impl fmt::Debug for PastedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PastedAnswer").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> SignInAt {
        SignInAt {
            provider: "xero".into(),
            sign_in: "oauth".into(),
            environment: EnvironmentId::Live,
        }
    }

    #[test]
    fn what_is_typed_or_pasted_is_not_printed() {
        let app =
            NewFirmApp { at: at(), client_id: "id".into(), client_secret: Some("canary".into()) };
        let attempt = NewAttempt {
            at: at(),
            connection: None,
            switch_company: false,
            label: None,
            wanted: Vec::new(),
            fields: BTreeMap::from([("domain".into(), "canary".into())]),
            way: None,
            mailbox: None,
        };
        let pasted = PastedAnswer { attempt: "a".into(), text: "canary".into() };
        let printed = format!("{app:?} {attempt:?} {pasted:?}");
        assert!(printed.contains("domain") && !printed.contains("canary"), "{printed}");
    }
}
