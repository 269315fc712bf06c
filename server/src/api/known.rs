//! What is told of a connection: taken in, and let go of. Who holds one says how it is. How it is
//! told is [`super::facts`]'.

use axum::http::StatusCode;
use patchbay_firm_store::{Action, Connection, EntityState};

use super::change::Change;
use super::choices;
use super::facts::Known;
use super::input::{nothing, wrong};
use super::provider_files::may_be_known;
use super::version::changed;
use crate::problem::Problem;

/// Takes it in, or changes nothing and refuses.
pub(super) async fn take(
    change: &mut Change,
    new: &Known,
) -> Result<(StatusCode, Connection, Vec<EntityState>), Problem> {
    let mut to = Connection { changed_at: change.now, ..new.to.clone() };
    if !may_be_known(&mut change.session, &to.provider).await? {
        return Err(wrong("provider", "there is none"));
    }
    let is_held = change.session.custody(&to.id).await?.is_some_and(|custody| custody.is_held());
    let known = change.session.connection(&to.id).await?;
    let account = known.as_ref().and_then(|known| known.account_id.clone());
    let is_switched = account.is_some() && to.account_id != account;
    if is_held {
        as_its_custodian_says(&mut to, known);
    }
    let (done, action, status) = match new.version {
        None => (
            change.session.add_connection(&to).await?,
            Action::ConnectionAdded,
            StatusCode::CREATED,
        ),
        Some(_) => {
            let done = change.session.change_connection(&to).await?;
            (done, Action::ConnectionChanged, StatusCode::OK)
        }
    };
    if !done {
        return Err(changed());
    }
    let entities = match is_held {
        // Who holds it says how far its syncing is.
        true => change.session.entities(&to.id).await?,
        false => new.entities.clone(),
    };
    change.session.set_entities(&to.id, &entities).await?;
    let entry = change.entry(action).subject(&to.id).provider(&to.provider);
    change.session.enter(&entry.with("status", &to.status)).await?;
    if is_switched {
        choices::unchoose(change, &to.id).await?;
    }
    let now = change.session.connection(&to.id).await?.ok_or_else(nothing)?;
    Ok((status, now, entities))
}

/// Removes it, or changes nothing and refuses.
pub(super) async fn let_go(change: &mut Change, id: &str, version: i64) -> Result<(), Problem> {
    let found = change.session.connection(id).await?.ok_or_else(nothing)?;
    let now = change.now;
    if !change.session.remove_connection(id, version, now).await? {
        return Err(changed());
    }
    // Nothing is held of what is not there any more.
    if let Some(custody) = change.session.custody(id).await? {
        change.session.withdraw_custody(id, &custody.handover, now).await?;
    }
    let entry = change.entry(Action::ConnectionRemoved).subject(id).provider(&found.provider);
    change.session.enter(&entry).await?;
    choices::let_go(change, id).await
}

/// Who holds a connection says how it is. The server holds this one: what a computer says of that
/// is old, and the rest of what it says is taken.
fn as_its_custodian_says(to: &mut Connection, known: Option<Connection>) {
    let Some(known) = known else { return };
    to.custodian = known.custodian;
    to.status = known.status;
    to.last_success = known.last_success;
    to.idle_ends_at = known.idle_ends_at;
    to.absolute_ends_at = known.absolute_ends_at;
}
