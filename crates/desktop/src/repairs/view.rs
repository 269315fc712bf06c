//! Repairs as they are shown: with names, with what they stop, and with the way to do them.

use jiff::Timestamp;
use patchbay_contract::{
    ClockStage, ClosedBy, EnvironmentId, Problem, Repair, RepairCause, RepairClosed, RepairFix,
    Repairs, Severity, SignInAt,
};
use patchbay_providers::{Provider, SignIn};
use patchbay_store as store;

use super::SHOWN_FOR;
use super::found::{Kind, clock_of, found};
use super::look::{BY_EXPIRY, BY_RECOVERY, BY_RENEWAL};
use crate::Installation;
use crate::catalogue::Catalogue;
use crate::clocks::running;
use crate::clocks::stage::days;
use crate::hub::title;
use crate::problems::store_did_not_open;

impl Installation {
    /// What a person has to do, the most severe first, and what was closed lately.
    ///
    /// # Errors
    /// When the database cannot be opened or read.
    pub async fn repairs(&self, catalogue: &Catalogue) -> Result<Repairs, Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let now = self.now();
        let since = now.checked_sub(days(SHOWN_FOR)).unwrap_or(now).to_string();
        let open = store.open_repairs().await.map_err(failed)?;
        let closed = store.closed_repairs(&since).await.map_err(failed)?;
        let rows = store.connections().await.map_err(failed)?;
        let shown = |repairs: Vec<store::Repair>| {
            let shown = repairs.into_iter().filter_map(|repair| {
                let row = rows.iter().find(|row| row.id == repair.connection)?;
                let provider = catalogue.find(&row.provider).map(|(provider, _)| provider);
                shown(repair, row, provider.as_ref(), now)
            });
            shown.collect::<Vec<_>>()
        };
        let mut open = shown(open);
        open.sort_by_key(|repair| (repair.severity, repair.since));
        Ok(Repairs { open, closed: shown(closed), at: now })
    }
}

/// One of them. Nothing for one that is open and whose cause is gone: the next look closes it.
fn shown(
    repair: store::Repair,
    row: &store::Connection,
    provider: Option<&Provider>,
    now: Timestamp,
) -> Option<Repair> {
    let kind = Kind::from_name(&repair.kind);
    let closed = closed(&repair);
    let mut clock = None;
    if let (Some(kind), None, Some(found)) =
        (kind, &closed, found(row, &running(row, provider, now)))
    {
        clock = found.into_iter().find(|found| found.kind == kind)?.clock;
    }
    let urgent = clock.is_some_and(|clock| clock.stage >= ClockStage::Urgent);
    let about = repair.about.unwrap_or_default();
    let said = |text: String| if clock_of(&text).is_some() { String::new() } else { text };
    let (cause, severity) = match kind {
        Some(Kind::Reconnect) => {
            let why = Some(said(about)).filter(|why| !why.is_empty());
            (RepairCause::Reconnect { why }, Severity::Critical)
        }
        Some(Kind::ExpiresSoon) => {
            let clock = clock.map(|clock| (clock.kind, clock.at)).or_else(|| clock_of(&about));
            let severity = if urgent { Severity::Critical } else { Severity::Warning };
            (RepairCause::ExpiresSoon { clock }, severity)
        }
        Some(Kind::Permission) => (
            RepairCause::Permission { feature: in_words(&about, row, provider) },
            Severity::Warning,
        ),
        Some(Kind::Settings) => (RepairCause::Settings { field: about }, Severity::Critical),
        Some(Kind::Books) => (RepairCause::Books { about }, Severity::Warning),
        None => (RepairCause::Other { about }, Severity::Warning),
    };
    let stops = provider.map(|known| [known.about.reads.clone(), known.about.writes.clone()]);
    Some(Repair {
        fix: fix(kind, row, provider),
        id: repair.id,
        title: title(row),
        environment: EnvironmentId::from_name(&row.environment).unwrap_or(EnvironmentId::Live),
        connection: repair.connection,
        provider: row.provider.clone(),
        provider_name: provider.map_or_else(|| row.provider.clone(), |known| known.name.clone()),
        cause,
        severity,
        since: repair.raised_at.parse().unwrap_or(now),
        stops: stops.map(|stops| stops.concat()).unwrap_or_default(),
        closed,
    })
}

/// What a permission lacks: scopes by what they are for, as the provider's file says it.
fn in_words(about: &str, row: &store::Connection, provider: Option<&Provider>) -> String {
    let way = provider.zip(row.sign_in.as_ref()).and_then(|(provider, id)| {
        provider.sign_in.iter().find(|way| way.id == *id).and_then(SignIn::oauth)
    });
    let word = |scope: &str| {
        let known = way.and_then(|way| way.scope.iter().find(|known| known.value == scope));
        known.map_or(scope, |known| known.reason.trim_end_matches('.')).to_owned()
    };
    about.split(", ").map(word).collect::<Vec<_>>().join("; ")
}

/// The way to do it: signing in again, where nothing has to be typed for that.
fn fix(kind: Option<Kind>, row: &store::Connection, provider: Option<&Provider>) -> RepairFix {
    let way = provider
        .zip(row.sign_in.as_ref())
        .and_then(|(provider, way)| provider.sign_in.iter().find(|known| known.id == *way));
    let has_app = way.is_some_and(|way| way.oauth().is_some());
    let as_before = has_app || way.is_some_and(|way| way.client_credentials().is_some());
    let at = row.sign_in.clone().zip(EnvironmentId::from_name(&row.environment));
    let at = at.filter(|_| as_before).map(|(sign_in, environment)| SignInAt {
        provider: row.provider.clone(),
        sign_in,
        environment,
    });
    match (kind, at) {
        (Some(Kind::Reconnect | Kind::ExpiresSoon), Some(at)) => RepairFix::SignIn(at),
        (Some(Kind::Permission), Some(at)) => RepairFix::AllowMore(at),
        (Some(Kind::Settings), _) if has_app => RepairFix::FirmApp,
        _ => RepairFix::ProviderPage,
    }
}

fn closed(repair: &store::Repair) -> Option<RepairClosed> {
    let at = repair.closed_at.as_deref()?.parse().ok()?;
    let by = match repair.closed_by.as_deref().unwrap_or_default() {
        BY_RENEWAL => ClosedBy::Renewal,
        BY_RECOVERY | "" => ClosedBy::Recovery,
        BY_EXPIRY => ClosedBy::Expiry,
        person => ClosedBy::Person(person.to_owned()),
    };
    Some(RepairClosed { at, by })
}
