//! What is not offered and not taken, and why.

use std::fs;

use patchbay_contract::{AuditAction, ErrorCode, SharedFileState as State, SharedFiles};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{Maker, SETTING, SMALL, at, two};
use crate::desk::Desk;
use crate::hand::Hand;
use crate::server::Server;
use crate::syncing::second;
use crate::wire::Wire;

#[tokio::test]
async fn what_cannot_be_shared_is_refused_with_its_line_and_nothing_of_it_is_told() {
    let server = Server::open().await;
    let wire = Wire::to(&server.base).await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&wire.base, &ana.invites("admin").await).await.unwrap();
    let one = Maker::at(desk);
    let long = format!("{SMALL}{}", "# a line of words\n".repeat(4_000));
    for (text, words) in [
        (format!("{SMALL}# sk_live_CANARYcanary1234\n"), "looks like a secret"),
        (SMALL.replace("vendor =", "vendr ="), "vendr"),
        (SMALL.replace("id = \"small\"", "id = \"larger\""), "larger.toml"),
        (long, "larger than 64 kB"),
    ] {
        one.saves(&text);
        let refused = one.offers().await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::FileUnfit);
        assert!(refused.details.as_ref().is_some_and(|told| told.contains(words)), "{refused:?}");
        assert!(!format!("{refused:?}").contains("CANARY"), "a secret is not repeated");
    }
    fs::write(one.path("xero.toml"), SMALL.replace("\"small\"", "\"xero\"")).unwrap();
    for (id, code) in [
        ("xero", ErrorCode::FileUnfit),
        ("nothing", ErrorCode::FileUnknown),
        ("../small", ErrorCode::FileUnknown),
    ] {
        let refused = one.desk.installation.offer_file(&one.catalogue, id).await.unwrap_err();
        assert_eq!(refused.code, code, "{id}");
    }
    assert!(one.desk.syncs().await.pending.is_empty());
    assert!(one.files().await.shared.is_empty() && !wire.saw("CANARY"));
    assert_eq!(one.entered(AuditAction::FileOffered).await, 0);
}

#[tokio::test]
async fn somebody_who_looked_at_another_text_takes_nothing() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    let looked_at = other.sees().await;
    one.saves(&at("keys.elsewhere.example"));
    one.offers().await.unwrap();
    one.sees().await;
    other.sees().await;
    for refused in [other.takes(&looked_at).await, other.declines(&looked_at).await] {
        assert_eq!(refused.unwrap_err().code, ErrorCode::FileChanged);
    }
    assert!(other.reads("small.toml").is_none());
    assert_eq!(other.entered(AuditAction::FileTaken).await, 0);
    one.withdraws().await.unwrap();
    one.desk.syncs().await;
    other.desk.syncs().await;
    assert_eq!(other.takes(&looked_at).await.unwrap_err().code, ErrorCode::FileUnknown);
}

#[tokio::test]
async fn who_may_not_set_what_is_the_firms_offers_and_withdraws_nothing_but_takes() {
    let server = Server::open().await;
    let (ana, one, _) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    for role in ["staff", "support"] {
        let bo = Maker::at(second(&server, &ana, role).await);
        let file = bo.sees().await;
        assert!(!bo.files().await.may_offer);
        bo.takes(&file).await.unwrap();
        bo.saves(&at("keys.elsewhere.example"));
        for refused in [bo.offers().await, bo.withdraws().await] {
            let refused = refused.unwrap_err();
            assert_eq!(refused.code, ErrorCode::MayNotOffer);
            assert!(refused.remedy.contains("administrator"), "{refused}");
        }
        let view = bo.desk.syncs().await;
        assert!(view.pending.is_empty() && view.refused.is_empty(), "{view:?}");
    }
    let alone = Maker::at(Desk::by(&server.clock));
    alone.saves(SMALL);
    assert_eq!(alone.files().await, SharedFiles::default());
    assert_eq!(alone.offers().await.unwrap_err().code, ErrorCode::NotEnrolled);
}

#[tokio::test]
async fn what_a_newer_patchbay_offers_is_named_with_its_mistakes_and_not_used() {
    let server = Server::open().await;
    let (ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    // As a server keeps it that knows more than this computer.
    let newer = format!("{SMALL}\n[of_tomorrow]\nknows = \"more\"\n");
    let options = SqliteConnectOptions::new().filename(server.database());
    let mut database = options.connect().await.unwrap();
    sqlx::query("update settings set value = ? where name = ?")
        .bind(json!(newer).to_string())
        .bind(SETTING)
        .execute(&mut database)
        .await
        .unwrap();
    database.close().await.unwrap();
    let file = other.sees().await;
    assert_eq!((file.state, other.waiting().await), (State::Unusable, 0));
    assert!(file.mistakes[0].contains("of_tomorrow"), "{:?}", file.mistakes);
    assert_eq!(other.takes(&file).await.unwrap_err().code, ErrorCode::FileUnfit);
    assert!(other.reads("small.toml").is_none());
    let body = Some(json!({ "value": "no file" }));
    let path = "/api/settings/provider_file.nothing";
    ana.asks(Method::PUT, path, body, StatusCode::UNPROCESSABLE_ENTITY).await;
}

#[tokio::test]
async fn what_the_server_never_heard_of_is_withdrawn_by_whoever_offered_it_whatever_their_role_is()
{
    let mut server = Server::open().await;
    let (_ana, one, _) = two(&server).await;
    server.stops().await;
    one.offers().await.unwrap();
    // An administrator of the firm gave them another role since.
    let file = one.desk.home.path().join("patchbay.db");
    let mut database = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    sqlx::query("update enrolment set role = 'staff'").execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    assert_eq!(one.offers().await.unwrap_err().code, ErrorCode::MayNotOffer);
    let left = one.withdraws().await.unwrap();
    assert!(left.shared.is_empty() && !left.may_offer && left.unshared.len() == 1, "{left:?}");
}

#[tokio::test]
async fn a_folder_that_takes_no_file_is_told_and_what_was_used_before_is_used_further() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    fs::create_dir(other.path("small.toml")).unwrap();
    let file = other.sees().await;
    assert_eq!(file.state, State::Other);
    let refused = other.takes(&file).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FileNotPlaced);
    assert!(refused.remedy.contains("small.toml"), "{refused}");
    assert_eq!(other.sees().await.state, State::Other);
    assert_eq!(other.entered(AuditAction::FileTaken).await, 0, "nothing was taken");
    fs::remove_dir(other.path("small.toml")).unwrap();
    other.takes(&other.sees().await).await.unwrap();
    assert!(other.has_a_card());
}
