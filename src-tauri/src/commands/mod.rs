//! What the page may ask, one short function each.
//!
//! The names and types are the contract's; the list in `start.rs`, the contract's
//! list and the window's capability are held together by a test below.

mod audit;
mod events;
mod hub;
mod installation;
mod page;
mod security;

use patchbay_contract::{Command, Problem};

pub(crate) use audit::*;
pub(crate) use events::*;
pub(crate) use hub::*;
pub(crate) use installation::*;
pub(crate) use page::*;
pub(crate) use security::*;

/// What a command gives back.
type Reply<C> = Result<<C as Command>::Reply, Problem>;

/// What a command is given.
type Request<C> = <C as Command>::Request;

#[cfg(test)]
mod tests {
    use patchbay_contract::command::NAMES;

    const CAPABILITY: &str = include_str!("../../capabilities/main-window.json");
    const START: &str = include_str!("../start.rs");

    #[test]
    fn the_main_window_may_call_our_commands_and_nothing_else() {
        let capability: serde_json::Value = serde_json::from_str(CAPABILITY).unwrap();
        let mut allowed: Vec<String> =
            serde_json::from_value(capability["permissions"].clone()).unwrap();
        let mut ours: Vec<String> =
            NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        allowed.sort();
        ours.sort();
        assert_eq!(allowed, ours);
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
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
