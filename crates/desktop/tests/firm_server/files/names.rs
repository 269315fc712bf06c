//! Who offered a file, by the name that the firm gave, and how often the server is asked for it.

use super::{Maker, SETTING, SMALL, at};
use crate::desk::Desk;
use crate::hand::Hand;
use crate::server::Server;
use crate::syncing::second;
use crate::wire::Wire;

/// As a question for the members goes over the wire.
const ASKED: &str = "GET /api/members";

#[tokio::test]
async fn whoever_left_the_firm_is_asked_for_once_a_day_and_somebody_new_at_once() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let one = Maker::at(second(&server, &ana, "admin").await);
    let wire = Wire::to(&server.base).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&wire.base, &ana.invites("admin").await).await.unwrap();
    let other = Maker::at(desk);
    one.saves(SMALL);
    one.offers().await.unwrap();
    one.sees().await;
    let who = ana.reads(&format!("/api/settings/{SETTING}")).await["changed_by"].clone();
    let who = who.as_str().unwrap();
    ana.lets_go(who).await;

    assert_eq!(other.sees().await.offered_by.as_deref(), Some(who), "nobody is called so");
    for _ in 0..3 {
        other.sees().await;
    }
    assert_eq!(wire.count(ASKED), 1, "not at every round");
    server.clock.pass(24 * 60 - 1);
    other.sees().await;
    assert_eq!(wire.count(ASKED), 1, "nor within the day");
    server.clock.pass(1);
    other.sees().await;
    other.sees().await;
    assert_eq!(wire.count(ASKED), 2, "once a day");

    let new = Maker::at(second(&server, &ana, "admin").await);
    new.saves(&at("api2.example.com"));
    new.desk.syncs().await;
    new.offers().await.unwrap();
    new.sees().await;
    assert_eq!(other.sees().await.offered_by.as_deref(), Some("Cy Moss"), "somebody new, at once");
    other.sees().await;
    assert_eq!(wire.count(ASKED), 3, "and nobody is asked for who has a name");
}
