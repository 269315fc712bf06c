//! The firm's segments: clients by how they pay.

use patchbay_contract::Problem;
use patchbay_store::Segment;

use super::{Changing, failed, with_entry};
use crate::problems::{
    segment_name_missing, segment_name_taken, segment_name_unfit, segment_unknown,
};

/// What the trail calls everybody who is in no segment.
pub(super) const EVERYBODY_ELSE: &str = "everybody else";

/// Its id: it is there from the beginning, at every computer alike.
pub(crate) const EVERYBODY: &str = "everybody_else";

/// Longer than any name that fits on the page.
const LONGEST: usize = 60;

pub(super) async fn add(change: Changing<'_>, typed: &str) -> Result<(), Problem> {
    let name = meant(typed)?;
    let entry = change.entry("segment of clients", "", name);
    let at = change.at();
    let added = change.store.add_segment(name, with_entry(&at, &entry)).await.map_err(failed)?;
    if added { Ok(()) } else { Err(segment_name_taken(name)) }
}

pub(super) async fn rename(change: Changing<'_>, id: &str, typed: &str) -> Result<(), Problem> {
    let (name, before) = (meant(typed)?, found(change, id).await?);
    let Some(before) = before.name else { return Err(segment_unknown()) };
    if before == name {
        return Ok(());
    }
    let entry = change.entry("segment of clients", &before, name);
    let at = change.at();
    let renamed = change.store.rename_segment(id, name, with_entry(&at, &entry)).await;
    if renamed.map_err(failed)? { Ok(()) } else { Err(segment_name_taken(name)) }
}

pub(super) async fn remove(change: Changing<'_>, id: &str) -> Result<(), Problem> {
    let Some(name) = found(change, id).await?.name else { return Err(segment_unknown()) };
    let entry = change.entry("segment of clients", &name, "");
    let at = change.at();
    let removed = change.store.remove_segment(id, with_entry(&at, &entry)).await;
    if removed.map_err(failed)? { Ok(()) } else { Err(segment_unknown()) }
}

/// The segment of that id.
pub(super) async fn found(change: Changing<'_>, id: &str) -> Result<Segment, Problem> {
    let all = change.store.segments().await.map_err(failed)?;
    all.into_iter().find(|one| one.id == id).ok_or_else(segment_unknown)
}

/// Whether it can be the name of a segment as it stands.
pub(crate) fn is_name(name: &str) -> bool {
    meant(name).is_ok_and(|meant| meant == name)
}

fn meant(typed: &str) -> Result<&str, Problem> {
    let name = typed.trim();
    let fits = name.chars().count() <= LONGEST && !name.contains(char::is_control);
    match (name.is_empty(), fits) {
        (false, true) => Ok(name),
        (true, _) => Err(segment_name_missing(LONGEST)),
        (false, false) => Err(segment_name_unfit(LONGEST)),
    }
}
