//! Five hundred connections, the weather at their providers, and what must be true of them.

use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{HomeWay, NewAttempt};
use patchbay_desktop::connect::Arrived;
use patchbay_practice::{Decision, Endpoint, Misbehaviour, Trick, client};
use reqwest::Client;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::orders::{Order, Report};
use crate::bench_firm::{Answer, Firm, address, browser, decide_in, wish};

/// A refresh token dies by its use.
pub(super) const WORKS_ONCE: [&str; 2] = ["freshbooks", "box"];
/// The one before works a while longer: the vendor's help for a lost answer.
const WITH_GRACE: [&str; 2] = ["xero", "quickbooks_online"];
/// There is one for ever.
const STAYS: [&str; 1] = ["hubspot"];

/// Connections of each.
pub(super) const EACH: usize = 100;
pub(super) const ALL: u32 = 500;

/// How many connections of one provider a program renews at a time.
pub(super) const AT_ONCE: u32 = 4;

pub(super) fn providers() -> Vec<&'static str> {
    [&WORKS_ONCE[..], &WITH_GRACE, &STAYS].concat()
}

/// A firm with so many connections of each of these, whose program is closed.
pub(super) async fn closed_firm(providers: &[&'static str], each: usize) -> Firm {
    let firm = Arc::new(Firm::beside(providers).await);
    let (mut all, few) = (JoinSet::new(), Arc::new(Semaphore::new(12)));
    let browser = browser();
    for n in 0..each {
        for &provider in providers {
            let (firm, few, browser) = (Arc::clone(&firm), Arc::clone(&few), browser.clone());
            all.spawn(async move {
                let _turn = few.acquire().await;
                connect(&firm, &browser, provider, n).await;
            });
        }
    }
    all.join_all().await;
    firm.close().await;
    Arc::into_inner(firm).unwrap()
}

async fn connect(firm: &Firm, browser: &Client, provider: &str, n: usize) {
    let attempt = firm.begin(NewAttempt { way: Some(HomeWay::Relay), ..wish(provider) }).await;
    let allow = Decision::Allow(client(n).unwrap());
    let Answer::Address(home) = decide_in(browser, &address(&attempt), allow).await else {
        panic!("the browser is sent home")
    };
    let query = home.split_once('?').unwrap().1;
    let arrived = firm.sign_ins.arrive(provider, query, HomeWay::Relay).await;
    assert_eq!(arrived, Arrived::Taken(attempt.id.clone()));
    firm.connected(&attempt.id).await;
}

/// What goes wrong with vendors every day. An answer is lost only where the vendor bears
/// that: elsewhere the permission ends with it, and nobody here could change that.
pub(super) fn bad_weather(firm: &Firm) {
    let every = |provider, every, trick| {
        firm.practice.misbehave(provider, Misbehaviour::every(every, Endpoint::Refresh, trick));
    };
    for provider in providers() {
        every(provider, 3, Trick::Wait(Duration::from_millis(5)));
        every(provider, 5, Trick::TooMany(1));
        every(provider, 7, Trick::Status(503));
        every(provider, 11, Trick::Reset);
        every(provider, 13, Trick::Html);
        if !WORKS_ONCE.contains(&provider) {
            every(provider, 6, Trick::LostAnswer);
        }
    }
}

pub(super) fn good_weather(firm: &Firm) {
    providers().into_iter().for_each(|provider| firm.practice.behave(provider));
}

pub(super) fn renew_all_of(providers: &[&str]) -> Order {
    let providers = providers.iter().map(|&provider| provider.to_owned()).collect();
    Order::Renew { providers, at_once: AT_ONCE }
}

/// What was renewed at the providers whose every answer arrives is what they gave.
pub(super) fn all_that_was_given_was_kept(firm: &Firm, reports: &[&Report]) {
    for provider in WORKS_ONCE {
        let kept: u32 = reports.iter().filter_map(|report| report.renewed.get(provider)).sum();
        assert_eq!(firm.practice.counts(provider).refreshes, kept, "{provider}");
    }
}

/// How often each provider was shown a token that it had replaced.
pub(super) fn repeats(firm: &Firm) -> Vec<u32> {
    providers().into_iter().map(|one| firm.practice.counts(one).repeats).collect()
}

pub(super) fn nothing_was_lost(firm: &Firm) {
    for provider in providers() {
        let counts = firm.practice.counts(provider);
        assert_eq!((counts.double_spends, counts.lost), (0, 0), "{provider}: {counts:?}");
    }
}
