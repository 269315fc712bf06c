//! Every provider as data.
//!
//! A provider is one TOML file: what it is for, how the firm signs in, how a
//! connection is proven, how long its credentials live, what goes wrong and what
//! to do about it. This crate says what such a file may contain ([`Provider`]),
//! reads one strictly ([`read()`]), and carries the files of the catalogue
//! ([`catalogue`]). The firm's own files have the same format.
//!
//! There is no I/O here: nothing opens a file, a socket or a clock. Calling a
//! provider with what the file says is the gateway's; where the firm's own files
//! lie is the core's.

mod address;
mod ai;
mod authorize;
mod built_in;
mod check;
mod hosts;
#[cfg(test)]
mod hosts_tests;
mod limits;
mod mistake;
mod period;
mod probe;
mod provider;
mod read;
mod request;
pub mod sign_in;
mod signing;
mod source;
mod template;
mod trial_balance;
mod trouble;
mod webhooks;

pub use address::{Address, EnvironmentId};
pub use ai::{Ai, Ask, ModelList, Only};
pub use authorize::{AuthorizeInput, AuthorizeUrlError, authorize_url};
pub use built_in::{built_in, catalogue, is_built_in};
pub use limits::{Changes, Direction, Entity, Limit, LimitOf, Paging, PagingKind, Sync};
pub use mistake::Mistake;
pub use period::{Life, Period};
pub use probe::{BuiltInProbe, Discovery, Expect, Probe};
pub use provider::{
    About, Api, Category, CopyValue, Environment, FilePart, GuideStep, Mandatory, Provider, Quirk,
    Support, Tile, Unchecked, WayOut,
};
pub use read::{read, read_named};
pub use request::{Method, Request};
pub use sign_in::{How, SignIn};
pub use signing::{Identity, Signing};
pub use source::Source;
pub use template::{Encoding, Missing, Template, TemplateError};
pub use trial_balance::{Bases, Numbers, Total, TrialBalance};
pub use trouble::{Cure, Trouble, TroubleAt};
pub use webhooks::{
    Handshake, HashName, Hmac, Scheme, SecretOrigin, TextEncoding, TimestampUnit, Webhooks,
};
