//! Hand-overs: each step once, in whichever order and however often it is asked for.

use patchbay_contract::custody::CustodyState;
use patchbay_firm_store::{
    Changed, Clocks, Custody, CustodyDoor, CustodyFound, Delivery, MoveError, Moving, Proving,
    RenewedCustody, SealedCustody, Session, Store, Taking, WrappedKey,
};

use crate::firm::connection;
use crate::stage::{Stage, minute};

fn sealed(key: u32, byte: u8) -> SealedCustody {
    SealedCustody { key, bytes: vec![byte; 40] }
}

/// A data key behind a door, with the pair that it seals.
pub(crate) async fn with_keys(change: &mut Session, id: u32) {
    if id == 1 {
        let door = CustodyDoor { number: 1, check_value: vec![7; 30] };
        change.add_custody_door(&door, minute(0)).await.unwrap();
    }
    change.add_custody_key(id, minute(0)).await.unwrap();
    let wrapped = WrappedKey { door: 1, key: id, wrapped: vec![8; 60] };
    change.add_wrapped_key(&wrapped).await.unwrap();
    if id == 1 {
        change.set_server_pair(&sealed(1, 9), minute(0)).await.unwrap();
    }
}

pub(crate) async fn lived_in(stage: Stage) -> Stage {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    for id in ["a", "b"] {
        assert!(change.add_connection(&connection(id, "xero")).await.unwrap());
    }
    with_keys(&mut change, 1).await;
    change.commit().await.unwrap();
    stage
}

/// Delivers it, if it is wanted.
async fn deliver(store: &Store, handover: &str, byte: u8) -> Delivery {
    let mut change = store.write().await.unwrap();
    let delivery = change.delivery("a", handover).await.unwrap();
    if let Delivery::Wanted { generation } = delivery {
        change.deliver("a", handover, generation, &sealed(1, byte), minute(5)).await.unwrap();
    }
    change.commit().await.unwrap();
    delivery
}

async fn prove(store: &Store, handover: &str, generation: u64, problem: Option<&str>) -> bool {
    let mut change = store.write().await.unwrap();
    let clocks = Clocks { access_ends_at: Some(minute(30)), ..Clocks::default() };
    let proving = Proving { handover, generation, problem, checks: "[]", clocks };
    let done = change.proved("a", &proving, minute(6)).await.unwrap();
    change.commit().await.unwrap();
    done
}

async fn take(store: &Store, handover: &str) -> Taking {
    let mut change = store.write().await.unwrap();
    let taking = change.take_custody("a", handover, minute(7)).await.unwrap();
    change.commit().await.unwrap();
    taking
}

pub(crate) async fn withdraw(store: &Store, handover: &str) -> bool {
    let mut change = store.write().await.unwrap();
    let held = change.withdraw_custody("a", handover, minute(8)).await.unwrap();
    change.commit().await.unwrap();
    held
}

async fn row(store: &Store) -> Custody {
    store.read().await.unwrap().custody("a").await.unwrap().unwrap()
}

async fn custodian(store: &Store) -> String {
    store.read().await.unwrap().connection("a").await.unwrap().unwrap().custodian
}

fn found<'a>(condition: &'a str, status: &'a str) -> CustodyFound<'a> {
    CustodyFound {
        condition,
        about: None,
        problem: None,
        checks: None,
        retry_at: None,
        put_off: 0,
        worked_at: None,
        next_check_at: None,
        status,
    }
}

/// Hands `a` over under this number.
pub(crate) async fn held(store: &Store, handover: &str) {
    let Delivery::Wanted { generation } = deliver(store, handover, 1).await else { panic!() };
    assert!(prove(store, handover, generation, None).await);
    assert_eq!(take(store, handover).await, Taking::Taken);
}

pub(crate) async fn a_hand_over_goes_step_by_step_and_every_computer_is_told(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    assert_eq!(take(store, "1").await, Taking::Nothing);
    assert_eq!(deliver(store, "1", 1).await, Delivery::Wanted { generation: 1 });
    assert_eq!(row(store).await.state, CustodyState::Delivered);
    assert_eq!(take(store, "1").await, Taking::NotProven);
    assert!(prove(store, "1", 1, Some("{}")).await);
    assert_eq!(take(store, "1").await, Taking::NotProven, "it does not work from here");
    // Once more, with what works: what the former proof finds late is not about it.
    assert_eq!(deliver(store, "1", 2).await, Delivery::Wanted { generation: 2 });
    assert!(!prove(store, "1", 1, None).await);
    assert!(prove(store, "1", 2, None).await);
    assert_eq!(take(store, "2").await, Taking::Other);
    assert_eq!(custodian(store).await, "this_computer");
    let before = store.read().await.unwrap().changes(0).await.unwrap().last().unwrap().seq;
    assert_eq!(take(store, "1").await, Taking::Taken);
    assert_eq!(take(store, "1").await, Taking::HeldAlready);
    let told = store.read().await.unwrap().changes(before).await.unwrap();
    let [told] = &told[..] else { panic!("{told:?}") };
    let Changed::Connection(told, None) = &told.what else { panic!("{told:?}") };
    assert_eq!((&*told.custodian, told.version), ("firm_server", 2));
    let row = row(store).await;
    assert_eq!((row.sealed, row.generation), (Some(sealed(1, 2)), 2));
    assert_eq!(row.access_ends_at, Some(minute(30)));
}

pub(crate) async fn what_is_held_is_replaced_by_nothing_that_comes_late(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    held(store, "1").await;
    assert_eq!(deliver(store, "1", 9).await, Delivery::HeldAlready);
    assert_eq!(deliver(store, "2", 9).await, Delivery::Other);
    assert!(!prove(store, "1", 1, Some("{}")).await);
    assert_eq!(row(store).await.sealed, Some(sealed(1, 1)));
    assert_eq!(row(store).await.state, CustodyState::Held);
}

pub(crate) async fn a_number_that_was_called_back_is_never_taken_again(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    // Called back before it came.
    assert!(!withdraw(store, "0").await);
    assert_eq!(deliver(store, "0", 1).await, Delivery::Withdrawn);
    assert_eq!(take(store, "0").await, Taking::Withdrawn);
    // Before it was proven: a proof that ends late changes nothing.
    assert_eq!(deliver(store, "1", 1).await, Delivery::Wanted { generation: 1 });
    assert!(!withdraw(store, "1").await);
    assert!(!prove(store, "1", 1, None).await);
    assert_eq!(deliver(store, "1", 1).await, Delivery::Withdrawn);
    assert_eq!(take(store, "1").await, Taking::Withdrawn);
    let gone = row(store).await;
    assert_eq!((gone.state, gone.sealed), (CustodyState::Withdrawn, None));
    // And the one that a newer one took over from, too.
    assert_eq!(deliver(store, "2", 2).await, Delivery::Wanted { generation: 2 });
    assert_eq!(deliver(store, "3", 3).await, Delivery::Wanted { generation: 3 });
    assert_eq!(deliver(store, "2", 2).await, Delivery::Withdrawn);
    assert_eq!(row(store).await.handover, "3");
    assert!(prove(store, "3", 3, None).await);
    assert_eq!(take(store, "3").await, Taking::Taken);
    // Back from the server: once, and every computer is told who has it.
    assert!(!withdraw(store, "1").await, "a former number takes nothing away");
    assert_eq!(custodian(store).await, "firm_server");
    assert!(withdraw(store, "3").await);
    assert!(!withdraw(store, "3").await);
    assert_eq!(custodian(store).await, "this_computer");
    assert_eq!(take(store, "3").await, Taking::Withdrawn);
}

pub(crate) async fn of_many_that_take_and_withdraw_at_once_one_order_holds(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = stage.store.clone();
    assert_eq!(deliver(&store, "1", 1).await, Delivery::Wanted { generation: 1 });
    assert!(prove(&store, "1", 1, None).await);
    let mut all = Vec::new();
    for n in 0..8 {
        let store = store.clone();
        all.push(tokio::spawn(async move {
            if n % 2 == 0 {
                take(&store, "1").await == Taking::Taken
            } else {
                withdraw(&store, "1").await
            }
        }));
    }
    let mut done = 0;
    for one in all {
        done += usize::from(one.await.unwrap());
    }
    // Taken and withdrawn, or withdrawn before it was taken.
    assert!(done == 2 || done == 0, "{done}");
    assert_eq!(row(&store).await.state, CustodyState::Withdrawn);
    assert_eq!(custodian(&store).await, "this_computer");
}

pub(crate) async fn one_renews_and_what_came_late_is_not_saved(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    assert_eq!(deliver(store, "1", 1).await, Delivery::Wanted { generation: 1 });
    assert!(prove(store, "1", 1, None).await);
    let begin = async |row: &Custody, term| {
        let mut change = store.write().await.unwrap();
        let since = change.begin_custody_renewal(row, term).await.unwrap();
        change.commit().await.unwrap();
        since
    };
    assert_eq!(begin(&row(store).await, 1).await, None, "the computer still renews it");
    assert_eq!(take(store, "1").await, Taking::Taken);
    let before = row(store).await;
    let since = begin(&before, 1).await.expect("nobody renews it");
    assert_eq!(begin(&before, 2).await, None, "somebody does");
    let end = async |row: &Custody, byte| {
        let mut change = store.write().await.unwrap();
        let clocks = Clocks { access_ends_at: Some(minute(60)), ..Clocks::default() };
        let renewed = RenewedCustody { sealed: sealed(1, byte), clocks };
        let found = CustodyFound { worked_at: Some(minute(9)), ..found("works", "connected") };
        let saved = change.end_custody_renewal(row, &renewed, &found, minute(9)).await.unwrap();
        change.commit().await.unwrap();
        saved
    };
    // Nobody moves away meanwhile: what comes of it would be saved nowhere.
    let elsewhere = stage.another().await;
    let moving = Moving::begin(&stage.place, &elsewhere.place, minute(9)).await;
    assert!(matches!(moving.err(), Some(MoveError::Renewing)));
    // Whoever began is gone for too long: another one does, and saves first.
    let long_ago = "update custody set renewing_since = '2020-01-01T00:00:00.000Z'";
    stage.behind_its_back(long_ago).await.unwrap();
    assert!(begin(&before, 2).await.is_some());
    assert!(end(&before, 2).await);
    assert!(!end(&before, 3).await, "of another generation by now");
    let mut change = store.write().await.unwrap();
    let late = found("reconnect_needed", "reconnect_needed");
    assert!(!change.give_up_custody_renewal(&before, since, &late, minute(9)).await.unwrap());
    assert!(!change.note_custody(&before, &late, minute(9)).await.unwrap());
    change.commit().await.unwrap();
    let after = row(store).await;
    assert_eq!((after.sealed, after.generation), (Some(sealed(1, 2)), 2));
    assert_eq!((&*after.condition, after.renewing_since), ("works", None));
    // One that was taken back meanwhile keeps nothing of it.
    let now = row(store).await;
    assert!(begin(&now, 2).await.is_some());
    assert!(withdraw(store, "1").await);
    assert!(!end(&now, 4).await);
    assert_eq!(row(store).await.sealed, None);
}

pub(crate) async fn what_is_found_is_told_where_it_is_news(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    held(store, "1").await;
    let note = async |found: &CustodyFound<'_>, at| {
        let mut change = store.write().await.unwrap();
        let of = change.custody("a").await.unwrap().unwrap();
        assert!(change.note_custody(&of, found, minute(at)).await.unwrap());
        change.commit().await.unwrap();
        let told = store.read().await.unwrap().connection("a").await.unwrap().unwrap();
        (told.status, told.version, told.last_success)
    };
    let works = |at| CustodyFound { worked_at: Some(minute(at)), ..found("works", "connected") };
    let (_, first, _) = note(&works(10), 10).await;
    let (_, same, _) = note(&works(20), 20).await;
    assert_eq!(first, same, "that it works still is no news every ten minutes");
    let (status, version, last) = note(&works(120), 120).await;
    assert_eq!((&*status, version, last), ("connected", same + 1, Some(minute(120))));
    let over = CustodyFound {
        about: Some("it is over"),
        problem: Some("{}"),
        checks: Some("[1]"),
        ..found("reconnect_needed", "reconnect_needed")
    };
    let (status, version, last) = note(&over, 121).await;
    assert_eq!((&*status, version, last), ("reconnect_needed", same + 2, Some(minute(120))));
    let row = row(store).await;
    assert_eq!((row.about.as_deref(), &*row.checks), (Some("it is over"), "[1]"));
}

pub(crate) async fn what_is_sealed_anew_is_so_in_parts_and_no_key_goes_that_is_needed(
    stage: Stage,
) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    held(store, "1").await;
    let mut change = store.write().await.unwrap();
    change.deliver("b", "2", 1, &sealed(1, 5), minute(5)).await.unwrap();
    with_keys(&mut change, 2).await;
    change.commit().await.unwrap();
    let mut change = store.write().await.unwrap();
    let first = change.old_seals(2, "", 1).await.unwrap();
    let [old] = &first[..] else { panic!("{first:?}") };
    assert_eq!((&*old.connection, old.sealed.key), ("a", 1));
    change.seal_anew(old, &sealed(2, 1)).await.unwrap();
    assert_eq!(change.drop_unneeded_custody_keys().await.unwrap(), 0, "b and the pair need it");
    change.commit().await.unwrap();
    let mut change = store.write().await.unwrap();
    // What was renewed meanwhile is another value: an old one is not put over it.
    change.seal_anew(old, &sealed(1, 7)).await.unwrap();
    assert_eq!(change.custody("a").await.unwrap().unwrap().sealed, Some(sealed(2, 1)));
    let rest = change.old_seals(2, "a", 9).await.unwrap();
    assert_eq!(rest.len(), 1);
    change.seal_anew(&rest[0], &sealed(2, 5)).await.unwrap();
    change.set_server_pair(&sealed(2, 9), minute(9)).await.unwrap();
    assert_eq!(change.drop_unneeded_custody_keys().await.unwrap(), 1);
    assert_eq!(change.custody_key_ids().await.unwrap(), [2]);
    assert_eq!(change.drop_unneeded_custody_keys().await.unwrap(), 0, "the newest one stays");
    let keys = change.custody_keys().await.unwrap();
    assert_eq!((keys.wrapped.len(), keys.pair), (1, Some(sealed(2, 9))));
}
