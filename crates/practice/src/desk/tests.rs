//! The rules of renewal, by the clock that is passed in.

use jiff::{SignedDuration, Timestamp};
use patchbay_providers::SignIn;
use patchbay_providers::sign_in::OAuth;

use super::{Asked, Desk, Given};
use crate::company::COMPANIES;
use crate::sample::provider;

const BORN: Timestamp = Timestamp::UNIX_EPOCH;

fn oauth(id: &str) -> OAuth {
    provider(id).sign_in.iter().find_map(SignIn::oauth).unwrap().clone()
}

fn given(n: u32) -> Given {
    Given { access: format!("access-{n}"), refresh: Some(format!("refresh-{n}")) }
}

fn begun(oauth: &OAuth) -> Desk {
    let asked = Asked {
        sign_ins: vec![0],
        redirect: None,
        state: None,
        nonce: None,
        challenge: None,
        scopes: Vec::new(),
        environment: None,
        companies: vec![&COMPANIES[0]],
        event: String::new(),
    };
    let mut desk = Desk::default();
    desk.begin(0, asked, &given(0), oauth.clocks.access, BORN);
    desk
}

fn hours(hours: i64) -> Timestamp {
    BORN + SignedDuration::from_hours(hours)
}

fn renew(desk: &mut Desk, oauth: &OAuth, token: &str, n: u32, at: Timestamp) -> Option<Given> {
    desk.renew(token, oauth, given(n), at).ok().map(|renewed| renewed.given)
}

#[test]
fn where_each_token_works_once_a_second_use_ends_everything() {
    let oauth = oauth("zoom");
    let mut desk = begun(&oauth);
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 1, BORN), Some(given(1)));
    assert!(desk.access("access-1", BORN).is_some());
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 2, BORN), None);
    assert_eq!((desk.counts.double_spends, desk.counts.lost), (1, 1));
    assert!(desk.access("access-1", BORN).is_none());
    assert_eq!(renew(&mut desk, &oauth, "refresh-1", 3, BORN), None);
    assert_eq!(desk.counts.double_spends, 1, "a token that was never used is no double spend");
}

#[test]
fn in_the_grace_a_retry_gets_the_same_pair_and_after_it_nothing() {
    let oauth = oauth("quickbooks_online");
    let mut desk = begun(&oauth);
    let first = renew(&mut desk, &oauth, "refresh-0", 1, hours(1));
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 2, hours(24)), first);
    assert_eq!(desk.counts.refreshes, 1);
    assert_eq!((desk.counts.repeats, desk.counts.double_spends), (1, 0));
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 3, hours(25)), None);
    assert_eq!((desk.counts.repeats, desk.counts.double_spends, desk.counts.lost), (2, 1, 0));
    assert_eq!(renew(&mut desk, &oauth, "refresh-1", 4, hours(26)), Some(given(4)));
}

#[test]
fn a_token_that_stays_is_not_sent_again() {
    let oauth = oauth("hubspot");
    let mut desk = begun(&oauth);
    for n in 1..4 {
        let renewed = renew(&mut desk, &oauth, "refresh-0", n, BORN).unwrap();
        assert_eq!(renewed.refresh, None);
    }
}

#[test]
fn where_the_vendor_does_not_say_both_ways_are_played() {
    let oauth = oauth("webex");
    let mut desk = begun(&oauth);
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 1, BORN), Some(given(1)));
    let second = renew(&mut desk, &oauth, "refresh-1", 2, BORN).unwrap();
    assert_eq!(second.refresh, None);
    assert_eq!(renew(&mut desk, &oauth, "refresh-1", 3, BORN), Some(given(3)));
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 4, BORN), None);
    assert_eq!((desk.counts.double_spends, desk.counts.lost), (1, 0));
}

#[test]
fn a_permission_ends_unused_and_a_used_one_at_its_absolute_end() {
    let oauth = oauth("quickbooks_online");
    let mut desk = begun(&oauth);
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 1, hours(100 * 24)), None, "unused");
    assert_eq!(renew(&mut desk, &oauth, "refresh-0", 2, hours(100 * 24)), None, "it stays ended");
    assert_eq!((desk.counts.lost, desk.counts.repeats), (1, 0), "it is lost once");

    let mut desk = begun(&oauth);
    let mut token = "refresh-0".to_owned();
    let mut n = 0;
    let mut day = 0;
    while day < 5 * 365 {
        n += 1;
        token = renew(&mut desk, &oauth, &token, n, hours(day * 24)).unwrap().refresh.unwrap();
        day += 90;
    }
    assert_eq!(renew(&mut desk, &oauth, &token, n + 1, hours(5 * 365 * 24)), None, "at the end");
}

#[test]
fn an_access_token_works_as_long_as_the_file_says() {
    let desk = begun(&oauth("quickbooks_online"));
    let just_before = hours(1) - SignedDuration::from_secs(1);
    assert!(desk.access("access-0", just_before).is_some());
    assert!(desk.access("access-0", hours(1)).is_none());
}
