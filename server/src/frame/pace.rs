//! How often one client may ask. Whoever asks more often is told when to come back, and
//! keeps nobody else waiting.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::Client;
use crate::house::House;
use crate::problem::{Code, Problem};

/// How many clients are remembered before those that were quiet are forgotten.
const MANY: usize = 10_000;

/// A bound for each client by itself.
pub(crate) struct Pace<K: Hash + Eq + Clone = IpAddr> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> Pace<K> {
    /// So many a minute, and as many at once.
    pub(crate) fn per_minute(requests: NonZeroU32) -> Self {
        let limiter = DefaultKeyedRateLimiter::keyed(Quota::per_minute(requests));
        Self { limiter, clock: DefaultClock::default() }
    }

    /// Counts one. Refused when it was one too many.
    pub(crate) fn one_more(&self, client: &K) -> Result<(), Problem> {
        if self.limiter.len() > MANY {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(client).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now()).as_secs() + 1;
            let detail = format!("Wait {wait} seconds, and ask less often.");
            Problem::new(Code::TooManyRequests, detail).with(header::RETRY_AFTER, wait)
        })
    }
}

/// Lets a request through, unless its client asks too often.
pub(crate) async fn paced(State(house): State<House>, request: Request, next: Next) -> Response {
    if let Some(pace) = &house.pace {
        let client = Client::of(&request, &house.config.trusted_proxies);
        if let Err(problem) = pace.one_more(&client.household()) {
            return problem.into_response();
        }
    }
    next.run(request).await
}
