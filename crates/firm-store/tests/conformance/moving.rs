//! Moves: the same server in another database, and never two of it.

use std::path::Path;

use patchbay_firm_store::{
    Answer, Claim, DirectoryAccount, MoveError, Moving, Place, Setting, Store, StoreError,
};

use crate::backup::{fill, rows};
use crate::stage::{Stage, minute};

fn answer() -> Answer {
    Answer { status: 201, body: "{\"id\":\"1\"}".into() }
}

/// Something in every table, with a request that may come again and a sign-in on its way.
async fn lived_in(stage: Stage) -> Stage {
    let stage = stage.ready().await;
    fill(&stage.store).await;
    let mut change = stage.store.write().await.unwrap();
    assert_eq!(change.claim("member:ana", "k", &[1; 32], minute(2)).await.unwrap(), Claim::New);
    change.keep_answer("member:ana", "k", &answer()).await.unwrap();
    change.begin_sign_in(&[9; 32], minute(40), minute(2)).await.unwrap();
    change.commit().await.unwrap();
    stage
}

async fn set(store: &Store, name: &str) -> Result<(), StoreError> {
    let (name, value) = (name.to_owned(), "1".to_owned());
    let setting =
        Setting { name, value, changed_by: "x".into(), changed_at: minute(3), version: 0 };
    let mut change = store.write().await?;
    assert!(change.set(&setting).await?);
    change.commit().await
}

/// What one says who asks a store that nobody lives in.
async fn refusal(store: &Store) -> String {
    assert!(store.write().await.is_err() && store.note().await.is_err());
    assert!(store.ready().await.is_err());
    store.read().await.err().expect("nobody lives there").to_string()
}

async fn moved(from: &Place, to: &Place) -> Result<Vec<(String, u64)>, MoveError> {
    let moving = Moving::begin(from, to, minute(20)).await?;
    let tables = moving.leave().await?.arrive(minute(20)).await?;
    Ok(tables.into_iter().map(|table| (table.name.to_owned(), table.rows)).collect())
}

async fn goes_over(from: Stage, to: Stage) {
    let from = lived_in(from).await;
    let identity = from.store.read().await.unwrap().identity().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let before = rows(&from.store, &at("before")).await;
    let tables = moved(&from.place, &to.place).await.unwrap();
    let count = |name: &str| tables.iter().find(|table| table.0 == name).unwrap().1;
    assert_eq!((count("connections"), count("members"), count("answers")), (1100, 1, 1));
    let all: u64 = tables.iter().map(|table| table.1).sum();
    assert_eq!(all, before.len() as u64 + 2, "every row, and the two that a backup leaves out");

    let after = rows(&to.store, &at("after")).await;
    assert_eq!(after[..before.len()], before[..]);
    assert_eq!(after.len(), before.len() + 1);
    let entry = &after[before.len()];
    assert!(entry.contains("database.moved") && !entry.contains("password"), "{entry}");
    let mut view = to.store.read().await.unwrap();
    assert_eq!(view.identity().await.unwrap(), identity, "the same server in the same life");
    assert_eq!(view.check_trail().await.unwrap().unwrap().entries, 2);
    drop(view);
    let mut change = to.store.write().await.unwrap();
    let again = change.claim("member:ana", "k", &[1; 32], minute(30)).await.unwrap();
    assert_eq!(again, Claim::Before(answer()), "what was done is not done again");
    let account = DirectoryAccount { tenant: "here".into(), object: "1".into() };
    assert!(change.member_of_account(&account).await.unwrap().is_some());
    assert!(change.take_sign_in(&[9; 32], minute(30)).await.unwrap(), "it may still be taken");
    drop(change);

    let said = refusal(&from.store).await;
    assert!(said.contains(&to.place.to_string()), "{said}");
    let left = rows(&from.store, &at("left")).await;
    assert_eq!(left, before, "the source has what it had");
}

pub(crate) async fn a_server_moves_to_the_same_kind_and_loses_nothing(stage: Stage) {
    let other = stage.another().await;
    goes_over(stage, other).await;
}

pub(crate) async fn a_server_moves_to_the_other_kind_and_loses_nothing(stage: Stage) {
    let other = stage.of_the_other_kind().await;
    goes_over(stage, other).await;
}

pub(crate) async fn a_move_that_is_cut_off_anywhere_never_leaves_two_that_live(stage: Stage) {
    let (from, to) = (lived_in(stage).await, Stage::sqlite().await);
    let begin = async || Moving::begin(&from.place, &to.place, minute(20)).await;
    // Behind the first step: the source lives on, the target does not live yet.
    drop(begin().await.unwrap());
    let said = refusal(&to.store).await;
    assert!(said.contains(&from.place.to_string()) && said.contains("again"), "{said}");
    from.store.ready().await.unwrap();
    // Behind the second: neither of them.
    drop(begin().await.unwrap().leave().await.unwrap());
    assert!(refusal(&from.store).await.contains(&to.place.to_string()));
    assert!(refusal(&to.store).await.contains("again"));
    let tables = moved(&from.place, &to.place).await.unwrap();
    assert_eq!(tables.iter().find(|table| table.0 == "connections").unwrap().1, 1100);
    to.store.ready().await.unwrap();
    assert_eq!(to.store.read().await.unwrap().check_trail().await.unwrap().unwrap().entries, 2);
    // And no third time.
    let again = begin().await.err().unwrap().to_string();
    assert!(again.contains(&to.place.to_string()), "{again}");
    let back = moved(&to.place, &from.place).await;
    assert!(
        matches!(back, Err(MoveError::NotEmpty(_))),
        "what it left is no empty place: {back:?}"
    );

    // One that went on living after it was cut off is not taken for what was carried over.
    let (from, to) = (to, Stage::sqlite().await);
    drop(Moving::begin(&from.place, &to.place, minute(21)).await.unwrap());
    set(&from.store, "later").await.unwrap();
    let outlived = moved(&from.place, &to.place).await;
    assert!(matches!(outlived, Err(MoveError::Outlived(_))), "{outlived:?}");
    from.store.ready().await.unwrap();
}

pub(crate) async fn who_would_change_what_is_just_moved_is_told_where_it_went(stage: Stage) {
    let (from, to) = (lived_in(stage).await, Stage::sqlite().await);
    let moving = Moving::begin(&from.place, &to.place, minute(20)).await.unwrap();
    let store = from.store.clone();
    let changing = tokio::spawn(async move { set(&store, "meanwhile").await });
    let left = moving.leave().await.unwrap();
    let said = changing.await.unwrap();
    assert!(matches!(said, Err(StoreError::Moved(_))), "{said:?}");
    left.arrive(minute(20)).await.unwrap();
    assert_eq!(to.store.read().await.unwrap().setting("meanwhile").await.unwrap(), None);
}

pub(crate) async fn a_move_to_where_something_is_changes_nothing(stage: Stage) {
    let other = stage.another().await.ready().await;
    let from = lived_in(stage).await;
    set(&other.store, "theirs").await.unwrap();
    let full = moved(&from.place, &other.place).await;
    assert!(matches!(full, Err(MoveError::NotEmpty(_))), "{full:?}");
    assert!(other.store.read().await.unwrap().setting("theirs").await.unwrap().is_some());
    let same = moved(&from.place, &from.place).await;
    assert!(matches!(same, Err(MoveError::SameServer)), "{same:?}");
    from.store.ready().await.unwrap();
    other.store.ready().await.unwrap();
    let nothing: Place =
        format!("sqlite:{}", Path::new("/no/such/firm.db").display()).parse().unwrap();
    let nothing = moved(&nothing, &other.place).await;
    assert!(matches!(nothing, Err(MoveError::NothingThere(_))), "{nothing:?}");
}
