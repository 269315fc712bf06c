//! What the firm does by default, at every computer of it: the connection that is meant may be
//! another computer's, and whoever looks is told where it is.

use patchbay_contract::{
    AccountAt, DefaultChange, DefaultKind, ErrorCode, Held, Leaving, Money, NewKey, SegmentView,
    SyncChoice,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::hand::Hand;
use crate::office::Office;
use crate::server::Server;

/// A firm with two administrators at computers of their own.
async fn two_offices(server: &Server) -> (Hand, Office, Office) {
    let ana = Hand::enters(server, &server.first_code().await).await;
    let mut offices = Vec::new();
    for _ in 0..2 {
        let office = Office::by(&server.clock).await;
        office.desk.enters(&server.base, &ana.invites("admin").await).await.unwrap();
        offices.push(office);
    }
    let other = offices.pop().unwrap();
    (ana, offices.pop().unwrap(), other)
}

fn meet_by(connection: &str) -> DefaultChange {
    let connection = connection.to_owned();
    DefaultChange::Use { kind: DefaultKind::Meeting, connection, address: None }
}

fn pay(segment: &SegmentView, money: Money, connection: &str, account: &str) -> DefaultChange {
    let into = AccountAt { connection: connection.into(), account: account.into() };
    DefaultChange::Pay { segment: segment.id.clone(), money, into: Some(into) }
}

impl Office {
    async fn connects_lawpay(&self) -> String {
        let mut typed = self.typed("lawpay", "key");
        typed.fields.insert("operating_account".into(), "op-1".into());
        typed.fields.insert("trust_account".into(), "trust-1".into());
        self.saves(NewKey { label: Some("Miller".into()), ..typed }).await
    }

    async fn segment(&self, name: Option<&str>) -> SegmentView {
        let all = self.payments().await.segments;
        all.into_iter().find(|one| one.name.as_deref() == name).unwrap()
    }

    /// Into which account of which kind everybody pays what it owes.
    async fn fees_go_to(&self, name: Option<&str>) -> Option<String> {
        let (payments, segment) = (self.payments().await, self.segment(name).await);
        payments.paid_into(&segment, Money::Operating).map(|one| one.at.account.clone())
    }
}

impl Hand {
    /// Sets what nobody has set yet.
    async fn sets(&self, name: &str, to: Value) {
        let path = format!("/api/settings/{name}");
        self.asks(Method::PUT, &path, Some(to), StatusCode::CREATED).await;
    }
}

/// What the server has of a setting.
async fn at_server(ana: &Hand, name: &str) -> Value {
    ana.reads(&format!("/api/settings/{name}")).await["value"].clone()
}

#[tokio::test]
async fn the_firms_default_is_the_same_at_every_computer_and_says_where_it_is_held() {
    let server = Server::open().await;
    let (ana, one, other) = two_offices(&server).await;
    let whereby = one.connects("whereby", "Front desk").await;
    one.chooses(meet_by(&whereby)).await;
    one.desk.syncs().await;
    let told = at_server(&ana, "default.meeting").await;
    assert_eq!(told, json!({ "connection": whereby, "address": null }));
    other.desk.syncs().await;
    let meeting = other.of(DefaultKind::Meeting).await;
    let chosen = meeting.chosen().unwrap();
    assert_eq!((&*chosen.connection, &*chosen.title), (&*whereby, "Front desk"));
    assert!(matches!(chosen.held, Held::Elsewhere { .. }), "{chosen:?}");
    let here = one.of(DefaultKind::Meeting).await;
    assert_eq!(here.chosen().unwrap().held, Held::Here);

    // Another one is chosen at the other computer, and back from there.
    let daily = other.connects("daily", "Sales").await;
    other.chooses(meet_by(&daily)).await;
    other.desk.syncs().await;
    one.desk.syncs().await;
    assert_eq!(one.of(DefaultKind::Meeting).await.chosen().unwrap().title, "Sales");
    other.chooses(meet_by(&whereby)).await;
    other.desk.syncs().await;
    one.desk.syncs().await;
    assert_eq!(one.of(DefaultKind::Meeting).await.chosen().unwrap().title, "Front desk");

    // It is ended where it is held: nobody's default any more, and nobody has to decide anything.
    one.disconnects(&whereby).await;
    one.desk.syncs().await;
    let view = other.desk.syncs().await;
    assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    assert_eq!(other.of(DefaultKind::Meeting).await.chosen, None);
    assert_eq!(at_server(&ana, "default.meeting").await, Value::Null);
}

#[tokio::test]
async fn a_default_whose_connection_is_not_known_yet_stays_what_was_chosen() {
    let server = Server::open().await;
    let (ana, _, other) = two_offices(&server).await;
    let of_tomorrow = json!({ "value": { "connection": "of-tomorrow", "address": null } });
    ana.sets("default.meeting", of_tomorrow).await;
    other.desk.syncs().await;
    let meeting = other.of(DefaultKind::Meeting).await;
    assert_eq!((meeting.chosen.as_deref(), meeting.chosen()), (Some("of-tomorrow"), None));
    let refused = other.may_choose(meet_by("of-tomorrow")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConnectionUnfit);
    other.chooses(DefaultChange::UseNone { kind: DefaultKind::Meeting }).await;
    other.desk.syncs().await;
    assert_eq!(at_server(&ana, "default.meeting").await, Value::Null);
}

#[tokio::test]
async fn clients_pay_at_every_computer_where_the_firm_says_and_trust_money_stays_apart() {
    let server = Server::open().await;
    let (ana, one, other) = two_offices(&server).await;
    let lawpay = one.connects_lawpay().await;
    one.chooses(DefaultChange::AddSegment { name: "Estates".into() }).await;
    let (estates, all) = (one.segment(Some("Estates")).await, one.segment(None).await);
    one.chooses(pay(&estates, Money::Operating, &lawpay, "op-1")).await;
    one.chooses(pay(&all, Money::Trust, &lawpay, "trust-1")).await;
    one.desk.syncs().await;
    other.desk.syncs().await;
    let theirs = other.payments().await;
    assert_eq!(theirs.segments, one.payments().await.segments);
    let accounts: Vec<_> =
        theirs.accounts.iter().map(|one| (one.at.account.as_str(), one.money)).collect();
    let expected = [("op-1", Some(Money::Operating)), ("trust-1", Some(Money::Trust))];
    assert_eq!(accounts, expected);
    assert!(theirs.accounts.iter().all(|one| matches!(one.held, Held::Elsewhere { .. })));
    assert_eq!(other.fees_go_to(Some("Estates")).await.as_deref(), Some("op-1"));

    // Also by somebody at the other computer, who may not mix the two either.
    let mixed = other.may_choose(pay(&all, Money::Operating, &lawpay, "trust-1")).await;
    assert_eq!(mixed.unwrap_err().code, ErrorCode::MoneyMixed);
    let by_hand = DefaultChange::Holds { connection: lawpay.clone(), money: Money::Trust };
    let unfit = other.may_choose(by_hand).await.unwrap_err();
    assert_eq!(unfit.code, ErrorCode::ConnectionUnfit, "whoever holds it says so");
    other.chooses(pay(&all, Money::Operating, &lawpay, "op-1")).await;
    let renamed =
        DefaultChange::RenameSegment { segment: estates.id.clone(), name: "Trusts".into() };
    other.chooses(renamed).await;
    other.desk.syncs().await;
    one.desk.syncs().await;
    assert_eq!(one.fees_go_to(None).await.as_deref(), Some("op-1"));
    assert_eq!(one.fees_go_to(Some("Trusts")).await.as_deref(), Some("op-1"));

    // Somebody says that the account holds other money: nothing is paid into it where that is heard
    // first, and the form that connected it has the last word.
    let path = format!("/api/settings/account_money.{lawpay}");
    let said = ana.reads(&path).await;
    let otherwise = json!({ "value": { "op-1": "trust", "trust-1": "operating" } });
    ana.changes(&path, said["version"].as_i64().unwrap(), Some(otherwise)).await;
    other.desk.syncs().await;
    assert_eq!(other.fees_go_to(None).await, None);
    let kept = other.segment(None).await;
    assert_eq!((&*kept.operating.unwrap().account, kept.unpaid.len()), ("op-1", 2), "as chosen");
    one.desk.syncs().await;
    assert_eq!(one.fees_go_to(None).await.as_deref(), Some("op-1"));
    assert_eq!(ana.reads(&path).await["value"], said["value"]);
    other.desk.syncs().await;
    assert_eq!(other.fees_go_to(None).await.as_deref(), Some("op-1"));
    // What goes with the connection goes everywhere, and the segment stays.
    one.disconnects(&lawpay).await;
    one.desk.syncs().await;
    other.desk.syncs().await;
    let left = other.payments().await;
    assert_eq!((left.accounts.len(), left.segments.len()), (0, 2));
    assert!(left.segments.iter().all(|one| one.operating.is_none() && one.trust.is_none()));
    assert_eq!(at_server(&ana, &format!("account_money.{lawpay}")).await, Value::Null);
}

#[tokio::test]
async fn where_two_choose_otherwise_both_are_shown_by_their_names_and_a_person_decides() {
    for ours in [true, false] {
        let server = Server::open().await;
        let (_, one, other) = two_offices(&server).await;
        let whereby = one.connects("whereby", "Front desk").await;
        let lawpay = one.connects_lawpay().await;
        one.desk.syncs().await;
        other.desk.syncs().await;
        let daily = other.connects("daily", "Sales").await;
        one.chooses(meet_by(&whereby)).await;
        let all = one.segment(None).await;
        one.chooses(pay(&all, Money::Operating, &lawpay, "op-1")).await;
        one.desk.syncs().await;
        other.chooses(meet_by(&daily)).await;
        other.chooses(pay(&all, Money::Trust, &lawpay, "trust-1")).await;
        let view = other.desk.syncs().await;
        let shown: Vec<_> = view
            .conflicts
            .iter()
            .map(|one| (one.thing.id.as_str(), one.ours.as_deref(), one.theirs.as_deref()))
            .collect();
        let kept = "trust\tLawPay, Miller, trust-1";
        let fees = "operating\tLawPay, Miller, op-1";
        let expected = [
            ("client_segment.everybody_else", Some(kept), Some(fees)),
            ("default.meeting", Some("Daily, Sales"), Some("Whereby, Front desk")),
        ];
        assert_eq!(shown, expected);
        for conflict in view.conflicts {
            let choice = SyncChoice { thing: conflict.thing, ours };
            other.desk.installation.settle_sync(&choice).await.unwrap();
        }
        other.desk.syncs().await;
        one.desk.syncs().await;
        let won = if ours { "Sales" } else { "Front desk" };
        for office in [&one, &other] {
            assert_eq!(office.of(DefaultKind::Meeting).await.chosen().unwrap().title, won);
            let segment = office.segment(None).await;
            assert_eq!((segment.operating.is_some(), segment.trust.is_some()), (!ours, ours));
        }
    }
}

#[tokio::test]
async fn whoever_leaves_and_comes_in_again_finds_what_was_chosen_and_nothing_to_decide() {
    let server = Server::open().await;
    let (ana, one, other) = two_offices(&server).await;
    let lawpay = one.connects_lawpay().await;
    one.chooses(DefaultChange::AddSegment { name: "Estates".into() }).await;
    let estates = one.segment(Some("Estates")).await;
    one.chooses(pay(&estates, Money::Operating, &lawpay, "op-1")).await;
    let daily = other.connects("daily", "Sales").await;
    other.chooses(meet_by(&daily)).await;
    for office in [&one, &other, &one] {
        office.desk.syncs().await;
    }
    other.desk.installation.leave_server(Leaving { untold: false }).await.unwrap();
    assert_eq!(other.of(DefaultKind::Meeting).await.chosen().unwrap().held, Held::Here);
    assert_eq!(other.fees_go_to(Some("Estates")).await, None, "nobody knows the account here");
    other.desk.enters(&server.base, &ana.invites("admin").await).await.unwrap();
    let view = other.desk.syncs().await;
    assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    assert_eq!(other.fees_go_to(Some("Estates")).await.as_deref(), Some("op-1"));
    assert_eq!(one.of(DefaultKind::Meeting).await.chosen.as_deref(), Some(&*daily));
}

#[tokio::test]
async fn staff_connect_what_the_firm_pays_into_and_administrators_choose_it() {
    let server = Server::open().await;
    let (ana, admin, _) = two_offices(&server).await;
    let staff = Office::by(&server.clock).await;
    staff.desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    let lawpay = staff.connects_lawpay().await;
    let whereby = staff.connects("whereby", "Front desk").await;
    assert_eq!(staff.desk.syncs().await.refused, []);
    admin.desk.syncs().await;
    let all = admin.segment(None).await;
    admin.chooses(pay(&all, Money::Operating, &lawpay, "op-1")).await;
    admin.chooses(meet_by(&whereby)).await;
    admin.desk.syncs().await;
    staff.desk.syncs().await;
    assert_eq!(staff.fees_go_to(None).await.as_deref(), Some("op-1"));

    // What staff choose counts nowhere: it is as the firm has it again, and that is said.
    staff.chooses(DefaultChange::UseNone { kind: DefaultKind::Meeting }).await;
    let refused = staff.desk.syncs().await.refused;
    let refused: Vec<_> =
        refused.iter().map(|one| (&*one.thing.id, &*one.code, one.is_put_back)).collect();
    assert_eq!(refused, [("default.meeting", "role_not_allowed", true)]);
    assert_eq!(staff.of(DefaultKind::Meeting).await.chosen.as_deref(), Some(&*whereby));

    // With a connection that staff end goes what was done by it, at every computer.
    staff.disconnects(&lawpay).await;
    staff.disconnects(&whereby).await;
    for office in [&staff, &admin, &staff] {
        let view = office.desk.syncs().await;
        assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    }
    for office in [&admin, &staff] {
        assert_eq!(office.of(DefaultKind::Meeting).await.chosen, None);
        assert_eq!(office.segment(None).await.operating, None);
        assert_eq!(office.desk.installation.sync_view().await.unwrap().refused, []);
    }
    for name in ["default.meeting", "client_segment.everybody_else"] {
        assert_eq!(at_server(&ana, name).await, Value::Null, "{name}");
    }
    assert_eq!(at_server(&ana, &format!("account_money.{lawpay}")).await, Value::Null);
}

#[tokio::test]
async fn what_is_no_choice_is_left_out_and_what_was_chosen_stays() {
    let server = Server::open().await;
    let (ana, one, _) = two_offices(&server).await;
    let whereby = one.connects("whereby", "Front desk").await;
    one.chooses(meet_by(&whereby)).await;
    one.desk.syncs().await;
    let strange = json!({ "value": { "connection": whereby, "address": null, "room": "7" } });
    ana.changes("/api/settings/default.meeting", 1, Some(strange)).await;
    let mixed = json!({ "value": { "name": "Estates", "operating": 7, "trust": null } });
    ana.sets("client_segment.e", mixed).await;
    let view = one.desk.syncs().await;
    assert_eq!(view.left_out, ["setting client_segment.e", "setting default.meeting"]);
    assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    assert_eq!(one.of(DefaultKind::Meeting).await.chosen.as_deref(), Some(&*whereby));
    assert_eq!(one.payments().await.segments.len(), 1);
}
