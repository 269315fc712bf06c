//! Making the checks of one that is held, and writing down what they found. They change nothing at
//! the provider, and are made outside any transaction.

use jiff::Timestamp;
use patchbay_custody::Finding;
use patchbay_custody::problems::{Meant, from_the_server};
use patchbay_firm_store::{Custody, Session};

use super::KeyTrouble;
use super::found::Found;
use super::look_after::{Loaded, Why, load};
use super::model::chosen_model;
use super::plan::{next_check, patience, standing};
use crate::house::House;
use crate::problem::Problem;

/// Makes them.
pub(super) async fn check(house: &House, row: &Custody, why: &Why) -> Result<(), Problem> {
    let now = (house.config.now)();
    let store = house.store().await?;
    let mut change = store.write().await?;
    if !why.holds(&mut change).await? {
        return Ok(());
    }
    let loaded = match load(house, &mut change, row).await? {
        None => return Ok(()),
        Some(Ok(loaded)) => loaded,
        Some(Err(found)) => {
            note(&mut change, row, "", &found, now).await?;
            return Ok(change.commit().await?);
        }
    };
    let model = chosen_model(&mut change, loaded.handed.provider).await?;
    // Planned before it is made: whoever is cut off in the middle begins no storm.
    change.plan_custody_check(&row.connection, next_check(now)).await?;
    change.commit().await?;

    let Loaded { row, handed } = &loaded;
    let held = handed.held.expose_secret();
    let checked = house.custodian()?;
    let model = model.as_deref();
    let checked = checked.check(handed.provider, held, &row.connection, model, &|_| {}).await;
    let checked = checked.map_err(from_the_server);
    let now = (house.config.now)();
    let found = match checked {
        Ok(proof) => judged(&loaded, &proof, now),
        Err(problem) => Found {
            condition: "check_settings".to_owned(),
            about: Some(problem.what.clone()),
            problem: Some(problem),
            next_check_at: Some(next_check(now)),
            ..Found::as_it_was(row)
        },
    };
    let mut change = store.write().await?;
    note(&mut change, row, &handed.provider.id, &found, now).await?;
    Ok(change.commit().await?)
}

/// What they mean.
fn judged(loaded: &Loaded, proof: &patchbay_custody::Proof, now: Timestamp) -> Found {
    let Loaded { row, handed } = loaded;
    let name = &handed.provider.name;
    let problem = proof.failure().map(|failure| failure.problem(name, Meant::Testing));
    let problem = problem.map(from_the_server);
    let what = problem.as_ref().map_or("", |problem| problem.what.as_str());
    let finding = Finding::of(proof, what, now, patience(row.put_off));
    let checks = proof.checks();
    let by_permission = handed.held.expose_secret().grant.is_some();
    let noted = finding.noted(&standing(row), proof, &checks, by_permission);
    let before = Found::as_it_was(row);
    let (retry_at, put_off) = match &finding {
        Finding::Unknown(at) => (Some(*at), row.put_off.saturating_add(1)),
        _ => (None, 0),
    };
    Found {
        condition: noted.condition.map_or(before.condition, str::to_owned),
        about: if noted.condition.is_some() {
            noted.about.map(str::to_owned)
        } else {
            before.about
        },
        problem,
        checks: Some(checks),
        retry_at,
        put_off,
        worked_at: noted.worked.then_some(now),
        next_check_at: Some(next_check(now)),
        clocks: before.clocks,
    }
}

/// Writes down what was found, if it was of what is there; with an entry, where it is news.
pub(super) async fn note(
    change: &mut Session,
    row: &Custody,
    provider: &str,
    found: &Found,
    now: Timestamp,
) -> Result<(), KeyTrouble> {
    let written = found.written();
    if change.note_custody(row, &written.at(now), now).await?
        && let Some(entry) = found.entry(row, provider, now)
    {
        change.enter(&entry).await?;
    }
    Ok(())
}
