//! Signing in to send.

use patchbay_mail::{MailError, Protection, Server, Why};

use crate::support::{PASSWORD, Sink, login, mail};

#[tokio::test]
async fn a_real_server_lets_in_who_may_send_by_tls_and_by_starttls() {
    let sink = Sink::start();
    let mail = mail(&sink.certificates);
    for server in [sink.tls(), sink.start_tls()] {
        assert_eq!(mail.try_sending(&server, &login(PASSWORD)).await, Ok(()), "{server:?}");
        let error = mail.try_sending(&server, &login("not this one")).await.unwrap_err();
        let MailError::Refused(no) = error else { panic!("{error:?}") };
        assert_eq!((no.why, no.code.as_deref()), (Why::WrongPassword, Some("535")));
    }
}

#[tokio::test]
async fn a_real_sending_server_is_not_taken_for_one_that_reads() {
    let sink = Sink::start();
    let mail = mail(&sink.certificates);
    let error = mail.open(&sink.tls(), &login(PASSWORD)).await.unwrap_err();
    assert!(matches!(error, MailError::NotMail { protocol: "IMAP", .. }), "{error:?}");
    let wrong = Server { protection: Protection::Tls, ..sink.start_tls() };
    let error = mail.try_sending(&wrong, &login(PASSWORD)).await.unwrap_err();
    assert!(matches!(error, MailError::NotTls { .. }), "{error:?}");
}
