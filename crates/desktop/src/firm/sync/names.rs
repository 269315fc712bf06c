//! Who offered a provider file: the server names its members by their ids, and a person who is to
//! decide wants a name. The server is asked for it once for each file; where it does not say, as of
//! somebody who has left the firm, the id stays, and it is asked again after a day: what it tells
//! by itself says nothing of its members.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::Problem;
use patchbay_store::{Change, Store};
use reqwest::Method;
use serde::{Deserialize, Serialize};

use crate::Installation;
use crate::firm::client::FirmClient;
use crate::firm::token::Device;
use crate::label::nobody_sees;
use crate::problems::store_did_not_open;
use crate::shared_files::provider_of;

/// Before the id of a member, where the server says who changed something.
const MEMBER: &str = "member:";
/// More pages of members than any firm has: a list without end is none.
const MOST_PAGES: usize = 100;
/// The longest name.
const LONGEST: usize = 200;
/// For so long nobody is asked for again who was not among the members.
const REST: SignedDuration = SignedDuration::from_hours(24);
/// Under which name is kept who was not. It is this computer's own, and does not go along.
const KEPT: &str = "nameless_members";

/// A page of the members.
#[derive(Deserialize)]
struct Members {
    items: Vec<Member>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Member {
    id: String,
    name: String,
}

/// Who was not among the members, and when that was asked.
#[derive(Serialize, Deserialize)]
struct Nameless {
    /// The device, another one after leaving and coming in again.
    device: String,
    /// Which life of the server.
    epoch: String,
    at: Timestamp,
    ids: BTreeSet<String>,
}

impl Nameless {
    /// Whether the same would be answered to this computer, as far as is known.
    fn stands(&self, device: &Device, wanted: &BTreeSet<String>, now: Timestamp) -> bool {
        self.device == device.row.device
            && self.epoch == device.row.epoch
            && self.ids.is_superset(wanted)
            && now.duration_since(self.at).abs() < REST
    }
}

impl Installation {
    /// Learns the names of those who offered files, as far as they are not known.
    ///
    /// # Errors
    /// When the server does not answer, or the database cannot be written.
    pub(super) async fn learn_names(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<(), Problem> {
        let failed = |error| store_did_not_open(&error);
        let synced = store.synced().await.map_err(failed)?;
        let files = synced.iter().filter(|row| provider_of(&row.id).is_some());
        let ids = files.filter_map(|row| row.changed_by.as_deref()?.strip_prefix(MEMBER));
        let mut wanted: BTreeSet<String> = ids.map(str::to_owned).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let kept = store.setting(KEPT).await.map_err(failed)?;
        let kept = kept.and_then(|text| serde_json::from_str::<Nameless>(&text).ok());
        if kept.is_some_and(|kept| kept.stands(device, &wanted, now)) {
            return Ok(());
        }
        let mut names = HashMap::new();
        let mut cursor: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let path = match &cursor {
                Some(cursor) => format!("/api/members?cursor={cursor}"),
                None => "/api/members".to_owned(),
            };
            let ask = async |client: &FirmClient, request| client.ask::<Members>(request).await;
            let page = self.ask_as(store, device, Method::GET, &path, ask).await?;
            let found = page.items.into_iter().filter(|one| wanted.contains(&one.id));
            names.extend(found.filter(|one| is_name(&one.name)).map(|one| (one.id, one.name)));
            match page.next.filter(|next| is_cursor(next) && names.len() < wanted.len()) {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        for (id, name) in names {
            store.name_who_offered(&format!("{MEMBER}{id}"), &name).await.map_err(failed)?;
            wanted.remove(&id);
        }
        let (device, epoch) = (device.row.device.clone(), device.row.epoch.clone());
        let nameless = Nameless { device, epoch, at: now, ids: wanted };
        let text = serde_json::to_string(&nameless).unwrap_or_default();
        let text = (!nameless.ids.is_empty()).then_some(text.as_str());
        let change = Change { at: &now.to_string(), entries: &[] };
        store.set(KEPT, text, change).await.map_err(failed)?;
        Ok(())
    }
}

/// A line that looks like what it says.
fn is_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.chars().count())
        && !name.starts_with(MEMBER)
        && !name.chars().any(|c| c.is_control() || nobody_sees(c))
}

fn is_cursor(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_shown_to_nobody_as_one() {
        assert!(is_name("Ana Miller") && is_name("ana@firm.example"));
        for name in ["", "Ana\u{202e}", "Ana\nMiller", "member:1", &"a".repeat(201)] {
            assert!(!is_name(name), "{name:?}");
        }
        assert!(is_cursor("01a2-b") && !is_cursor("a&b") && !is_cursor(""));
    }
}
