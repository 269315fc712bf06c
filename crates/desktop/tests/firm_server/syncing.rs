//! What goes along with the firm's server, both ways: what the firm has set and what is known of
//! connections, told, taken and decided about; and never a secret on the wire.

use patchbay_contract::{
    AuditAction, AuditQuestion, ErrorCode, GoingAlong, Leaving, NewName, Standing, StatusKind,
    SyncChoice, SyncedKind, SyncedThing,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::desk::{Desk, owner};
use crate::hand::Hand;
use crate::office::Office;
use crate::server::Server;
use crate::wire::Wire;

/// A setting that is the firm's: where its server is for browsers.
const ADDRESS: &str = "relay_address";

fn firm(n: u8) -> String {
    format!("https://{n}.firm.example")
}

impl Desk {
    pub(crate) async fn syncs(&self) -> GoingAlong {
        let synced = self.installation.sync_now().await;
        synced.unwrap_or_else(|problem| panic!("{problem:#?}"))
    }

    pub(crate) async fn sets(&self, n: u8) {
        self.installation.set_relay(Some(&firm(n))).await.unwrap();
    }

    pub(crate) async fn is_set_to(&self) -> Option<String> {
        self.installation.relay().await.unwrap().address
    }

    async fn decides(&self, ours: bool) -> GoingAlong {
        let thing = SyncedThing { kind: SyncedKind::Setting, id: ADDRESS.into() };
        self.installation.settle_sync(&SyncChoice { thing, ours }).await.unwrap()
    }
}

/// A second computer of the firm, of somebody with this role.
pub(crate) async fn second(server: &Server, ana: &Hand, role: &str) -> Desk {
    let desk = Desk::by(&server.clock);
    desk.enters(&server.base, &ana.invites(role).await).await.unwrap();
    desk
}

impl Hand {
    async fn set_address(&self) -> Value {
        self.reads(&format!("/api/settings/{ADDRESS}")).await["value"].clone()
    }
}

#[tokio::test]
async fn what_one_computer_sets_is_set_on_the_other_and_taken_away_there_too() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let (one, other) = (second(&server, &ana, "admin").await, second(&server, &ana, "admin").await);
    // Set before and after coming in, and while nobody reaches the server.
    one.sets(1).await;
    let view = one.installation.sync_view().await.unwrap();
    assert_eq!((view.pending.len(), view.last_sync_at), (1, None));
    let view = one.syncs().await;
    assert_eq!((view.pending.len(), view.last_sync_at), (0, Some(server.clock.now())));
    other.syncs().await;
    assert_eq!(other.is_set_to().await, Some(firm(1)));
    other.sets(2).await;
    other.syncs().await;
    one.syncs().await;
    assert_eq!(one.is_set_to().await, Some(firm(2)));
    one.installation.set_relay(None).await.unwrap();
    one.syncs().await;
    other.syncs().await;
    assert_eq!(other.is_set_to().await, None);
    assert_eq!(ana.set_address().await, Value::Null);
    for desk in [&one, &other] {
        let view = desk.syncs().await;
        assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    }
}

#[tokio::test]
async fn where_two_set_one_thing_both_values_are_shown_and_a_person_chooses() {
    for ours in [true, false] {
        let server = Server::open().await;
        let ana = Hand::enters(&server, &server.first_code().await).await;
        let (one, other) =
            (second(&server, &ana, "admin").await, second(&server, &ana, "admin").await);
        one.sets(1).await;
        other.sets(2).await;
        one.syncs().await;
        let view = other.syncs().await;
        let conflict = &view.conflicts[0];
        assert_eq!(conflict.thing.id, ADDRESS);
        assert_eq!(
            (conflict.ours.clone(), conflict.theirs.clone()),
            (Some(firm(2)), Some(firm(1)))
        );
        assert!(conflict.changed_at.is_some());
        assert_eq!(other.is_set_to().await, Some(firm(2)), "ours is used until then");
        assert_eq!(ana.set_address().await, firm(1), "and theirs stays there");
        assert_eq!(other.syncs().await.conflicts.len(), 1, "asked until somebody decides");
        assert!(other.decides(ours).await.conflicts.is_empty());
        other.syncs().await;
        one.syncs().await;
        let won = if ours { firm(2) } else { firm(1) };
        for desk in [&one, &other] {
            assert_eq!(desk.is_set_to().await, Some(won.clone()));
        }
        assert_eq!(ana.set_address().await, won);
    }
}

#[tokio::test]
async fn a_month_without_the_server_is_made_up_for_and_nothing_is_lost() {
    let mut server = Server::open().await;
    let desk = owner(&server).await;
    desk.sets(1).await;
    desk.syncs().await;
    server.stops().await;
    for day in 0..30 {
        server.clock.pass_days(1);
        desk.sets(day + 2).await;
        let refused = desk.installation.sync_now().await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ServerNotReached, "day {day}");
    }
    let view = desk.installation.sync_view().await.unwrap();
    assert_eq!((view.pending.len(), view.trouble.unwrap().code), (1, ErrorCode::ServerNotReached));
    // Tried by itself at the latest a quarter of an hour after.
    assert!(desk.installation.sync_if_due().await.unwrap().is_none(), "it waits");
    server.starts().await;
    server.clock.pass(16);
    assert_eq!(desk.installation.sync_if_due().await.unwrap(), Some(false), "nothing came");
    let view = desk.installation.sync_view().await.unwrap();
    assert!(view.pending.is_empty() && view.trouble.is_none(), "{view:?}");
    let ana = Hand::enters(&server, &server.another_code().await).await;
    assert_eq!(ana.set_address().await, firm(31));
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_told_once_and_nobody_is_asked_about_it() {
    let server = Server::open().await;
    let wire = Wire::to(&server.base).await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&wire.base, &ana.invites("admin").await).await.unwrap();
    let path = format!("/api/settings/{ADDRESS}");
    for (n, changes_meanwhile) in [(1, false), (2, true)] {
        let before = ana.reads("/api/settings").await["items"].as_array().unwrap().len();
        desk.sets(10 * n).await;
        wire.loses_answers(true);
        let refused = desk.installation.sync_now().await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ServerNotReached);
        assert_eq!(ana.set_address().await, firm(10 * n), "{before}: the server has it");
        let version = ana.reads(&path).await["version"].as_i64().unwrap();
        if changes_meanwhile {
            desk.sets(99).await;
        }
        wire.loses_answers(false);
        let view = desk.syncs().await;
        assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
        let (now, more) = if changes_meanwhile { (99, 1) } else { (10 * n, 0) };
        assert_eq!(ana.set_address().await, firm(now));
        assert_eq!(ana.reads(&path).await["version"].as_i64().unwrap(), version + more);
    }
}

#[tokio::test]
async fn what_a_newer_patchbay_sets_is_left_out_and_named_and_the_rest_goes_along() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = second(&server, &ana, "admin").await;
    let sets = async |name: &str, value: Value| {
        let body = Some(json!({ "value": value }));
        ana.asks(Method::PUT, &format!("/api/settings/{name}"), body, StatusCode::CREATED).await;
    };
    sets("ai_order", json!({ "groups": [["anthropic"]] })).await;
    sets("of_tomorrow", json!(7)).await;
    sets(ADDRESS, json!(firm(1))).await;
    let view = desk.syncs().await;
    assert_eq!(view.left_out, ["setting ai_order", "setting of_tomorrow"]);
    assert!(view.conflicts.is_empty() && view.pending.is_empty(), "{view:?}");
    assert_eq!(desk.is_set_to().await, Some(firm(1)), "the rest goes on");
    let is_entered = async || {
        let page = desk.installation.audit_page(&AuditQuestion::default()).await.unwrap();
        page.entries.iter().filter(|one| one.action == Some(AuditAction::ServerTaken)).count()
    };
    assert_eq!(is_entered().await, 1, "what was changed here is entered, and nothing else");
    ana.changes("/api/settings/ai_order", 1, Some(json!({ "value": ["anthropic"] }))).await;
    assert_eq!(desk.syncs().await.left_out, ["setting of_tomorrow"]);
    // An address that could not be typed here is not taken from the server either.
    ana.changes(
        &format!("/api/settings/{ADDRESS}"),
        1,
        Some(json!({ "value": "http://x.example" })),
    )
    .await;
    desk.syncs().await;
    assert_eq!(desk.is_set_to().await, Some(firm(1)));
}

#[tokio::test]
async fn a_connection_is_known_at_the_server_and_at_other_computers_until_it_is_ended() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let office = Office::by(&server.clock).await;
    let before = office.connects("stripe", "Fees").await;
    office.desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    let after = office.connects("mistral", "Questions").await;
    office.desk.syncs().await;
    let known = ana.reads("/api/connections").await;
    let mut labels: Vec<_> =
        known["items"].as_array().unwrap().iter().map(|one| one["label"].clone()).collect();
    labels.sort_by_key(ToString::to_string);
    assert_eq!(labels, ["Fees", "Questions"]);
    let other = second(&server, &ana, "support").await;
    let view = other.syncs().await;
    let elsewhere: Vec<_> =
        view.elsewhere.iter().map(|one| (one.title.as_str(), one.status)).collect();
    assert_eq!(elsewhere.len(), 2);
    assert!(elsewhere.contains(&("Fees", StatusKind::Connected)), "{elsewhere:?}");
    assert!(other.installation.sync_view().await.unwrap().pending.is_empty(), "it holds none");

    let renamed = NewName { connection: before.clone(), name: "Card fees".into() };
    office.desk.installation.rename_connection(&renamed).await.unwrap();
    assert_eq!(office.desk.installation.sync_view().await.unwrap().pending.len(), 1);
    office.desk.syncs().await;
    assert_eq!(ana.reads(&format!("/api/connections/{before}")).await["label"], "Card fees");
    assert!(other.syncs().await.elsewhere.iter().any(|one| one.title == "Card fees"));

    office.disconnects(&before).await;
    office.desk.syncs().await;
    assert_eq!(ana.reads("/api/connections").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(other.syncs().await.elsewhere.len(), 1);

    // Somebody else names it, and takes it for paused; somebody takes it off the list.
    let path = format!("/api/connections/{after}");
    let mut facts = ana.reads(&path).await;
    for own in ["id", "version", "changed_at", "entities"] {
        facts.as_object_mut().unwrap().remove(own);
    }
    facts["label"] = json!("AI");
    facts["status"] = json!("paused");
    ana.changes(&path, 1, Some(facts)).await;
    office.desk.syncs().await;
    let now = ana.reads(&path).await;
    assert_eq!((&now["label"], &now["status"]), (&json!("AI"), &json!("connected")));
    ana.changes(&path, now["version"].as_i64().unwrap(), None).await;
    office.desk.syncs().await;
    assert_eq!(ana.reads(&path).await["label"], "AI", "what is here is on the list");
}

#[tokio::test]
async fn what_a_role_does_not_allow_stays_here_and_is_named_and_the_rest_goes_on() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let office = Office::by(&server.clock).await;
    office.desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    office.desk.sets(1).await;
    office.connects("stripe", "Fees").await;
    let view = office.desk.syncs().await;
    assert_eq!(view.refused.len(), 1);
    assert_eq!(
        (view.refused[0].thing.id.as_str(), view.refused[0].code.as_str()),
        (ADDRESS, "role_not_allowed")
    );
    assert!(view.pending.is_empty());
    assert_eq!(ana.reads("/api/connections").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(office.desk.is_set_to().await, Some(firm(1)));
}

#[tokio::test]
async fn a_restored_server_is_told_and_asked_nothing_until_a_person_goes_along_with_it() {
    let mut server = Server::open().await;
    let desk = owner(&server).await;
    desk.sets(1).await;
    desk.syncs().await;
    server.backs_up().await;
    desk.sets(2).await;
    desk.syncs().await;
    server.is_restored().await;
    desk.sets(3).await;
    let refused = desk.installation.sync_now().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ServerRestored);
    assert!(desk.installation.sync_if_due().await.unwrap().is_none(), "it waits for a person");
    assert_eq!(desk.is_set_to().await, Some(firm(3)));
    let gone_along = desk.installation.contact_server(true).await.unwrap();
    assert_eq!(gone_along.enrolment.unwrap().standing, Standing::In);
    let view = desk.syncs().await;
    let conflict = &view.conflicts[0];
    assert_eq!((conflict.ours.clone(), conflict.theirs.clone()), (Some(firm(3)), Some(firm(1))));
    desk.decides(true).await;
    assert!(desk.syncs().await.conflicts.is_empty());
    let ana = Hand::enters(&server, &server.another_code().await).await;
    assert_eq!(ana.set_address().await, firm(3));
}

#[tokio::test]
async fn what_was_ended_after_a_backup_is_taken_off_the_list_of_the_restored_server_again() {
    let mut server = Server::open().await;
    let office = Office::by(&server.clock).await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    office.desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    let ended = office.connects("stripe", "Fees").await;
    let kept = office.connects("mistral", "Questions").await;
    office.desk.syncs().await;
    server.backs_up().await;
    office.disconnects(&ended).await;
    office.desk.syncs().await;
    server.is_restored().await;
    office.desk.installation.contact_server(true).await.unwrap();
    let view = office.desk.syncs().await;
    assert!(view.elsewhere.is_empty() && view.pending.is_empty(), "{view:?}");
    let listed = ana.reads("/api/connections").await;
    let ids: Vec<_> = listed["items"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&json!(kept)]);
}

#[tokio::test]
async fn a_computer_that_was_shut_out_keeps_what_it_has_and_tells_nothing() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = second(&server, &ana, "admin").await;
    desk.sets(1).await;
    desk.syncs().await;
    ana.shuts_out("Ana’s laptop").await;
    desk.sets(2).await;
    let refused = desk.installation.sync_now().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::DeviceShutOut);
    assert!(desk.installation.sync_if_due().await.unwrap().is_none());
    assert_eq!(ana.set_address().await, firm(1));
    assert_eq!(desk.is_set_to().await, Some(firm(2)));
    desk.installation.leave_server(Leaving { untold: false }).await.unwrap();
    assert_eq!(desk.installation.sync_view().await.unwrap(), GoingAlong::default());
    // In again, it tells what it has; the two differ, and a person decides.
    desk.enters(&server.base, &ana.invites("admin").await).await.unwrap();
    assert_eq!(desk.syncs().await.conflicts.len(), 1);
}

#[tokio::test]
async fn no_secret_of_any_form_is_ever_on_the_wire() {
    let server = Server::open().await;
    let wire = Wire::to(&server.base).await;
    let office = Office::by(&server.clock).await;
    let mut secrets = Vec::new();
    for (provider, way) in office.forms() {
        office.saves(office.typed(&provider, &way)).await;
        let long = |secret: &String| secret.len() >= 8;
        let ours = office.secrets(&provider, &way).into_iter().filter(long);
        secrets.extend(ours.map(|secret| (format!("{provider} {way}"), secret)));
    }
    assert!(secrets.len() > 20, "{}", secrets.len());
    office.desk.enters(&wire.base, &server.first_code().await).await.unwrap();
    let view = office.desk.syncs().await;
    assert!(view.pending.is_empty(), "{view:?}");
    let told = office.forms().len() - view.refused.len();
    assert!(told > 20, "{:?}", view.refused);
    assert!(wire.saw("stripe") && wire.length() > 10_000, "it was looked at");
    for (form, secret) in secrets {
        assert!(!wire.saw(&secret), "a secret of {} characters was told, of {form}", secret.len());
    }
}

#[tokio::test]
async fn a_name_that_looks_like_a_secret_is_told_without_it() {
    let server = Server::open().await;
    let wire = Wire::to(&server.base).await;
    let office = Office::by(&server.clock).await;
    office.desk.enters(&wire.base, &server.first_code().await).await.unwrap();
    let id = office.connects("stripe", "Fees sk_live_CANARYcanary1234").await;
    let view = office.desk.syncs().await;
    assert!(view.refused.is_empty() && view.pending.is_empty(), "{view:?}");
    assert!(!wire.saw("CANARY") && wire.saw("Fees"));
    let ana = Hand::enters(&server, &server.another_code().await).await;
    let known = ana.reads(&format!("/api/connections/{id}")).await;
    assert!(known["label"].as_str().unwrap().starts_with("Fees"), "{known}");
}
