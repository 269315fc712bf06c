//! Opening, and bringing up to date.

use patchbay_firm_store::{Schema, Store, StoreError};

use crate::stage::{Stage, minute};

pub(crate) async fn a_new_database_is_named_once_and_stays_the_same(stage: Stage) {
    let stage = stage.ready().await;
    let first = stage.store.read().await.unwrap().identity().await.unwrap();
    assert_eq!(first.made_at, minute(0));
    let again = Store::open(&stage.place).await.unwrap();
    again.migrate(minute(5)).await.unwrap();
    assert_eq!(again.read().await.unwrap().identity().await.unwrap(), first);
    let mut change = again.write().await.unwrap();
    change.begin_epoch(minute(6)).await.unwrap();
    change.commit().await.unwrap();
    let later = stage.store.read().await.unwrap().identity().await.unwrap();
    assert!(later.id == first.id && later.epoch != first.epoch);
}

pub(crate) async fn a_database_of_a_newer_program_is_left_alone(stage: Stage) {
    let stage = stage.ready().await;
    let newest = "update _sqlx_migrations set version = 29991231000000
                  where version = (select max(version) from _sqlx_migrations)";
    stage.behind_its_back(newest).await.unwrap();
    match Store::open(&stage.place).await {
        Err(StoreError::Newer { found: 29_991_231_000_000, known }) => {
            assert!(known < 29_991_231_000_000)
        }
        other => panic!("{:?}", other.err()),
    }
}

pub(crate) async fn a_database_without_tables_is_not_ready(stage: Stage) {
    assert!(matches!(stage.store.ready().await, Err(StoreError::NotMigrated)));
    let Schema { applied, known } = stage.store.schema().await.unwrap();
    assert_eq!(applied, None);
    let stage = stage.ready().await;
    stage.store.ready().await.unwrap();
    assert_eq!(stage.store.schema().await.unwrap(), Schema { applied: Some(known), known });
}

pub(crate) async fn many_that_migrate_at_once_make_one_server(stage: Stage) {
    let mut all = Vec::new();
    for n in 0..4 {
        let store = Store::open(&stage.place).await.unwrap();
        all.push(tokio::spawn(async move {
            store.migrate(minute(n)).await.unwrap();
            store.read().await.unwrap().identity().await.unwrap()
        }));
    }
    let mut seen = Vec::new();
    for one in all {
        seen.push(one.await.unwrap());
    }
    assert!(seen.iter().all(|identity| *identity == seen[0]), "{seen:?}");
}
