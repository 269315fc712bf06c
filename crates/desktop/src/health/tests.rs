//! What follows from tests, renewals, rounds and clocks, where no provider is asked.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    Connection, ErrorCode, HealthPart as Of, HealthState as Is, PartHealth, PastProbe, PastTrouble,
    ProbeAsker, ProbeStep, Problem, Status,
};
use patchbay_providers::Provider;
use patchbay_store as store;

use super::parts::{Known, Round, parts};
use crate::hub::shown;

/// A connection of this provider that signed in by this way, so many hours after the beginning.
struct Case {
    provider: Provider,
    connection: Connection,
    /// The newest first.
    tests: Vec<PastProbe>,
    round: Option<Round>,
    hour: i64,
}

fn hour(n: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(n)
}

impl Case {
    fn of(provider: &str, sign_in: &str) -> Self {
        let all = patchbay_providers::catalogue();
        let provider = all.into_iter().find(|one| one.id == provider).unwrap();
        let row = store::Connection {
            sign_in: Some(sign_in.into()),
            ..store::Connection::made("one", &provider.id, &hour(0).to_string())
        };
        let connection = Connection { last_success: None, ..shown(row, hour(0)) };
        Self { provider, connection, tests: Vec::new(), round: None, hour: 0 }
    }

    /// Every check that a test makes without anybody's eyes on it held, but those from there on.
    fn tested(&mut self, at: i64, trouble: Option<(usize, PastTrouble)>, in_sight: bool) {
        let way = self.connection.sign_in.clone().unwrap();
        let way = self.provider.sign_in.iter().find(|one| one.id == way).unwrap();
        let made = way.probe.iter().filter(|probe| in_sight || !probe.visible);
        let to = trouble.as_ref().map_or(usize::MAX, |(failed, _)| *failed);
        let steps = made.enumerate().take(to.saturating_add(1)).map(|(n, probe)| ProbeStep {
            name: probe.name.clone(),
            holds: Some(n < to),
            took_ms: 1,
        });
        let test = PastProbe {
            at: hour(at),
            asked_by: ProbeAsker::Schedule,
            trouble: trouble.map(|(_, trouble)| trouble),
            took_ms: 1,
            steps: steps.collect(),
        };
        self.tests.insert(0, test);
        self.hour = at;
    }

    fn parts(&self) -> Vec<PartHealth> {
        parts(&Known {
            provider: Some(&self.provider),
            connection: &self.connection,
            odd_books: false,
            tests: &self.tests,
            round: self.round.as_ref().map(|round| Round {
                trouble: round.trouble.clone(),
                last: round.last,
                waits: round.waits,
                paused: round.paused,
            }),
            now: hour(self.hour),
        })
    }

    fn one(&self, part: Of) -> PartHealth {
        self.parts().into_iter().find(|one| one.part == part).unwrap()
    }

    fn is(&self, part: Of) -> (Is, Option<Timestamp>) {
        let PartHealth { state, proven_at, .. } = self.one(part);
        (state, proven_at)
    }
}

fn trouble(code: ErrorCode, passes: bool) -> PastTrouble {
    PastTrouble { code, what: "It says no.".into(), passes }
}

#[test]
fn what_only_eyes_can_see_stays_proven_until_something_is_found_against_it() {
    let mut slack = Case::of("slack", "webhook");
    assert_eq!(slack.is(Of::Writes), (Is::Unproven, None));
    slack.tested(1, None, true);
    assert_eq!(slack.is(Of::Writes), (Is::Well, Some(hour(1))));
    assert_eq!(slack.is(Of::Credential), (Is::Well, Some(hour(1))), "who wrote was let in");
    for later in [20, 40, 400] {
        slack.tested(later, None, false);
        assert_eq!(slack.is(Of::Writes), (Is::Well, Some(hour(1))));
    }
    slack.tested(401, Some((0, trouble(ErrorCode::ProviderDown, true))), true);
    assert_eq!(slack.is(Of::Writes), (Is::Waiting, Some(hour(1))), "an outage");
    slack.tested(402, None, false);
    assert_eq!(slack.is(Of::Writes), (Is::Well, Some(hour(1))), "that is over");
}

#[test]
fn data_are_old_after_two_days_and_paused_when_somebody_paused_them() {
    let mut books = Case::of("xero", "oauth");
    books.tested(1, None, false);
    assert_eq!(books.is(Of::Data), (Is::Well, Some(hour(1))));
    books.hour = 1 + 48;
    assert_eq!(books.is(Of::Data).0, Is::Well);
    books.hour += 1;
    assert_eq!(books.is(Of::Data), (Is::Old, Some(hour(1))));
    assert_eq!(books.is(Of::Credential).0, Is::Well, "a credential is none the worse for it");
    books.connection.status = Status::Paused;
    assert_eq!(books.is(Of::Data), (Is::Paused, Some(hour(1))));
}

#[test]
fn a_renewal_proves_the_credential_and_one_that_failed_for_good_is_told() {
    let mut books = Case::of("xero", "oauth");
    books.tested(1, Some((0, trouble(ErrorCode::KeyRefused, false))), false);
    assert_eq!(books.is(Of::Credential), (Is::Trouble, None));
    books.connection.last_success = Some(hour(2));
    assert_eq!(books.is(Of::Credential), (Is::Well, Some(hour(2))));
    let why = "Somebody took the permission back.".to_owned();
    books.connection.status = Status::ReconnectNeeded { why: why.clone() };
    let found = books.one(Of::Credential);
    assert_eq!((found.state, found.proven_at), (Is::Trouble, Some(hour(2))));
    let told = found.trouble.unwrap();
    assert_eq!((told.code, told.what, told.passes), (ErrorCode::PermissionOver, why, false));
}

#[test]
fn a_delay_asks_nobody_for_anything() {
    let mut books = Case::of("xero", "oauth");
    books.tested(1, None, false);
    for status in [Status::Delayed { retry_at: hour(3) }, Status::Offline] {
        books.connection.status = status;
        assert!(books.parts().iter().all(|one| one.state != Is::Trouble && one.trouble.is_none()));
    }
    for code in [ErrorCode::ProviderDown, ErrorCode::ProviderBusy, ErrorCode::ProviderUnreachable] {
        books.tested(2, Some((0, trouble(code, true))), false);
        assert!(books.parts().iter().all(|one| one.state != Is::Trouble), "{code:?}");
        assert_eq!(books.is(Of::Credential), (Is::Waiting, Some(hour(1))));
    }
}

#[test]
fn what_keeps_a_mailbox_from_being_read_is_said_once_and_where_it_is() {
    let mut mailbox = Case::of("yahoo_mail", "app_password");
    mailbox.tested(1, None, false);
    let no = Problem::new(ErrorCode::MailPasswordRefused, "Yahoo says no.", "A.", "B.");
    let last = Some(hour(1));
    let round = Round { last, trouble: Some(no), waits: true, paused: false };
    mailbox.round = Some(round);
    mailbox.connection.status = Status::ReconnectNeeded { why: "Yahoo says no.".into() };
    assert_eq!(mailbox.is(Of::Credential), (Is::Trouble, last));
    assert_eq!(mailbox.one(Of::Credential).trouble.unwrap().code, ErrorCode::MailPasswordRefused);
    assert_eq!(mailbox.is(Of::Data), (Is::Unproven, last));
    mailbox.connection.status = Status::Connected;
    mailbox.round = Some(Round { last, trouble: None, waits: false, paused: true });
    assert_eq!(mailbox.is(Of::Data), (Is::Paused, last));
}

#[test]
fn a_test_that_failed_is_told_once_also_where_the_card_tells_it() {
    let mut mailbox = Case::of("yahoo_mail", "app_password");
    let checks = mailbox.provider.sign_in[0].probe.len();
    mailbox.tested(1, Some((checks - 1, trouble(ErrorCode::MailPasswordRefused, false))), false);
    mailbox.connection.status = Status::ReconnectNeeded { why: "It says no.".into() };
    assert_eq!(mailbox.is(Of::Writes).0, Is::Trouble, "its server for sending says no");
    assert_eq!(mailbox.is(Of::Credential).0, Is::Well, "the one for reading let it in");
    mailbox.tests.clear();
    mailbox.connection.status = Status::MorePermissionNeeded { feature: "Folders".into() };
    assert_eq!(mailbox.is(Of::Permission).0, Is::Trouble);
}
