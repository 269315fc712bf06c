//! Answers that nobody takes: not this browser's, not this sign-in's, not in time, or none.

use super::browser::Browser;
use super::*;

pub(in super::super) async fn an_answer_is_taken_by_the_browser_that_began_once_and_in_time(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let before = firm.trail(&ana).await;
    let bo = person(1, "bo@firm.example");
    let mut browser = Browser::new();
    let address = browser.leave(&firm.base).await;
    let query = browser.sign_in(address, &bo).await;

    // Somebody else's browser, with a sign-in of its own or without one.
    let mut other = Browser::new();
    let stranger = other.come_home(&firm.base, &query).await;
    assert_eq!(stranger.refusal(), (403, "sign_in_not_begun_here"));
    let their_own = other.leave(&firm.base).await;
    let stranger = other.come_home(&firm.base, &query).await;
    assert_eq!(stranger.refusal(), (403, "sign_in_not_begun_here"));
    // An answer of theirs in this browser lets nobody in as them.
    let theirs = other.sign_in(their_own, &person(2, "eve@firm.example")).await;
    let brought = browser.come_home(&firm.base, &theirs).await;
    assert_eq!(brought.refusal(), (403, "sign_in_not_begun_here"));
    let state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
    let code = query.split('&').find(|pair| pair.starts_with("code=")).unwrap();
    for (wrong, refusal) in [
        (format!("{code}&state=another"), (403, "sign_in_not_begun_here")),
        (format!("{code}&{state}&{code}"), (400, "sign_in_malformed")),
        (code.to_owned(), (400, "sign_in_malformed")),
        (format!("{code}&{state}&x={}", "a".repeat(8 * 1024)), (400, "sign_in_malformed")),
        (format!("{state}&code=%00"), (400, "sign_in_malformed")),
    ] {
        let seen = browser.come_home(&firm.base, &wrong).await;
        assert_eq!(seen.refusal(), refusal, "{wrong}");
    }
    assert_eq!(firm.trail(&ana).await, before, "nothing was changed");

    // None of this used it up. Then it is taken, and not again.
    let mut tab = browser.copy();
    browser.come_home(&firm.base, &query).await.code();
    let again = browser.come_home(&firm.base, &query).await;
    assert_eq!(again.refusal(), (403, "sign_in_not_begun_here"), "the cookie is gone");
    assert_eq!(tab.come_home(&firm.base, &query).await.refusal(), (403, "sign_in_over"));

    let mut late = Browser::new();
    let address = late.leave(&firm.base).await;
    let query = late.sign_in(address, &bo).await;
    firm.pass(10);
    assert_eq!(late.come_home(&firm.base, &query).await.refusal(), (403, "sign_in_over"));
}

pub(in super::super) async fn of_many_who_bring_one_answer_at_once_one_gets_the_code(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let mut browser = Browser::new();
    let address = browser.leave(&firm.base).await;
    let query = browser.sign_in(address, &person(1, "bo@firm.example")).await;
    let (mut one, mut two, mut three) = (browser.copy(), browser.copy(), browser.copy());
    let base = &firm.base;
    let all = tokio::join!(
        one.come_home(base, &query),
        two.come_home(base, &query),
        three.come_home(base, &query)
    );
    let mut codes = 0;
    for seen in [all.0, all.1, all.2] {
        match seen.status {
            StatusCode::OK => codes += i32::from(!seen.code().is_empty()),
            _ => assert_eq!(seen.refusal(), (403, "sign_in_over")),
        }
    }
    assert_eq!(codes, 1);
    assert_eq!(firm.entries(&ana, "member.account_bound").await.len(), 1);
}

pub(in super::super) async fn who_tries_too_often_is_told_so_on_a_page(ground: Ground) {
    let set = keys(&directory::issuer(9)) + "requests_per_minute = 600\n";
    let firm = Firm::open_with(ground, &set).await;
    let mut browser = Browser::new();
    let mut last = None;
    for _ in 0..21 {
        last = Some(browser.come_home(&firm.base, "code=a&state=b").await);
    }
    assert_eq!(last.unwrap().refusal(), (429, "too_many_requests"));
}
