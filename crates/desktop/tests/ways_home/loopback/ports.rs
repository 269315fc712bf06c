//! Which port and which address of this computer.

use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

use patchbay_desktop::connect::loopback::{Loopback, LoopbackTrouble};
use patchbay_providers::sign_in::{Home, HomeWay};
use reqwest::Client;

use super::house::{House, way};

fn taken() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

#[test]
fn a_port_that_is_taken_is_passed_over_for_the_next_registered_one() {
    let (_held, first) = taken();
    let (free, second) = taken();
    drop(free);
    let loopback = Loopback::bind(&way("127.0.0.1", &[first, second]), "xero").unwrap();
    let home = format!("http://127.0.0.1:{second}/connect/xero/return");
    assert_eq!(loopback.redirect_uri(), home);
}

#[test]
fn when_every_registered_port_is_taken_they_are_named() {
    let ((_one, first), (_other, second)) = (taken(), taken());
    let trouble = Loopback::bind(&way("localhost", &[first, second]), "xero").err().unwrap();
    assert!(matches!(&trouble, LoopbackTrouble::AllTaken(ports) if *ports == [first, second]));
    assert!(trouble.to_string().contains(&first.to_string()), "{trouble}");
}

#[test]
fn another_way_home_is_no_port() {
    let elsewhere = way("evil.example", &[]);
    let deep_link = Home { way: HomeWay::DeepLink, ..way("127.0.0.1", &[]) };
    for way in [elsewhere, deep_link] {
        let trouble = Loopback::bind(&way, "xero").err();
        assert!(matches!(trouble, Some(LoopbackTrouble::NotLoopback)));
    }
}

#[tokio::test]
async fn a_browser_may_come_to_localhost_by_either_address() {
    let sixth = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    let addresses = if sixth { ["127.0.0.1", "::1"].as_slice() } else { &["127.0.0.1"] };
    for address in addresses {
        let house = House::of("localhost");
        assert!(house.home.starts_with("http://localhost:"), "{}", house.home);
        let address = (address.parse::<std::net::IpAddr>().unwrap(), house.address.port());
        let client = Client::builder().no_proxy().resolve("localhost", address.into());
        let house = House { client: client.build().unwrap(), ..house };
        house.ends_with("a").await;
    }
}
