//! How a person of the firm comes in by the firm's own directory: they sign in at Microsoft in
//! their browser, and get the code that lets their computer in, the same as an invitation's.
//!
//! Pages for people, and no part of the API. What the browser holds is a cookie that only it has;
//! what is kept of it is a hash, so that any server of the firm can take the answer, once and
//! within ten minutes. Invariants: a code goes to nobody but whom the directory vouched for in
//! this browser and in this sign-in; neither code, token nor cookie is in an address of ours or in
//! a log; each refusal is a page in words with a code that stays, and has let nobody in.

mod admit;
mod arrive;
mod begin;
mod browser;
mod page;
mod refused;
mod words;

use axum::Router;
use axum::routing::get;
use jiff::SignedDuration;

use crate::house::House;

/// How long a sign-in may be on its way, and how long the code holds that comes of it.
const LIVES: SignedDuration = SignedDuration::from_mins(10);

/// The pages.
pub(crate) fn routes() -> Router<House> {
    Router::new()
        .route("/sign-in", get(begin::welcome))
        .route("/sign-in/microsoft", get(begin::leave))
        .route("/sign-in/microsoft/callback", get(arrive::arrive))
}
