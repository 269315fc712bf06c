//! Signing in to read, and each way in which that fails.

use super::script::{End, Turn, password, signed_in, token};
use crate::login::Mechanism;
use crate::{Login, MailError, Why};

const PLAIN: &str = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n";

async fn error(host: &str, login: &Login, turns: &[Turn<'_>]) -> MailError {
    signed_in(host, login, turns, End::Closes).await.0.unwrap_err()
}

async fn why(host: &str, said: &str) -> Why {
    let turns = [("at once", PLAIN), ("p1 AUTHENTICATE PLAIN", said)];
    match error(host, &password("sesame"), &turns).await {
        MailError::Refused(no) => no.why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_password_is_said_in_the_best_way_that_is_offered() {
    let able = ("p2 CAPABILITY", "* CAPABILITY IMAP4rev1\r\np2 OK\r\n");
    let secret = "\0ada\0sesame";
    let secret = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, secret);
    for (greeting, turns, said) in [
        (
            PLAIN,
            vec![("p1 AUTHENTICATE PLAIN ", "p1 OK\r\n"), able],
            vec![format!("p1 AUTHENTICATE PLAIN {secret}"), "p2 CAPABILITY".into()],
        ),
        (
            "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n",
            vec![("p1 AUTHENTICATE PLAIN", "+\r\n"), ("", "p1 OK\r\n"), able],
            vec!["p1 AUTHENTICATE PLAIN".into(), secret.clone(), "p2 CAPABILITY".into()],
        ),
        (
            "* OK [CAPABILITY IMAP4rev1] hi\r\n",
            vec![("p1 LOGIN ", "p1 OK\r\n"), able],
            vec!["p1 LOGIN \"ada\" \"sesame\"".into(), "p2 CAPABILITY".into()],
        ),
    ] {
        let mut all = vec![("at once", greeting)];
        all.extend(turns);
        let (mailbox, script) =
            signed_in("mail.example.com", &password("sesame"), &all, End::Closes).await;
        mailbox.unwrap();
        assert_eq!(script.heard().await, said);
    }
}

#[tokio::test]
async fn a_password_that_does_not_go_into_quotes_goes_as_a_literal() {
    let turns = [
        ("at once", "* OK hi\r\n"),
        ("p1 CAPABILITY", "* CAPABILITY IMAP4rev1\r\np1 OK\r\n"),
        ("p2 LOGIN \"ada\" {7}", "+ go on\r\n"),
        ("sésame", "p2 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"),
    ];
    let (mailbox, script) =
        signed_in("mail.example.com", &password("sésame"), &turns, End::Closes).await;
    assert!(mailbox.unwrap().can_wait());
    assert_eq!(script.heard().await.len(), 3);
}

#[tokio::test]
async fn a_token_that_is_objected_to_is_answered_by_an_empty_line_and_the_objection_told() {
    // {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}
    let objection = "+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\r\n";
    let turns = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\r\n"),
        ("p1 AUTHENTICATE XOAUTH2 ", objection),
        ("", "p1 NO [AUTHENTICATIONFAILED] Invalid credentials\r\n"),
    ];
    let (result, script) =
        signed_in("imap.gmail.com", &token("ya29.token"), &turns, End::Closes).await;
    let MailError::Refused(no) = result.unwrap_err() else { panic!("no no") };
    assert_eq!((no.why, no.code.as_deref()), (Why::TokenRefused, Some("AUTHENTICATIONFAILED")));
    assert!(no.said.contains("\"status\":\"400\""), "{}", no.said);
    assert_eq!(script.heard().await.last().map(String::as_str), Some(""));
}

#[tokio::test]
async fn a_token_opens_a_mailbox_whether_or_not_it_is_said_at_once() {
    let able = "[CAPABILITY IMAP4rev1 IDLE]";
    let done = format!("p1 OK {able} in\r\n");
    let at_once = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\r\n"),
        ("p1 AUTHENTICATE XOAUTH2 dXNlcj", done.as_str()),
    ];
    let after = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hi\r\n"),
        ("p1 AUTHENTICATE XOAUTH2", "+ \r\n"),
        ("dXNlcj", done.as_str()),
    ];
    let by_the_standard = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER] hi\r\n"),
        ("p1 AUTHENTICATE OAUTHBEARER bixhP", done.as_str()),
    ];
    for turns in [&at_once[..], &after, &by_the_standard] {
        signed_in("imap.gmail.com", &token("t"), turns, End::Closes).await.0.unwrap();
    }
}

#[tokio::test]
async fn an_objection_in_the_standards_way_is_heard_to_its_end_too() {
    let turns = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER] hi\r\n"),
        ("p1 AUTHENTICATE OAUTHBEARER ", "+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=\r\n"),
        ("AQ==", "p1 NO no\r\n"),
    ];
    let (result, _script) = signed_in("mail.example.com", &token("t"), &turns, End::Closes).await;
    let MailError::Refused(no) = result.unwrap_err() else { panic!("no no") };
    assert!(no.why == Why::TokenRefused && no.said.contains("invalid_token"), "{no:?}");
}

#[tokio::test]
async fn each_no_is_told_apart() {
    let other = "mail.example.com";
    for (host, said, wanted) in [
        (other, "p1 NO [AUTHENTICATIONFAILED] no\r\n", Why::WrongPassword),
        (other, "p1 NO Login failed\r\n", Why::WrongPassword),
        (
            "imap.mail.yahoo.com",
            "p1 NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials\r\n",
            Why::AppPassword,
        ),
        (
            "imap.gmail.com",
            "p1 NO [ALERT] Application-specific password required: https://support.google.com\r\n",
            Why::AppPassword,
        ),
        (other, "p1 NO Basic authentication is disabled.\r\n", Why::NoPasswords),
        (other, "p1 NO [CONTACTADMIN] no\r\n", Why::SwitchedOff),
        (other, "p1 NO [LIMIT] no\r\n", Why::TooMany),
        (other, "* BYE Too many connections from you\r\n", Why::TooMany),
        (other, "p1 NO [INUSE] no\r\n", Why::InUse),
        (other, "p1 NO [UNAVAILABLE] no\r\n", Why::Unavailable),
        (other, "* BYE Shutting down\r\n", Why::Unavailable),
        (other, "p1 BAD what?\r\n", Why::Otherwise),
    ] {
        assert_eq!(why(host, said).await, wanted, "{said}");
    }
}

#[tokio::test]
async fn what_is_no_imap_server_is_called_that_and_nothing_is_said_to_it() {
    for greeting in ["220 smtp.example.com ESMTP\r\n", "HTTP/1.1 400 Bad Request\r\n", "\r\n"] {
        let (result, script) = signed_in(
            "mail.example.com",
            &password("sesame"),
            &[("at once", greeting)],
            End::Hangs,
        )
        .await;
        let error = result.unwrap_err();
        assert!(matches!(error, MailError::NotMail { protocol: "IMAP", .. }), "{error:?}");
        assert_eq!(script.heard().await, Vec::<String>::new());
    }
    let busy = error("h", &password("p"), &[("at once", "* BYE Too many connections\r\n")]).await;
    assert!(matches!(busy, MailError::Refused(no) if no.why == Why::TooMany));
    let early = error("h", &password("p"), &[("at once", "* PREAUTH hi\r\n")]).await;
    assert!(matches!(early, MailError::Nonsense { .. }), "{early:?}");
}

#[tokio::test]
async fn without_a_way_for_what_we_have_nothing_secret_is_said() {
    let disabled = "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] hi\r\n";
    for (greeting, login) in [(disabled, password("sesame")), (PLAIN, token("t"))] {
        let (result, script) =
            signed_in("mail.example.com", &login, &[("at once", greeting)], End::Hangs).await;
        let error = result.unwrap_err();
        assert!(matches!(error, MailError::NoWay { .. }), "{error:?}");
        assert_eq!(script.heard().await, Vec::<String>::new());
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_given_up_and_a_cut_connection_is_called_that() {
    for turns in [&[][..], &[("at once", PLAIN)]] {
        let (result, _script) =
            signed_in("mail.example.com", &password("sesame"), turns, End::Hangs).await;
        assert!(matches!(result.unwrap_err(), MailError::Silent { .. }));
        let cut = error("mail.example.com", &password("sesame"), turns).await;
        assert!(matches!(cut, MailError::Broken { .. }), "{cut:?}");
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_secret_does_not_get_it_into_an_error() {
    let coded = password("opensesame").response(Mechanism::Plain);
    for said in [
        "p1 NO opensesame is wrong\r\n".to_owned(),
        format!("p1 NO you said {}\r\n", coded.as_str()),
        "p1 BAD [opensesame] what?\r\n".to_owned(),
    ] {
        let turns = [("at once", PLAIN), ("p1 ", said.as_str())];
        let error = error("mail.example.com", &password("opensesame"), &turns).await;
        let told = format!("{error} {error:?}").to_lowercase();
        assert!(!told.contains("opensesame") && !told.contains(&coded.to_lowercase()), "{told}");
    }
}
