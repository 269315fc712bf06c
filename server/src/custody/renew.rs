//! Renewing one that is held. Before the provider is asked it is written down that this server
//! does; what comes back is sealed and saved before anybody uses it, and saving is tried again for
//! as long as nobody else may renew, since the token before may be spent. The provider is asked
//! outside any transaction.

use std::time::Duration;

use jiff::Timestamp;
use patchbay_custody::problems::from_the_server;
use patchbay_custody::{Held, Renewal, to_bytes};
use patchbay_firm_store::{Action, Custody, RenewedCustody};
use patchbay_vault::Secret;

use super::KeyTrouble;
use super::found::Found;
use super::look_after::{Loaded, Why, load};
use super::plan::{after, standing};
use super::prove::clocks;
use crate::house::House;
use crate::problem::Problem;

/// How often saving is tried, and how long is waited in between.
const TRIES: usize = 60;
const PAUSE: Duration = Duration::from_secs(2);

/// Renews it. Says whether there is something to go on with; what was found is written otherwise.
pub(super) async fn renew(house: &House, row: &Custody, why: &Why) -> Result<bool, Problem> {
    let Some((loaded, since)) = begin(house, row, why).await? else { return Ok(false) };
    let Loaded { row, handed } = &loaded;
    let now = (house.config.now)();
    let custodian = house.custodian()?;
    let held = handed.held.expose_secret();
    let renewed = custodian.renew(handed.provider, held, &row.connection, now).await;
    let now = (house.config.now)();
    let (found, sealed, goes_on) = judged(&loaded, renewed, now);
    let save = Save { loaded: &loaded, since, found: &found, held: sealed.as_ref(), now };
    let saved = save.until_it_is(house).await?;
    house.figures.renewed(goes_on && saved);
    Ok(goes_on && saved)
}

/// Says that this server renews it, and opens it.
async fn begin(
    house: &House,
    row: &Custody,
    why: &Why,
) -> Result<Option<(Loaded, Timestamp)>, Problem> {
    let mut change = house.store().await?.write().await?;
    if !why.holds(&mut change).await? {
        return Ok(None);
    }
    let loaded = match load(house, &mut change, row).await? {
        None => return Ok(None),
        Some(Ok(loaded)) => loaded,
        Some(Err(found)) => {
            let now = (house.config.now)();
            super::check::note(&mut change, row, "", &found, now).await?;
            change.commit().await?;
            return Ok(None);
        }
    };
    let since = change.begin_custody_renewal(&loaded.row, why.term()).await?;
    let Some(since) = since else { return Ok(None) };
    change.commit().await?;
    Ok(Some((loaded, since)))
}

/// What it means: what is written, what is sealed, and whether there is something to go on with.
fn judged(
    loaded: &Loaded,
    renewed: Result<Renewal, patchbay_contract::Problem>,
    now: Timestamp,
) -> (Found, Option<Secret<Held>>, bool) {
    let Loaded { row, handed } = loaded;
    let before = Found::as_it_was(row);
    match renewed {
        Ok(Renewal::Renewed { held, lacks }) => {
            let spot = held.expose_secret().spot(handed.provider);
            let (condition, about) = match &spot {
                Some(spot) => standing(row).after_renewal(spot.sign_in(), &lacks),
                None => ("works", None),
            };
            let problem = before.problem.filter(|_| condition != "works");
            let clocks = clocks(held.expose_secret());
            let found = Found {
                condition: condition.to_owned(),
                about,
                problem,
                retry_at: None,
                put_off: 0,
                worked_at: Some(now),
                clocks,
                ..Found::as_it_was(row)
            };
            (found, Some(held), true)
        }
        Ok(Renewal::NeverEnds) => (before, None, true),
        Ok(Renewal::NotRenewed { problem, meaning, keep }) => {
            let problem = from_the_server(problem);
            let still_works = row.access_ends_at.is_some_and(|ends| ends > now);
            let condition = meaning.condition(still_works);
            let found = Found {
                condition: condition.unwrap_or(&row.condition).to_owned(),
                about: condition.map_or(before.about, |_| Some(problem.what.clone())),
                problem: Some(problem),
                retry_at: meaning.retry_in().map(|wait| after(now, wait)),
                put_off: row.put_off.saturating_add(1),
                ..Found::as_it_was(row)
            };
            (found, keep, false)
        }
        Err(problem) => {
            let problem = from_the_server(problem);
            let found = Found {
                condition: "reconnect_needed".to_owned(),
                about: Some(problem.what.clone()),
                problem: Some(problem),
                ..Found::as_it_was(row)
            };
            (found, None, false)
        }
    }
}

/// What is to be saved of a renewal.
struct Save<'a> {
    loaded: &'a Loaded,
    since: Timestamp,
    found: &'a Found,
    held: Option<&'a Secret<Held>>,
    now: Timestamp,
}

impl Save<'_> {
    /// Saves it, as often as it takes: it is nowhere else.
    async fn until_it_is(&self, house: &House) -> Result<bool, Problem> {
        for _ in 1..TRIES {
            match self.once(house).await {
                Err(KeyTrouble::Store(error)) if error.may_pass() => {
                    tracing::warn!(%error, "what a renewal brought is not saved yet");
                    tokio::time::sleep(PAUSE).await;
                }
                saved => return Ok(saved?),
            }
        }
        Ok(self.once(house).await?)
    }

    /// Saves it where nobody saved anything else meanwhile, and nobody took the connection away.
    async fn once(&self, house: &House) -> Result<bool, KeyTrouble> {
        let Loaded { row, handed } = self.loaded;
        let Ok(store) = house.store().await else { return Ok(false) };
        let mut change = store.write().await?;
        let sealed = match self.held {
            None => None,
            Some(held) => {
                let bytes = to_bytes(held.expose_secret());
                let bytes = bytes.map_err(|_| KeyTrouble::Damaged("a renewal is not written"))?;
                let opened = house.keys.open(&mut change).await?;
                Some(opened.seal(&row.connection, row.generation + 1, &bytes)?)
            }
        };
        let renewed = sealed.map(|sealed| RenewedCustody { sealed, clocks: self.found.clocks });
        let written = self.found.written();
        let saving = written.at(self.now);
        let saved = match &renewed {
            Some(renewed) => change.end_custody_renewal(row, renewed, &saving, self.now).await?,
            None => change.give_up_custody_renewal(row, self.since, &saving, self.now).await?,
        };
        if !saved {
            return Ok(false);
        }
        let provider = &handed.provider.id;
        let over = matches!(&*self.found.condition, "reconnect_needed" | "check_settings");
        let entry =
            if over && self.found.worked_at.is_none() && row.condition != self.found.condition {
                Some(self.found.entered(Action::CustodyNotRenewed, row, provider, self.now))
            } else {
                self.found.entry(row, provider, self.now)
            };
        if let Some(entry) = entry {
            change.enter(&entry).await?;
        }
        change.commit().await?;
        Ok(true)
    }
}
