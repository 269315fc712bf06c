//! Connecting a mailbox at real servers: right, and wrong in every way.

use patchbay_contract::{Check, ErrorCode, NewKey, StatusKind};

use crate::firm::{Firm, Post, with};
use crate::support::PASSWORD;

fn names(checks: &[Check]) -> Vec<(&str, Option<bool>)> {
    checks.iter().map(|check| (check.name.as_str(), check.holds)).collect()
}

#[tokio::test]
async fn a_mailbox_is_proven_step_by_step_kept_tested_again_and_its_password_replaced() {
    let post = Post::opens().await;
    let firm = Firm::beside(&post).await;
    let saved = firm.saves(post.typed()).await;
    assert_eq!(saved.account.as_deref(), Some("ada@example.com"));
    assert_eq!(
        names(&saved.checks),
        [
            ("Reaches the incoming server, over TLS", Some(true)),
            ("Signs in to the mailbox", Some(true)),
            ("Lists the folders", Some(true)),
            ("Reads the headers of the newest message", Some(true)),
            ("Reaches the outgoing server, over TLS", Some(true)),
            ("Signs in to the outgoing server, sending nothing", Some(true)),
        ]
    );
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
    let tested = firm.keys.test(&saved.connection).await.unwrap();
    assert_eq!(tested.problem, None);
    assert_eq!(tested.checks, saved.checks);
    let all = firm.keys.test_all().await.unwrap();
    assert!(all.len() == 1 && all[0].problem.is_none(), "{all:?}");

    let id = Some(saved.connection.clone());
    let wrong = NewKey { connection: id.clone(), ..with(&post.typed(), "password", "old") };
    assert_eq!(firm.is_refused(wrong).await.code, ErrorCode::MailPasswordRefused);
    let again = firm.saves(NewKey { connection: id, ..post.typed() }).await;
    assert_eq!(again.connection, saved.connection);
    assert_eq!(firm.connections().await, 1);
    for file in std::fs::read_dir(firm.home.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
        let there = bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
        assert!(!there, "the password lies in the open in {}", path.display());
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_apart_says_what_to_do_and_nothing_is_kept() {
    let post = Post::opens().await;
    let firm = Firm::beside(&post).await;
    let typed = post.typed();
    let tls = post.sink.tls().port.to_string();
    let upgraded = post.sink.start_tls().port.to_string();
    for (wrong, code) in [
        (with(&typed, "password", "not this one"), ErrorCode::MailPasswordRefused),
        (with(&typed, "smtp_password", "not this one"), ErrorCode::MailPasswordRefused),
        (with(&typed, "imap_host", "nowhere.invalid"), ErrorCode::MailHostUnknown),
        (with(&typed, "imap_port", "1"), ErrorCode::ProviderUnreachable),
        (with(&typed, "imap_port", &tls), ErrorCode::NotAMailServer),
        (with(&typed, "smtp_port", &upgraded), ErrorCode::MailNoTls),
        (with(&typed, "imap_port", "all"), ErrorCode::FieldWrong),
        (
            with(&with(&typed, "imap_host", ""), "email", "ada@firm.invalid"),
            ErrorCode::MailServersUnknown,
        ),
    ] {
        let problem = firm.is_refused(wrong).await;
        assert_eq!(problem.code, code, "{problem:#?}");
        assert!(!problem.to_string().contains("not this one"), "{problem}");
        assert!(problem.effect.contains("othing was saved") && problem.remedy.len() > 20);
    }
    assert_eq!(firm.connections().await, 0);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_ends_it_before_the_password_is_sent() {
    let post = Post::opens().await;
    let firm = Firm::that_trusts_the_system().await;
    let problem = firm.is_refused(post.typed()).await;
    assert_eq!(problem.code, ErrorCode::MailCertificate, "{problem:#?}");
    assert!(problem.what.contains("did not send the password"), "{problem}");
    assert_eq!(firm.connections().await, 0);
}
