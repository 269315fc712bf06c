//! The servers beside this one: of several over one PostgreSQL whichever took an answer, each gives
//! it out. One duty of this server's goes along with them, so that however many wait here the
//! database is asked once at a time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use patchbay_firm_store::{Hash, Place as Database};
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, sleep, timeout};

use super::sealed::{Place, Sealed};
use super::shelf::KEPT_FOR;
use crate::config::Config;
use crate::house::House;
use crate::problem::Problem;

/// How often it is looked whether an answer came to another server, while somebody waits here.
const LOOK: Duration = Duration::from_secs(1);

/// How long an ending server takes to tell the others what came last.
const FAREWELL: Duration = Duration::from_secs(2);

/// The most that is still to be told the others; the oldest goes.
const MOST: usize = 1000;

/// What goes along between servers.
#[derive(Default)]
pub(super) struct Beside {
    things: Mutex<Things>,
    wake: Notify,
}

#[derive(Default)]
struct Things {
    /// What came here, with when it did.
    to_tell: Vec<(Instant, Sealed)>,
    /// Who waits here, by the name of what they wait for.
    waiting: HashMap<Hash, Vec<oneshot::Sender<Vec<u8>>>>,
}

impl Things {
    /// The oldest goes where there are too many.
    fn bound(&mut self) {
        let more = self.to_tell.len().saturating_sub(MOST);
        self.to_tell.drain(..more);
    }

    /// Forgets who waits no more.
    fn tidy(&mut self) {
        self.waiting.retain(|_, all| {
            all.retain(|one| !one.is_closed());
            !all.is_empty()
        });
    }
}

impl Beside {
    /// Where there may be others.
    pub(super) fn of(config: &Config) -> Option<Self> {
        matches!(config.database, Some(Database::Postgres { .. })).then(Self::default)
    }

    fn things(&self) -> MutexGuard<'_, Things> {
        self.things.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the others told of this one.
    pub(super) fn tell(&self, sealed: Sealed) {
        let mut things = self.things();
        things.to_tell.push((Instant::now(), sealed));
        things.bound();
        drop(things);
        self.wake.notify_one();
    }

    /// Waits for what another one took.
    pub(super) async fn answer(&self, place: &Place) -> Option<Vec<(String, String)>> {
        let (told, hear) = oneshot::channel();
        self.things().waiting.entry(place.name).or_default().push(told);
        self.wake.notify_one();
        place.open(&hear.await.ok()?)
    }

    /// Whether there is nothing to tell and nobody waits.
    fn is_idle(&self) -> bool {
        let mut things = self.things();
        things.tidy();
        things.to_tell.is_empty() && things.waiting.is_empty()
    }

    /// Tells what came here, and hands out what came elsewhere.
    async fn go_along(&self, house: &House) -> Result<(), Problem> {
        let (store, now) = (house.store().await?, (house.config.now)());
        let to_tell = std::mem::take(&mut self.things().to_tell);
        let told = async {
            let mut change = store.write().await?;
            for (since, Sealed { name, bytes }) in &to_tell {
                // However long the database was away, its time began when it came.
                let left = KEPT_FOR.saturating_sub(since.elapsed());
                let ends_at = now + SignedDuration::try_from(left).unwrap_or_default();
                change.keep_relayed(name, bytes, ends_at, now).await?;
            }
            change.commit().await
        };
        if !to_tell.is_empty()
            && let Err(error) = told.await
        {
            let mut things = self.things();
            things.to_tell.splice(0..0, to_tell);
            things.bound();
            return Err(error.into());
        }
        if self.is_idle() {
            return Ok(());
        }
        let mut view = store.read().await?;
        for name in view.relayed_names(now).await? {
            if self.things().waiting.contains_key(&name)
                && let Some(sealed) = view.relayed(&name, now).await?
            {
                for one in self.things().waiting.remove(&name).unwrap_or_default() {
                    // They may have gone meanwhile.
                    let _ = one.send(sealed.clone());
                }
            }
        }
        Ok(())
    }
}

/// Goes along with the others until the server is told to end.
pub(crate) async fn keep(house: House) {
    let relay = house.relay();
    let Some(beside) = &relay.beside else { return };
    let mut hindered = false;
    loop {
        let is_idle = beside.is_idle();
        tokio::select! {
            () = house.closing.cancelled() => return,
            () = beside.wake.notified(), if is_idle || !hindered => {}
            () = sleep(LOOK), if !is_idle => {}
        }
        let failed = beside.go_along(&house).await.is_err();
        if failed && !hindered {
            tracing::warn!("answers to sign-ins do not reach the servers beside this one");
        }
        hindered = failed;
    }
}

/// Tells the others what came last: its duty may have ended before that came.
pub(crate) async fn farewell(house: &House) {
    let relay = house.relay();
    if let Some(beside) = &relay.beside
        && !beside.things().to_tell.is_empty()
    {
        // Where that fails, the page itself hands the answer on.
        let _ = timeout(FAREWELL, beside.go_along(house)).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::extract::{Path, RawQuery, State};
    use axum::http::{HeaderMap, Method, StatusCode};
    use tokio_util::sync::CancellationToken;

    use super::super::{Relay, arrive};
    use super::*;

    const STATE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    /// One of the servers over this database, whose duty has ended.
    async fn server(database: &Database) -> House {
        let config = Config { database: Some(database.clone()), ..Config::embedded() };
        crate::administration::migrate(&config).await.unwrap();
        let closing = CancellationToken::new();
        let beside = Some(Arc::new(Beside::default()));
        let relay = Relay { beside, ..Relay::new(&config, closing.clone()) };
        House::with_relay(config, relay, closing)
    }

    #[tokio::test]
    async fn what_comes_after_its_duty_ended_is_told_the_others_before_the_server_ends() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("firm.db"));
        let (one, other) = (server(&database).await, server(&database).await);
        let (provider, query) = (Path("xero".to_owned()), format!("code=canary&state={STATE}"));
        let (relay, no_headers) = (State(one.relay().clone()), HeaderMap::new());
        let page = arrive(relay, provider, RawQuery(Some(query)), Method::GET, no_headers).await;
        assert_eq!(page.status(), StatusCode::OK);
        one.close().await;

        let beside = other.relay().beside.clone().unwrap();
        let place = Place::of("xero", STATE);
        let told = async {
            beside.go_along(&other).await.ok().unwrap();
            // Where nobody told it, nobody waits on for it here.
            beside.things().waiting.clear();
        };
        let (answer, ()) = tokio::join!(beside.answer(&place), told);
        let told = answer.expect("it was told nobody");
        assert_eq!(told[0], ("code".to_owned(), "canary".to_owned()));
    }
}
