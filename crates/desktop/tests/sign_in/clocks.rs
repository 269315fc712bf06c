//! Time: answers that never come or come late, codes that waited too long, and clocks that
//! are not the same.

use jiff::SignedDuration;
use patchbay_contract::{AttemptStep, ErrorCode, HomeWay, NewAttempt, StatusKind, Unlock};
use patchbay_desktop::connect::{Arrived, Renewal};
use patchbay_practice::{COMPANIES, Decision, Endpoint, Misbehaviour, Trick};

use crate::bench_firm::{Firm, address, decide, wish};
use crate::traps::{arrive, ended, query};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

const fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// Says no on a page that says nothing of it to anybody.
async fn decline(address: &str) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let form = "application/x-www-form-urlencoded";
    let said = http.post(address).header("content-type", form).body(Decision::Deny.form());
    let said = said.send().await.unwrap();
    assert!(said.status().is_success() && said.headers().get("location").is_none());
}

#[tokio::test]
async fn a_no_that_the_provider_keeps_to_itself_ends_after_ten_minutes_in_words() {
    let firm = Firm::with_apps(&["hubspot"]).await;
    let attempt = firm.begin(wish("hubspot")).await;
    firm.practice
        .misbehave("hubspot", Misbehaviour::once(Endpoint::Authorize, Trick::SilentDenial));
    decline(&address(&attempt)).await;
    firm.watch.put(minutes(10) - SignedDuration::from_secs(30));
    firm.sign_ins.expire().await.unwrap();
    let step = firm.sign_ins.attempt(&attempt.id).unwrap().step;
    assert!(matches!(step, AttemptStep::Waiting { .. }), "{step:?}");
    firm.watch.put(minutes(1));
    firm.sign_ins.expire().await.unwrap();
    let problem = ended(&firm, &attempt.id).await;
    assert_eq!(problem.code, ErrorCode::AttemptOver);
    assert!(problem.what.contains("ten minutes"), "{}", problem.what);
    assert!(problem.remedy.contains("send nothing when somebody says no"), "{}", problem.remedy);
    assert_eq!(firm.practice.counts("hubspot").exchanges, 0);
}

#[tokio::test]
async fn an_answer_that_comes_after_ten_minutes_is_refused_whether_anybody_looked_or_not() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let late = query(&decide(&address(&attempt), ALLOW).await);
    firm.watch.put(minutes(11));
    assert_eq!(arrive(&firm, "slack", &late).await, Arrived::Refused);
    assert_eq!(ended(&firm, &attempt.id).await.code, ErrorCode::AttemptOver);
    assert_eq!(firm.practice.counts("slack").exchanges, 0);
}

#[tokio::test]
async fn a_sign_in_whose_time_ran_out_while_the_program_was_closed_is_not_taken_up() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let late = query(&decide(&address(&attempt), ALLOW).await);
    firm.watch.put(minutes(60));
    let firm = firm.again().await;
    assert!(firm.sign_ins.restore().await.unwrap().is_empty());
    assert_eq!(arrive(&firm, "slack", &late).await, Arrived::Refused);
    assert_eq!(firm.practice.counts("slack").exchanges, 0);
}

#[tokio::test]
async fn a_code_that_waited_for_the_keychain_too_long_is_told_with_start_again() {
    let firm = Firm::with_apps(&["zoho_mail"]).await;
    let fields = firm.practice.credentials_of("zoho_mail", "oauth");
    let wished = NewAttempt { fields, way: Some(HomeWay::Relay), ..wish("zoho_mail") };
    let attempt = firm.begin(wished.clone()).await;
    let answer = query(&decide(&address(&attempt), ALLOW).await);
    firm.installation.lock_vault().await.unwrap();
    let waits = arrive(&firm, "zoho_mail", &answer).await;
    assert!(matches!(waits, Arrived::Later(_)), "{waits:?}");
    // Its codes live for two minutes.
    firm.watch.put(minutes(3));
    firm.their_watch.put(minutes(3));
    firm.installation.unlock_vault(Unlock::Keychain).await.unwrap();
    firm.sign_ins.take_in_later_ones().await;
    let problem = ended(&firm, &attempt.id).await;
    assert_eq!(problem.code, ErrorCode::AnswerTooLate, "{problem:#?}");
    assert!(problem.remedy.starts_with("Start again"), "{}", problem.remedy);
    assert!(firm.connections().await.is_empty());

    let attempt = firm.begin(wished).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_here_or_there_keeps_nobody_from_signing_in_and_staying() {
    let day = SignedDuration::from_hours(23);
    // One whose ID token says when it was made, and one whose tokens die by use.
    let providers = ["outlook_mail", "freshbooks"];
    for (here, there) in
        [(day, minutes(0)), (-day, minutes(0)), (minutes(0), day), (minutes(0), -day)]
    {
        let firm = Firm::with_apps(&providers).await;
        firm.watch.put(here);
        firm.their_watch.put(there);
        for provider in providers {
            let fields = firm.practice.credentials_of(provider, "oauth");
            let attempt = firm.begin(NewAttempt { fields, ..wish(provider) }).await;
            let answer = decide(&address(&attempt), ALLOW).await;
            firm.bring_home(&attempt, answer).await;
            let (connection, _) = firm.connected(&attempt.id).await;
            let renewal = firm.sign_ins.renew(&connection).await.unwrap();
            assert_eq!(renewal, Renewal::Renewed, "{provider}, {here:?} here, {there:?} there");
        }
        // What was just given is not taken for something that ends.
        firm.sign_ins.renew_what_is_due().await.unwrap();
        assert_eq!(firm.practice.counts("freshbooks").refreshes, 1);
        for connection in firm.connections().await {
            assert_eq!(connection.status.kind(), StatusKind::Connected);
        }
    }
}

#[tokio::test]
async fn a_clock_that_is_put_right_in_the_middle_of_a_sign_in_loses_no_permission() {
    let firm = Firm::with_apps(&["xero"]).await;
    firm.watch.put(SignedDuration::from_hours(24));
    let attempt = firm.begin(wish("xero")).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.watch.put(SignedDuration::from_hours(-24));
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
}
