//! The clocks of one connection.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{ClockKind, ClockStage, KeptBy, RunningClock};
use patchbay_providers::sign_in::{OAuth, Rotation};
use patchbay_providers::{Life, Provider, SignIn};
use patchbay_store::Connection;

use super::stage::stage;

/// The clocks that run for this connection, the one that ends first before the others.
pub(crate) fn running(
    row: &Connection,
    provider: Option<&Provider>,
    now: Timestamp,
) -> Vec<RunningClock> {
    let way = way(row, provider);
    let file = way.and_then(SignIn::oauth);
    let life = |of: fn(&OAuth) -> Life| file.and_then(|file| length(of(file)));
    let clock = |kind, at: Option<&str>, kept_by, whole: Option<SignedDuration>| {
        let at = time(at)?;
        let stage = match kept_by {
            // It is renewed a while before or behind its end, and nobody has to know.
            KeptBy::Patchbay => ClockStage::Calm,
            KeptBy::Use | KeptBy::Person | KeptBy::NewKey => {
                stage(whole_life(row, whole, at, now), at, now)
            }
        };
        Some(RunningClock { kind, at, kept_by, stage })
    };
    let of_the_token = match file.map(|file| file.refresh.rotation) {
        Some(Rotation::None) => KeptBy::Person,
        Some(_) | None => KeptBy::Patchbay,
    };
    let access_life = life(|file| file.clocks.access);
    let access = clock(ClockKind::Access, row.access_ends_at.as_deref(), of_the_token, access_life);
    let idle_life = life(|file| file.clocks.idle);
    let idle = clock(ClockKind::Idle, row.idle_ends_at.as_deref(), KeptBy::Use, idle_life);
    let absolute_life = life(|file| file.clocks.absolute);
    let absolute_ends = row.absolute_ends_at.as_deref();
    let by_whom = if way.is_some_and(is_typed) { KeptBy::NewKey } else { KeptBy::Person };
    let absolute = clock(ClockKind::Absolute, absolute_ends, by_whom, absolute_life);
    let mut clocks: Vec<RunningClock> = [access, idle, absolute].into_iter().flatten().collect();
    clocks.sort_by_key(|clock| clock.at);
    clocks
}

/// How long it runs in all: as the file says, else since the connection was made, and never
/// shorter than what is left of it.
fn whole_life(
    row: &Connection,
    of_the_file: Option<SignedDuration>,
    ends: Timestamp,
    now: Timestamp,
) -> SignedDuration {
    let since_made = || ends.duration_since(time(Some(&row.made_at)).unwrap_or(now));
    of_the_file.unwrap_or_else(since_made).max(ends.duration_since(now))
}

/// The way it signed in, else the only one there is.
fn way<'a>(row: &Connection, provider: Option<&'a Provider>) -> Option<&'a SignIn> {
    let ways = &provider?.sign_in;
    match &row.sign_in {
        Some(id) => ways.iter().find(|way| way.id == *id),
        None => ways.first().filter(|_| ways.len() == 1),
    }
}

/// Whether what was typed is all that it lives on: nobody signs in there, and a key is
/// replaced.
fn is_typed(way: &SignIn) -> bool {
    way.oauth().is_none() && way.client_credentials().is_none()
}

/// The same of the connection in this row.
pub(crate) fn lives_on_a_key(row: &Connection, provider: Option<&Provider>) -> bool {
    way(row, provider).is_some_and(is_typed)
}

fn length(life: Life) -> Option<SignedDuration> {
    match life {
        Life::For(period) => SignedDuration::try_from(period.duration()).ok(),
        Life::Forever | Life::Unknown => None,
    }
}

fn time(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clocks::stage::days;

    const NOW: &str = "2026-11-21T09:00:00Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn in_days(count: i64) -> Option<String> {
        Some((now() + days(count)).to_string())
    }

    fn provider(id: &str) -> Provider {
        patchbay_providers::catalogue().into_iter().find(|known| known.id == id).unwrap()
    }

    fn row(provider: &str) -> Connection {
        Connection {
            sign_in: Some("oauth".into()),
            ..Connection::made("a", provider, "2026-11-01T09:00:00Z")
        }
    }

    #[test]
    fn each_clock_says_who_keeps_it_and_the_next_comes_first() {
        let row = Connection {
            access_ends_at: in_days(0),
            idle_ends_at: in_days(99),
            absolute_ends_at: in_days(80),
            ..row("quickbooks_online")
        };
        let clocks = running(&row, Some(&provider("quickbooks_online")), now());
        let said: Vec<_> =
            clocks.iter().map(|clock| (clock.kind, clock.kept_by, clock.stage)).collect();
        assert_eq!(
            said,
            [
                (ClockKind::Access, KeptBy::Patchbay, ClockStage::Calm),
                (ClockKind::Absolute, KeptBy::Person, ClockStage::Early),
                (ClockKind::Idle, KeptBy::Use, ClockStage::Calm),
            ],
            "the file says 100 days and five years"
        );
    }

    #[test]
    fn a_token_that_nothing_renews_is_for_a_person_to_renew() {
        let mut known = provider("xero");
        for way in &mut known.sign_in {
            if let patchbay_providers::How::OAuth(oauth) = &mut way.how {
                oauth.refresh.rotation = Rotation::None;
                oauth.clocks.access = Life::Unknown;
            }
        }
        let row = Connection { access_ends_at: in_days(5), ..row("xero") };
        let clocks = running(&row, Some(&known), now());
        assert_eq!(clocks[0].kept_by, KeptBy::Person);
        assert_eq!(clocks[0].stage, ClockStage::Urgent, "25 days in all");
    }

    #[test]
    fn a_key_that_ends_is_for_a_person_to_replace() {
        let row = Connection {
            sign_in: Some("key".into()),
            absolute_ends_at: in_days(5),
            ..row("mistral")
        };
        let of_the_file = provider("mistral");
        let clocks = running(&row, Some(&of_the_file), now());
        assert_eq!((clocks[0].kept_by, clocks[0].needs_a_person()), (KeptBy::NewKey, true));
        assert!(lives_on_a_key(&row, Some(&of_the_file)));
    }

    #[test]
    fn without_the_providers_file_a_clock_is_as_long_as_the_connection_knows_it() {
        let row = Connection { absolute_ends_at: in_days(25), ..row("gone") };
        assert_eq!(running(&row, None, now())[0].stage, ClockStage::Soon, "45 days in all");
        let row = Connection { absolute_ends_at: in_days(24), ..row };
        assert_eq!(running(&row, None, now())[0].stage, ClockStage::Calm, "44 days in all");
    }

    #[test]
    fn what_has_no_clock_or_one_that_cannot_be_read_has_none() {
        assert_eq!(running(&row("xero"), Some(&provider("xero")), now()), []);
        let odd = Connection { idle_ends_at: Some("soon".into()), ..row("xero") };
        assert_eq!(running(&odd, Some(&provider("xero")), now()), []);
    }
}
