//! The kill.

use patchbay_practice::{Endpoint, Gate, Misbehaviour, Trick};

use super::beside::Beside;
use super::orders::Order;
use super::setting::{AT_ONCE, WORKS_ONCE, good_weather, renew_all_of};
use crate::bench_firm::Firm;

impl Beside {
    /// Has it renew, and kills it in the middle: of what works once before the provider has
    /// done anything, of what has a grace after the provider has done everything.
    ///
    /// The other half of the first cannot be survived by anybody: where a vendor kills the
    /// old token at once and the new one is only in an answer that nobody heard, the
    /// permission is gone, and ends as “reconnect needed” (another story tells that).
    pub(super) async fn killed_while_it_renews(mut self, firm: &Firm) -> Killed {
        good_weather(firm);
        let affected = ["freshbooks", "xero", "quickbooks_online"];
        let gates: [Gate; 3] = Default::default();
        for (provider, gate) in affected.iter().zip(&gates) {
            let gate = gate.clone();
            let hold = match WORKS_ONCE.contains(provider) {
                true => Trick::Hold(gate),
                false => Trick::HoldAnswer(gate),
            };
            firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Refresh, hold));
        }
        let order = renew_all_of(&affected);
        self.tell(&order).await;
        for gate in &gates {
            gate.reached(AT_ONCE as usize).await;
        }
        self.kill();
        good_weather(firm);
        Killed { order, under_way: AT_ONCE * affected.len() as u32 }
    }
}

/// What a program was at when it was killed.
pub(super) struct Killed {
    pub(super) order: Order,
    pub(super) under_way: u32,
}
