//! Who leads, and what is due.

use jiff::{SignedDuration, Timestamp};
use patchbay_firm_store::{Due, Session, Term};

use crate::stage::Stage;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn lead(stage: &Stage, holder: &str, lasts: SignedDuration) -> Option<Term> {
    let mut change = stage.store.write().await.unwrap();
    let term = change.lead(holder, lasts).await.unwrap();
    change.commit().await.unwrap();
    term
}

async fn change(stage: &Stage) -> Session {
    stage.store.write().await.unwrap()
}

pub(crate) async fn the_databases_clock_goes_as_its_machines_does(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = change(&stage).await;
    let (one, other) =
        (change.database_time().await.unwrap(), change.database_time().await.unwrap());
    assert!(one <= other, "it goes on within a change");
    let off = Timestamp::now().duration_since(other).abs();
    assert!(off < SignedDuration::from_mins(1), "{off}");
}

pub(crate) async fn of_many_that_would_lead_one_does_and_goes_on_to(stage: Stage) {
    let stage = stage.ready().await;
    let mut all = Vec::new();
    for n in 0..8 {
        let store = stage.store.clone();
        all.push(tokio::spawn(async move {
            let mut change = store.write().await.unwrap();
            let term = change.lead(&format!("server {n}"), HOUR).await.unwrap();
            change.commit().await.unwrap();
            term
        }));
    }
    let mut leading = Vec::new();
    for one in all {
        leading.extend(one.await.unwrap());
    }
    let [term] = &leading[..] else { panic!("{leading:?}") };
    assert_eq!(term.number, 1);
    assert_eq!(lead(&stage, &term.holder, HOUR).await.as_ref(), Some(term), "the same term");
    assert_eq!(lead(&stage, "another", HOUR).await, None);
    assert!(change(&stage).await.leads(term).await.unwrap());
}

pub(crate) async fn who_was_away_too_long_finds_that_another_one_leads(stage: Stage) {
    let stage = stage.ready().await;
    let before = lead(&stage, "one", SignedDuration::ZERO).await.unwrap();
    assert!(!change(&stage).await.leads(&before).await.unwrap(), "its time is over");
    let now = lead(&stage, "two", HOUR).await.unwrap();
    assert!(now.number > before.number);
    let mut late = change(&stage).await;
    assert!(!late.leads(&before).await.unwrap());
    late.resign(&before).await.unwrap();
    late.commit().await.unwrap();
    assert!(change(&stage).await.leads(&now).await.unwrap(), "another’s term is not ended");
    assert_eq!(lead(&stage, "one", HOUR).await, None);
    // The same holder, too late, does not go on in its former term.
    let mut ending = change(&stage).await;
    ending.resign(&now).await.unwrap();
    ending.commit().await.unwrap();
    let again = lead(&stage, "two", HOUR).await.unwrap();
    assert!(again.number > now.number);
    assert!(!change(&stage).await.leads(&now).await.unwrap());
}

pub(crate) async fn what_is_due_is_done_once_and_made_up_for_once(stage: Stage) {
    let stage = stage.ready().await;
    let term = lead(&stage, "one", HOUR).await.unwrap();
    let mut first = change(&stage).await;
    let Due::Now(due) = first.due("tidying").await.unwrap() else { panic!("it was never done") };
    let next = first.did("tidying", &term, due, HOUR).await.unwrap();
    assert!(next <= HOUR && next > HOUR - SignedDuration::from_mins(1), "{next}");
    assert!(matches!(first.due("tidying").await.unwrap(), Due::In(_)), "it is done");
    first.commit().await.unwrap();
    // Nobody was there for years: it is done once, and its times stay what they were.
    let long_ago = "update duties set due_at = '2020-01-01T00:20:00.000Z'";
    stage.behind_its_back(long_ago).await.unwrap();
    let mut late = change(&stage).await;
    let Due::Now(due) = late.due("tidying").await.unwrap() else { panic!("it is long due") };
    assert_eq!(due.to_string(), "2020-01-01T00:20:00Z");
    let next = late.did("tidying", &term, due, HOUR).await.unwrap();
    assert!(next > SignedDuration::ZERO && next <= HOUR, "{next}");
    let Due::In(wait) = late.due("tidying").await.unwrap() else { panic!("it is done") };
    let at = late.database_time().await.unwrap() + wait;
    let off = at.as_second().rem_euclid(3600) - 1200;
    assert!(off.abs() <= 1, "twenty minutes past an hour, off by {off}");
    // What is given up was not done.
    drop(late);
    assert!(matches!(change(&stage).await.due("tidying").await.unwrap(), Due::Now(_)));
}
