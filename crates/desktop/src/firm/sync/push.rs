//! Telling the firm's server what was changed here, one thing at a time. Sent again, it is the
//! same request under the same key; where the server has another version by now, that is taken
//! first.

use std::collections::HashMap;

use patchbay_contract::Problem;
use patchbay_store::{Feed, Store, SyncKind, TakenChange, Thing, Wish};
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde_json::Value;

use super::feed::{Came, one};
use super::of_local;
use crate::Installation;
use crate::firm::answers::MISFIT;
use crate::firm::client::{FirmClient, Unsaid};
use crate::firm::token::Device;
use crate::problems::{firm_unsaid, store_did_not_open};

/// So often one thing may turn out to be of another version before that is for another time.
const MOST_TRIES: u32 = 3;

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

/// What is read of the answer.
#[derive(Deserialize)]
struct Now {
    version: i64,
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
        loop {
            let wish = store.next_wish(of_local(self.now())).await.map_err(failed)?;
            let Some(wish) = wish else { return Ok(is_other) };
            let at = self.now().to_string();
            match self.tell(store, device, &wish).await? {
                Said::Met(version) => {
                    store.wish_was_met(&wish, version, &at).await.map_err(failed)?;
                }
                Said::Refused(code) => {
                    store.wish_was_refused(&wish, &code).await.map_err(failed)?;
                }
                again @ (Said::KeyUsed | Said::Differs) => {
                    let of_thing = tries.entry(path_of(&wish.thing)).or_default();
                    *of_thing += 1;
                    if *of_thing > MOST_TRIES {
                        return Err(firm_unsaid(&MISFIT, &device.row.address));
                    }
                    match again {
                        Said::Differs => {
                            is_other |= self.take_the_other(store, device, &wish).await?;
                        }
                        _ => store.tell_again(&wish, &at).await.map_err(failed)?,
                    }
                }
            }
        }
    }

    async fn tell(&self, store: &Store, device: &mut Device, wish: &Wish) -> Result<Said, Problem> {
        let path = path_of(&wish.thing);
        let removes = wish.facts.is_none() && wish.thing.kind == SyncKind::Connection;
        let Some(version) = wish.version.or((!removes).then_some(0)) else {
            // The server never had it.
            return Ok(Said::Met(0));
        };
        let key = |request: RequestBuilder| {
            let request = request.header("idempotency-key", &wish.idempotency_key);
            match version {
                0 => request,
                version => request.header("if-match", format!("\"{version}\"")),
            }
        };
        if removes {
            let ask = async |client: &FirmClient, request| match client.tell(request).await {
                Err(Unsaid::Refused { status: 404, .. }) => Ok(Said::Met(0)),
                told => said(told.map(|()| 0)),
            };
            return self.ask_with(store, device, Method::DELETE, &path, &key, ask).await;
        }
        let body = body_of(wish).map_err(|unsaid| firm_unsaid(&unsaid, &device.row.address))?;
        let fill = |request| key(request).json(&body);
        let ask = async |client: &FirmClient, request| {
            said(client.ask::<Now>(request).await.map(|now| now.version))
        };
        self.ask_with(store, device, Method::PUT, &path, &fill, ask).await
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

/// What the server said. What it does not say of this thing is a failure of the asking.
fn said(said: Result<i64, Unsaid>) -> Result<Said, Unsaid> {
    match said {
        Ok(version) => Ok(Said::Met(version)),
        Err(Unsaid::Refused { status: 412, .. }) => Ok(Said::Differs),
        Err(Unsaid::Refused { code, .. }) if code == "idempotency_key_used" => Ok(Said::KeyUsed),
        Err(Unsaid::Refused { status: 403 | 413 | 422, code, .. }) => Ok(Said::Refused(code)),
        Err(unsaid) => Err(unsaid),
    }
}

fn path_of(thing: &Thing) -> String {
    match thing.kind {
        SyncKind::Connection => format!("/api/connections/{}", thing.id),
        SyncKind::Setting => format!("/api/settings/{}", thing.id),
    }
}

/// What is sent: what was written down when it was handed out.
fn body_of(wish: &Wish) -> Result<Value, Unsaid> {
    let facts = wish.facts.as_deref().unwrap_or("null");
    let facts: Value = serde_json::from_str(facts).map_err(|_| MISFIT)?;
    Ok(match wish.thing.kind {
        SyncKind::Connection => facts,
        SyncKind::Setting => serde_json::json!({ "value": facts }),
    })
}
