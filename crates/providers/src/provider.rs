//! The whole of a provider file, and the parts that belong to no other subject.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    Address, Ai, EnvironmentId, Limit, SignIn, Signing, Sync, Template, TrialBalance, Trouble,
    Webhooks,
};
pub use patchbay_contract::{Category, Mandatory, Support};

/// One provider, as its file says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The version of the format; `1`.
    pub format: u32,
    /// The stable name: lower case, digits, `_`. Stored with every connection.
    pub id: String,
    /// The name as its vendor writes it.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// Which group of the hub it stands in.
    pub category: Category,
    /// One line of what it does for the firm, 90 characters at most.
    pub purpose: String,
    /// Other names people search by.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// Which of the mandatory five it fills, if any.
    pub fills: Option<Mandatory>,
    /// Whether and how it can be connected.
    #[serde(default)]
    pub support: Support,
    /// Whether everything in the file was checked against the vendor.
    pub verified: bool,
    /// What was not, each with a note. Empty exactly when `verified`.
    #[serde(default)]
    pub unchecked: Vec<Unchecked>,
    /// The tile of its card.
    pub tile: Tile,
    /// What it reads and writes, in plain words.
    pub about: About,
    /// The environments its vendor offers. Live alone when there is none here.
    #[serde(default)]
    pub environment: Vec<Environment>,
    /// Where its API is.
    pub api: Option<Api>,
    /// The ways to sign in, the recommended one first.
    #[serde(default)]
    pub sign_in: Vec<SignIn>,
    /// What can be asked of it, where it is an AI that answers questions.
    pub ai: Option<Ai>,
    /// How documents are signed with it, if they are.
    pub signing: Option<Signing>,
    /// Where a ledger’s trial balance is read.
    pub trial_balance: Option<TrialBalance>,
    /// How its events arrive.
    pub webhooks: Option<Webhooks>,
    /// How often it may be called.
    #[serde(default)]
    pub limit: Vec<Limit>,
    /// What can be synced with it.
    #[serde(default)]
    pub sync: Vec<Sync>,
    /// The steps of setting it up.
    #[serde(default)]
    pub guide: Vec<GuideStep>,
    /// What goes wrong with it, and the cure.
    #[serde(default)]
    pub error: Vec<Trouble>,
    /// What to do instead, when it cannot be connected.
    #[serde(default)]
    pub way_out: Vec<WayOut>,
    /// What data cannot say.
    #[serde(default)]
    pub quirks: Vec<Quirk>,
}

/// One thing in the file that nobody has checked against the vendor yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unchecked {
    /// Which part of the file.
    pub part: FilePart,
    /// What is not sure about it.
    pub note: String,
}

/// The parts of a file that a note can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilePart {
    /// Addresses and parameters of the sign-in.
    SignIn,
    /// Where the provider sends the browser back to.
    WaysHome,
    /// Whether it takes PKCE.
    Pkce,
    /// What is asked for.
    Scopes,
    /// How long credentials live and how they are renewed.
    Clocks,
    /// What a key looks like and where it is found.
    Fields,
    /// The call that proves the connection.
    Probe,
    /// Finding the company after sign-in.
    Discovery,
    /// Taking the permission back.
    Revocation,
    /// Its models and how they are asked.
    Ai,
    /// How documents are signed, and how it is found out who does.
    Signing,
    /// Events.
    Webhooks,
    /// How often it may be called.
    Limits,
    /// What is synced and by which calls.
    Sync,
    /// The report of balances: its call, and what its rows look like.
    TrialBalance,
    /// The steps of the guide.
    Guide,
    /// The wording or code of an error.
    Errors,
    /// The layout of an exported file.
    FileLayout,
    /// Whether it can be had at all, and where.
    Availability,
}

/// The monogram of a card: drawn, since vendors' logos are their trademarks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// One or two characters.
    pub letters: String,
    /// The hue, in degrees. Lightness is the same for all.
    pub hue: u16,
}

/// What this connection does, in words a firm owner uses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// One sentence: what this connection does for the firm.
    pub does: String,
    /// What is read, each a short phrase.
    #[serde(default)]
    pub reads: Vec<String>,
    /// What is written. Empty means nothing is.
    #[serde(default)]
    pub writes: Vec<String>,
    /// What the permission would allow and Patchbay does not do.
    #[serde(default)]
    pub never: Vec<String>,
}

/// One environment of a vendor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Live or sandbox.
    pub id: EnvironmentId,
    /// What the vendor calls it.
    pub label: String,
    /// What to know when choosing it.
    pub note: Option<String>,
}

/// The provider's API.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// What a request that begins with `/` is put behind.
    pub base: Address,
    /// Headers that every call carries.
    #[serde(default)]
    pub headers: BTreeMap<String, Template>,
    /// The vendor's documentation of it.
    pub documentation: Option<String>,
}

/// One step of setting a provider up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideStep {
    /// Only for this way to sign in. For all of them when absent.
    pub sign_in: Option<String>,
    /// What to do, as a short heading.
    pub title: String,
    /// How, where, and what to watch for.
    pub text: String,
    /// Where it is done.
    pub link: Option<String>,
    /// A value of ours that has to be pasted there.
    pub copy: Option<CopyValue>,
}

/// Values of ours that a guide step hands over with a copy button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyValue {
    /// The address the provider sends the browser back to.
    RedirectAddress,
    /// The scopes, separated as the provider wants them.
    Scopes,
    /// The address for the provider's events.
    WebhookAddress,
}

/// What a person can do instead of connecting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayOut {
    /// What, as a short heading.
    pub title: String,
    /// How.
    pub text: String,
    /// The provider to use instead, when there is one.
    pub provider: Option<String>,
}

/// What data cannot say, by name. Each is code somewhere in the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quirk {
    /// JSON answers begin with a byte order mark.
    AnswerStartsWithByteOrderMark,
    /// Of several organisations, the one just allowed is told by comparing
    /// `authEventId` with the access token's `authentication_event_id`.
    MatchesAuthenticationEvent,
    /// A second grant for the same user and company kills the first.
    OneGrantPerUserAndCompany,
    /// The elements of a JSON request must keep the order of the XML schema.
    JsonKeepsElementOrder,
    /// The answer of the probe holds a secret: its body is never logged or kept.
    ProbeAnswerHoldsSecret,
}
