//! What a person is asked to do for connections: asked for once, closed when it is done.

use patchbay_contract::{
    ClosedBy, EnvironmentId, RepairCause, RepairFix, Severity, SignInAt, Status,
};
use patchbay_store::Connection;

use crate::walk::{Walk, connection};

fn of(condition: &str, about: &str) -> Connection {
    Connection {
        condition: condition.into(),
        condition_about: Some(about.into()),
        ..connection("xero")
    }
}

#[tokio::test]
async fn every_condition_that_needs_a_person_is_a_repair_with_its_cause_and_its_way() {
    let at = SignInAt {
        provider: "xero".into(),
        sign_in: "oauth".into(),
        environment: EnvironmentId::Live,
    };
    let why = Some("It was not used for 60 days.".to_owned());
    for (condition, about, cause, severity, fix) in [
        (
            "reconnect_needed",
            "It was not used for 60 days.",
            RepairCause::Reconnect { why },
            Severity::Critical,
            RepairFix::SignIn(at.clone()),
        ),
        (
            "more_permission_needed",
            "sending invoices",
            RepairCause::Permission { feature: "sending invoices".into() },
            Severity::Warning,
            RepairFix::AllowMore(at),
        ),
        (
            "check_settings",
            "Container",
            RepairCause::Settings { field: "Container".into() },
            Severity::Critical,
            RepairFix::FirmApp,
        ),
    ] {
        let mut walk = Walk::with(of(condition, about)).await;
        assert_eq!(walk.look().await.len(), 1, "{condition} is told of");
        assert_eq!(walk.look().await.len(), 0, "and once");
        let repairs = walk.repairs().await;
        let [repair] = repairs.open.as_slice() else { panic!("{repairs:?}") };
        assert_eq!((&repair.cause, repair.severity, &repair.fix), (&cause, severity, &fix));
        assert_eq!((repair.provider_name.as_str(), repair.title.as_str()), ("Xero", "Harbor"));
        assert!(!repair.stops.is_empty());
        assert_eq!(repair.since, walk.now());

        walk.change(|row| {
            row.condition = "works".into();
            row.condition_about = None;
        })
        .await;
        assert_eq!(walk.repairs().await.open, [], "also before the next look");
        assert_eq!(walk.look().await.len(), 0);
        let repairs = walk.repairs().await;
        assert_eq!(repairs.open, []);
        let closed = repairs.closed[0].closed.clone().unwrap();
        assert_eq!((closed.by, closed.at), (ClosedBy::Recovery, walk.now()));
        assert_eq!(walk.entered().await, ["connection.repair_asked", "connection.repair_closed"]);
    }
}

#[tokio::test]
async fn scopes_that_are_lacking_are_told_by_what_they_are_for() {
    let mut walk = Walk::with(of("more_permission_needed", "accounting.contacts")).await;
    walk.look().await;
    let cause = walk.repairs().await.open.remove(0).cause;
    let RepairCause::Permission { feature } = cause else { panic!("{cause:?}") };
    assert!(feature.contains(' ') && !feature.contains("accounting.contacts"), "{feature}");
}

#[tokio::test]
async fn trouble_that_passes_and_a_pause_ask_nobody_for_anything() {
    for condition in ["works", "delayed", "paused"] {
        let row = Connection { condition_about: None, ..of(condition, "") };
        let mut walk = Walk::with(row).await;
        assert_eq!(walk.look().await.len(), 0);
        assert_eq!(walk.repairs().await.open, []);
        assert_eq!(walk.entered().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_connection_that_is_paused_keeps_what_it_was_asked_for() {
    let mut walk = Walk::with(of("reconnect_needed", "It is over.")).await;
    walk.look().await;
    walk.change(|row| row.condition = "paused".into()).await;
    walk.look().await;
    assert_eq!(walk.repairs().await.open.len(), 1);
}

#[tokio::test]
async fn the_most_severe_comes_first_and_what_was_closed_is_shown_for_thirty_days() {
    let mut walk = Walk::with(of("more_permission_needed", "sending invoices")).await;
    walk.look().await;
    walk.pass_days(1);
    walk.change(|row| row.condition = "check_settings".into()).await;
    walk.look().await;
    let repairs = walk.repairs().await;
    assert_eq!((repairs.open.len(), repairs.closed.len()), (1, 1));
    walk.pass_days(30);
    assert_eq!(walk.repairs().await.closed.len(), 1);
    walk.pass_days(1);
    assert_eq!(walk.repairs().await.closed.len(), 0);
}

#[tokio::test]
async fn a_practice_firm_has_its_repairs_and_nobody_is_told_of_them_at_the_start() {
    let mut walk = Walk::of_a_practice_firm().await;
    let repairs = walk.repairs().await;
    let severe: Vec<_> = repairs.open.iter().map(|repair| repair.severity).collect();
    assert!(severe.is_sorted() && severe.contains(&Severity::Warning), "{severe:?}");
    assert_eq!(walk.look().await.len(), 0);
    let hub = walk.hub().await;
    for one in hub.iter().filter(|one| one.status.kind().needs_attention()) {
        let asked = repairs.open.iter().any(|repair| repair.connection == one.id);
        assert!(asked, "{:?} is not asked for", one.status);
    }
    for one in hub.iter().filter(|one| matches!(one.status, Status::Delayed { .. })) {
        assert!(!repairs.open.iter().any(|repair| repair.connection == one.id));
    }
}
