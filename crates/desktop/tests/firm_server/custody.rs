//! Handing connections to the firm's server and taking them back: at any time one side renews,
//! whatever is lost or killed on the way, and no token is used by two.

use patchbay_contract::{
    Custodian, Disconnection, ErrorCode, HandoverStep, Leaving, NewHandover, NewKey, Status,
    TakenBack,
};
use patchbay_desktop::connect::Renewal;
use patchbay_practice::{Endpoint, Misbehaviour, Trick};
use patchbay_store::Change;

use crate::gate::Where;
use crate::hand::Hand;
use crate::holding::{Firm, wish};

/// One whose tokens work once: who uses one twice has lost it.
const PROVIDER: &str = "salesforce";

/// What a script of the firm reads of it at the server.
async fn there(hand: &Hand, connection: &str) -> Option<String> {
    let path = format!("/api/connections/{connection}/custody");
    let view = hand.reads_perhaps(&path).await?;
    view["state"].as_str().map(str::to_owned)
}

async fn hand(firm: &Firm) -> Hand {
    Hand::enters(&firm.server, &firm.server.another_code().await).await
}

fn nothing_was_spent_twice(firm: &Firm) {
    let counts = firm.practice.counts(PROVIDER);
    assert_eq!((counts.double_spends, counts.lost), (0, 0));
}

#[tokio::test]
async fn the_server_renews_what_was_handed_over_and_nothing_of_it_is_left_here() {
    let mut firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    let preview = firm.program.handing.preview(&connection).await.unwrap();
    assert!(preview.is_trusted, "its key was pinned when this computer came in: {preview:?}");
    assert_eq!(preview.in_the_way, None);
    let now = firm.hands_over(&connection).await.unwrap();
    assert_eq!((now.custodian, now.step), (Custodian::FirmServer, Some(HandoverStep::Held)));
    assert_eq!(there(&hand(&firm).await, &connection).await.as_deref(), Some("held"));
    assert_eq!(firm.credentials_here(&connection).await, 0);

    firm.clock.pass_days(1);
    let refreshes = firm.practice.counts(PROVIDER).refreshes;
    let tested = firm.program.keys.test(&connection).await.unwrap();
    assert_eq!(tested.problem, None, "{tested:#?}");
    assert!(tested.checks.iter().any(|check| check.holds == Some(true)), "{tested:#?}");
    assert_eq!(firm.practice.counts(PROVIDER).refreshes, refreshes + 1, "the server renewed it");
    nothing_was_spent_twice(&firm);

    // Whatever needs it here says who holds it.
    let renewed = firm.program.sign_ins.renew(&connection).await.unwrap_err();
    assert_eq!(renewed.code, ErrorCode::HeldByServer);
    firm.program.sign_ins.renew_what_is_due().await.unwrap();
    assert_eq!(firm.program.keys.test_what_is_due().await.unwrap(), []);
    let again = firm.hands_over(&connection).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::HeldByServer);
    let back = firm.program.handing.call_back(&connection).await.unwrap_err();
    assert_eq!(back.code, ErrorCode::HeldByServer, "it comes back by signing in again");
}

#[tokio::test]
async fn how_one_is_that_the_server_holds_is_what_the_server_says() {
    let firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&connection).await.unwrap();
    firm.practice.revoke_all(PROVIDER);
    firm.clock.pass_days(1);
    let tested = firm.program.keys.test(&connection).await.unwrap();
    assert!(tested.problem.is_some(), "{tested:#?}");
    firm.program.installation.sync_now().await.unwrap();
    let status = firm.program.installation.connection(&connection).await.unwrap().status;
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");
    // What is told of it from here changes nothing of that.
    let renamed = patchbay_contract::NewName { connection: connection.clone(), name: "M".into() };
    firm.program.installation.rename_connection(&renamed).await.unwrap();
    firm.program.installation.sync_now().await.unwrap();
    let path = format!("/api/connections/{connection}");
    let seen = hand(&firm).await.reads(&path).await;
    assert_eq!((&seen["status"], &seen["label"]), (&"reconnect_needed".into(), &"M".into()));
    assert_eq!(seen["custodian"], "firm_server");
}

/// Hands a connection over with the nth request stopped; says whether it came to that. In the
/// end exactly one side holds it, and works with it.
async fn handed_with_a_stop(nth: usize, at: Where, killed: bool) -> bool {
    let mut firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.gate.stops(nth, at, killed);
    let handing = firm.program.handing.clone();
    let to_hand = wish(&connection);
    let mut under_way = tokio::spawn(async move { handing.hand_over(&to_hand).await });
    tokio::select! {
        done = &mut under_way => {
            let done = done.unwrap();
            assert!(!killed || done.is_ok(), "{nth} {at:?}: {done:?}");
        }
        () = firm.gate.is_reached(), if killed => {
            under_way.abort();
            let _ = under_way.await;
        }
    }
    let has_stopped = firm.gate.has_stopped();
    firm.gate.opens();
    firm.starts_again().await;
    // The turn of a program that was killed is over by then.
    firm.clock.pass(6);

    // Until somebody goes on, nobody but the one who may renews.
    let now = firm.custody(&connection).await;
    let renewal = firm.program.sign_ins.renew(&connection).await;
    let is_held = firm.custody(&connection).await.custodian == Custodian::FirmServer;
    match renewal {
        Ok(renewal) => assert!(!is_held && renewal == Renewal::Renewed, "{nth} {at:?}: {now:?}"),
        Err(problem) => assert!(is_held, "{nth} {at:?}: {problem:?}"),
    }
    nothing_was_spent_twice(&firm);
    firm.program.handing.go_on().await.unwrap();
    if firm.custody(&connection).await.step.is_none() {
        firm.hands_over(&connection).await.unwrap();
    }
    let now = firm.custody(&connection).await;
    assert_eq!(now.step, Some(HandoverStep::Held), "{nth} {at:?}: {now:?}");
    assert_eq!(firm.credentials_here(&connection).await, 0);
    firm.clock.pass_days(1);
    let tested = firm.program.keys.test(&connection).await.unwrap();
    assert_eq!(tested.problem, None, "{nth} {at:?}");
    nothing_was_spent_twice(&firm);
    has_stopped
}

#[tokio::test]
async fn killed_at_every_request_one_side_holds_it_in_the_end_and_no_token_is_used_by_two() {
    let mut stops = 0;
    for at in [Where::Before, Where::After] {
        for nth in 1.. {
            if !handed_with_a_stop(nth, at, true).await {
                break;
            }
            stops += 1;
        }
    }
    assert!(stops > 12, "only {stops} requests were found");
}

#[tokio::test]
async fn a_server_that_is_away_at_any_step_leaves_a_connection_that_works() {
    let mut stops = 0;
    for at in [Where::Before, Where::After] {
        for nth in 1.. {
            if !handed_with_a_stop(nth, at, false).await {
                break;
            }
            stops += 1;
        }
    }
    assert!(stops > 12, "only {stops} requests were found");
}

#[tokio::test]
async fn one_that_does_not_work_from_there_stays_here_and_says_why() {
    let firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    let no = Misbehaviour::always(Endpoint::Api, Trick::Status(403));
    firm.practice.misbehave(PROVIDER, no);
    let problem = firm.hands_over(&connection).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::HandoverNotProven, "{problem:?}");
    firm.practice.behave(PROVIDER);
    let now = firm.custody(&connection).await;
    assert_eq!((now.custodian, now.step), (Custodian::ThisComputer, Some(HandoverStep::Offered)));
    assert_eq!(now.problem.map(|problem| problem.code), Some(ErrorCode::HandoverNotProven));
    // Nobody goes on with it before a person does, and it is renewed here as before.
    firm.program.handing.go_on().await.unwrap();
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("delivered"));
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);

    let kept = firm.program.handing.call_back(&connection).await.unwrap();
    assert_eq!((kept.custodian, kept.step), (Custodian::ThisComputer, None));
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("withdrawn"));
    // It may be handed over all the same, under another number.
    firm.hands_over(&connection).await.unwrap();
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("held"));
    nothing_was_spent_twice(&firm);
}

#[tokio::test]
async fn to_a_key_that_nobody_compared_nothing_is_sealed() {
    let mut firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    let device = hand.devices().await.into_iter().find(|(name, _)| name != "script").unwrap().1;
    let at = firm.clock.now().to_string();
    let another = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM";
    firm.in_the_database(async |store| {
        let change = Change { at: &at, entries: &[] };
        assert!(store.trust_server_key(&device, another, change).await.unwrap());
    })
    .await;
    let preview = firm.program.handing.preview(&connection).await.unwrap();
    assert!(!preview.is_trusted);
    let (named, trusted) = (preview.key.unwrap().fingerprint, preview.trusted.unwrap());
    assert_ne!(named, trusted);
    for compared in [None, Some(trusted)] {
        let wish = NewHandover { connection: connection.clone(), compared };
        let problem = firm.program.handing.hand_over(&wish).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::ServerKeyChanged);
        assert!(problem.details.unwrap().contains(&named));
    }
    assert_eq!(there(&hand, &connection).await, None, "nothing was sent");
    assert_eq!(firm.custody(&connection).await.step, None);
    let compared = Some(named.to_lowercase());
    let wish = NewHandover { connection: connection.clone(), compared };
    firm.program.handing.hand_over(&wish).await.unwrap();
    let kept = firm.in_the_database(async |store| store.enrolment().await.unwrap()).await;
    assert_ne!(kept.unwrap().server_key.as_deref(), Some(another), "it is trusted from now on");
}

#[tokio::test]
async fn signing_in_again_takes_it_back_also_while_the_server_is_away() {
    let mut firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&connection).await.unwrap();
    firm.server.stops().await;
    assert_eq!(firm.signs_in(PROVIDER, Some(&connection)).await, connection);
    let now = firm.custody(&connection).await;
    assert_eq!(now.custodian, Custodian::ThisComputer);
    assert_eq!(now.step, Some(HandoverStep::TakingBack));
    // Two permissions: each side goes on with its own.
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    firm.program.installation.sync_now().await.unwrap_err();
    firm.server.starts().await;
    firm.program.installation.sync_now().await.unwrap();
    assert_eq!(firm.custody(&connection).await.step, None);
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("withdrawn"));
    let seen = hand.reads(&format!("/api/connections/{connection}")).await;
    assert_eq!(seen["custodian"], "this_computer");
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    nothing_was_spent_twice(&firm);
}

#[tokio::test]
async fn a_key_goes_and_comes_back_when_it_is_typed_again() {
    let firm = Firm::open().await;
    let saved = firm.program.keys.save(firm.typed("stripe")).await.unwrap();
    let connection = saved.connection;
    let now = firm.hands_over(&connection).await.unwrap();
    assert_eq!(now.custodian, Custodian::FirmServer);
    let tested = firm.program.keys.test(&connection).await.unwrap();
    assert_eq!(tested.problem, None, "{tested:#?}");
    let typed = NewKey { connection: Some(connection.clone()), ..firm.typed("stripe") };
    firm.program.keys.save(typed).await.unwrap();
    assert_eq!(firm.custody(&connection).await.custodian, Custodian::ThisComputer);
    firm.program.installation.sync_now().await.unwrap();
    assert_eq!(firm.custody(&connection).await.step, None);
    assert_eq!(firm.program.keys.test(&connection).await.unwrap().problem, None);
}

#[tokio::test]
async fn one_that_the_server_holds_is_ended_there_and_here() {
    let firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&connection).await.unwrap();
    let end = |despite| Disconnection { connection: connection.clone(), despite };
    let receipt = firm.program.sign_ins.disconnect(end(false)).await.unwrap();
    assert_eq!(receipt.taken, TakenBack::Confirmed, "the server told the provider: {receipt:?}");
    assert!(!receipt.is_left_to_do());
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("withdrawn"));
    firm.program.installation.sync_now().await.unwrap();
    let gone = firm.program.installation.custody_of(&connection).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_permission_that_stands_at_the_provider_stays_held_until_that_is_wanted() {
    let firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&connection).await.unwrap();
    let down = Misbehaviour::always(Endpoint::Revoke, Trick::Status(503));
    firm.practice.misbehave(PROVIDER, down);
    let end = |despite| Disconnection { connection: connection.clone(), despite };
    let problem = firm.program.sign_ins.disconnect(end(false)).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::PermissionStands, "{problem:?}");
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("held"));
    assert_eq!(firm.custody(&connection).await.step, Some(HandoverStep::Held));
    assert_eq!(firm.program.keys.test(&connection).await.unwrap().problem, None);
    let receipt = firm.program.sign_ins.disconnect(end(true)).await.unwrap();
    assert!(receipt.is_left_to_do(), "somebody has to end it there: {receipt:?}");
    assert_eq!(there(&hand, &connection).await.as_deref(), Some("withdrawn"));
    let gone = firm.program.installation.custody_of(&connection).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_computer_that_was_shut_out_leaves_only_when_it_is_said_what_that_means() {
    let mut firm = Firm::open().await;
    let hand = hand(&firm).await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.hands_over(&connection).await.unwrap();
    hand.shuts_out("Ana’s laptop").await;
    let tested = firm.program.keys.test(&connection).await.unwrap_err();
    assert_eq!(tested.code, ErrorCode::DeviceShutOut);
    let leaving = firm.program.installation.leave_server(Leaving { untold: false }).await;
    let problem = leaving.unwrap_err();
    assert_eq!(problem.code, ErrorCode::HeldByServer);
    assert!(problem.remedy.contains("--untold"), "{problem}");
    firm.program.installation.leave_server(Leaving { untold: true }).await.unwrap();
    let status = firm.program.installation.connection(&connection).await.unwrap().status;
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");
    assert_eq!(firm.custody(&connection).await.custodian, Custodian::ThisComputer);
    assert_eq!(firm.credentials_here(&connection).await, 0);
    firm.signs_in(PROVIDER, Some(&connection)).await;
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    nothing_was_spent_twice(&firm);
}

#[tokio::test]
async fn what_a_computer_alone_can_do_and_who_may_only_look_are_told_before() {
    let firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.practice.revoke_all(PROVIDER);
    let renewal = firm.program.sign_ins.renew(&connection).await.unwrap();
    assert!(matches!(renewal, Renewal::Over(_)), "{renewal:?}");
    let preview = firm.program.handing.preview(&connection).await.unwrap();
    let in_the_way = preview.in_the_way.unwrap();
    assert_eq!(in_the_way.code, ErrorCode::HandoverUnfit, "it does not work at the moment");
    assert_eq!(preview.key, None, "nobody was asked");
    assert_eq!(firm.hands_over(&connection).await.unwrap_err().code, ErrorCode::HandoverUnfit);
}

/// A firm whose word that it let go was lost on the way there, or whose answer was.
async fn let_go_unheard(at: Where) -> (Firm, String) {
    for nth in 1.. {
        let firm = Firm::open().await;
        let connection = firm.signs_in(PROVIDER, None).await;
        firm.gate.stops(nth, at, false);
        let _ = firm.hands_over(&connection).await;
        assert!(firm.gate.has_stopped(), "it never came to that");
        firm.gate.opens();
        if firm.custody(&connection).await.step == Some(HandoverStep::LettingGo) {
            return (firm, connection);
        }
    }
    unreachable!("numbers have no end")
}

#[tokio::test]
async fn called_back_in_between_it_stays_here_unless_the_server_has_it_by_then() {
    let (firm, connection) = let_go_unheard(Where::Before).await;
    let problem = firm.custody(&connection).await.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::HandoverWaits, "{problem:?}");
    let kept = firm.program.handing.call_back(&connection).await.unwrap();
    assert_eq!((kept.custodian, kept.step), (Custodian::ThisComputer, None));
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    nothing_was_spent_twice(&firm);

    // Its answer was lost, and it may have renewed: what is here is spent for good.
    let (mut firm, connection) = let_go_unheard(Where::After).await;
    let held = firm.program.handing.call_back(&connection).await.unwrap();
    assert_eq!((held.custodian, held.step), (Custodian::FirmServer, Some(HandoverStep::Held)));
    assert_eq!(firm.credentials_here(&connection).await, 0);
    assert_eq!(firm.program.keys.test(&connection).await.unwrap().problem, None);
    nothing_was_spent_twice(&firm);
}

#[tokio::test]
async fn nobody_is_handed_over_in_the_middle_of_a_renewal_and_one_that_was_killed_is_followed() {
    let mut firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    let renewed_since = async |firm: &mut Firm, minutes: i64| {
        let at = firm.clock.now() - jiff::SignedDuration::from_mins(minutes);
        let (at, id) = (at.to_string(), connection.clone());
        let lease = std::time::Duration::from_secs(60);
        let begun = async |store: &patchbay_store::Store| {
            assert!(store.begin_renewal(&id, &at, lease).await.unwrap());
        };
        firm.in_the_database(begun).await;
    };
    renewed_since(&mut firm, 1).await;
    let busy = firm.hands_over(&connection).await.unwrap_err();
    assert_eq!(busy.code, ErrorCode::ConnectionBusy);
    assert_eq!(firm.custody(&connection).await.step, None, "nothing was begun");
    firm.clock.pass(30);
    let now = firm.hands_over(&connection).await.unwrap();
    assert_eq!(now.step, Some(HandoverStep::Held));
    nothing_was_spent_twice(&firm);
}

#[tokio::test]
async fn what_a_restored_server_knows_nothing_of_has_to_be_signed_in_to() {
    let mut firm = Firm::open().await;
    let connection = firm.signs_in(PROVIDER, None).await;
    firm.server.backs_up().await;
    firm.hands_over(&connection).await.unwrap();
    firm.server.is_restored().await;
    let restored = firm.program.installation.sync_now().await.unwrap_err();
    assert_eq!(restored.code, ErrorCode::ServerRestored);
    // Until a person goes along with it, it says nothing of who holds what.
    let tested = firm.program.keys.test(&connection).await.unwrap_err();
    assert_eq!(tested.code, ErrorCode::ServerRestored);
    assert_eq!(firm.custody(&connection).await.step, Some(HandoverStep::Held));
    firm.program.installation.contact_server(true).await.unwrap();
    firm.program.installation.sync_now().await.unwrap();
    let now = firm.custody(&connection).await;
    assert_eq!((now.custodian, now.step), (Custodian::ThisComputer, None));
    let status = firm.program.installation.connection(&connection).await.unwrap().status;
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");
    firm.signs_in(PROVIDER, Some(&connection)).await;
    assert_eq!(firm.program.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    nothing_was_spent_twice(&firm);
}
