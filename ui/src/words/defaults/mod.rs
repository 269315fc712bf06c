//! The words about what the firm does by default, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{DefaultKind, Held, Money, SigningFlow};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about it.
pub struct DefaultWords {
    pub title: &'static str,
    pub lead: &'static str,
    // One connection a kind.
    pub kind: fn(DefaultKind) -> &'static str,
    pub kind_lead: fn(DefaultKind) -> &'static str,
    pub is: fn(DefaultKind, &str) -> String,
    pub is_none: fn(DefaultKind) -> &'static str,
    pub will_be: fn(DefaultKind, &str) -> String,
    pub will_be_none: fn(DefaultKind) -> &'static str,
    pub stays: fn(&str) -> String,
    pub choose: &'static str,
    pub none: &'static str,
    pub none_there: fn(DefaultKind) -> &'static str,
    pub connect_one: &'static str,
    pub sender: &'static str,
    pub sender_help: &'static str,
    pub save: &'static str,
    pub save_what: fn(&str) -> String,
    pub saved: &'static str,
    pub only_live: &'static str,
    // Of connections that this computer does not hold.
    pub held: fn(&Held) -> Option<String>,
    pub held_means: fn(&Held) -> &'static str,
    pub kept: &'static str,
    pub not_known: &'static str,
    // On cards and on a provider's page.
    pub mark: fn(DefaultKind) -> &'static str,
    pub use_it: fn(DefaultKind) -> &'static str,
    pub use_what: fn(DefaultKind, &str) -> String,
    pub all_defaults: &'static str,
    pub lost: fn(DefaultKind) -> &'static str,
    pub lost_payments: fn(u32) -> String,
    // Payments.
    pub payments: &'static str,
    pub payments_lead: &'static str,
    pub accounts: &'static str,
    pub no_accounts: &'static str,
    pub money: fn(Money) -> &'static str,
    pub money_unknown: &'static str,
    pub by_form: &'static str,
    pub said_elsewhere: &'static str,
    pub unsaid_elsewhere: &'static str,
    pub holds: fn(&str) -> String,
    pub holds_help: fn(Money) -> &'static str,
    pub segments: &'static str,
    pub segments_lead: &'static str,
    pub everybody_else: &'static str,
    pub pays: fn(Money, &str) -> String,
    pub as_everybody_else: &'static str,
    pub nowhere: &'static str,
    pub not_paid: fn(Money) -> &'static str,
    pub will_pay: fn(Money, &str, &str) -> String,
    pub will_pay_as_others: fn(&str) -> String,
    pub will_not_pay: fn(Money) -> &'static str,
    pub no_account_for: fn(Money) -> &'static str,
    pub new_segment: &'static str,
    pub new_segment_help: &'static str,
    pub add: &'static str,
    pub remove: &'static str,
    pub remove_what: fn(&str) -> String,
    pub remove_means: fn(&str) -> String,
    pub rename: &'static str,
    pub rename_what: fn(&str) -> String,
    pub segment_name: fn(&str) -> String,
    // Signatures.
    pub signing: fn(&str) -> String,
    pub order: &'static str,
    pub flow: fn(SigningFlow) -> &'static str,
    pub flow_help: fn(SigningFlow) -> &'static str,
    pub identity: &'static str,
    pub nobody_asked: &'static str,
    pub nobody_asked_help: &'static str,
    pub begins_with: &'static str,
    pub will_sign: fn(&str, SigningFlow, Option<&str>) -> String,
}
