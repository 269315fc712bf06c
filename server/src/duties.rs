//! What a server does by itself: now and then it tidies, and it looks after what it holds. Of
//! several over one database one leads, and does it; another takes over where that one is killed,
//! stands still or is cut off from the database. How that is told apart is the store's
//! (`patchbay_firm_store::Term`).

use std::time::Duration;

use jiff::SignedDuration;
use patchbay_firm_store::{Due, Store, StoreError, Term};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::house::House;

/// The one duty that is done within its change. What is held is looked after in rounds of its own
/// (`crate::custody`), since calls take time.
const TIDYING: &str = "tidying";

/// How long an ending server takes to say that another one may lead.
const FAREWELL: Duration = Duration::from_secs(2);

/// The shortest time from one look to the next.
const BREATH: Duration = Duration::from_millis(100);

/// Why a look came to nothing.
#[derive(Debug, thiserror::Error)]
enum Hindered {
    /// There is no database to ask.
    #[error("the database does not answer")]
    Away,
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It took so long that another one may lead.
    #[error("the database answers too slowly")]
    TooSlow,
}

/// What came of a look.
struct Look {
    term: Option<Term>,
    /// When something is due, for one who leads.
    next: Duration,
}

/// Looks now and then until the server is told to end.
pub(crate) async fn keep(house: House, leading: watch::Sender<Option<Term>>) {
    let me = format!("{:032x}", u128::from_be_bytes(crate::random::bytes()));
    let (mut term, mut hindered) = (None, false);
    loop {
        let lease = house.config.lease;
        let look = tokio::select! {
            () = house.closing.cancelled() => break,
            look = timeout(lease, look(&house, &me)) => look.unwrap_or(Err(Hindered::TooSlow)),
        };
        let pause = match look {
            Ok(look) => {
                tell(term.as_ref(), look.term.as_ref());
                (term, hindered) = (look.term, false);
                look.next
            }
            Err(error) => {
                // Once, and not again at every look.
                if !hindered {
                    tracing::warn!(%error, "what is due waits");
                }
                (term, hindered) = (None, true);
                lease / 3
            }
        };
        house.figures.leads(term.is_some());
        leading
            .send_if_modified(|known| (*known != term).then(|| known.clone_from(&term)).is_some());
        tokio::select! {
            () = house.closing.cancelled() => break,
            () = sleep(pause.max(BREATH)) => {}
        }
    }
    if let Some(term) = term {
        // Where that fails, the term ends by itself.
        let _ = timeout(FAREWELL, resign(&house, &term)).await;
    }
}

fn tell(before: Option<&Term>, now: Option<&Term>) {
    match (before, now) {
        (before, Some(now)) if before != Some(now) => {
            tracing::info!(term = now.number, "this server leads");
        }
        (Some(before), None) => tracing::warn!(term = before.number, "another server leads now"),
        _ => {}
    }
}

/// Leads, or goes on to, if nobody else does; and does what is due.
async fn look(house: &House, me: &str) -> Result<Look, Hindered> {
    let store = house.store().await.map_err(|_| Hindered::Away)?;
    let mut change = store.write().await?;
    let term = change.lead(me, signed(house.config.lease)).await?;
    change.commit().await?;
    let until_next = match &term {
        Some(term) => tidy(house, store, term).await?,
        None => None,
    };
    // Who shares a database renews its term long before that ends, or waits for it to end; and so
    // does who holds connections, which are renewed in a term that lasts.
    let in_time = store.is_shared() || house.config.own_key.is_some();
    let shared = in_time.then(|| house.config.lease / 3);
    let next = shared.into_iter().chain(until_next).min().unwrap_or(house.config.tidy_every);
    let term = term.filter(|_| until_next.is_some());
    Ok(Look { term, next })
}

/// Tidies when it is time. Says how long until it is again; nothing where the term is over.
async fn tidy(house: &House, store: &Store, term: &Term) -> Result<Option<Duration>, Hindered> {
    let mut change = store.write().await?;
    if !change.leads(term).await? {
        return Ok(None);
    }
    let next = match change.due(TIDYING).await? {
        Due::In(wait) => wait,
        Due::Now(due) => {
            let tidied = change.tidy((house.config.now)()).await?;
            let next = change.did(TIDYING, term, due, signed(house.config.tidy_every)).await?;
            change.commit().await?;
            house.figures.did_a_duty();
            tracing::debug!(?tidied, "what had ended is gone");
            next
        }
    };
    Ok(Some(next.try_into().unwrap_or_default()))
}

async fn resign(house: &House, term: &Term) -> Result<(), Hindered> {
    let store = house.store().await.map_err(|_| Hindered::Away)?;
    let mut change = store.write().await?;
    change.resign(term).await?;
    Ok(change.commit().await?)
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use patchbay_firm_store::Place;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::Config;

    #[tokio::test]
    async fn who_holds_connections_leads_without_a_gap_alone_too() {
        let folder = tempfile::tempdir().unwrap();
        let database = Some(Place::Sqlite(folder.path().join("firm.db")));
        let own = Some(crate::config::OwnKey::given(patchbay_vault::Key::from_bytes(&[1; 32])));
        for (own_key, gap) in [(None, true), (own, false)] {
            let database = database.clone();
            let config = Config { database, own_key, ..Config::embedded() };
            crate::administration::migrate(&config).await.unwrap();
            let house = House::new(config, CancellationToken::new());
            let look = look(&house, "me").await.unwrap();
            assert!(look.term.is_some());
            assert_eq!(look.next > house.config.lease, gap, "{:?}", look.next);
        }
    }

    #[tokio::test]
    async fn who_thinks_that_they_lead_and_do_not_any_more_do_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("firm.db"));
        let config = Config { database: Some(place.clone()), ..Config::embedded() };
        crate::administration::migrate(&config).await.unwrap();
        let house = House::new(config, CancellationToken::new());
        let store = house.store().await.unwrap();
        let lead = async |holder: &str, lasts| {
            let mut change = store.write().await.unwrap();
            let term = change.lead(holder, lasts).await.unwrap().unwrap();
            change.commit().await.unwrap();
            term
        };
        let before = lead("one", SignedDuration::ZERO).await;
        let now = lead("another", SignedDuration::from_hours(1)).await;
        // As one who stood still since they began to lead.
        assert!(tidy(&house, store, &before).await.unwrap().is_none());
        let due = store.write().await.unwrap().due(TIDYING).await.unwrap();
        assert!(matches!(due, Due::Now(_)), "it is still to be done");
        assert!(tidy(&house, store, &now).await.unwrap().is_some());
        let due = store.write().await.unwrap().due(TIDYING).await.unwrap();
        assert!(matches!(due, Due::In(_)), "it is done by who leads");
    }
}
