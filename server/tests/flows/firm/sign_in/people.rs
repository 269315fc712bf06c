//! Who comes in, as whom, and who does not.

use patchbay_server::administration;
use patchbay_server::config::Config;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::browser::Browser;
use super::*;

/// Another server of the same firm.
async fn another_server(config: &Config) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(patchbay_server::serve(listener, config.clone(), CancellationToken::new()));
    base
}

pub(in super::super) async fn who_was_invited_signs_in_and_a_computer_comes_in_by_the_code(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    let invited = firm.invite(&ana, "Bo", "Bo@Firm.example").await;
    let mut browser = Browser::new();
    let seen = browser.whole_way(&firm.base, &person(1, "bo@firm.EXAMPLE")).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.page.contains("It lets a computer in as Bo."), "{}", seen.page);
    let code = seen.code();
    let bo = firm.enrol(&code, 2).await;
    let me = firm.get(&bo.token, "/api/me").await;
    assert_eq!((&me["name"], &me["role"]), (&json!("Bo"), &json!("staff")));
    assert_eq!(firm.enrolled(&code, 3).await.1, "code_refused", "once");
    let sent = invited["code"].as_str().unwrap();
    assert_eq!(firm.enrolled(sent, 3).await.1, "code_refused", "the one that was sent");

    // Known by the account from now on, whatever the address; the answer is taken by another
    // server of the firm than the one that the browser left from.
    let other = another_server(&firm.config).await;
    let address = browser.leave(&firm.base).await;
    let query = browser.sign_in(address, &person(1, "bo.miller@firm.example")).await;
    let late = browser.come_home(&other, &query).await.code();
    firm.pass(10);
    assert_eq!(firm.enrolled(&late, 3).await.1, "code_refused", "after ten minutes");
    let seen = browser.whole_way(&other, &person(1, "bo.miller@firm.example")).await;
    assert_eq!(firm.enrol(&seen.code(), 3).await.member, bo.member);

    let bound = firm.entries(&ana, "member.account_bound").await;
    assert_eq!(bound.len(), 1);
    assert_eq!(bound[0]["subject"], json!(bo.member));
    assert_eq!(bound[0]["detail"]["account"], person(1, "")["oid"]);
    assert_eq!(firm.entries(&ana, "member.came").await.len(), 2, "Ana and Bo");
    let made = firm.entries(&ana, "enrolment.link_made").await;
    assert!(made.len() == 3 && made[0]["detail"]["by"] == "Microsoft Entra ID", "{made:?}");
    assert_eq!(firm.get(&ana.token, "/api/audit/check").await["whole"], true);
    let kept = firm.ground.all_that_is_kept().await;
    for secret in [code.as_str(), SECRET] {
        assert!(!kept.windows(secret.len()).any(|b| b == secret.as_bytes()), "a secret is kept");
    }
}

pub(in super::super) async fn the_first_owner_signs_in_by_the_address_that_was_named(
    ground: Ground,
) {
    let directory = Directory::independent();
    let firm = Firm::open_with(ground, &keys(&directory.issuer())).await;
    firm.pass(Timestamp::now().duration_since(minute(0)).as_mins());
    let address = Some("ana@firm.example");
    administration::link_for_first_owner(&firm.config, "Ana", address).await.unwrap();
    let seen = Browser::new().whole_way(&firm.base, &person(1, "ana@firm.example")).await;
    let ana = firm.enrol(&seen.code(), 1).await;
    let me = firm.get(&ana.token, "/api/me").await;
    assert_eq!((&me["name"], &me["role"]), (&json!("Ana"), &json!("owner")));
}

pub(in super::super) async fn a_member_stays_who_they_are_and_an_address_given_anew_opens_nothing(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    let invited = firm.invite(&ana, "Bo", "bo@firm.example").await;
    let bo = firm.enrol(invited["code"].as_str().unwrap(), 2).await;
    let mut browser = Browser::new();
    // A member already, by the code that was sent: the account is the same member's.
    let seen = browser.whole_way(&firm.base, &person(1, "bo@firm.example")).await;
    assert_eq!(firm.enrol(&seen.code(), 3).await.member, bo.member);
    let before = firm.trail(&ana).await;
    let stranger = browser.whole_way(&firm.base, &person(2, "BO@firm.example")).await;
    assert_eq!(stranger.refusal(), (403, "person_other_account"));
    assert_eq!(firm.trail(&ana).await, before, "nothing was changed");

    // Who left does not come back by the account, and by another invitation as somebody new.
    let leave = firm.by(&ana.token, Method::DELETE, &format!("/api/members/{}", bo.member));
    firm.send(leave.header("if-match", "\"1\""), StatusCode::NO_CONTENT).await;
    let gone = browser.whole_way(&firm.base, &person(1, "bo@firm.example")).await;
    assert_eq!(gone.refusal(), (403, "person_ended"));
    let heir = browser.whole_way(&firm.base, &person(2, "bo@firm.example")).await;
    assert_eq!(heir.refusal(), (403, "person_ended"), "nor does whoever got the address");
    firm.invite(&ana, "Bo again", "bo@firm.example").await;
    let again = browser.whole_way(&firm.base, &person(1, "bo@firm.example")).await;
    assert_ne!(firm.enrol(&again.code(), 4).await.member, bo.member);
    let heir = browser.whole_way(&firm.base, &person(2, "bo@firm.example")).await;
    assert_eq!(heir.refusal(), (403, "person_other_account"));
}

pub(in super::super) async fn a_code_of_somebody_who_leaves_meanwhile_opens_nothing(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let seen = Browser::new().whole_way(&firm.base, &person(1, "bo@firm.example")).await;
    let members = firm.get(&ana.token, "/api/members").await;
    let bo = members["items"].as_array().unwrap().iter().find(|m| m["name"] == "Bo").unwrap();
    let bo = format!("/api/members/{}", bo["id"].as_str().unwrap());
    let leave = firm.by(&ana.token, Method::DELETE, &bo).header("if-match", "\"1\"");
    firm.send(leave, StatusCode::NO_CONTENT).await;
    assert_eq!(firm.enrolled(&seen.code(), 2).await.1, "code_refused");
}

pub(in super::super) async fn who_is_not_one_of_the_firm_is_told_why_and_nothing_is_changed(
    ground: Ground,
) {
    let directory = Directory::independent();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    for name in ["Twin", "Other twin"] {
        firm.invite(&ana, name, "twins@firm.example").await;
    }
    let withdrawn = firm.invite(&ana, "Cy", "cy@firm.example").await;
    let path = format!("/api/invitations/{}", withdrawn["id"].as_str().unwrap());
    firm.send(firm.by(&ana.token, Method::DELETE, &path), StatusCode::NO_CONTENT).await;
    firm.invite(&ana, "Kim", "kim@firm.example").await;
    firm.invite(&ana, "Guest", "guest_other.example#ext#@firm.example").await;
    let before = firm.trail(&ana).await;
    let of = |more: Value| {
        let mut one = person(9, "kim@firm.example");
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    let no_oid = json!({ "preferred_username": "kim@firm.example" });
    for (who, status, code) in [
        (person(9, "nobody@firm.example"), 403, "person_unknown"),
        (person(9, "twins@firm.example"), 403, "person_ambiguous"),
        (person(9, "cy@firm.example"), 403, "person_unknown"),
        // The sign of Kelvin is no k.
        (person(9, "\u{212a}im@firm.example"), 403, "person_unknown"),
        (person(9, "%im@firm.example"), 403, "person_unknown"),
        (person(9, ""), 403, "person_unknown"),
        // An address that the person may have written themselves is not looked at.
        (
            of(json!({ "preferred_username": "x@firm.example", "email": "kim@firm.example" })),
            403,
            "person_unknown",
        ),
        (person(9, "guest_other.example#EXT#@firm.example"), 403, "person_guest"),
        (
            of(json!({ "idp": "https://sts.windows.net/99999999-2222-3333-4444-555555555555/" })),
            403,
            "person_guest",
        ),
        (of(json!({ "idp": "live.com" })), 403, "person_guest"),
        (of(json!({ "tid": "99999999-2222-3333-4444-555555555555" })), 403, "sign_in_not_believed"),
        (no_oid, 403, "sign_in_not_believed"),
        (Value::Null, 403, "sign_in_denied"),
    ] {
        let mut browser = Browser::new();
        let seen = browser.whole_way(&firm.base, &who).await;
        assert_eq!(seen.refusal(), (status, code), "{who}");
        assert!(
            !seen.page.contains("0900") && !seen.page.contains("firm.example"),
            "{}",
            seen.page
        );
    }
    assert_eq!(firm.trail(&ana).await, before, "nothing was changed");
}

pub(in super::super) async fn an_invitation_that_ran_out_lets_nobody_in(ground: Ground) {
    let directory = Directory::independent();
    // A week ago by this server's clock, which then goes on to now.
    let firm = Firm::open_with(ground, &keys(&directory.issuer())).await;
    firm.pass(Timestamp::now().duration_since(minute(0)).as_mins() - 7 * 24 * 60);
    let ana = firm.owner().await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let before = firm.trail(&ana).await;
    firm.pass(7 * 24 * 60);
    let seen = Browser::new().whole_way(&firm.base, &person(1, "bo@firm.example")).await;
    assert_eq!(seen.refusal(), (403, "invitation_over"));
    assert_eq!(firm.trail(&ana).await, before, "nothing was changed");
}
