//! What this computer's trail and the server's know of each other. Once a day each is told where
//! the other ends, and enters it: whoever writes one of them anew has to write the other anew too.
//! That something did not stand any more is kept until this computer leaves the server.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditOutcome, Problem, TrailAtServer};
use patchbay_store::audit::{Detail, hex};
use patchbay_store::{Change, Store};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Installation;
use crate::firm::answers::MISFIT;
use crate::firm::client::FirmClient;
use crate::firm::token::Device;
use crate::problems::{firm_unsaid, store_did_not_open};

/// How often.
const EVERY: SignedDuration = SignedDuration::from_hours(24);
/// Under which name the last time is kept. It is this computer's own, and does not go along.
const KEPT: &str = "trail_at_server";

/// An entry of a trail, as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    entry: i64,
    hash: String,
}

/// What the server says.
#[derive(Deserialize)]
struct Witnessed {
    entered: Place,
    before: Option<Place>,
    yours_stands: bool,
}

/// What is kept of it.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The device, another one after leaving and coming in again.
    device: String,
    epoch: String,
    at: Timestamp,
    ours: Place,
    theirs: Place,
    ours_stands: bool,
    theirs_stands: bool,
}

impl Place {
    fn fits(&self) -> bool {
        let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        self.entry >= 0 && self.hash.len() == 64 && self.hash.bytes().all(is_hex)
    }

    /// As it is entered: in groups, since a word as long as a hash has the shape of a secret.
    fn written(&self) -> String {
        let groups: Vec<_> = (0..8).filter_map(|n| self.hash.get(8 * n..8 * (n + 1))).collect();
        format!("{}: {}", self.entry, groups.join(" "))
    }
}

impl Installation {
    /// Tells the server where this trail ends, and enters where its own does, if it is time.
    ///
    /// # Errors
    /// When the server does not answer, or the database cannot be written.
    pub(super) async fn tell_trails(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<(), Problem> {
        let failed = |error| store_did_not_open(&error);
        let now = self.now();
        let kept = self.kept(store, &device.row.device).await?;
        // Of another life of the server, nothing is expected to stand.
        let same_life = kept.as_ref().filter(|kept| kept.epoch == device.row.epoch);
        if same_life.is_some_and(|kept| now.duration_since(kept.at).abs() < EVERY) {
            return Ok(());
        }
        let audit = store.audit();
        let (entry, hash) = audit.end().await.map_err(failed)?;
        let ours = Place { entry, hash: hex(&hash) };
        let body = json!({ "ends": ours, "yours": same_life.map(|kept| &kept.theirs) });
        let ask = async |client: &FirmClient, request| {
            let said: Witnessed = client.ask(request).await?;
            let fits = said.entered.fits() && said.before.as_ref().is_none_or(Place::fits);
            if fits { Ok(said) } else { Err(MISFIT) }
        };
        let fill = |request: reqwest::RequestBuilder| request.json(&body);
        let said: Witnessed =
            self.ask_with(store, device, Method::POST, "/api/trail", &fill, ask).await?;
        let stood_here = match &said.before {
            Some(before) => self.stands(store, before, &device.row.address).await?,
            None => true,
        };
        let kept = Kept {
            device: device.row.device.clone(),
            epoch: device.row.epoch.clone(),
            at: now,
            ours,
            theirs: said.entered,
            ours_stands: stood_here && kept.as_ref().is_none_or(|kept| kept.ours_stands),
            theirs_stands: said.yours_stands && kept.as_ref().is_none_or(|kept| kept.theirs_stands),
        };
        let well = stood_here && said.yours_stands;
        let detail = Detail::new()
            .text("server", &device.row.address)
            .text("its trail", &kept.theirs.written());
        let detail = match (stood_here, said.yours_stands) {
            (true, true) => detail,
            (false, _) => detail.word("reason", "this trail is another than the server was told"),
            (true, false) => detail.word("reason", "the server’s trail is another than was told"),
        };
        let outcome = if well { AuditOutcome::Done } else { AuditOutcome::Failed };
        let entry =
            self.entry_by_itself(AuditAction::ServerWitnessed).ended(outcome).detail(detail);
        let text = serde_json::to_string(&kept).unwrap_or_default();
        let at = now.to_string();
        let change = Change { at: &at, entries: &[entry] };
        store.set(KEPT, Some(&text), change).await.map_err(failed)?;
        self.sign_what_was_entered().await;
        Ok(())
    }

    /// What is known at the firm's server of this trail, as far as it is known here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn trail_at_server(
        &self,
        store: &Store,
    ) -> Result<Option<TrailAtServer>, Problem> {
        let Some(row) = self.at_the_firms().await? else { return Ok(None) };
        let Some(kept) = self.kept(store, &row.device).await? else { return Ok(None) };
        let ours_stands = kept.ours_stands && self.stands(store, &kept.ours, &row.address).await?;
        Ok(Some(TrailAtServer {
            server: row.address,
            at: kept.at,
            until: u64::try_from(kept.ours.entry).unwrap_or_default(),
            ours_stands,
            theirs_stands: kept.theirs_stands,
        }))
    }

    /// Whether this entry is in our trail.
    async fn stands(&self, store: &Store, place: &Place, server: &str) -> Result<bool, Problem> {
        let mut hash = [0; 32];
        for (n, byte) in hash.iter_mut().enumerate() {
            let digits = place.hash.get(2 * n..2 * n + 2).unwrap_or_default();
            let read = u8::from_str_radix(digits, 16);
            *byte = read.map_err(|_| firm_unsaid(&MISFIT, server))?;
        }
        let holds = store.audit().holds(place.entry, &hash).await;
        holds.map_err(|error| store_did_not_open(&error))
    }

    async fn kept(&self, store: &Store, device: &str) -> Result<Option<Kept>, Problem> {
        let text = store.setting(KEPT).await.map_err(|error| store_did_not_open(&error))?;
        let kept = text.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        Ok(kept.filter(|kept| kept.device == device))
    }
}
