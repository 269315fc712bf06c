//! What a token endpoint can answer, from the browser to the connection: either one that
//! works, or words and nothing saved.

use patchbay_contract::{ErrorCode, NewAttempt, Problem, StatusKind};
use patchbay_desktop::connect::Renewal;
use patchbay_practice::{COMPANIES, Decision, Endpoint, ExpiresIn, Misbehaviour, Trick};

use crate::bench_firm::{Answer, Firm, address, decide, wish};
use crate::traps::ended;

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

fn filled(firm: &Firm, provider: &str) -> NewAttempt {
    let wish = wish(provider);
    let fields = firm.practice.credentials_of(provider, &wish.at.sign_in);
    NewAttempt { fields, ..wish }
}

/// Signs in while the token endpoint does this, to its bad end.
async fn failed(firm: &Firm, provider: &str, trick: Trick) -> Problem {
    firm.practice.misbehave(provider, Misbehaviour::once(Endpoint::Token, trick));
    let attempt = firm.begin(filled(firm, provider)).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let problem = ended(firm, &attempt.id).await;
    firm.practice.behave(provider);
    problem
}

/// Signs in while the token endpoint does this, to a connection.
async fn connected(firm: &Firm, provider: &str, trick: Trick) -> String {
    firm.practice.misbehave(provider, Misbehaviour::once(Endpoint::Token, trick));
    let attempt = firm.begin(filled(firm, provider)).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await.0
}

#[tokio::test]
async fn a_token_answer_that_is_no_permission_ends_in_words_and_nothing_is_saved() {
    let providers = ["xero", "freshbooks", "quickbooks_online"];
    let mut firm = Firm::with_apps(&providers).await;
    for provider in providers {
        for (trick, code) in [
            (Trick::Html, ErrorCode::ProviderNonsense),
            (Trick::Status(302), ErrorCode::ProviderNonsense),
            (Trick::ErrorWith200("invalid_client".into()), ErrorCode::ProviderRefused),
            (Trick::ErrorWith200("invalid_grant".into()), ErrorCode::AnswerTooLate),
            (Trick::Status(500), ErrorCode::ProviderBusy),
            (Trick::LostAnswer, ErrorCode::ProviderUnreachable),
            (Trick::NoRefreshToken, ErrorCode::TokenUnusable),
            (Trick::TokenType("mac".into()), ErrorCode::TokenUnusable),
            (Trick::ExpiresIn(ExpiresIn::Zero), ErrorCode::TokenUnusable),
            (Trick::ExpiresIn(ExpiresIn::Seconds(u32::MAX)), ErrorCode::TokenUnusable),
        ] {
            let problem = failed(&firm, provider, trick.clone()).await;
            assert_eq!(problem.code, code, "{provider}, {trick:?}: {problem:#?}");
            assert!(!problem.remedy.is_empty());
        }
    }
    assert!(firm.connections().await.is_empty());
    firm = firm.again().await;
    assert!(firm.connections().await.is_empty());
    assert!(firm.sign_ins.restore().await.unwrap().is_empty(), "nothing is left to go on with");
}

#[tokio::test]
async fn fewer_scopes_than_were_asked_for_are_named_and_nothing_is_saved() {
    let firm = Firm::with_apps(&["xero"]).await;
    let problem = failed(&firm, "xero", Trick::FewerScopes).await;
    assert_eq!(problem.code, ErrorCode::ScopesMissing, "{problem:#?}");
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn a_life_that_is_text_short_or_unsaid_makes_a_connection_that_is_renewed_in_time() {
    let firm = Firm::with_apps(&["freshbooks"]).await;
    for (life, is_due) in [
        (ExpiresIn::Text, false),
        // Unsaid, it is as long as the provider's file says.
        (ExpiresIn::Absent, false),
        (ExpiresIn::Seconds(30), true),
    ] {
        connected(&firm, "freshbooks", Trick::ExpiresIn(life)).await;
        let before = firm.practice.counts("freshbooks").refreshes;
        firm.sign_ins.renew_what_is_due().await.unwrap();
        let renewed = firm.practice.counts("freshbooks").refreshes - before;
        assert_eq!(renewed, u32::from(is_due), "{life:?}");
    }
    for connection in firm.connections().await {
        assert_eq!(connection.status.kind(), StatusKind::Connected);
    }
}

#[tokio::test]
async fn another_company_than_was_chosen_is_named_and_the_connection_stays_as_it_was() {
    for provider in ["quickbooks_online", "xero"] {
        let firm = Firm::with_apps(&[provider]).await;
        let attempt = firm.begin(wish(provider)).await;
        let answer = decide(&address(&attempt), ALLOW).await;
        firm.bring_home(&attempt, answer).await;
        let (connection, account) = firm.connected(&attempt.id).await;

        let other = Misbehaviour::once(Endpoint::Authorize, Trick::OtherCompany);
        firm.practice.misbehave(provider, other);
        let again = NewAttempt { connection: Some(connection.clone()), ..wish(provider) };
        let attempt = firm.begin(again).await;
        let answer = decide(&address(&attempt), ALLOW).await;
        firm.bring_home(&attempt, answer).await;
        let problem = ended(&firm, &attempt.id).await;
        assert_eq!(problem.code, ErrorCode::OtherCompany, "{provider}: {problem:#?}");
        assert!(problem.what.contains(account.as_deref().unwrap()), "{}", problem.what);

        assert_eq!(firm.connections().await.len(), 1);
        let renewed = firm.sign_ins.renew(&connection).await.unwrap();
        assert_eq!(renewed, Renewal::Renewed, "the permission that was there is still kept");
    }
}

/// The same answer from another of the provider's regions.
fn moved_to(answer: Answer, server: &str) -> Answer {
    let Answer::Address(address) = answer else { panic!("a code was shown") };
    let mut address: url::Url = address.parse().unwrap();
    let pairs: Vec<(String, String)> = address.query_pairs().into_owned().collect();
    let there = |(name, value): (String, String)| {
        let value = if name == "accounts-server" { server.to_owned() } else { value };
        (name, value)
    };
    address.query_pairs_mut().clear().extend_pairs(pairs.into_iter().map(there));
    Answer::Address(address.into())
}

#[tokio::test]
async fn a_sign_in_that_is_answered_by_another_region_lives_there_from_then_on() {
    let firm = Firm::with_apps(&["zoho_mail"]).await;
    let (mut connection, mut renewed) = (None, 0);
    for server in ["https://accounts.zoho.com", "https://accounts.zoho.eu"] {
        let attempt = firm.begin(NewAttempt { connection, ..filled(&firm, "zoho_mail") }).await;
        let answer = decide(&address(&attempt), ALLOW).await;
        firm.bring_home(&attempt, moved_to(answer, server)).await;
        let (made, _) = firm.connected(&attempt.id).await;
        assert_eq!(firm.sign_ins.renew(&made).await.unwrap(), Renewal::Renewed, "{server}");
        renewed += 1;
        assert_eq!(firm.practice.counts("zoho_mail").refreshes, renewed);
        connection = Some(made);
    }
    assert_eq!(firm.connections().await.len(), 1);
}

#[tokio::test]
async fn a_region_that_the_provider_does_not_have_is_never_asked_for_a_token() {
    let firm = Firm::with_apps(&["zoho_mail"]).await;
    for server in
        ["https://accounts.zoho.com.evil.example", "http://accounts.zoho.eu", "https://127.0.0.1"]
    {
        let attempt = firm.begin(filled(&firm, "zoho_mail")).await;
        let answer = decide(&address(&attempt), ALLOW).await;
        firm.bring_home(&attempt, moved_to(answer, server)).await;
        let problem = ended(&firm, &attempt.id).await;
        assert_eq!(problem.code, ErrorCode::AnswerWrong, "{server}: {problem:#?}");
    }
    assert_eq!(firm.practice.counts("zoho_mail").exchanges, 0);
    assert!(firm.connections().await.is_empty());
}
