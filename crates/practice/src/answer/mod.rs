//! What a provider answers, made from what its file reads out of it.

mod ai;
mod api;
mod making;
mod report;
mod token;
mod tree;
mod value;
mod xml;

pub(crate) use api::{Answer, Asker, api};
pub(crate) use token::{client_token, jwt, token};
pub(crate) use value::callback;
