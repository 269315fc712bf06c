//! Coming in by a code, and being refused.

use patchbay_contract::{AuditAction, AuditQuestion, ErrorCode, FirmRole, Standing};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::desk::Desk;
use crate::hand::Hand;
use crate::server::{Clock, Server};

#[tokio::test]
async fn a_computer_comes_in_by_a_code_and_says_as_whom() {
    let server = Server::open().await;
    let desk = Desk::by(&server.clock);
    let before = desk.installation.enrolment().await.unwrap();
    assert!(before.enrolment.is_none() && !before.device_name.is_empty());
    // What is copied from a message has blanks around it, and the address a slash behind it.
    let code = format!(" {}\n", server.first_code().await);
    let enrolled = desk.enters(&format!("{}/", server.base), &code).await.unwrap();
    assert_eq!(enrolled.server, server.base);
    assert_eq!((enrolled.name.as_str(), enrolled.role), ("Ana Miller", FirmRole::Owner));
    assert_eq!(enrolled.standing, Standing::In);
    assert_eq!(enrolled.enrolled_at, server.clock.now());
    server.clock.pass(10);
    assert_eq!(desk.asks().await.unwrap().last_contact_at, Some(server.clock.now()));
    let entries = desk.installation.audit_page(&AuditQuestion::default()).await.unwrap().entries;
    let entered =
        entries.iter().find(|entry| entry.action == Some(AuditAction::ServerEntered)).unwrap();
    assert!(entered.detail.values().any(|value| value == "Ana Miller"), "{entered:?}");

    let second = desk.enters(&server.base, "another code").await.unwrap_err();
    assert_eq!(second.code, ErrorCode::EnrolledAlready);
}

#[tokio::test]
async fn neither_the_code_nor_the_key_nor_the_token_lies_open_in_the_data_folder() {
    let server = Server::open().await;
    let desk = Desk::by(&server.clock);
    let code = server.first_code().await;
    desk.enters(&server.base, &code).await.unwrap();
    desk.installation.close().await;
    let mut looked_at = 0;
    for file in std::fs::read_dir(desk.home.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        looked_at += bytes.len();
        for secret in [code.as_bytes(), b"pbd_".as_slice()] {
            let there = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!there, "{}", path.display());
        }
    }
    assert!(looked_at > 10_000, "the database was looked at");
}

#[tokio::test]
async fn a_practice_firm_stays_apart_and_uses_up_no_code() {
    let server = Server::open().await;
    let (real, practice) = (Desk::by(&server.clock), Desk::by(&server.clock));
    practice.installation.become_practice_firm().await.unwrap();
    let code = server.first_code().await;
    let refused = practice.is_refused(&server.base, &code).await;
    assert_eq!(refused, ErrorCode::PracticeStaysApart);
    real.enters(&server.base, &code).await.unwrap();
    // Nor does one that is in tell what is not real.
    real.installation.become_practice_firm().await.unwrap();
    let refused = real.installation.sync_now().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PracticeStaysApart);
}

#[tokio::test]
async fn a_code_that_lets_nobody_in_and_one_that_was_used_are_refused() {
    let server = Server::open().await;
    let code = server.first_code().await;
    let desk = Desk::by(&server.clock);
    let refused = ErrorCode::EnrolmentCodeRefused;
    assert_eq!(desk.is_refused(&server.base, "no-such-code").await, refused);
    assert_eq!(desk.enters(&server.base, "  ").await.unwrap_err().code, refused);
    desk.enters(&server.base, &code).await.unwrap();
    assert_eq!(Desk::by(&server.clock).is_refused(&server.base, &code).await, refused);
}

#[tokio::test]
async fn an_address_without_tls_one_that_nobody_has_and_a_server_without_a_database_are_told_apart()
{
    let desk = Desk::by(&Clock::new());
    let code = "canary-code";
    for (address, refused) in [
        ("http://firm.example", ErrorCode::ServerAddressWrong),
        ("patchbay", ErrorCode::ServerAddressWrong),
        ("http://127.0.0.1:1", ErrorCode::ServerNotReached),
        ("https://127.0.0.1:1", ErrorCode::ServerNotReached),
    ] {
        assert_eq!(desk.is_refused(address, code).await, refused, "{address}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let closing = CancellationToken::new();
    let config = patchbay_server::Config::embedded();
    let serving = tokio::spawn(patchbay_server::serve(listener, config, closing.clone()));
    assert_eq!(desk.is_refused(&base, code).await, ErrorCode::ServerKeepsNothing);
    closing.cancel();
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn of_two_that_come_in_at_once_from_one_computer_one_stays_and_the_other_is_taken_back() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let (one, other) = (ana.invites("staff").await, ana.invites("staff").await);
    let desk = Desk::by(&server.clock);
    let (one, other) =
        tokio::join!(desk.enters(&server.base, &one), desk.enters(&server.base, &other));
    let refused = [&one, &other].into_iter().find_map(|came| came.as_ref().err()).unwrap();
    assert_eq!(refused.code, ErrorCode::EnrolledAlready);
    assert!(one.is_ok() || other.is_ok());
    let devices = ana.devices().await;
    assert_eq!(devices.len(), 2, "the script and one computer: {devices:?}");
    assert_eq!(desk.asks().await.unwrap().role, FirmRole::Staff);
}
