//! What the page may ask, one short function each.
//!
//! The names and types are the contract's; the list in `start.rs`, the contract's
//! list and the window's capability are held together by a test below.

mod ai;
mod audit;
mod books;
mod clocks;
mod custody;
mod defaults;
mod doctor;
mod ending;
mod enrolment;
mod events;
mod hub;
mod installation;
mod keys;
mod mailboxes;
mod page;
mod relay;
mod security;
mod shared_files;
mod sign_in;
mod webhooks;

use patchbay_contract::{Command, Problem};

pub(crate) use ai::*;
pub(crate) use audit::*;
pub(crate) use books::*;
pub(crate) use clocks::*;
pub(crate) use custody::*;
pub(crate) use defaults::*;
pub(crate) use doctor::*;
pub(crate) use ending::*;
pub(crate) use enrolment::*;
pub(crate) use events::*;
pub(crate) use hub::*;
pub(crate) use installation::*;
pub(crate) use keys::*;
pub(crate) use mailboxes::*;
pub(crate) use page::*;
pub(crate) use relay::*;
pub(crate) use security::*;
pub(crate) use shared_files::*;
pub(crate) use sign_in::*;
pub(crate) use webhooks::*;

/// What a command gives back.
type Reply<C> = Result<<C as Command>::Reply, Problem>;

/// What a command is given.
type Request<C> = <C as Command>::Request;

#[cfg(test)]
mod tests {
    use patchbay_contract::command::NAMES;

    const MAIN: &str = include_str!("../../capabilities/main-window.json");
    const SIGN_IN: &str = include_str!("../../capabilities/sign-in-window.json");
    const START: &str = include_str!("../start.rs");

    /// What every window says of itself and is told.
    const OF_BOTH: [&str; 3] = ["allow-page-ready", "allow-report-page-panic", "allow-subscribe"];

    fn allowed(capability: &str, windows: &str) -> Vec<String> {
        let capability: serde_json::Value = serde_json::from_str(capability).unwrap();
        assert_eq!(capability["windows"], serde_json::json!([windows]));
        serde_json::from_value(capability["permissions"].clone()).unwrap()
    }

    #[test]
    fn each_command_may_be_called_by_one_kind_of_window_and_nothing_else_by_any() {
        let mut all = allowed(MAIN, "main");
        let of_a_sign_in = allowed(SIGN_IN, "sign-in-*");
        assert!(OF_BOTH.iter().all(|both| of_a_sign_in.iter().any(|one| one == both)));
        all.extend(of_a_sign_in.into_iter().filter(|one| !OF_BOTH.contains(&one.as_str())));
        let mut ours: Vec<String> =
            NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        all.sort();
        ours.sort();
        assert_eq!(all, ours);
    }

    #[test]
    fn every_command_of_the_contract_is_handled() {
        let list = START.split_once("generate_handler![").unwrap().1.split_once(']').unwrap().0;
        let mut handled: Vec<&str> =
            list.split(',').filter_map(|entry| entry.trim().strip_prefix("commands::")).collect();
        handled.sort_unstable();
        let mut declared = NAMES.to_vec();
        declared.sort_unstable();
        assert_eq!(handled, declared);
    }
}
