//! Waiting for news between the rounds, at a real server and at played ones.

use std::future::{Future, pending};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::SignedDuration;
use patchbay_contract::{MailboxKind, MailboxPause};
use patchbay_desktop::mailboxes::{MailWaits, Sleep};
use patchbay_mail::RENEW_AFTER;
use patchbay_practice::{Endpoint, Misbehaviour, Trick};

use crate::firm::{Firm, Post};

const YAHOO: &str = "yahoo_mail";

/// Times that somebody wanted to let go by. The short ones do at once, the long ones never.
#[derive(Clone, Default)]
struct Slept(Arc<Mutex<Vec<Duration>>>);

impl Slept {
    fn by_this_clock(&self) -> Sleep {
        let us = self.clone();
        Arc::new(move |time| {
            us.0.lock().unwrap().push(time);
            if time < Duration::from_secs(60) {
                Box::pin(std::future::ready(()))
            } else {
                Box::pin(pending())
            }
        })
    }
}

/// Comes to an end, or the test fails.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what).await.expect("nothing happened")
}

async fn practised(mailboxes: &[(&str, &str)]) -> Firm {
    let firm = Firm::practising().await;
    for (provider, way) in mailboxes {
        firm.saves(firm.practised(provider, way, MailboxKind::Firm)).await;
    }
    firm
}

fn waits(firm: &Firm, at_once: usize) -> Arc<MailWaits> {
    MailWaits::with(&firm.rounds, Slept::default().by_this_clock(), at_once)
}

#[tokio::test]
async fn a_real_servers_news_bring_the_round_forward_before_the_minute_is_over() {
    let mut post = Post::opens().await;
    post.dovecot.deliver("INBOX", 1);
    let firm = Firm::beside(&post).await;
    firm.saves(post.typed()).await;
    let slept = Slept::default();
    let waits = MailWaits::with(&firm.rounds, slept.by_this_clock(), 20);
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 0, "what was never read is read first");
    firm.looks().await;
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 1);
    assert_eq!(firm.looks().await, 0, "the minute is not over");
    post.dovecot.deliver("INBOX", 1);
    soon(waits.news()).await;
    assert_eq!(firm.looks().await, 1);
    post.dovecot.deliver("INBOX", 2);
    let mut came = 0;
    while came < 2 {
        soon(waits.news()).await;
        came += firm.looks().await;
    }
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 1, "the same connection goes on");
    soon(waits.end()).await;
    assert_eq!(waits.count(), 0);
    let slept = slept.0.lock().unwrap();
    assert!(slept.contains(&RENEW_AFTER) && RENEW_AFTER < Duration::from_secs(29 * 60));
    assert!(slept.iter().any(|time| *time < Duration::from_secs(60)), "no rest between news");
}

#[tokio::test]
async fn what_came_before_the_waiting_began_is_news_too() {
    let firm = practised(&[(YAHOO, "app_password")]).await;
    firm.looks().await;
    firm.waits(SignedDuration::from_secs(30));
    let waits = waits(&firm, 20);
    // The tenth minute of the practice begins, and with it the next letter comes.
    firm.waits(SignedDuration::from_mins(10));
    waits.look().await.unwrap();
    soon(waits.news()).await;
    assert_eq!(firm.looks().await, 1);
    firm.waits(SignedDuration::from_mins(10));
    soon(waits.news()).await;
    assert_eq!(firm.looks().await, 1);
    soon(waits.end()).await;
}

#[tokio::test]
async fn nobody_waits_for_one_that_is_paused_or_behind_a_shut_vault() {
    let firm = practised(&[(YAHOO, "app_password")]).await;
    firm.looks().await;
    let (waits, id) = (waits(&firm, 20), firm.mailbox().await.connection);
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 1);
    firm.rounds.pause(&MailboxPause { connection: id.clone(), paused: true }).await.unwrap();
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 0);
    soon(waits.all_closed()).await;
    firm.rounds.pause(&MailboxPause { connection: id, paused: false }).await.unwrap();
    firm.looks().await;
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 1);

    firm.installation.lock_vault().await.unwrap();
    assert_eq!(waits.count(), 0, "the connection ends with the vault that opened it");
    soon(waits.all_closed()).await;
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 0);
}

#[tokio::test]
async fn no_more_connections_wait_than_a_computer_bears() {
    let both = [(YAHOO, "app_password"), ("gmail", "app_password")];
    let firm = practised(&both).await;
    firm.looks().await;
    let one = waits(&firm, 1);
    one.look().await.unwrap();
    one.look().await.unwrap();
    assert_eq!(one.count(), 1);
    let more = waits(&firm, 20);
    more.look().await.unwrap();
    assert_eq!(more.count(), 2);
    soon(one.end()).await;
    soon(more.end()).await;
}

#[tokio::test]
async fn a_server_that_cannot_be_waited_at_is_left_alone_for_a_while() {
    let firm = practised(&[(YAHOO, "app_password")]).await;
    firm.looks().await;
    let waits = waits(&firm, 20);
    firm.practice.misbehave(YAHOO, Misbehaviour::once(Endpoint::Mail, Trick::TooMany(60)));
    waits.look().await.unwrap();
    soon(waits.all_closed()).await;
    assert_eq!(waits.count(), 0);
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 0, "it is left alone");
    assert_eq!(firm.mailbox().await.problem, None, "the rounds know nothing of it");
    firm.waits(SignedDuration::from_mins(20));
    firm.looks().await;
    waits.look().await.unwrap();
    assert_eq!(waits.count(), 1);
    soon(waits.end()).await;
}
