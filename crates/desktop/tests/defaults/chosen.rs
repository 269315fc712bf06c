//! One connection a kind: chosen, changed, entered, and gone with its connection.

use patchbay_contract::{DefaultChange, DefaultKind, EnvironmentId, ErrorCode, NewKey, SignInAt};

use crate::firm::Firm;

fn meet_by(connection: &str) -> DefaultChange {
    DefaultChange::Use {
        kind: DefaultKind::Meeting,
        connection: connection.to_owned(),
        address: None,
    }
}

fn send_by(connection: &str, address: Option<&str>) -> DefaultChange {
    DefaultChange::Use {
        kind: DefaultKind::Email,
        connection: connection.to_owned(),
        address: address.map(str::to_owned),
    }
}

#[tokio::test]
async fn one_platform_meets_and_the_other_stays_connected() {
    let firm = Firm::new().await;
    assert_eq!(firm.choices(DefaultKind::Meeting).await, Vec::<String>::new());
    let (daily, whereby) = (firm.connects("daily").await, firm.connects("whereby").await);
    firm.connects("stripe").await;
    assert_eq!(firm.of(DefaultKind::Meeting).await.chosen, None, "nobody chose yet");
    assert_eq!(firm.choices(DefaultKind::Meeting).await, [daily.clone(), whereby.clone()]);
    firm.changes(meet_by(&daily)).await;
    firm.changes(meet_by(&whereby)).await;
    let meeting = firm.of(DefaultKind::Meeting).await;
    assert_eq!(meeting.chosen().unwrap().provider, "whereby");
    assert_eq!(meeting.choices.len(), 2);
}

#[tokio::test]
async fn what_was_before_and_what_is_now_is_entered_once() {
    let firm = Firm::new().await;
    let (daily, whereby) = (firm.connects("daily").await, firm.connects("whereby").await);
    for connection in [&daily, &whereby, &whereby] {
        firm.changes(meet_by(connection)).await;
    }
    firm.changes(DefaultChange::UseNone { kind: DefaultKind::Meeting }).await;
    let changed: Vec<_> =
        firm.trail().await.into_iter().filter(|(action, _)| action == "settings.changed").collect();
    let told =
        |fact: &str| -> Vec<&str> { changed.iter().map(|(_, facts)| &*facts[fact]).collect() };
    // One that nobody named is called by its provider and the end of its id, and that once.
    let whereby = format!("Whereby ({})", &whereby[whereby.len() - 4..]);
    let daily = told("from")[1];
    assert!(daily.starts_with("Daily, "), "{daily}");
    assert_eq!(told("from"), [whereby.as_str(), daily, ""]);
    assert_eq!(told("to"), ["", whereby.as_str(), daily]);
    assert!(changed.iter().all(|(_, facts)| facts["setting"] == "default for meetings"));
}

#[tokio::test]
async fn what_is_for_something_else_a_sandbox_or_gone_meets_nobody() {
    let firm = Firm::new().await;
    let stripe = firm.connects("stripe").await;
    assert_eq!(firm.is_refused(meet_by(&stripe)).await, ErrorCode::ConnectionUnfit);
    assert_eq!(firm.is_refused(meet_by("gone")).await, ErrorCode::ConnectionUnfit);
    let at = SignInAt { environment: EnvironmentId::Sandbox, ..firm.typed("lawpay", "key").at };
    let sandbox = firm.saves(NewKey { at, ..firm.typed("lawpay", "key") }).await;
    let accounts = firm.defaults().await.payments.accounts;
    assert!(accounts.iter().all(|one| one.at.connection != sandbox), "{accounts:?}");
}

#[tokio::test]
async fn mail_is_sent_from_one_address_which_has_to_be_one() {
    let firm = Firm::new().await;
    let sendgrid = firm.connects("sendgrid").await;
    let wrong = send_by(&sendgrid, Some("Office <office@firm.example>"));
    assert_eq!(firm.is_refused(wrong).await, ErrorCode::SenderAddressWrong);
    firm.changes(send_by(&sendgrid, Some(" office@firm.example "))).await;
    let email = firm.of(DefaultKind::Email).await;
    assert_eq!(email.address.as_deref(), Some("office@firm.example"));
}

#[tokio::test]
async fn a_connection_that_ends_is_told_to_be_the_default_and_is_none_afterwards() {
    let firm = Firm::new().await;
    let daily = firm.connects("daily").await;
    firm.changes(meet_by(&daily)).await;
    let preview = firm.sign_ins.preview_disconnect(&daily).await.unwrap();
    assert_eq!((preview.default_for, preview.segments), (vec![DefaultKind::Meeting], 0));
    firm.disconnects(&daily).await;
    let meeting = firm.of(DefaultKind::Meeting).await;
    assert_eq!((meeting.chosen, meeting.choices.len()), (None, 0));
    let (action, facts) = firm.trail().await.remove(0);
    assert_eq!(action, "connection.disconnected");
    assert_eq!(facts["default"], "meeting");
}
