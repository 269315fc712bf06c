//! Who offered a provider file: the server names its members by their ids, and a person who is to
//! decide wants a name. The server is asked for it once for each file; where it does not say, the
//! id stays.

use std::collections::{HashMap, HashSet};

use patchbay_contract::Problem;
use patchbay_store::Store;
use reqwest::Method;
use serde::Deserialize;

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
        let wanted: HashSet<&str> =
            files.filter_map(|row| row.changed_by.as_deref()?.strip_prefix(MEMBER)).collect();
        if wanted.is_empty() {
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
            let found = page.items.into_iter().filter(|one| wanted.contains(one.id.as_str()));
            names.extend(found.filter(|one| is_name(&one.name)).map(|one| (one.id, one.name)));
            match page.next.filter(|next| is_cursor(next) && names.len() < wanted.len()) {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        for (id, name) in names {
            store.name_who_offered(&format!("{MEMBER}{id}"), &name).await.map_err(failed)?;
        }
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
