//! What a person decides where both changed one thing: which of the two it is from now on.

use super::agreement::agree;
use super::{Thing, enqueue, local, synced, taking};
use crate::{Change, OpenError, Store};

impl Store {
    /// Has the thing be as it is here, which is told to the server, or as the server has it.
    /// Says no where there is nothing to decide any more. Whether this version can use what the
    /// server has, `fits` says.
    pub async fn settle(
        &self,
        thing: &Thing,
        ours: bool,
        change: Change<'_>,
        fits: impl Fn(&Thing, Option<&str>) -> bool,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let found = synced(&mut *writer, thing).await?;
            let Some((found, version, theirs)) = found
                .and_then(|found| Some((found.clone(), found.their_version?, found.their_facts?)))
            else {
                return Ok(false);
            };
            let theirs = (theirs != "null").then_some(theirs);
            let by = found.their_changed_by.as_deref();
            let at = found.their_changed_at.as_deref().unwrap_or(change.at);
            agree(&mut *writer, thing, version, theirs.as_deref(), by, at).await?;
            if ours {
                enqueue(&mut *writer, thing, change.at).await?;
            } else {
                match thing.kind {
                    super::SyncKind::Setting => {
                        let (theirs, fits) = (theirs.as_deref(), fits(thing, theirs.as_deref()));
                        taking::put(&mut *writer, thing, theirs, fits, change.at).await?;
                    }
                    super::SyncKind::Connection => {
                        let label = theirs.as_deref().and_then(taking::label);
                        local::rename(&mut *writer, &thing.id, label.as_deref(), change.at).await?;
                        // How it is, whoever holds it says still.
                        enqueue(&mut *writer, thing, change.at).await?;
                    }
                }
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}
