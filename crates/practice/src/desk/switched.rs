//! The misbehaviours that are switched on, each counted down as calls come.

use super::Desk;
use crate::misbehaviour::{Endpoint, Misbehaviour, Trick};

/// One that is on.
pub(super) struct Switched {
    how: Misbehaviour,
    /// How many calls have come where it is on.
    calls: u32,
}

impl Desk {
    pub(crate) fn misbehave(&mut self, how: Misbehaviour) {
        self.switched.push(Switched { how, calls: 0 });
    }

    pub(crate) fn behave(&mut self) {
        self.switched.clear();
    }

    pub(crate) fn misbehaviours(&self) -> impl Iterator<Item = &Misbehaviour> {
        self.switched.iter().map(|on| &on.how)
    }

    /// What is done wrong with this call.
    pub(crate) fn tricks(&mut self, at: Endpoint, wanted: impl Fn(&Trick) -> bool) -> Vec<Trick> {
        let mut tricks = Vec::new();
        for Switched { how, calls } in &mut self.switched {
            if how.at != at || !wanted(&how.trick) {
                continue;
            }
            *calls = calls.wrapping_add(1);
            if calls.is_multiple_of(how.every.max(1)) {
                tricks.push(how.trick.clone());
                how.times = how.times.map(|times| times.saturating_sub(1));
            }
        }
        self.switched.retain(|on| on.how.times != Some(0));
        tricks
    }
}
