//! Telling the firm's server what was changed here, many things in one question and each under a
//! key of its own. Sent again, a thing is told by the same words under the same key; where the
//! server has another version by now, that is taken first.

use std::collections::HashMap;

use patchbay_contract::Problem;
use patchbay_store::{Feed, Store, SyncKind, TakenChange, Thing, Wish};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::feed::{Came, one};
use super::of_local;
use crate::Installation;
use crate::firm::answers::MISFIT;
use crate::firm::client::{FirmClient, Unsaid};
use crate::firm::token::Device;
use crate::problems::{firm_unsaid, store_did_not_open};

/// So often one thing may turn out to be of another version before that is for another time.
const MOST_TRIES: u32 = 3;
/// So many things are told at once.
const AT_ONCE: usize = 100;
/// And not more bytes of them, unless one alone has more.
const LARGEST: usize = 128 * 1024;
/// Longer than any code of a refusal.
const LONGEST_CODE: usize = 64;

/// What the server said to a wish.
enum Said {
    /// It is so, as this version.
    Met(i64),
    /// It has another version.
    Differs,
    /// It does not take it.
    Refused(String),
    /// The key is known there as another request's.
    KeyUsed,
}

/// The answer.
#[derive(Deserialize)]
struct Results {
    results: Vec<Answer>,
}

/// What came of one thing.
#[derive(Deserialize)]
struct Answer {
    status: u16,
    version: Option<i64>,
    code: Option<String>,
}

impl Installation {
    /// Says whether something of this computer is another than before: of what the server had
    /// another version of.
    pub(super) async fn tell_what_changed(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<bool, Problem> {
        let failed = |error| store_did_not_open(&error);
        let mut is_other = false;
        let mut tries: HashMap<String, u32> = HashMap::new();
        let mut at_once = AT_ONCE;
        loop {
            let wishes = store.next_wishes(at_once, of_local(self.now())).await.map_err(failed)?;
            if wishes.is_empty() {
                if is_other {
                    self.sign_what_was_entered().await;
                }
                return Ok(is_other);
            }
            let Some(all_said) = self.tell(store, device, &wishes).await? else {
                // More than it reads at once. What is not told now is handed out again.
                at_once = (wishes.len() / 2).max(1);
                continue;
            };
            let at = self.now().to_string();
            for (wish, said) in wishes.iter().zip(all_said) {
                match said {
                    Said::Met(version) => {
                        store.wish_was_met(wish, version, &at).await.map_err(failed)?;
                    }
                    Said::Refused(code) => {
                        let entry = self.entry_of_putting_back(&wish.thing);
                        is_other |=
                            store.wish_was_refused(wish, &code, &entry).await.map_err(failed)?;
                    }
                    again @ (Said::KeyUsed | Said::Differs) => {
                        let of_thing = tries.entry(path_of(&wish.thing)).or_default();
                        *of_thing += 1;
                        if *of_thing > MOST_TRIES {
                            return Err(firm_unsaid(&MISFIT, &device.row.address));
                        }
                        match again {
                            Said::Differs => {
                                is_other |= self.take_the_other(store, device, wish).await?;
                            }
                            _ => store.tell_again(wish, &at).await.map_err(failed)?,
                        }
                    }
                }
            }
        }
    }

    /// What the server said to each, from the first one on: as many as went into one question.
    /// Nothing where it does not read so much at once.
    async fn tell(
        &self,
        store: &Store,
        device: &mut Device,
        wishes: &[Wish],
    ) -> Result<Option<Vec<Said>>, Problem> {
        let address = device.row.address.clone();
        let misfit = |unsaid| firm_unsaid(&unsaid, &address);
        let (mut changes, mut length) = (Vec::new(), 0);
        for wish in wishes {
            let change = change_of(wish).map_err(misfit)?;
            length += change.to_string().len();
            if length > LARGEST && !changes.is_empty() {
                break;
            }
            changes.push(change);
        }
        let told = &wishes[..changes.len()];
        if told.iter().all(is_unknown_there) {
            return Ok(Some(told.iter().map(|_| Said::Met(0)).collect()));
        }
        let body = json!({ "changes": changes });
        let ask = async |client: &FirmClient, request| match client.ask::<Results>(request).await {
            Err(Unsaid::Refused { status: 413, .. }) => Ok(None),
            said => said.map(Some),
        };
        let fill = |request: reqwest::RequestBuilder| request.json(&body);
        let said = self.ask_with(store, device, Method::POST, "/api/changes", &fill, ask).await?;
        match said {
            Some(said) => read(told, said).map(Some).map_err(misfit),
            None if told.len() == 1 => Ok(Some(vec![Said::Refused("body_too_large".into())])),
            None => Ok(None),
        }
    }

    /// Takes what the server has of a thing, then goes on with what is left to be told of it.
    async fn take_the_other(
        &self,
        store: &Store,
        device: &mut Device,
        wish: &Wish,
    ) -> Result<bool, Problem> {
        let failed = |error| store_did_not_open(&error);
        let ask = async |client: &FirmClient, request| match client.ask::<Value>(request).await {
            Err(Unsaid::Refused { status: 404, .. }) => Ok(None),
            said => said.map(Some),
        };
        let path = path_of(&wish.thing);
        let said = self.ask_as(store, device, Method::GET, &path, ask).await?;
        let at = self.now().to_string();
        let came = match said {
            Some(view) => one(wish.thing.clone(), view)
                .ok_or_else(|| firm_unsaid(&MISFIT, &device.row.address))?,
            None => Came::gone(wish.thing.clone(), wish.version.unwrap_or_default(), &at),
        };
        // What is here is right there, whatever it has.
        if device.row.embedded {
            store.follow(wish, &came.theirs(), &at).await.map_err(failed)?;
            return Ok(false);
        }
        let changes = [(came.thing.clone(), came.theirs())];
        let feed = Feed { changes: &changes, cursor: None, left_out: &[] };
        let taken = self.take(store, feed).await;
        let taken = taken?;
        match taken.first() {
            Some(TakenChange::Agreed | TakenChange::ForAPerson) => {
                store.wish_is_over(wish).await.map_err(failed)?;
            }
            _ => store.tell_again(wish, &at).await.map_err(failed)?,
        }
        Ok(taken.contains(&TakenChange::Applied))
    }
}

/// What is to be gone, and never was there.
fn is_unknown_there(wish: &Wish) -> bool {
    removes(wish) && wish.version.is_none()
}

fn removes(wish: &Wish) -> bool {
    wish.facts.is_none() && wish.thing.kind == SyncKind::Connection
}

/// What the server said to each.
fn read(told: &[Wish], said: Results) -> Result<Vec<Said>, Unsaid> {
    if said.results.len() != told.len() {
        return Err(MISFIT);
    }
    told.iter().zip(said.results).map(|(wish, answer)| said_of(wish, answer)).collect()
}

/// What it does not say of this thing is a failure of the asking.
fn said_of(wish: &Wish, answer: Answer) -> Result<Said, Unsaid> {
    let code = answer.code.filter(|code| {
        (1..=LONGEST_CODE).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    });
    match (answer.status, answer.version, code) {
        (200 | 201, Some(version), _) if version > 0 && !removes(wish) => Ok(Said::Met(version)),
        (204 | 404 | 428, ..) if removes(wish) => Ok(Said::Met(0)),
        (412, ..) => Ok(Said::Differs),
        (_, _, Some(code)) if code == "idempotency_key_used" => Ok(Said::KeyUsed),
        (403 | 422, _, Some(code)) => Ok(Said::Refused(code)),
        _ => Err(MISFIT),
    }
}

fn path_of(thing: &Thing) -> String {
    match thing.kind {
        SyncKind::Connection => format!("/api/connections/{}", thing.id),
        SyncKind::Setting => format!("/api/settings/{}", thing.id),
    }
}

/// How one is told: by what was written down when it was handed out.
fn change_of(wish: &Wish) -> Result<Value, Unsaid> {
    let facts = wish.facts.as_deref().unwrap_or("null");
    let facts: Value = serde_json::from_str(facts).map_err(|_| MISFIT)?;
    let (key, kind, id) = (&wish.idempotency_key, wish.thing.kind.as_str(), &wish.thing.id);
    let version = wish.version.filter(|version| *version > 0);
    let mut change = json!({ "key": key, "kind": kind, "id": id, "version": version });
    match wish.thing.kind {
        SyncKind::Connection => change["connection"] = facts,
        SyncKind::Setting => change["setting"] = json!({ "value": facts }),
    }
    Ok(change)
}
