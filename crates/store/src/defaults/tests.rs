//! What the database itself refuses, whoever writes into it, and what goes with a connection.

use super::*;
use crate::Connection;
use crate::connections::tests::row;
use crate::testing::{AT, LATER, add, change, entered, store};

async fn with_two() -> (tempfile::TempDir, Store) {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    for id in ["a", "b"] {
        add(&store, &Connection { account_id: Some(id.into()), ..row(id) }).await;
    }
    (home, store)
}

/// Whether the database takes this from whoever writes it.
async fn takes(store: &Store, statement: &'static str) -> bool {
    sqlx::query(statement).execute(&store.writer).await.is_ok()
}

const EVERYBODY: PaymentPlace<'_> = PaymentPlace { segment: "everybody_else", money: "operating" };

#[tokio::test]
async fn a_second_default_of_a_kind_is_refused_by_the_database_itself() {
    let (_home, store) = with_two().await;
    assert!(store.set_default("meeting", "a", None, change(AT)).await.unwrap());
    for second in [
        "insert into defaults (kind, connection, changed_at) values ('meeting', 'b', 'now')",
        "insert into defaults (kind, connection, changed_at) values ('lunch', 'b', 'now')",
        "insert into defaults (kind, connection, changed_at) values ('email', 'b', 'now')",
    ] {
        assert!(!takes(&store, second).await, "{second}");
    }
    let nobody_knows = store.set_default("tax", "gone", None, change(AT)).await.unwrap();
    assert!(!nobody_knows, "a connection that is neither here nor anywhere else");
    assert_eq!(store.defaults().await.unwrap().len(), 1);
    assert_eq!(entered(&store).await, 1);
}

#[tokio::test]
async fn a_default_is_replaced_in_place_and_entered_when_it_is_news() {
    let (_home, store) = with_two().await;
    let use_it = async |id, at| store.set_default("meeting", id, None, change(at)).await.unwrap();
    assert!(use_it("a", AT).await);
    assert!(!use_it("a", LATER).await);
    assert!(use_it("b", LATER).await);
    let found = store.defaults().await.unwrap();
    assert_eq!((found.len(), &*found[0].connection, &*found[0].changed_at), (1, "b", LATER));
    assert!(store.clear_default("meeting", change(LATER)).await.unwrap());
    assert!(!store.clear_default("meeting", change(LATER)).await.unwrap());
    assert_eq!(entered(&store).await, 3);
}

#[tokio::test]
async fn trust_money_cannot_go_where_operating_money_goes_nor_the_other_way_round() {
    let (_home, store) = with_two().await;
    assert!(store.set_money("a", "trust", change(AT)).await.unwrap());
    assert!(store.set_money("b", "operating", change(AT)).await.unwrap());
    let pays = async |place, into| store.set_payment_default(place, into, "", change(AT)).await;
    assert!(!pays(EVERYBODY, "a").await.unwrap());
    assert!(pays(EVERYBODY, "b").await.unwrap());
    let kept = PaymentPlace { money: "trust", ..EVERYBODY };
    assert!(!pays(kept, "b").await.unwrap());
    assert!(pays(kept, "a").await.unwrap());
    for mixing in [
        "update payment_accounts set money = 'operating' where connection = 'a'",
        "update payment_defaults set money = 'operating' where connection = 'a'",
        "insert into payment_accounts (connection, account, money) values ('a', '', 'operating')",
        "insert into payment_accounts (connection, account, money) values ('a', 'x', 'both')",
    ] {
        assert!(!takes(&store, mixing).await, "{mixing}");
    }
    assert!(store.set_money("a", "operating", change(LATER)).await.is_err(), "it is a default");
    let defaults = store.payment_defaults().await.unwrap();
    assert!(defaults.len() == 2 && defaults.iter().all(|one| one.is_paid), "{defaults:?}");
}

#[tokio::test]
async fn nothing_is_paid_into_an_account_that_turns_out_to_hold_other_money() {
    let (_home, store) = with_two().await;
    assert!(store.set_money("a", "operating", change(AT)).await.unwrap());
    assert!(store.set_payment_default(EVERYBODY, "a", "", change(AT)).await.unwrap());
    // As it may come from another computer of the firm, in any order.
    for otherwise in [
        "delete from payment_accounts",
        "insert into payment_accounts values ('a', '', 'trust', 'now')",
    ] {
        assert!(takes(&store, otherwise).await, "{otherwise}");
        assert!(!store.payment_defaults().await.unwrap()[0].is_paid, "{otherwise}");
    }
    let there = "update payment_defaults set money = 'trust'";
    assert!(takes(&store, there).await);
    assert!(store.payment_defaults().await.unwrap()[0].is_paid);
}

#[tokio::test]
async fn everybody_else_pays_somewhere_whatever_else_there_is() {
    let (_home, store) = with_two().await;
    let adds = async |name| store.add_segment(name, change(AT)).await.unwrap();
    assert!(adds("Trusts and estates").await);
    assert!(!adds("trusts AND estates").await, "that one is there");
    assert!(adds("Businesses").await);
    let renames = async |id, name| store.rename_segment(id, name, change(AT)).await.unwrap();
    let businesses = store.segments().await.unwrap().remove(0).id;
    assert!(!renames(&businesses, "Trusts and Estates").await);
    assert!(renames(&businesses, "Companies").await);
    assert!(!renames("everybody_else", "Others").await);
    for against in [
        "delete from segments where name is null",
        "update segments set name = 'Others' where name is null",
        "insert into segments (id, name, made_at) values ('another', null, 'now')",
        "insert into segments (id, name, made_at) values ('another', ' ', 'now')",
    ] {
        assert!(!takes(&store, against).await, "{against}");
    }
    assert!(!store.remove_segment("everybody_else", change(AT)).await.unwrap());
    let trusts = store.segments().await.unwrap().remove(1).id;
    assert!(store.remove_segment(&trusts, change(AT)).await.unwrap());
    let names: Vec<_> = store.segments().await.unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, [Some("Companies".to_owned()), None]);
}

#[tokio::test]
async fn an_account_that_a_form_does_not_name_any_more_takes_its_default_with_it() {
    let (_home, store) = with_two().await;
    let put = async |accounts: &[(&str, &str)]| {
        let mut writer = store.writer.acquire().await.unwrap();
        super::payments::put(&mut writer, "a", accounts, AT).await.unwrap();
    };
    put(&[("1", "operating"), ("2", "trust")]).await;
    assert!(store.set_payment_default(EVERYBODY, "a", "1", change(AT)).await.unwrap());
    put(&[("1", "operating"), ("3", "trust")]).await;
    assert_eq!(store.payment_defaults().await.unwrap().len(), 1, "what is named still stays");
    put(&[("1", "trust")]).await;
    assert_eq!(store.payment_defaults().await.unwrap(), []);
    let accounts = store.payment_accounts().await.unwrap();
    assert_eq!((accounts.len(), &*accounts[0].money), (1, "trust"));
}

#[tokio::test]
async fn a_connection_that_is_ended_or_switched_is_a_default_no_more() {
    let (_home, store) = with_two().await;
    let all_of_a = async || {
        store.set_default("meeting", "a", None, change(AT)).await.unwrap();
        store.set_default("email", "a", Some("office@firm.example"), change(AT)).await.unwrap();
        store.set_money("a", "operating", change(AT)).await.unwrap();
        store.set_payment_default(EVERYBODY, "a", "", change(AT)).await.unwrap();
    };
    let left = async || {
        let kinds = store.defaults().await.unwrap().len();
        (kinds, store.payment_defaults().await.unwrap().len())
    };
    all_of_a().await;
    let mut known = store.connection("a").await.unwrap().unwrap();
    known.label = Some("Another name".into());
    assert!(store.update_connection(&known, change(LATER)).await.unwrap());
    assert_eq!(left().await, (2, 1), "the same account under another name");
    known.account_id = Some("another".into());
    assert!(store.update_connection(&known, change(LATER)).await.unwrap());
    assert_eq!(left().await, (0, 0));
    all_of_a().await;
    assert!(store.remove_connection("a", change(LATER)).await.unwrap());
    assert_eq!(left().await, (0, 0));
}

#[tokio::test]
async fn how_documents_are_signed_is_kept_for_each_provider() {
    let (_home, store) = with_two().await;
    let row =
        SigningDefault { provider: "docusign".into(), flow: "parallel".into(), identity: None };
    assert!(store.set_signing_default(&row, change(AT)).await.unwrap());
    assert!(!store.set_signing_default(&row, change(AT)).await.unwrap());
    let asked = SigningDefault { identity: Some("id_check".into()), ..row };
    assert!(store.set_signing_default(&asked, change(AT)).await.unwrap());
    assert_eq!(store.signing_defaults().await.unwrap().as_slice(), std::slice::from_ref(&asked));
    let wrong = SigningDefault { flow: "sideways".into(), ..asked };
    assert!(store.set_signing_default(&wrong, change(AT)).await.is_err());
}
