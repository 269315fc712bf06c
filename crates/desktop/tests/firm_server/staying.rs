//! Being in: the token goes on by the key, the server may shut a computer out, be gone or be
//! restored, and a computer may leave.

use patchbay_contract::{ErrorCode, Leaving, Standing};

use crate::desk::{Desk, owner};
use crate::hand::Hand;
use crate::server::{Clock, Server};

#[tokio::test]
async fn a_token_that_ends_soon_or_has_ended_is_renewed_by_the_key() {
    let server = Server::open().await;
    let desk = owner(&server).await;
    for days in [1, 25, 45, 400] {
        server.clock.pass_days(days);
        let asked = desk.asks().await;
        assert_eq!(asked.unwrap().last_contact_at, Some(server.clock.now()), "{days} days later");
    }
}

#[tokio::test]
async fn a_computer_that_was_shut_out_says_so_and_may_come_in_again_with_another_code() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    ana.shuts_out("Ana’s laptop").await;
    for _ in 0..2 {
        assert_eq!(desk.asks().await, Err(ErrorCode::DeviceShutOut));
    }
    let enrolment = desk.installation.enrolment().await.unwrap().enrolment.unwrap();
    assert_eq!(enrolment.standing, Standing::ShutOut);
    // It is out already: there is nothing to tell.
    desk.installation.leave_server(Leaving { untold: false }).await.unwrap();
    desk.enters(&server.base, &ana.invites("admin").await).await.unwrap();
    assert_eq!(desk.asks().await.unwrap().standing, Standing::In);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_named_where_the_server_refuses_for_it() {
    let server = Server::open().await;
    let clock = Clock::new();
    let desk = Desk::by(&clock);
    desk.enters(&server.base, &server.first_code().await).await.unwrap();
    // Wrong by hours and with a token that is taken, nothing is in the way.
    clock.pass(300);
    desk.asks().await.unwrap();
    server.clock.pass_days(31);
    clock.pass_days(40);
    assert_eq!(desk.asks().await, Err(ErrorCode::ClockWrong));
    let enrolment = desk.installation.enrolment().await.unwrap().enrolment.unwrap();
    assert_eq!(enrolment.standing, Standing::In, "that is no reason to call it shut out");
}

#[tokio::test]
async fn a_computer_leaves_and_the_server_has_it_no_more() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&server.base, &ana.invites("staff").await).await.unwrap();
    assert_eq!(ana.devices().await.len(), 2);
    let left = desk.installation.leave_server(Leaving { untold: false }).await.unwrap();
    assert_eq!(left.enrolment, None);
    assert_eq!(ana.devices().await.len(), 1);
    assert_eq!(desk.asks().await, Err(ErrorCode::NotEnrolled));
    let again = desk.installation.leave_server(Leaving { untold: true }).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotEnrolled);
}

#[tokio::test]
async fn a_server_that_is_gone_is_left_only_when_a_person_says_that_it_need_not_be_told() {
    let mut server = Server::open().await;
    let desk = owner(&server).await;
    server.stops().await;
    assert_eq!(desk.asks().await, Err(ErrorCode::ServerNotReached));
    let told = desk.installation.leave_server(Leaving { untold: false }).await.unwrap_err();
    assert_eq!(told.code, ErrorCode::ServerNotReached);
    assert!(told.remedy.contains("--untold"), "{told}");
    assert!(desk.installation.enrolment().await.unwrap().enrolment.is_some());
    desk.installation.leave_server(Leaving { untold: true }).await.unwrap();
    assert_eq!(desk.installation.enrolment().await.unwrap().enrolment, None);
}

#[tokio::test]
async fn a_server_that_comes_back_is_asked_again_and_one_that_was_restored_waits_for_a_person() {
    let mut server = Server::open().await;
    let desk = owner(&server).await;
    server.backs_up().await;
    server.stops().await;
    server.starts().await;
    assert_eq!(desk.asks().await.unwrap().standing, Standing::In);
    server.is_restored().await;
    for _ in 0..2 {
        assert_eq!(desk.asks().await.unwrap().standing, Standing::AnotherLife);
    }
    let gone_along = desk.installation.contact_server(true).await.unwrap();
    assert_eq!(gone_along.enrolment.unwrap().standing, Standing::In);
    assert_eq!(desk.asks().await.unwrap().standing, Standing::In);
}
