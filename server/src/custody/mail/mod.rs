//! The minute's round over every mailbox that this server holds, by whoever leads: whose time has
//! come is read, some at a time, from where the last round ended. One that fails keeps no other
//! from being read. What is read with, and what comes of it, is in `reading`, one round over a
//! folder in `round`.

mod reading;
mod round;

use std::time::Duration;

use patchbay_firm_store::Term;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::api::provider;
use crate::house::House;
use crate::problem::Problem;
use reading::read;

use super::under_way::UnderWay;

/// How many are read at once.
const AT_ONCE: usize = 8;

/// How often it is looked whose time has come, at the most.
const LOOK: Duration = Duration::from_secs(10);

/// How long an ending server goes on with what was begun.
const FAREWELL: Duration = Duration::from_secs(10);

/// Goes round now and then, while this server leads, until it is told to end.
pub(crate) async fn keep(house: House, mut leading: watch::Receiver<Option<Term>>) {
    if house.config.own_key.is_none() {
        return;
    }
    let mut under_way = UnderWay::of(AT_ONCE);
    while !house.closing.is_cancelled() {
        let term = leading.borrow_and_update().clone();
        if let Some(term) = term
            && begin(&mut under_way, &house, &term).await.is_err()
        {
            tracing::warn!("the mailboxes that are held wait for the next round");
        }
        tokio::select! {
            () = house.closing.cancelled() => {}
            () = sleep(house.config.custody_every.min(LOOK)) => {}
            changed = leading.changed() => if changed.is_err() { break },
        }
    }
    // What is kept is kept step by step: whatever is cut off is read again.
    let _ = timeout(FAREWELL, under_way.end()).await;
}

/// Begins to read every mailbox whose time has come and that is not being read.
async fn begin(under_way: &mut UnderWay, house: &House, term: &Term) -> Result<(), Problem> {
    under_way.tidy();
    if !house.keys.are_at_hand() {
        return Ok(());
    }
    let now = (house.config.now)();
    let due = house.store().await?.read().await?.mail_due(now).await?;
    let may_be_read = |id: &str| {
        provider(id).is_ok_and(|provider| provider.sign_in.iter().any(|way| way.reads_mail()))
    };
    for (connection, _) in due.into_iter().filter(|(_, provider)| may_be_read(provider)) {
        if under_way.has(&connection) {
            continue;
        }
        let (us, term, id) = (house.clone(), term.clone(), connection.clone());
        under_way.begin(house, connection, async move {
            if read(&us, &id, &term).await.is_err() {
                tracing::warn!(connection = id, "a mailbox was not read: see above");
            }
        });
    }
    Ok(())
}
