//! The misbehaviours that are switched on, each counted down as calls come.

use super::Desk;
use crate::misbehaviour::{Endpoint, Misbehaviour, Trick};

impl Desk {
    pub(crate) fn misbehave(&mut self, how: Misbehaviour) {
        self.switched.push(how);
    }

    pub(crate) fn behave(&mut self) {
        self.switched.clear();
    }

    pub(crate) fn misbehaviours(&self) -> impl Iterator<Item = &Misbehaviour> {
        self.switched.iter()
    }

    /// What is done wrong with this call.
    pub(crate) fn tricks(&mut self, at: Endpoint, wanted: impl Fn(&Trick) -> bool) -> Vec<Trick> {
        let mut tricks = Vec::new();
        for how in &mut self.switched {
            if how.at == at && wanted(&how.trick) {
                tricks.push(how.trick.clone());
                how.times = how.times.map(|times| times.saturating_sub(1));
            }
        }
        self.switched.retain(|how| how.times != Some(0));
        tricks
    }
}
