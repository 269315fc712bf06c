//! Who is asked what time it is.

use patchbay_desktop::doctor::Asked;

use crate::bench_firm::{Firm, wish};

#[tokio::test]
async fn nobody_is_asked_the_time_before_somebody_signs_in_and_then_that_provider_is() {
    let firm = Firm::in_earnest(&["salesforce"]).await;
    assert!(matches!(firm.sign_ins.ask_the_time().await, Asked::Nobody));
    let attempt = firm.begin(wish("salesforce")).await;
    let asked = firm.sign_ins.ask_the_time().await;
    let Asked::Answered { host, its: Some(its), ours } = asked else { panic!("{asked:?}") };
    assert_eq!(host, "login.salesforce.com");
    assert!(ours.duration_since(its).abs().as_mins() < 2, "{ours} here, {its} there");
    firm.sign_ins.cancel(&attempt.id).await.unwrap();
    assert!(matches!(firm.sign_ins.ask_the_time().await, Asked::Nobody));
}

#[tokio::test]
async fn a_practice_firm_asks_nobody_since_its_providers_are_this_computer() {
    let firm = Firm::beside(&["salesforce"]).await;
    firm.begin(wish("salesforce")).await;
    assert!(matches!(firm.sign_ins.ask_the_time().await, Asked::Nobody));
}
