//! One connection a kind: the meeting platform, the signatures, the sender of mail, the
//! target of tax returns.

use patchbay_contract::{DefaultKind, DefaultOfKind, Problem};
use patchbay_store::{FirmDefault, Store};

use super::choosable::{Known, fits};
use super::{Changing, failed, sender, with_entry};
use crate::problems::{connection_unfit, sender_address_wrong};

/// What was chosen, and what can be.
pub(super) async fn shown(store: &Store, known: &Known) -> Result<Vec<DefaultOfKind>, Problem> {
    let rows = store.defaults().await.map_err(failed)?;
    let of_kind = |kind: &DefaultKind| {
        let row = rows.iter().find(|row| row.kind == kind.as_str());
        DefaultOfKind {
            kind: *kind,
            chosen: row.map(|row| row.connection.clone()),
            address: row.and_then(|row| row.address.clone()),
            choices: known.choices(*kind),
        }
    };
    Ok(DefaultKind::ALL.iter().map(of_kind).collect())
}

pub(super) async fn choose(
    change: Changing<'_>,
    kind: DefaultKind,
    connection: &str,
    address: Option<&str>,
) -> Result<(), Problem> {
    let found = change.known.find(connection).filter(|one| fits(kind, &one.provider));
    let one = found.ok_or_else(connection_unfit)?;
    let row = &one.row;
    let address = match kind {
        DefaultKind::Email => {
            let typed = address.filter(|typed| !typed.trim().is_empty()).map(str::to_owned);
            let typed = typed.or_else(|| sender::known(row)).unwrap_or_default();
            let clean = sender::cleaned(&typed).map(str::to_owned);
            Some(clean.ok_or_else(|| sender_address_wrong(&typed))?)
        }
        DefaultKind::Meeting | DefaultKind::Esign | DefaultKind::Tax => None,
    };
    let to = with_address(one.name(), address.as_deref());
    let entry = change.entry(setting(kind), &before(change, kind).await?, &to);
    let entry = entry.connection(&row.provider, &row.id);
    let at = change.at();
    let with = with_entry(&at, &entry);
    let set = change.store.set_default(kind.as_str(), connection, address.as_deref(), with);
    set.await.map_err(failed)?;
    Ok(())
}

pub(super) async fn choose_none(change: Changing<'_>, kind: DefaultKind) -> Result<(), Problem> {
    let entry = change.entry(setting(kind), &before(change, kind).await?, "");
    let at = change.at();
    let cleared = change.store.clear_default(kind.as_str(), with_entry(&at, &entry)).await;
    cleared.map_err(failed)?;
    Ok(())
}

async fn before(change: Changing<'_>, kind: DefaultKind) -> Result<String, Problem> {
    let rows = change.store.defaults().await.map_err(failed)?;
    let row = rows.into_iter().find(|row| row.kind == kind.as_str());
    let told =
        |row: FirmDefault| with_address(change.known.name(&row.connection), row.address.as_deref());
    Ok(row.map(told).unwrap_or_default())
}

fn with_address(name: String, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("{name}, {address}"),
        None => name,
    }
}

/// What the trail calls it.
const fn setting(kind: DefaultKind) -> &'static str {
    match kind {
        DefaultKind::Meeting => "default for meetings",
        DefaultKind::Esign => "default for signatures",
        DefaultKind::Email => "default sender of mail",
        DefaultKind::Tax => "default target of tax returns",
    }
}
