//! What a person was told of already, kept over restarts: of each repair that is open, how
//! near the end was when they were told last.

use std::collections::BTreeMap;

use patchbay_contract::{ClockStage, Problem};
use patchbay_store::{Change, Repair, Store};

use crate::problems::store_did_not_open;

/// What the names of these settings begin with; the repair's id follows.
const NAME: &str = "repair.told.";

const STAGES: [(ClockStage, &str); 4] = [
    (ClockStage::Early, "early"),
    (ClockStage::Soon, "soon"),
    (ClockStage::Urgent, "urgent"),
    (ClockStage::Ended, "ended"),
];

/// How near the end was when a person was told of each repair.
pub(super) struct Told(BTreeMap<String, ClockStage>);

impl Told {
    /// What is kept.
    pub(super) async fn read(store: &Store) -> Result<Self, Problem> {
        let settings = store.settings().await.map_err(|error| store_did_not_open(&error))?;
        let told = settings.into_iter().filter_map(|setting| {
            let repair = setting.name.strip_prefix(NAME)?.to_owned();
            let stage = STAGES.iter().find(|(_, word)| *word == setting.value)?.0;
            Some((repair, stage))
        });
        Ok(Self(told.collect()))
    }

    /// Keeps that a person is told of this repair at this stage. Says whether that is news:
    /// nearer to the end than they were told before, or for the first time.
    pub(super) async fn note(
        &self,
        store: &Store,
        repair: &str,
        stage: ClockStage,
        at: &str,
    ) -> Result<bool, Problem> {
        let before = self.0.get(repair).copied();
        let word = STAGES.iter().find(|(known, _)| *known == stage).map(|(_, word)| *word);
        let changed = set(store, repair, word, at).await?;
        Ok(changed && before.is_none_or(|before| before < stage))
    }

    /// Forgets the repairs that are closed, whoever closed them.
    pub(super) async fn forget_closed(
        &self,
        store: &Store,
        open: &[Repair],
        at: &str,
    ) -> Result<(), Problem> {
        for repair in self.0.keys().filter(|id| !open.iter().any(|open| open.id == **id)) {
            set(store, repair, None, at).await?;
        }
        Ok(())
    }
}

async fn set(store: &Store, repair: &str, word: Option<&str>, at: &str) -> Result<bool, Problem> {
    let change = Change { at, entries: &[] };
    let set = store.set(&format!("{NAME}{repair}"), word, change).await;
    set.map_err(|error| store_did_not_open(&error))
}
