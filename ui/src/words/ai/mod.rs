//! The words of the page of the firm's AI, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the page.
pub struct AiWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub none_help: &'static str,
    pub connect: fn(&str) -> String,
    pub question: &'static str,
    pub question_help: &'static str,
    pub ask_one: &'static str,
    pub ask_all: &'static str,
    pub stop: &'static str,
    pub answers: &'static str,
    pub waiting: &'static str,
    pub asking: &'static str,
    pub answered: &'static str,
    pub failed: &'static str,
    pub not_needed: &'static str,
    pub cancelled: &'static str,
    pub so_far: fn(usize, usize) -> String,
    pub seconds: fn(u64) -> String,
    pub tokens: fn(&str, &str) -> String,
    pub cut: &'static str,
    pub answer_of: fn(&str) -> String,
    pub order: &'static str,
    pub order_help: &'static str,
    pub primary: &'static str,
    pub up: &'static str,
    pub up_label: fn(&str) -> String,
    pub down: &'static str,
    pub down_label: fn(&str) -> String,
    pub now_at: fn(&str, usize, usize) -> String,
    pub by_firm: fn(&str) -> String,
    pub by_environment: fn(&str) -> String,
    pub model: &'static str,
    pub model_of: fn(&str) -> String,
    pub suggested: fn(&str) -> String,
    pub not_chosen: &'static str,
    pub list: &'static str,
    pub list_of: fn(&str) -> String,
    pub listed: fn(usize, &str) -> String,
    pub not_listed: &'static str,
    pub used: fn(u64, u64, u64) -> String,
    pub not_answered: fn(u64) -> String,
    pub uncounted: fn(u64) -> String,
    pub used_nothing: &'static str,
    pub others: &'static str,
    pub others_help: &'static str,
}
