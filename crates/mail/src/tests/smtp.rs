//! Signing in to send, without sending, and each way in which that fails.

use super::script::{End, Script, Turn, password, token, wire};
use crate::smtp::Smtp;
use crate::{Login, MailError, Why};

const HI: Turn<'_> = ("at once", "220-mail.example.com\r\n220 ESMTP\r\n");
const BYE: [Turn<'_>; 2] = [("NOOP", "250 ok\r\n"), ("QUIT", "221 bye\r\n")];

async fn tried(
    login: &Login,
    turns: &[Turn<'_>],
    end: End,
) -> (Result<(), MailError>, Vec<String>) {
    let (stream, script) = Script::plays(turns, end);
    let result = match Smtp::greeted(wire(stream, "mail.example.com", false)).await {
        Ok(smtp) => smtp.sign_in(login).await,
        Err(error) => Err(error),
    };
    (result, script.heard().await)
}

#[tokio::test]
async fn it_signs_in_asks_once_and_leaves_and_no_mail_is_begun() {
    let ehlo = ("EHLO [127.0.0.1]", "250-hello\r\n250-SIZE 1\r\n250 AUTH LOGIN PLAIN\r\n");
    let turns = [&[HI, ehlo, ("AUTH PLAIN ", "235 in\r\n")][..], &BYE].concat();
    let (result, heard) = tried(&password("sesame"), &turns, End::Closes).await;
    assert_eq!(result, Ok(()));
    assert_eq!(heard.len(), 4, "{heard:?}");

    let ehlo = ("EHLO", "250-hello\r\n250 AUTH=LOGIN\r\n");
    let by_pieces = [
        ("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"),
        ("YWRh", "334 UGFzc3dvcmQ6\r\n"),
        ("c2VzYW1l", "235 in\r\n"),
    ];
    let turns = [&[HI, ehlo][..], &by_pieces, &BYE].concat();
    assert_eq!(tried(&password("sesame"), &turns, End::Closes).await.0, Ok(()));
}

#[tokio::test]
async fn an_objection_to_a_token_is_heard_to_its_end() {
    let turns = [
        HI,
        ("EHLO", "250-hello\r\n250 AUTH XOAUTH2\r\n"),
        ("AUTH XOAUTH2 dXNlcj", "334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
        ("", "535 5.7.8 Username and Password not accepted\r\n"),
    ];
    let (result, heard) = tried(&token("t"), &turns, End::Closes).await;
    let MailError::Refused(no) = result.unwrap_err() else { panic!("no no") };
    assert_eq!((no.why, no.code.as_deref()), (Why::TokenRefused, Some("535")));
    assert!(no.said.contains("\"status\":\"401\""), "{}", no.said);
    assert_eq!(heard.last().map(String::as_str), Some(""));
}

#[tokio::test]
async fn each_no_is_told_apart_and_the_secret_is_in_none() {
    let ehlo = ("EHLO", "250-hello\r\n250 AUTH PLAIN\r\n");
    for (said, why) in [
        ("535 5.7.8 sesame-open is wrong\r\n", Why::WrongPassword),
        ("534 5.7.9 Application-specific password required\r\n", Why::AppPassword),
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled\r\n",
            Why::SwitchedOff,
        ),
        ("550 5.7.30 Basic authentication is not supported\r\n", Why::NoPasswords),
        ("421 4.7.0 Too many errors\r\n", Why::TooMany),
        ("454 4.7.0 No\r\n", Why::Unavailable),
    ] {
        let turns = [HI, ehlo, ("AUTH PLAIN", said)];
        let (result, _) = tried(&password("sesame-open"), &turns, End::Closes).await;
        let error = result.unwrap_err();
        assert!(!format!("{error:?}").contains("sesame-open"), "{error:?}");
        assert!(matches!(&error, MailError::Refused(no) if no.why == why), "{said}: {error:?}");
    }
}

#[tokio::test]
async fn what_greets_otherwise_is_told_nothing() {
    for greeting in ["* OK IMAP4rev1\r\n", "HTTP/1.1 400\r\n", "hello\r\n"] {
        let (result, heard) = tried(&password("p"), &[("at once", greeting)], End::Hangs).await;
        let error = result.unwrap_err();
        assert!(matches!(error, MailError::NotMail { protocol: "SMTP", .. }), "{error:?}");
        assert_eq!(heard, Vec::<String>::new());
    }
    let (busy, _) = tried(&password("p"), &[("at once", "421 busy\r\n")], End::Closes).await;
    assert!(matches!(busy.unwrap_err(), MailError::Refused(no) if no.why == Why::Unavailable));
}

#[tokio::test]
async fn without_a_way_for_what_we_have_nothing_secret_is_said() {
    let turns = [HI, ("EHLO", "250-hello\r\n250 AUTH GSSAPI\r\n")];
    let (result, heard) = tried(&password("p"), &turns, End::Hangs).await;
    assert!(matches!(result.unwrap_err(), MailError::NoWay { .. }));
    assert_eq!(heard, ["EHLO [127.0.0.1]"]);
}

#[tokio::test]
async fn answers_without_end_and_with_two_codes_are_refused() {
    let endless = format!("220 hi\r\n{}", "250-more\r\n".repeat(200));
    let (result, _) = tried(&password("p"), &[("at once", &endless)], End::Hangs).await;
    assert!(matches!(result.unwrap_err(), MailError::TooMuch { .. }));
    let turns = [HI, ("EHLO", "250-hello\r\n550 AUTH PLAIN\r\n")];
    let (result, _) = tried(&password("p"), &turns, End::Hangs).await;
    assert!(matches!(result.unwrap_err(), MailError::Nonsense { .. }));
}

#[tokio::test(start_paused = true)]
async fn silence_is_given_up() {
    let (stream, _script) = Script::plays(&[HI], End::Hangs);
    let error = Smtp::greeted(wire(stream, "mail.example.com", false)).await.err().unwrap();
    assert!(matches!(error, MailError::Silent { .. }), "{error:?}");
}
