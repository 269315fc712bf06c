//! Rounds over what is held, by whoever leads: what is due is renewed and checked, some at a time.
//! One that is slow or broken keeps no other from it. Nothing is given up in the middle: what was
//! begun when the server is told to end, or leads no more, is ended and saved.

use std::time::Duration;

use patchbay_firm_store::{Custody, Term};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::look_after::{Why, look_after};
use super::plan::{is_check_due, standing};
use super::under_way::UnderWay;
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
    if house.config.own_key.is_none() {
        return;
    }
    // Made at the first start with an own key. What stands in the way is in the log.
    let _ = house.opened().await;
    let mut under_way = UnderWay::of(AT_ONCE);
    while !house.closing.is_cancelled() {
        if house.keys.find().await {
            // It was away when the server began.
            let _ = house.opened().await;
        }
        let term = leading.borrow_and_update().clone();
        let begun = match term {
            Some(term) => begin(&mut under_way, &house, term).await,
            None => {
                house.figures.holds(0);
                Ok(())
            }
        };
        if begun.is_err() {
            tracing::warn!("what is held waits for the next round");
        }
        tokio::select! {
            () = house.closing.cancelled() => {}
            () = sleep(house.config.custody_every) => {}
            changed = leading.changed() => if changed.is_err() { break },
        }
    }
    if timeout(FAREWELL, under_way.end()).await.is_err() {
        tracing::warn!("a renewal was cut off: it took too long");
    }
}

/// Begins with what is due and not under way.
async fn begin(under_way: &mut UnderWay, house: &House, term: Term) -> Result<(), Problem> {
    under_way.tidy();
    let now = (house.config.now)();
    let all = house.store().await?.read().await?.all_held().await?;
    house.figures.holds(all.len());
    if !house.keys.are_at_hand() {
        return Ok(());
    }
    let is_due = |row: &Custody| {
        row.condition != "reconnect_needed"
            && !under_way.has(&row.connection)
            && (standing(row).is_due(now) || is_check_due(row, now))
    };
    let mut due: Vec<Custody> = all.into_iter().filter(is_due).collect();
    // What is renewed comes first: it dies otherwise.
    due.sort_by_key(|row| (!standing(row).is_due(now), row.next_check_at));
    let why = Why::Due(term);
    for row in due.into_iter().take(A_ROUND) {
        let (us, why, id) = (house.clone(), why.clone(), row.connection.clone());
        under_way.begin(house, row.connection, async move {
            if look_after(&us, &id, &why).await.is_err() {
                tracing::warn!(connection = id, "it was not looked after: see above");
            }
        });
    }
    Ok(())
}
