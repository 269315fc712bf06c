//! An AI: which models it has, and one question.
//!
//! How a vendor is asked and where its answer is stands in the part `[ai]` of its file. What
//! comes back is a stranger's text: it is read where the file says, bounded, and never taken
//! for anything else. Who is asked first, what is remembered and what is counted is the
//! core's.

mod answer;
mod ask;
mod error;
mod models;
mod short;

use patchbay_providers::{Ai, Request};
use serde_json::Value;

use crate::answer::Body;
use crate::call::refused;
use crate::http::Answer;
use crate::{CallError, Party};

pub use answer::Answered;
pub use ask::Question;
pub use error::AskError;
pub use models::Model;
pub use short::{CHOSEN_MODEL, Used};

/// A request of the file with what this way to sign in needs beside.
fn as_signed_in(party: Party<'_>, ai: &Ai, request: &Request) -> Request {
    let mut request = request.clone();
    for (name, value) in ai.headers_of(&party.sign_in.id) {
        request.headers.insert(name.clone(), value.clone());
    }
    request
}

/// The JSON of an answer that is well and says so. Vendors also answer 200 to what failed.
fn read(party: Party<'_>, answer: &Answer) -> Result<Value, CallError> {
    let refused = || refused(party, patchbay_providers::TroubleAt::Call, answer);
    if !answer.is_well() {
        return Err(refused());
    }
    if answer.is_a_web_page() {
        return Err(CallError::WebPage(answer.status));
    }
    let Body::Json(json) = Body::read(&answer.body) else {
        return Err(CallError::Nonsense("it is not JSON".to_owned()));
    };
    match json.get("error") {
        None | Some(Value::Null) => Ok(json),
        Some(_) => Err(refused()),
    }
}
