//! Signing in to read, and a look at what is there.

use patchbay_mail::{Distrust, Limits, Mail, MailError, Protection, Purpose, Server, Trust, Why};

use crate::support::{Dovecot, PASSWORD, login, mail};

#[tokio::test]
async fn a_real_server_lets_in_who_has_the_password_by_tls_and_by_starttls() {
    let mut dovecot = Dovecot::start().await;
    dovecot.deliver("INBOX", 3);
    let mail = mail(&dovecot.certificates);
    for server in [dovecot.tls(), dovecot.start_tls()] {
        let mut mailbox = mail.open(&server, &login(PASSWORD)).await.unwrap();
        let newest = mailbox.newest(2).await.unwrap();
        let told: Vec<_> = newest
            .iter()
            .map(|header| {
                (header.subject.as_deref(), header.from_name.as_deref(), header.flags.seen)
            })
            .collect();
        let unread = |subject| (Some(subject), Some("Jörg"), false);
        assert_eq!(told, [unread("Number 3"), unread("Number 2")], "the look marks nothing");
        assert!(newest[0].arrived.is_some() && newest[0].date.is_some());
        let folders = mailbox.folders().await.unwrap();
        let purposes: Vec<_> = folders.iter().filter_map(|folder| folder.purpose).collect();
        assert!(purposes.contains(&Purpose::Inbox) && purposes.contains(&Purpose::Sent));
        mailbox.end().await;
    }
}

#[tokio::test]
async fn a_real_server_refuses_a_wrong_password_and_the_error_does_not_repeat_it() {
    let dovecot = Dovecot::start().await;
    let mail = mail(&dovecot.certificates);
    let error = mail.open(&dovecot.tls(), &login("not this one")).await.unwrap_err();
    let MailError::Refused(no) = &error else { panic!("{error:?}") };
    assert_eq!((no.why, no.code.as_deref()), (Why::WrongPassword, Some("AUTHENTICATIONFAILED")));
    assert!(!format!("{error:?}").contains("not this one"));
}

#[tokio::test]
async fn a_real_server_with_a_certificate_of_its_own_making_is_not_trusted() {
    let dovecot = Dovecot::start().await;
    let cautious = Mail::new(Trust::of_the_system().unwrap(), Limits::default());
    for server in [dovecot.tls(), dovecot.start_tls()] {
        let error = cautious.open(&server, &login(PASSWORD)).await.unwrap_err();
        let MailError::Untrusted { why, presented: Some(presented), .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!(why, Distrust::UnknownIssuer);
        assert!(presented.issuer.contains("Nobody's authority"), "{presented:?}");
    }
    let other = Dovecot::named("mail.example.com").await;
    let error = mail(&other.certificates).open(&other.tls(), &login(PASSWORD)).await.unwrap_err();
    assert!(
        matches!(&error, MailError::Untrusted { why: Distrust::OtherName, presented: Some(shown), .. }
            if shown.names == ["mail.example.com"]),
        "{error:?}"
    );
}

#[tokio::test]
async fn where_nobody_listens_and_where_there_is_no_such_name_is_told_apart() {
    let held = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = held.local_addr().unwrap().port();
    drop(held);
    let mail = Mail::new(Trust::of_the_system().unwrap(), Limits::default());
    let server = |host: &str| Server { host: host.into(), port, protection: Protection::Tls };
    let error = mail.open(&server("127.0.0.1"), &login("p")).await.unwrap_err();
    assert!(matches!(error, MailError::Unreachable { .. }), "{error:?}");
    // No part of a name has more than 63 letters, so no server is asked for it.
    let long = format!("{}.example", "a".repeat(64));
    let error = mail.open(&server(&long), &login("p")).await.unwrap_err();
    assert!(matches!(error, MailError::NoSuchHost { .. }), "{error:?}");
}
