//! How the waiting ends, and that the port is closed then.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::house::{House, STATE, finish};

#[tokio::test]
async fn an_answer_comes_home_with_a_page_and_the_port_is_closed_behind_it() {
    let house = House::open();
    let response = house.get(&house.answer("a%7Cb%2B")).await;
    assert_eq!(response.status(), 200);
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(response.headers()[name], value, "{name}");
    }
    let page = response.text().await.unwrap();
    assert!(page.contains("<h1>Signed in — go back to Patchbay</h1>"), "{page}");
    assert!(page.ends_with("</html>\n"), "the whole page: {page}");
    for secret in ["a|b", "a%7C", STATE, "<script", "http:", "https:"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
    let address = house.address;
    assert_eq!(house.ended().await.as_deref(), Some("a|b+"));
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_no_comes_home_as_well_and_is_said_plainly() {
    let house = House::open();
    let home = format!("{}?error=access_denied&state={STATE}", house.home);
    let page = house.get(&home).await.text().await.unwrap();
    assert!(page.contains("Not connected"), "{page}");
    assert_eq!(house.ended().await, None, "there is no code in it");
}

#[tokio::test]
async fn the_page_speaks_the_browsers_language() {
    let house = House::open();
    let request = house.client.get(house.answer("a")).header("accept-language", "es-ES,en;q=0.5");
    let page = request.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("<html lang=\"es\">") && page.contains("Sesión iniciada"), "{page}");
    assert_eq!(house.ended().await.as_deref(), Some("a"));
}

#[tokio::test]
async fn a_cancelled_sign_in_closes_its_port_at_once() {
    let house = House::open();
    let half = house.connect().await;
    house.get(&format!("{}?state=wrong", house.home)).await;
    let (address, cancelled) = (house.address, house.cancelled.clone());
    cancelled.cancel();
    assert_eq!(house.ended().await, None);
    assert!(TcpStream::connect(address).await.is_err());
    // Who was in the middle of something is thrown out.
    assert_eq!(finish(half, b"GET / HTTP/1.1\r\n\r\n").await, "");
}

#[tokio::test]
async fn a_browser_that_comes_twice_sees_no_error_the_second_time() {
    let house = House::open();
    let mut second = house.connect().await;
    let head = house.right_head("a");
    let (begun, rest) = head.split_at(20);
    second.write_all(begun.as_bytes()).await.unwrap();
    let first = house.send(head.as_bytes()).await;
    let address = house.address;
    assert_eq!(house.ended().await.as_deref(), Some("a"));
    assert!(TcpStream::connect(address).await.is_err());
    let second = finish(second, rest.as_bytes()).await;
    assert!(first.contains("Signed in") && second.contains("Signed in"), "{second}");
}

#[tokio::test]
async fn an_answer_counts_even_when_nobody_waits_for_its_page() {
    let house = House::open();
    let mut closing = house.connect().await;
    closing.write_all(house.right_head("a").as_bytes()).await.unwrap();
    drop(closing);
    assert_eq!(house.ended().await.as_deref(), Some("a"));
}
