//! Signing in through the system browser: the attempt's secrets and address, what comes
//! back, the exchange, renewal and the end of a permission. Client credentials, which
//! need no browser, end in the same kind of grant.
//!
//! A token endpoint is asked by the library in the standard's words; what a provider
//! wants otherwise is changed on the way out, and its answer is brought into the
//! standard's form on the way in.

mod app;
mod attempt;
mod callback;
mod client_credentials;
mod endpoint;
mod error;
mod exchange;
mod grant;
mod id_token;
mod introspect;
mod renew;
mod revoke;
mod scopes;
mod token_answer;
mod written;

pub use app::FirmApp;
pub use attempt::{Attempt, Proofs};
pub use callback::{Allowed, CallbackError, Returned};
pub use error::TokenError;
pub use grant::Grant;
pub use introspect::Introspected;
pub use renew::NotRenewed;
pub use revoke::Revoked;
