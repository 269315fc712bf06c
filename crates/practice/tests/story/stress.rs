//! Many at once: what is counted is exact, and of many that come with one token, one is
//! the first.

use patchbay_practice::{COMPANIES, Counts, Endpoint, Misbehaviour, Trick, client};
use tokio::task::JoinSet;

use crate::house::{House, provider};
use crate::walk::Walk;

/// How many come with the same token.
const CROWD: usize = 40;

async fn connected<'a>(house: &'a House, id: &str) -> Walk<'a> {
    let mut walk = Walk::of(house, provider(id));
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    walk
}

/// The answers of all: status and refresh token.
async fn crowd(walk: &Walk<'_>) -> Vec<(u16, Option<String>)> {
    let mut all = JoinSet::new();
    for _ in 0..CROWD {
        let request = walk.renewal();
        all.spawn(async move {
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let body: serde_json::Value = answer.json().await.unwrap();
            (status, body["refresh_token"].as_str().map(str::to_owned))
        });
    }
    all.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_come_with_a_token_that_works_once_one_is_served() {
    let house = House::open().await;
    let walk = connected(&house, "zoom").await;
    let answers = crowd(&walk).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1);
    let counts = house.practice.counts("zoom");
    let others = CROWD as u32 - 1;
    assert_eq!((counts.refreshes, counts.lost), (1, 1));
    assert_eq!((counts.repeats, counts.double_spends, counts.refused), (others, others, others));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_come_within_the_grace_all_get_the_same_pair() {
    let house = House::open().await;
    let walk = connected(&house, "quickbooks_online").await;
    let answers = crowd(&walk).await;
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 200));
    let counts = house.practice.counts("quickbooks_online");
    let others = CROWD as u32 - 1;
    assert_eq!((counts.refreshes, counts.repeats, counts.double_spends), (1, others, 0));
    assert_eq!(counts.lost, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_that_many_come_with_gives_one_permission_and_loses_it() {
    let house = House::open().await;
    let mut walk = Walk::of(&house, provider("zoom"));
    walk.allow(&COMPANIES[0]).await;
    let mut all = JoinSet::new();
    for _ in 0..CROWD {
        let request = walk.exchange();
        all.spawn(async move { request.send().await.unwrap().status().is_success() });
    }
    assert_eq!(all.join_all().await.into_iter().filter(|given| *given).count(), 1);
    let counts = house.practice.counts("zoom");
    assert_eq!((counts.exchanges, counts.lost), (1, 1));
}

/// Renews until it is told that it worked, and keeps what it is given at once.
async fn renews(mut walk: Walk<'_>, times: usize) -> u32 {
    let mut tries = 0;
    for _ in 0..times {
        loop {
            tries += 1;
            let answer = walk.renewal().send().await;
            if let Ok(answer) = answer
                && answer.status() == 200
            {
                let body: serde_json::Value = answer.json().await.unwrap();
                walk.know("refresh_token", body["refresh_token"].as_str().unwrap());
                break;
            }
        }
    }
    tries
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_connections_renew_under_faults_and_none_is_lost() {
    const CONNECTIONS: usize = 500;
    // The tasks may outlive this function, as far as the compiler knows.
    let house: &'static House = Box::leak(Box::new(House::open().await));
    let mut walks = Vec::new();
    for n in 0..CONNECTIONS {
        let mut walk = Walk::of(house, provider("zoom"));
        walk.allow(client(n).unwrap()).await;
        walk.takes(walk.exchange()).await;
        walks.push(walk);
    }
    for (every, trick) in [(5, Trick::TooMany(1)), (7, Trick::Status(503)), (11, Trick::Reset)] {
        house.practice.misbehave("zoom", Misbehaviour::every(every, Endpoint::Refresh, trick));
    }
    let mut all = JoinSet::new();
    for walk in walks {
        all.spawn(renews(walk, 2));
    }
    let tries: u32 = all.join_all().await.into_iter().sum();
    let done = 2 * CONNECTIONS as u32;
    assert!(tries > done + done / 5, "{tries}: are there faults?");
    let exact = Counts {
        authorizations: CONNECTIONS as u32,
        exchanges: CONNECTIONS as u32,
        refreshes: done,
        ..Counts::default()
    };
    assert_eq!(house.practice.counts("zoom"), exact);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_answer_that_is_lost_after_rotation_costs_a_connection_that_tries_again() {
    const CONNECTIONS: usize = 30;
    let house = House::open().await;
    let mut walks = Vec::new();
    for n in 0..CONNECTIONS {
        let mut walk = Walk::of(&house, provider("zoom"));
        walk.allow(client(n).unwrap()).await;
        walk.takes(walk.exchange()).await;
        walks.push(walk);
    }
    let lost = Misbehaviour::every(3, Endpoint::Refresh, Trick::LostAnswer);
    house.practice.misbehave("zoom", lost);
    let mut unanswered = Vec::new();
    for walk in &walks {
        if walk.renewal().send().await.is_err() {
            unanswered.push(walk);
        }
    }
    house.practice.behave("zoom");
    assert_eq!(unanswered.len(), CONNECTIONS / 3);
    let counts = house.practice.counts("zoom");
    assert_eq!((counts.refreshes as usize, counts.repeats), (CONNECTIONS, 0), "all were done");
    for walk in unanswered {
        assert_eq!(walk.renewal().send().await.unwrap().status(), 400);
    }
    let counts = house.practice.counts("zoom");
    let gone = (CONNECTIONS / 3) as u32;
    assert_eq!((counts.double_spends, counts.lost), (gone, gone));
}
