//! What the firm does by default, as it is told and as it comes: also by connections of other
//! computers, and in whatever order.

use sqlx::Connection as _;

use super::*;
use crate::PaymentPlace;

const EVERYBODY: &str = "client_segment.everybody_else";

fn named(name: &str) -> Thing {
    Thing::new(SyncKind::Setting, name)
}

async fn told(store: &Store, name: &str) -> Option<serde_json::Value> {
    match store.local(&named(name)).await.unwrap() {
        Local::Setting(value) => Some(serde_json::from_str(&value).unwrap()),
        _ => None,
    }
}

async fn waits(store: &Store) -> Vec<String> {
    store.to_be_told().await.unwrap().into_iter().map(|thing| thing.id).collect()
}

async fn with_one() -> (tempfile::TempDir, Store) {
    let (home, store) = store_with_vault().await;
    enrol(&store).await;
    add(&store, &Connection::made("here", "lawpay", AT)).await;
    sqlx::query("delete from outbox").execute(&store.writer).await.unwrap();
    (home, store)
}

#[tokio::test]
async fn each_choice_of_the_firm_is_told_in_the_transaction_that_makes_it() {
    let (_home, store) = with_one().await;
    store.set_default("meeting", "here", None, change(AT)).await.unwrap();
    store.set_default("email", "here", Some("office@firm.example"), change(AT)).await.unwrap();
    store.add_segment("Estates", change(AT)).await.unwrap();
    store.set_money("here", "operating", change(AT)).await.unwrap();
    let estates = store.segments().await.unwrap()[0].id.clone();
    let estates_place = PaymentPlace { segment: &estates, money: "operating" };
    assert!(store.set_payment_default(estates_place, "here", "", change(AT)).await.unwrap());
    let segment = format!("client_segment.{estates}");
    let expected = ["default.meeting", "default.email", &segment, "account_money.here"];
    assert_eq!(waits(&store).await, expected);
    let at_here = serde_json::json!({ "connection": "here", "account": "" });
    for (name, value) in [
        ("default.meeting", serde_json::json!({ "connection": "here", "address": null })),
        (
            "default.email",
            serde_json::json!({ "connection": "here", "address": "office@firm.example" }),
        ),
        (&*segment, serde_json::json!({ "name": "Estates", "operating": at_here, "trust": null })),
        ("account_money.here", serde_json::json!({ "": "operating" })),
    ] {
        assert_eq!(told(&store, name).await, Some(value), "{name}");
    }
    assert_eq!(told(&store, EVERYBODY).await, None, "they pay nowhere yet");
    // What goes with the connection is told as gone, and so is a segment.
    sqlx::query("delete from outbox").execute(&store.writer).await.unwrap();
    assert!(store.remove_connection("here", change(LATER)).await.unwrap());
    assert!(store.remove_segment(&estates, change(LATER)).await.unwrap());
    let mut now = waits(&store).await;
    now.sort();
    let mut all: Vec<&str> = expected.into_iter().chain(["here"]).collect();
    all.sort_unstable();
    assert_eq!(now, all);
    for name in expected {
        assert_eq!(told(&store, name).await, None, "{name}");
    }
}

#[tokio::test]
async fn a_choice_that_came_is_kept_before_its_connection_is_known_and_is_not_told_back() {
    let (_home, store) = with_one().await;
    let meeting = r#"{"connection":"there","address":null}"#;
    let estates = r#"{"name":"Estates","operating":{"connection":"there","account":"op"},
                      "trust":null}"#;
    for (name, facts) in [("default.meeting", meeting), ("client_segment.e", estates)] {
        assert_eq!(take(&store, &named(name), theirs(1, facts)).await, TakenChange::Applied);
    }
    assert_eq!(store.defaults().await.unwrap()[0].connection, "there");
    let pays = store.payment_defaults().await.unwrap();
    assert_eq!((&*pays[0].connection, &*pays[0].account, pays[0].is_paid), ("there", "op", false));
    let money = r#"{"op":"operating","kept":"trust"}"#;
    take(&store, &named("account_money.there"), theirs(1, money)).await;
    assert!(store.payment_defaults().await.unwrap()[0].is_paid);
    take(&store, &named("account_money.there"), theirs(2, r#"{"op":"trust"}"#)).await;
    assert!(!store.payment_defaults().await.unwrap()[0].is_paid, "it holds other money now");
    take(&store, &named("account_money.there"), theirs(3, "null")).await;
    assert_eq!(store.payment_accounts().await.unwrap(), []);
    let renamed = r#"{"name":"Trusts","operating":null,"trust":null}"#;
    take(&store, &named("client_segment.e"), theirs(2, renamed)).await;
    assert_eq!(store.payment_defaults().await.unwrap(), []);
    assert_eq!(store.segments().await.unwrap()[0].name.as_deref(), Some("Trusts"));
    for name in ["client_segment.e", "default.meeting", EVERYBODY] {
        take(&store, &named(name), theirs(7, "null")).await;
    }
    assert_eq!(
        (store.segments().await.unwrap().len(), store.defaults().await.unwrap()),
        (1, vec![])
    );
    assert_eq!(waits(&store).await, Vec::<String>::new());
}

#[tokio::test]
async fn everybody_else_pays_where_the_firm_says_and_keeps_having_no_name() {
    let (_home, store) = with_one().await;
    store.set_money("here", "operating", change(AT)).await.unwrap();
    sqlx::query("delete from outbox").execute(&store.writer).await.unwrap();
    let named_so =
        r#"{"name":"Others","operating":{"connection":"here","account":""},"trust":null}"#;
    take(&store, &named(EVERYBODY), theirs(1, named_so)).await;
    assert!(store.payment_defaults().await.unwrap()[0].is_paid);
    assert_eq!(store.segments().await.unwrap()[0].name, None);
    take(&store, &named(EVERYBODY), theirs(2, "null")).await;
    assert_eq!(store.payment_defaults().await.unwrap(), []);
}

#[tokio::test]
async fn two_segments_of_one_name_that_two_computers_added_are_both_there() {
    let (_home, store) = with_one().await;
    store.add_segment("Estates", change(AT)).await.unwrap();
    let theirs_too = r#"{"name":"estates","operating":null,"trust":null}"#;
    let taken = take(&store, &named("client_segment.e"), theirs(1, theirs_too)).await;
    assert_eq!(taken, TakenChange::Applied);
    assert_eq!(store.segments().await.unwrap().len(), 3);
    assert!(!store.add_segment("ESTATES", change(AT)).await.unwrap(), "not a third one by hand");
}

#[tokio::test]
async fn what_looks_like_no_choice_changes_nothing_and_breaks_nothing() {
    let (_home, store) = with_one().await;
    for (version, (name, facts)) in (1..).zip([
        ("default.meeting", "7"),
        ("default.meeting", r#"{"connection":7,"address":null}"#),
        ("default.meeting", r#"{"connection":"c","address":"a@b.example"}"#),
        ("default.email", r#"{"connection":"c","address":null}"#),
        ("default.lunch", r#"{"connection":"c","address":null}"#),
        ("client_segment.e", "[]"),
        ("client_segment.e", r#"{"name":" ","operating":{"connection":"c","account":""}}"#),
        ("client_segment.everybody_else", r#"{"operating":{"connection":7,"account":""}}"#),
        ("account_money.c", r#"{"":"both"}"#),
        ("account_money.c", r#"["trust"]"#),
    ]) {
        take(&store, &named(name), theirs(version, facts)).await;
        assert_eq!(store.defaults().await.unwrap(), [], "{name} {facts}");
        assert_eq!(store.payment_defaults().await.unwrap(), [], "{name} {facts}");
        assert_eq!(store.payment_accounts().await.unwrap(), [], "{name} {facts}");
        assert_eq!(store.segments().await.unwrap().len(), 1, "{name} {facts}");
    }
}

#[tokio::test]
async fn a_connection_of_another_computer_can_be_chosen_as_long_as_it_is_known() {
    let (_home, store) = with_one().await;
    let there = Thing::new(SyncKind::Connection, "there");
    let choose = async || store.set_default("meeting", "there", None, NOW).await.unwrap();
    assert!(!choose().await);
    take(&store, &there, theirs(1, r#"{"label":"Miller"}"#)).await;
    assert!(choose().await);
    take(&store, &named("account_money.there"), theirs(1, r#"{"":"trust"}"#)).await;
    let place = PaymentPlace { segment: "everybody_else", money: "trust" };
    assert!(store.set_payment_default(place, "there", "", change(AT)).await.unwrap());
    // What is set stays set, and whoever comes in there again finds it as it was.
    assert!(store.end_enrolment("", change(LATER)).await.unwrap());
    assert_eq!(store.defaults().await.unwrap()[0].connection, "there");
    assert!(store.payment_defaults().await.unwrap()[0].is_paid);
    assert!(store.clear_default("meeting", change(LATER)).await.unwrap());
    assert!(!choose().await, "nobody knows it any more");
}

#[tokio::test]
async fn the_form_that_connected_an_account_says_whose_money_it_holds_and_nobody_else() {
    let (_home, store) = with_one().await;
    let mut writer = store.writer.acquire().await.unwrap();
    let by_form = [("op", "operating"), ("kept", "trust")];
    crate::defaults::put_payment_accounts(&mut writer, "here", &by_form, AT).await.unwrap();
    drop(writer);
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    let swapped = r#"{"op":"trust","kept":"operating"}"#;
    let of_here = named("account_money.here");
    assert_eq!(take(&store, &of_here, theirs(2, swapped)).await, TakenChange::ToBeTold);
    let accounts = store.payment_accounts().await.unwrap();
    let kept: Vec<_> = accounts.iter().map(|one| (&*one.account, &*one.money)).collect();
    assert_eq!(kept, [("kept", "trust"), ("op", "operating")]);
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.version, &wish.thing), (Some(2), &of_here));
    assert!(wish.facts.unwrap().contains(r#""op":"operating""#));
}

#[tokio::test]
async fn what_a_role_does_not_let_choose_is_as_the_server_has_it_and_nobody_has_to_decide() {
    let (_home, store) = with_one().await;
    let meeting = named("default.meeting");
    let before = r#"{"connection":"there","address":null}"#;
    take(&store, &meeting, theirs(1, before)).await;
    assert!(store.set_default("meeting", "here", None, NOW).await.unwrap());
    let wish = next(&store).await.unwrap();
    let entries = crate::testing::entered(&store).await;
    let entry = crate::testing::entry();
    assert!(store.wish_was_refused(&wish, "role_not_allowed", &entry).await.unwrap());
    assert_eq!(crate::testing::entered(&store).await, entries + 1);
    assert_eq!(store.defaults().await.unwrap()[0].connection, "there");
    assert_eq!(waits(&store).await, Vec::<String>::new());
    let refused = store.synced().await.unwrap().into_iter().find(|one| one.id == meeting.id);
    assert_eq!(refused.unwrap().refused.as_deref(), Some("role_not_allowed"));
    let other = r#"{"connection":"elsewhere","address":null}"#;
    assert_eq!(take(&store, &meeting, theirs(2, other)).await, TakenChange::Applied);
    assert_eq!(store.defaults().await.unwrap()[0].connection, "elsewhere");
    // Nor where the server had nothing yet.
    assert!(store.set_default("tax", "here", None, NOW).await.unwrap());
    let wish = next(&store).await.unwrap();
    assert!(!store.wish_was_refused(&wish, "role_not_allowed", &entry).await.unwrap());
    assert_eq!(store.defaults().await.unwrap().len(), 2, "it stays here until somebody chooses");
    assert_eq!(take(&store, &named("default.tax"), theirs(1, other)).await, TakenChange::Applied);
}

#[tokio::test]
async fn a_default_that_went_with_its_connection_gives_way_to_what_somebody_chose() {
    let (_home, store) = with_one().await;
    let meeting = named("default.meeting");
    take(&store, &meeting, theirs(1, r#"{"connection":"here","address":null}"#)).await;
    let receipt = Receipt {
        taken: "confirmed".into(),
        proof: "refused_afterwards".into(),
        ..Receipt::of(&Connection::made("here", "lawpay", AT), "r", LATER, None)
    };
    let ours = "update connections set renewing_since = 'now'";
    sqlx::query(ours).execute(&store.writer).await.unwrap();
    assert!(store.end_connection(&receipt, "now", NOW).await.unwrap());
    assert!(waits(&store).await.contains(&meeting.id));
    let other = r#"{"connection":"there","address":null}"#;
    assert_eq!(take(&store, &meeting, theirs(2, other)).await, TakenChange::Applied);
    assert_eq!(store.defaults().await.unwrap()[0].connection, "there");
}

#[tokio::test]
async fn what_was_chosen_is_told_where_the_one_before_only_went_with_its_connection_elsewhere() {
    let (_home, store) = with_one().await;
    let (meeting, there) = (named("default.meeting"), Thing::new(SyncKind::Connection, "there"));
    take(&store, &there, theirs(1, "{}")).await;
    take(&store, &meeting, theirs(1, r#"{"connection":"there","address":null}"#)).await;
    assert!(store.set_default("meeting", "here", None, NOW).await.unwrap());
    take(&store, &there, theirs(2, "null")).await;
    assert_eq!(take(&store, &meeting, theirs(2, "null")).await, TakenChange::ToBeTold);
    assert_eq!(next(&store).await.unwrap().version, Some(2));
    assert_eq!(store.defaults().await.unwrap()[0].connection, "here");
}

#[tokio::test]
async fn what_was_ended_elsewhere_before_it_was_chosen_here_is_chosen_no_more() {
    let (_home, store) = with_one().await;
    let there = Thing::new(SyncKind::Connection, "there");
    take(&store, &there, theirs(1, "{}")).await;
    take(&store, &named("account_money.there"), theirs(1, r#"{"":"trust"}"#)).await;
    assert!(store.set_default("meeting", "there", None, NOW).await.unwrap());
    let place = PaymentPlace { segment: "everybody_else", money: "trust" };
    assert!(store.set_payment_default(place, "there", "", NOW).await.unwrap());
    take(&store, &there, theirs(2, "null")).await;
    assert_eq!(store.defaults().await.unwrap(), []);
    assert_eq!(store.payment_defaults().await.unwrap(), []);
    assert_eq!(next(&store).await, None, "nobody has heard of it, and nobody does");
}

#[tokio::test]
async fn whose_money_another_computers_account_holds_is_never_asked_here_and_never_told() {
    let (_home, store) = with_one().await;
    let of_there = named("account_money.there");
    take(&store, &of_there, theirs(1, r#"{"":"trust"}"#)).await;
    assert!(store.end_enrolment("", change(LATER)).await.unwrap());
    enrol(&store).await;
    assert!(!waits(&store).await.contains(&of_there.id));
    let since = theirs(3, r#"{"":"operating"}"#);
    assert_eq!(take(&store, &of_there, since).await, TakenChange::Applied);
    assert_eq!(store.payment_accounts().await.unwrap()[0].money, "operating");
}

#[tokio::test]
async fn what_was_chosen_before_choices_went_along_is_kept_and_told_with_the_next_round() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("patchbay.db");
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
    std::fs::copy(format!("{fixtures}/schema-20261122230000.db"), &file).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
    let mut before = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    for sql in [
        "insert into defaults values ('meeting', 'a', null, 't1')",
        "insert into defaults values ('email', 'a', 'office@firm.example', 't2')",
        "insert into segments values ('e', 'Estates', 't3')",
        "insert into payment_accounts values ('b', 'op', 'operating'), ('b', 'kept', 'trust')",
        "insert into payment_defaults values ('e', 'operating', 'b', 'op', 't4')",
        "insert into enrolment (only_row, address, server, epoch, member, name, role, device,
             device_name, enrolled_at, token_expires_at, standing)
         values (1, 'https://firm.example', 's', 'e', 'm', 'Ana', 'owner', 'd', 'desk', 't', 't',
             'in')",
    ] {
        sqlx::query(sql)
            .execute(&mut before)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    before.close().await.unwrap();
    let store = crate::testing::store(&home).await;
    let mut told = waits(&store).await;
    told.sort();
    assert_eq!(told, ["account_money.b", "client_segment.e", "default.email", "default.meeting"]);
    let defaults = store.defaults().await.unwrap();
    assert_eq!(defaults[0].address.as_deref(), Some("office@firm.example"));
    assert_eq!((&*defaults[1].connection, &*defaults[1].changed_at), ("a", "t1"));
    let pays = store.payment_defaults().await.unwrap();
    assert_eq!((pays.len(), &*pays[0].account, pays[0].is_paid), (1, "op", true));
    assert_eq!(store.payment_accounts().await.unwrap().len(), 2);
    assert_eq!(store.segments().await.unwrap().len(), 2);
}
