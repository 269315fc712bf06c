//! Renewing: by one at a time, with nothing lost and nothing spent twice.

use patchbay_contract::{Status, StatusKind};
use patchbay_desktop::connect::Renewal;
use patchbay_practice::{COMPANIES, Decision, Endpoint, ExpiresIn, Misbehaviour, Trick};

use crate::bench_firm::{Firm, address, decide, wish};

async fn connected(provider: &str) -> (Firm, String) {
    let firm = Firm::with_apps(&[provider]).await;
    let attempt = firm.begin(wish(provider)).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    (firm, connection)
}

async fn renew(firm: &Firm, connection: &str) -> Renewal {
    firm.sign_ins.renew(connection).await.unwrap()
}

#[tokio::test]
async fn a_token_that_dies_by_use_is_renewed_again_and_again_and_never_shown_twice() {
    let (firm, connection) = connected("freshbooks").await;
    for _ in 0..3 {
        assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    }
    let firm = firm.again().await;
    assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    let counts = firm.practice.counts("freshbooks");
    assert_eq!((counts.refreshes, counts.double_spends, counts.lost), (4, 0, 0));
}

#[tokio::test]
async fn of_many_that_want_to_renew_at_once_one_does_and_no_token_is_spent_twice() {
    let (firm, connection) = connected("freshbooks").await;
    let many: Vec<_> = (0..20)
        .map(|_| {
            let (sign_ins, id) = (std::sync::Arc::clone(&firm.sign_ins), connection.clone());
            tokio::spawn(async move { sign_ins.renew(&id).await.unwrap() })
        })
        .collect();
    let mut renewed = 0;
    for one in many {
        match one.await.unwrap() {
            Renewal::Renewed => renewed += 1,
            Renewal::Elsewhere => {}
            other => panic!("{other:?}"),
        }
    }
    let counts = firm.practice.counts("freshbooks");
    assert!(renewed >= 1);
    assert_eq!((counts.refreshes, counts.double_spends, counts.lost), (renewed, 0, 0));
}

#[tokio::test]
async fn an_outage_never_ends_a_permission_and_the_next_renewal_works() {
    let (firm, connection) = connected("freshbooks").await;
    for trick in [Trick::Status(503), Trick::Html, Trick::Reset] {
        firm.practice
            .misbehave("freshbooks", Misbehaviour::always(Endpoint::Refresh, trick.clone()));
        let renewal = renew(&firm, &connection).await;
        assert!(matches!(renewal, Renewal::Later(_)), "{trick:?}: {renewal:?}");
        firm.practice.behave("freshbooks");
    }
    assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    assert_eq!(firm.practice.counts("freshbooks").lost, 0);
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_again_where_the_provider_allows_it() {
    let (firm, connection) = connected("xero").await;
    let lost = Misbehaviour::once(Endpoint::Refresh, Trick::LostAnswer);
    firm.practice.misbehave("xero", lost);
    let mut renewal = renew(&firm, &connection).await;
    if renewal != Renewal::Renewed {
        renewal = renew(&firm, &connection).await;
    }
    assert_eq!(renewal, Renewal::Renewed);
    let counts = firm.practice.counts("xero");
    assert_eq!((counts.double_spends, counts.lost), (0, 0));
}

#[tokio::test]
async fn a_permission_that_was_taken_back_is_over_and_asks_a_person_once() {
    let (firm, connection) = connected("freshbooks").await;
    firm.practice.revoke_all("freshbooks");
    for _ in 0..2 {
        assert!(matches!(renew(&firm, &connection).await, Renewal::Over(_)));
    }
    let status = firm.connections().await[0].status.clone();
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");
    let attempt = firm
        .begin(patchbay_contract::NewAttempt { connection: Some(connection), ..wish("freshbooks") })
        .await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn one_that_cannot_be_renewed_keeps_no_other_from_it_and_says_what_is_missing() {
    let providers = ["freshbooks", "xero", "procore"];
    let firm = Firm::with_apps(&providers).await;
    for provider in providers {
        let soon = Trick::ExpiresIn(ExpiresIn::Seconds(60));
        firm.practice.misbehave(provider, Misbehaviour::once(Endpoint::Token, soon));
        let attempt = firm.begin(wish(provider)).await;
        let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
        firm.bring_home(&attempt, answer).await;
        firm.connected(&attempt.id).await;
    }
    firm.sign_ins.remove_firm_app(&wish("freshbooks").at).await.unwrap();
    firm.practice.revoke_all("procore");
    firm.sign_ins.renew_what_is_due().await.unwrap();
    let renewals = |provider: &str| firm.practice.counts(provider).refreshes;
    assert_eq!((renewals("freshbooks"), renewals("xero"), renewals("procore")), (0, 1, 0));
    for connection in firm.connections().await {
        let kind = connection.status.kind();
        match connection.provider.as_str() {
            "freshbooks" => assert_eq!(kind, StatusKind::CheckSettings),
            "procore" => assert_eq!(kind, StatusKind::ReconnectNeeded),
            _ => assert_eq!(kind, StatusKind::Connected),
        }
    }
    firm.sign_ins.renew_what_is_due().await.unwrap();
    assert_eq!(renewals("xero"), 1, "what was renewed is not due");
}
