//! The live, read-only calls that prove a connection and name the account.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Request, Source};

/// One step of a probe. The steps of a sign-in run in order, each with its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// What this step proves, as a phrase: “Reads the company”.
    pub name: String,
    /// The call, for a provider that has an HTTP API.
    pub request: Option<Request>,
    /// A check that is code, for everything that is not one HTTP call.
    pub built_in: Option<BuiltInProbe>,
    /// What the answer must be.
    #[serde(default)]
    pub expect: Expect,
    /// Where the account's id is in the answer.
    pub account_id: Option<Source>,
    /// Where the account's name is in the answer.
    pub account_name: Option<Source>,
    /// Only asked when the step before it was refused for want of a permission.
    #[serde(default)]
    pub only_if_refused: bool,
    /// Something others can see happens: ask before running it.
    #[serde(default)]
    pub visible: bool,
}

/// What an answer must be for a step to have passed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The statuses that mean it worked.
    #[serde(default = "ok_alone")]
    pub status: Vec<u16>,
    /// A value that must be `true`, for providers that answer 200 to a failure.
    pub true_at: Option<Source>,
    /// Values that must be exactly this.
    #[serde(default)]
    pub equal: BTreeMap<String, String>,
    /// A list or text that must contain this, as granted scopes do.
    #[serde(default)]
    pub contains: BTreeMap<String, String>,
}

fn ok_alone() -> Vec<u16> {
    vec![200]
}

impl Default for Expect {
    fn default() -> Self {
        Self {
            status: ok_alone(),
            true_at: None,
            equal: BTreeMap::new(),
            contains: BTreeMap::new(),
        }
    }
}

/// Checks that are code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInProbe {
    /// Connects to the server that mail is read from, over TLS.
    ImapReach,
    /// Signs in to the mailbox.
    ImapLogin,
    /// Lists the folders of the mailbox.
    ImapFolders,
    /// Reads the headers of the newest message.
    ImapNewestHeaders,
    /// Connects to the server that mail is sent by, over TLS.
    SmtpReach,
    /// Signs in to the sending server, sending nothing.
    SmtpLogin,
    /// The folder can be written to.
    FolderWritable,
    /// A sample trial balance that the format's rules accept can be written.
    SampleTrialBalance,
    /// The trial balance just read has equal debits and credits.
    TrialBalanceTies,
    /// The private key parses, its id names the account, and what it signs verifies.
    PrivateKeySigns,
    /// A message is posted to the address.
    PostsMessage,
    /// The AI answers a question of a few words, by the model that the firm asks.
    ShortAnswer,
    /// A token was given: getting it is the whole proof there is.
    TokenGiven,
}

impl BuiltInProbe {
    /// Whether it is made at a server that mail is read from.
    #[must_use]
    pub const fn is_of_reading(self) -> bool {
        matches!(
            self,
            Self::ImapReach | Self::ImapLogin | Self::ImapFolders | Self::ImapNewestHeaders
        )
    }

    /// Whether it is made at a server that mail is sent by.
    #[must_use]
    pub const fn is_of_sending(self) -> bool {
        matches!(self, Self::SmtpReach | Self::SmtpLogin)
    }

    /// Whether it is made at a mail server.
    #[must_use]
    pub const fn is_of_mail(self) -> bool {
        self.is_of_reading() || self.is_of_sending()
    }
}

/// Finding the companies, organisations or accounts a sign-in may use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discovery {
    /// What one of them is called: “company”, “organisation”, “workspace”.
    pub one: String,
    /// The call. Without one, the answer of the token endpoint is read instead.
    pub request: Option<Request>,
    /// Where the list is. One object instead of a list counts as a list of one.
    pub list: Source,
    /// Where the id is in an item.
    pub id: Source,
    /// Where the name is in an item.
    pub name: Source,
    /// Other values of an item that later calls need, by the name they get.
    #[serde(default)]
    pub keep: BTreeMap<String, Source>,
    /// The hosts a kept address may have, `.example.com` for all below. Demanded for
    /// every kept value that calls are sent to.
    #[serde(default)]
    pub hosts: BTreeMap<String, Vec<String>>,
    /// What to say when the list is empty.
    pub none: String,
}
