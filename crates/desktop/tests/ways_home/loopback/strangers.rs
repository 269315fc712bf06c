//! Whatever else comes by the port is answered briefly and does not end the waiting.

use reqwest::Method;
use tokio::io::AsyncWriteExt;
use tokio::time::pause;

use super::house::{House, STATE, finish};

#[tokio::test]
async fn a_favicon_and_other_paths_do_not_end_the_waiting() {
    let house = House::open();
    for path in ["/favicon.ico", "/", "/connect/box/return", "/connect/xero/return/"] {
        let address = format!("http://{}{path}?code=a&state={STATE}", house.address);
        let response = house.get(&address).await;
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(response.text().await.unwrap(), "");
    }
    house.ends_with("right").await;
}

#[tokio::test]
async fn what_a_browser_fetches_ahead_of_the_person_does_not_end_the_waiting() {
    let house = House::open();
    for (name, value) in [("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch")] {
        let request = house.client.get(house.answer("a")).header(name, value);
        assert_eq!(request.send().await.unwrap().status(), 503, "{name}");
    }
    let head = house.client.head(house.answer("a")).send().await.unwrap();
    assert_eq!(head.status(), 405);
    house.ends_with("right").await;
}

#[tokio::test]
async fn a_page_from_elsewhere_that_posts_here_does_not_end_the_waiting() {
    let house = House::open();
    for method in [Method::POST, Method::PUT, Method::OPTIONS] {
        let request = house.client.request(method.clone(), house.answer("a"));
        let request = request.header("origin", "https://evil.example").body("code=a");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 405, "{method}");
        assert!(response.headers().get("access-control-allow-origin").is_none());
    }
    house.ends_with("right").await;
}

#[tokio::test]
async fn a_name_that_was_bent_to_this_computer_does_not_end_the_waiting() {
    let house = House::open();
    let port = house.address.port();
    for host in [format!("evil.example:{port}"), format!("localhost:{port}"), "127.0.0.1".into()] {
        let request = house.client.get(house.answer("a")).header("host", &host);
        assert_eq!(request.send().await.unwrap().status(), 421, "{host}");
    }
    let nameless = format!("GET /connect/xero/return?code=a&state={STATE} HTTP/1.0\r\n\r\n");
    assert!(house.send(nameless.as_bytes()).await.contains(" 421 "));
    house.ends_with("right").await;
}

#[tokio::test]
async fn an_answer_to_another_sign_in_does_not_end_the_waiting() {
    let house = House::open();
    for query in [
        "",
        "code=a",
        "code=a&state=",
        "code=a&state=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV",
        &format!("code=a&code=b&state={STATE}"),
        &format!("code=a&state={STATE}&st%61te={STATE}"),
        &format!("code=%00&state={STATE}"),
        &format!("code={}&state={STATE}", "a".repeat(9000)),
    ] {
        let response = house.get(&format!("{}?{query}", house.home)).await;
        assert_eq!(response.status(), 400, "{query}");
        let page = response.text().await.unwrap();
        assert!(page.contains("Nobody waits for this answer"), "{page}");
    }
    house.ends_with("right").await;
}

#[tokio::test]
async fn a_browser_that_insists_on_https_does_not_end_the_waiting() {
    let house = House::open();
    // How a handshake begins.
    house.send(&[0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x03]).await;
    house.send(b"\r\n\r\n\0\0\0 no HTTP at all\r\n\r\n").await;
    house.ends_with("right").await;
}

#[tokio::test]
async fn a_head_without_end_does_not_end_the_waiting() {
    let house = House::open();
    let endless = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(1024 * 1024));
    house.send(endless.as_bytes()).await;
    house.ends_with("right").await;
}

#[tokio::test]
async fn what_no_browser_sends_does_not_end_the_waiting() {
    let house = House::open();
    let long = format!("/connect/xero/return?state={STATE}&code={}", "a".repeat(64 * 1024));
    let home = |rest: &[u8]| [b"/connect/xero/return?state=", STATE.as_bytes(), rest].concat();
    let elsewhere = format!("http://me@evil.example/connect/xero/return?code=a&state={STATE}");
    for target in [
        long.into_bytes(),
        home(b"&code=\0"),
        home(b"&code=\xff\xfe"),
        home(b"&code=a&code=b"),
        home(b"&code=%FF"),
        format!("/connect/xero/return/more?code=a&state={STATE}").into_bytes(),
        format!("/connect/xero/return%00?code=a&state={STATE}").into_bytes(),
        elsewhere.into_bytes(),
    ] {
        let host = format!(" HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", house.address);
        let request = [b"GET ", &target[..], host.as_bytes()].concat();
        let answered = house.send(&request).await;
        let shown = String::from_utf8_lossy(&target).chars().take(80).collect::<String>();
        assert!(!answered.contains("Signed in"), "{shown}: {answered}");
    }
    house.ends_with("right").await;
}

#[tokio::test]
async fn a_bar_in_a_code_comes_home_as_it_was_sent() {
    let house = House::open();
    let answered = house.send(house.right_head("a|b%7Cc").as_bytes()).await;
    assert!(answered.contains("Signed in"), "{answered}");
    assert_eq!(house.ended().await.as_deref(), Some("a|b|c"));
}

#[tokio::test]
async fn many_who_say_nothing_or_half_of_it_do_not_keep_the_answer_out() {
    let house = House::open();
    let mut slow = Vec::new();
    for n in 0..100 {
        let mut stream = house.connect().await;
        if n % 2 == 0 {
            stream.write_all(b"GET /connect/xero/return HTTP/1.1\r\n").await.unwrap();
        }
        slow.push(stream);
    }
    // Their time runs out by a clock that jumps.
    pause();
    let answered = house.send(house.right_head("right").as_bytes()).await;
    assert!(answered.contains("Signed in"), "{answered}");
    assert_eq!(house.ended().await.as_deref(), Some("right"));
    let thrown_out = finish(slow.swap_remove(0), b"").await;
    assert_eq!(thrown_out, "");
}
