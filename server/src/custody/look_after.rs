//! Looking after one that is held: renewed where it is time, then checked where it is time for
//! that; or both because somebody asks.

use patchbay_contract::ErrorCode;
use patchbay_custody::{Ended, Unended};
use patchbay_firm_store::{Custody, Session, Term};

use super::found::Found;
use super::plan::{is_check_due, standing};
use super::{Handed, KeyTrouble};
use crate::house::House;
use crate::problem::Problem;

/// Why it is looked after.
#[derive(Debug, Clone)]
pub(crate) enum Why {
    /// It is due, and this server leads.
    Due(Term),
    /// Somebody wants to know.
    Asked,
}

impl Why {
    /// The term in which it is done; none where somebody asks.
    pub(super) fn term(&self) -> i64 {
        match self {
            Self::Due(term) => term.number,
            Self::Asked => 0,
        }
    }

    /// Whether it is still this server's to do, within this change.
    pub(super) async fn holds(&self, change: &mut Session) -> Result<bool, KeyTrouble> {
        match self {
            Self::Due(term) => Ok(change.leads(term).await?),
            Self::Asked => Ok(true),
        }
    }
}

/// One that is held, opened.
pub(super) struct Loaded {
    pub(super) row: Custody,
    pub(super) handed: Handed,
}

/// Looks after one that is held. What came of it stands in its row.
pub(crate) async fn look_after(house: &House, id: &str, why: &Why) -> Result<(), Problem> {
    let now = (house.config.now)();
    let Some(row) = held(house, id).await? else { return Ok(()) };
    let renews = match why {
        Why::Due(_) => standing(&row).is_due(now),
        Why::Asked => standing(&row).is_renewed_first(now),
    };
    if renews && !super::renew::renew(house, &row, why).await? {
        return Ok(());
    }
    let Some(row) = held(house, id).await? else { return Ok(()) };
    let checks = match why {
        Why::Due(_) => row.condition != "reconnect_needed" && is_check_due(&row, now),
        Why::Asked => true,
    };
    if checks { super::check::check(house, &row, why).await } else { Ok(()) }
}

async fn held(house: &House, id: &str) -> Result<Option<Custody>, Problem> {
    let row = house.store().await?.read().await?.custody(id).await?;
    Ok(row.filter(Custody::is_held))
}

/// Has the provider take back what opens one that is held. Nothing where the server has none.
pub(crate) async fn revoke(
    house: &House,
    row: &Custody,
) -> Result<Option<Result<Ended, Unended>>, Problem> {
    let mut view = house.store().await?.read().await?;
    let Some(Ok(Loaded { row, handed })) = load(house, &mut view, row).await? else {
        return Ok(None);
    };
    drop(view);
    let (held, now) = (handed.held.expose_secret(), (house.config.now)());
    let custodian = house.custodian()?;
    Ok(Some(custodian.revoke(handed.provider, held, &row.connection, now).await))
}

/// Opens it within this transaction. Nothing where it is another one by now; what does not open is
/// told as what it is.
pub(super) async fn load(
    house: &House,
    change: &mut Session,
    row: &Custody,
) -> Result<Option<Result<Loaded, Found>>, KeyTrouble> {
    let opened = house.keys.open(change).await?;
    let there = change.custody(&row.connection).await?;
    let Some(there) = there.filter(|it| it.is_held() && it.generation == row.generation) else {
        return Ok(None);
    };
    let Some(sealed) = &there.sealed else { return Ok(None) };
    let bytes = opened.open(&there.connection, there.generation, sealed);
    let handed = bytes.ok().and_then(|bytes| Handed::read(&bytes).ok());
    Ok(Some(match handed {
        Some(handed) => Ok(Loaded { row: there, handed }),
        None => Err(not_opened(&there)),
    }))
}

/// That what was sealed does not open: nothing is tried with it any more.
fn not_opened(row: &Custody) -> Found {
    tracing::error!(connection = row.connection, "what opens it is not as it was sealed");
    let problem = patchbay_contract::Problem::new(
        ErrorCode::ValuesDoNotOpen,
        "What the firm\u{2019}s server holds of this connection does not open.",
        "The server can do nothing with it.",
        "Sign in again to take it back. Whoever looks after the server asks its doctor.",
    );
    Found {
        condition: "reconnect_needed".to_owned(),
        about: Some(problem.what.clone()),
        problem: Some(problem),
        ..Found::as_it_was(row)
    }
}
