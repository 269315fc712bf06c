//! Values that do not open: found before a key is changed, named, and put aside.

use patchbay_store::vault::{Owned, Owner};
use patchbay_store::{NewAttempt, NewOAuthApp};

use super::*;

fn aside(_: &Owned) -> NewEntry {
    entry(AuditAction::CredentialSetAside)
}

async fn set_aside(run: &Run) {
    run.vault.set_broken_aside(&run.store, AT, aside).await.unwrap();
}

fn names(trouble: VaultTrouble) -> Vec<String> {
    match trouble {
        VaultTrouble::DoNotOpen(broken) => broken.into_iter().map(|owned| owned.row.id).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_new_data_key_comes_in_while_a_value_does_not_open_and_each_is_named() {
    let run = Run::with(&["a", "b", "c"]).await;
    run.spoil("b").await;
    run.spoil("c").await;
    assert_eq!(names(run.rekey().await.unwrap_err()), ["b", "c"]);
    let keys = run.store.data_keys().await.unwrap();
    assert_eq!(keys.iter().map(|key| key.id).collect::<Vec<_>>(), [1], "nothing was begun");
    let broken = run.vault.broken(&run.store).await.unwrap();
    let of_the_connection =
        |owned: &Owned| matches!(&owned.owner, Owner::Connection(c) if c.id == "connection");
    assert!(broken.iter().all(of_the_connection), "{broken:?}");
    assert!(run.again().await.holds("a").await);
}

#[tokio::test]
async fn what_was_put_aside_is_kept_as_it_was_and_the_keys_change_without_it() {
    let run = Run::with(&["a", "b"]).await;
    run.spoil("b").await;
    set_aside(&run).await;
    run.rekey().await.unwrap();
    let run = run.again().await;
    assert!(run.holds("a").await);
    assert!(run.vault.reveal(&run.store, "b").await.unwrap().is_none());
    let kept = run.store.kept_aside().await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].from_id.as_str(), kept[0].connection.as_deref()),
        ("b", Some("connection"))
    );
    let connection = run.store.connections().await.unwrap().remove(0);
    assert_eq!(connection.condition, "reconnect_needed");
    let entered = run.store.audit().verify(&nobodys_signatures()).await.unwrap();
    assert_eq!((entered.checked, entered.broken), (2, None), "filled, and put aside");
    run.store.remove_set_aside(kept[0].id, NOW).await.unwrap();
    assert_eq!(run.store.kept_aside().await.unwrap(), []);
}

#[tokio::test]
async fn an_app_that_does_not_open_is_kept_aside_and_a_sign_in_that_does_not_ends() {
    let run = Run::with(&["a"]).await;
    let no_seal = || Ok::<_, ()>(SealedBytes { key_id: 1, bytes: b"no seal".to_vec() });
    let app =
        NewOAuthApp { id: "app", provider: "xero", sign_in: "browser", environment: "sandbox" };
    run.store.save_oauth_app(&app, NOW, |_, _| no_seal()).await.unwrap().unwrap();
    let sign_in = NewAttempt {
        id: "sign-in",
        state_digest: "digest",
        provider: "xero",
        sign_in: "browser",
        environment: "sandbox",
        connection: None,
        way: "relay",
        ends_at: AT,
    };
    run.store.begin_attempt(&sign_in, NOW, |_| no_seal()).await.unwrap().unwrap();
    assert_eq!(names(run.rekey().await.unwrap_err()), ["app", "sign-in"]);
    set_aside(&run).await;
    run.rekey().await.unwrap();
    let kept = run.store.kept_aside().await.unwrap();
    assert_eq!(kept.len(), 1, "the sign-in is begun again instead");
    let (provider, environment) = (kept[0].provider.as_deref(), kept[0].environment.as_deref());
    assert_eq!((provider, environment), (Some("xero"), Some("sandbox")));
    assert_eq!(run.store.attempts().await.unwrap(), []);
    assert_eq!(run.store.oauth_apps().await.unwrap(), []);
    assert!(run.again().await.holds("a").await);
}

#[tokio::test]
async fn nothing_is_put_aside_that_opens() {
    let run = Run::with(&["a"]).await;
    set_aside(&run).await;
    assert!(run.holds("a").await);
    assert_eq!(run.store.kept_aside().await.unwrap(), []);
    assert_eq!(run.store.connections().await.unwrap()[0].condition, "works");
}

#[tokio::test]
async fn a_value_that_breaks_during_a_change_is_named_and_can_be_put_aside_too() {
    let run = Run::with(&["a", "b"]).await;
    run.rekey_cut_off().await;
    run.spoil("b").await;
    let stopped = run.vault.go_on(&run.store, NOW, &|| ()).await.unwrap_err();
    assert_eq!(names(stopped), ["b"]);
    set_aside(&run).await;
    run.vault.go_on(&run.store, NOW, &|| ()).await.unwrap();
    assert_eq!(run.store.data_keys().await.unwrap().len(), 1);
    assert!(run.again().await.holds("a").await);
}

fn nobodys_signatures() -> patchbay_store::audit::Signatures {
    patchbay_store::audit::Signatures { fits: patchbay_vault::verify, ours: None }
}
