//! A gateway whose time and randomness are the test's.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_gateway::{Gateway, Http, Limits, Outside, Reach};

/// What every story calls now.
const NOW: &str = "2026-11-21T09:00:00Z";

/// A gateway whose time goes by only when it waits, and whose randomness is counted.
pub(crate) struct Stage {
    pub(crate) gateway: Gateway,
    pub(crate) waited: Arc<Mutex<Vec<Duration>>>,
    clock: Arc<AtomicI64>,
}

impl Stage {
    pub(crate) fn at(address: &url::Url) -> Self {
        Self::over(usual_client(), address)
    }

    pub(crate) fn within(address: &url::Url, limits: Limits) -> Self {
        Self::over(Http::direct(limits).unwrap(), address)
    }

    fn over(http: Http, address: &url::Url) -> Self {
        let waited = Arc::new(Mutex::new(Vec::new()));
        let clock = Arc::new(AtomicI64::new(now().as_millisecond()));
        let (noted, moved, shown) = (Arc::clone(&waited), Arc::clone(&clock), Arc::clone(&clock));
        let count = AtomicU8::new(0);
        let outside = Outside {
            clock: Arc::new(move || {
                Timestamp::from_millisecond(shown.load(Ordering::Relaxed)).unwrap()
            }),
            entropy: Arc::new(move |bytes| {
                bytes.fill(count.fetch_add(1, Ordering::Relaxed));
                Ok(())
            }),
            pause: Arc::new(move |time| {
                if !time.is_zero() {
                    noted.lock().unwrap().push(time);
                }
                let millis = i64::try_from(time.as_millis()).unwrap();
                moved.fetch_add(millis, Ordering::Relaxed);
                Box::pin(std::future::ready(()))
            }),
        };
        let gateway = Gateway::new(http, Reach::Practice(address.clone()), outside);
        Self { gateway, waited, clock }
    }

    /// Lets time go by.
    pub(crate) fn later(&self, time: Duration) {
        self.clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waited.lock().unwrap().clone()
    }
}

/// One client for all: reading what the system trusts takes its time.
fn usual_client() -> Http {
    static CLIENT: OnceLock<Http> = OnceLock::new();
    CLIENT.get_or_init(|| Http::direct(Limits::default()).unwrap()).clone()
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}
