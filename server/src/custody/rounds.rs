//! Rounds over what is held, by whoever leads: what is due is renewed and checked, some at a time.
//! One that is slow or broken keeps no other from it. Nothing is given up in the middle: what was
//! begun when the server is told to end, or leads no more, is ended and saved.

use std::time::Duration;

use patchbay_firm_store::{Custody, Term};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::look_after::{Why, look_after};
use super::plan::{is_check_due, standing};
use crate::house::House;
use crate::problem::Problem;

/// How many are looked after at once.
const AT_ONCE: usize = 8;

/// How many by one round, so that a morning begins with no storm.
const A_ROUND: usize = 48;

/// How long an ending server goes on with what was begun.
const FAREWELL: Duration = Duration::from_secs(30);

/// Goes round now and then, while this server leads, until it is told to end.
pub(crate) async fn keep(house: House, mut leading: watch::Receiver<Option<Term>>) {
    if house.config.custody_key.is_none() {
        return;
    }
    // Made at the first start with an own key. What stands in the way is in the log.
    let _ = house.opened().await;
    loop {
        let term = leading.borrow_and_update().clone();
        if let Some(term) = term {
            let round = round(&house, term);
            tokio::pin!(round);
            let done = tokio::select! {
                done = &mut round => done,
                () = house.closing.cancelled() => {
                    // It begins nothing any more.
                    if timeout(FAREWELL, round).await.is_err() {
                        tracing::warn!("a renewal was cut off: it took too long");
                    }
                    return;
                }
            };
            if done.is_err() {
                tracing::warn!("what is held waits for the next round");
            }
        } else {
            house.figures.holds(0);
        }
        tokio::select! {
            () = house.closing.cancelled() => return,
            () = sleep(house.config.custody_every) => {}
            changed = leading.changed() => if changed.is_err() { return },
        }
    }
}

async fn round(house: &House, term: Term) -> Result<(), Problem> {
    let now = (house.config.now)();
    let all = house.store().await?.read().await?.all_held().await?;
    house.figures.holds(all.len());
    let is_due = |row: &Custody| {
        row.condition != "reconnect_needed" && (standing(row).is_due(now) || is_check_due(row, now))
    };
    let mut due: Vec<Custody> = all.into_iter().filter(is_due).collect();
    // What is renewed comes first: it dies otherwise.
    due.sort_by_key(|row| (!standing(row).is_due(now), row.next_check_at));
    let mut due = due.into_iter().take(A_ROUND);
    let (mut under_way, why) = (JoinSet::new(), Why::Due(term));
    loop {
        while under_way.len() < AT_ONCE
            && !house.closing.is_cancelled()
            && let Some(row) = due.next()
        {
            let (house, why) = (house.clone(), why.clone());
            under_way.spawn(async move {
                let id = row.connection;
                if look_after(&house, &id, &why).await.is_err() {
                    tracing::warn!(connection = id, "it was not looked after: see above");
                }
            });
        }
        if under_way.join_next().await.is_none() {
            return Ok(());
        }
    }
}
