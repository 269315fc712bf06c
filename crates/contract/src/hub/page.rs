//! The page of one provider: what its file says, as people read it.

use serde::{Deserialize, Serialize};

use super::{Connection, ProviderCard, SignInKind};
use crate::{Basis, DefaultKind, Direction, Entity, EnvironmentId, FieldKind, HomeWay, Part};

/// What `GetProvider` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderPage {
    /// Its card.
    pub card: ProviderCard,
    /// What this connection does for the firm, one sentence.
    pub does: String,
    /// What is read.
    pub reads: Vec<String>,
    /// What is written.
    pub writes: Vec<String>,
    /// What Patchbay does not do although it could.
    pub never: Vec<String>,
    /// The environments, with what to know when choosing.
    pub environments: Vec<(EnvironmentId, String, Option<String>)>,
    /// The ways to sign in.
    pub sign_ins: Vec<SignInView>,
    /// The steps of setting it up.
    pub guide: Vec<GuideView>,
    /// What goes wrong, and the cure.
    pub errors: Vec<ErrorView>,
    /// How often it may be called.
    pub limits: Vec<LimitView>,
    /// What is synced.
    pub sync: Vec<SyncView>,
    /// On which bases its trial balance can be read; none where there is none.
    #[serde(default)]
    pub trial_balance: Vec<Basis>,
    /// Where the address for events is pasted, if it sends any.
    pub webhooks: Option<String>,
    /// What to do instead, where it cannot be connected.
    pub ways_out: Vec<WayOutView>,
    /// What nobody has checked against the vendor yet.
    pub unchecked: Vec<String>,
    /// What Patchbay can do with it: the quality badge.
    pub can: Can,
    /// The vendor's documentation.
    pub documentation: Option<String>,
    /// The file, when it is the firm's own.
    pub file: Option<String>,
    /// The firm's connections of it.
    pub connections: Part<Vec<Connection>>,
    /// The last characters of their keys, by the connection, where they may be shown.
    pub key_hints: Vec<(String, String)>,
    /// What a connection does by default, by its id.
    pub defaults: Vec<(String, DefaultKind)>,
    /// What the provider can do by default, where that is one thing.
    pub can_be: Option<DefaultKind>,
}

/// What the quality badge is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "five independent facts")]
pub struct Can {
    /// A live call proves the connection.
    pub probe: bool,
    /// The credential is renewed without a person.
    pub renew: bool,
    /// The permission is taken back by a call.
    pub revoke: bool,
    /// Its events are verified.
    pub events: bool,
    /// Its data is synced.
    pub sync: bool,
}

/// One way to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// Its name within the provider.
    pub id: String,
    /// What the person reads on the choice.
    pub label: String,
    /// When to choose it.
    pub note: Option<String>,
    /// The kind.
    pub kind: SignInKind,
    /// What is filled in.
    pub fields: Vec<FieldView>,
    /// What is asked for at the provider.
    pub scopes: Vec<ScopeView>,
    /// The scopes as one text, to be pasted.
    pub scopes_text: Option<String>,
    /// The ways home, with the address to register for each.
    pub homes: Vec<HomeView>,
    /// How long what it gives lives.
    pub clocks: Option<ClocksView>,
    /// What proves it, step by step.
    pub proofs: Vec<String>,
    /// Those of them that other people can see.
    pub seen_proofs: Vec<String>,
    /// The app that the firm registers for it.
    pub app: Option<AppView>,
    /// Where a person takes the permission back by hand.
    pub revoke_by_hand: Option<String>,
    /// Whether a company is chosen at the provider, and another can take its place.
    pub has_companies: bool,
    /// What files are called that it takes, with the format, the default one first.
    #[serde(default)]
    pub files: Vec<(String, String)>,
    /// Whether it opens a mailbox that mail is read from.
    #[serde(default)]
    pub reads_mail: bool,
}

/// The app that the firm registers at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppView {
    /// Where.
    pub register_at: String,
    /// What the provider calls its id.
    pub client_id_label: String,
    /// What the provider calls its secret. Nothing where apps have none.
    pub client_secret_label: Option<String>,
    /// Whether there are apps without one.
    pub secret_optional: bool,
    /// A review that stands before the app may be used.
    pub review: Option<String>,
}

/// One field of a form, without any value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// Its name.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it is.
    pub help: String,
    /// How it is found, step by step.
    pub find: Vec<String>,
    /// What is typed.
    pub kind: FieldKind,
    /// Whether it is sealed.
    pub secret: bool,
    /// Whether it may stay empty.
    pub optional: bool,
    /// One that looks right.
    pub example: Option<String>,
    /// What stands there to begin with.
    pub default: Option<String>,
    /// The values there are, each with what is read, where one of them is chosen.
    pub choices: Vec<(String, String)>,
}

/// One scope, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeView {
    /// As the provider writes it.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Only when the feature is wanted.
    pub optional: bool,
}

/// One way home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// Which way.
    pub way: HomeWay,
    /// The addresses to register. Empty when it cannot be known yet.
    pub addresses: Vec<String>,
    /// Only in this environment.
    pub only: Option<EnvironmentId>,
    /// What to know about it.
    pub note: Option<String>,
}

/// The three clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClocksView {
    /// Of an access token.
    pub access: LifeView,
    /// When nobody uses it.
    pub idle: LifeView,
    /// In any case.
    pub absolute: LifeView,
}

/// How long something lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifeView {
    /// So many seconds.
    Seconds(u64),
    /// Until somebody ends it.
    Forever,
    /// The vendor does not say.
    Unknown,
}

/// One step of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideView {
    /// Only for this way to sign in.
    pub sign_in: Option<String>,
    /// What to do.
    pub title: String,
    /// How.
    pub text: String,
    /// Where.
    pub link: Option<String>,
    /// What of ours is pasted there.
    pub copy: Option<CopyWhat>,
}

/// Values of ours that a step hands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyWhat {
    /// The redirect address.
    RedirectAddress,
    /// The scopes.
    Scopes,
    /// The address for events.
    WebhookAddress,
}

/// A known error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorView {
    /// What happened.
    pub says: String,
    /// What to do.
    pub cure: String,
    /// How the provider names it, for whoever reads a log.
    pub sign: String,
}

/// A limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitView {
    /// How many calls.
    pub calls: u32,
    /// In how many seconds; at once when none.
    pub seconds: Option<u64>,
    /// What to know about it.
    pub note: Option<String>,
}

/// A kind of record that is synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// Which.
    pub entity: Entity,
    /// Which way.
    pub direction: Direction,
}

/// What to do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayOutView {
    /// What.
    pub title: String,
    /// How.
    pub text: String,
    /// The provider to use instead: its id and name.
    pub provider: Option<(String, String)>,
}
