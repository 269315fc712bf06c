//! By the relay page of a firm server.

use patchbay_desktop::link::Link;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const STATE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

#[tokio::test]
async fn what_the_relay_page_hands_on_is_a_link_that_the_app_understands() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(patchbay_server::serve(
        listener,
        patchbay_server::Config::embedded(),
        CancellationToken::new(),
    ));
    let code = "a%7Cb|{}%27%22%2B+c";
    let home =
        format!("{base}/connect/quickbooks_online/return?code={code}&state={STATE}&realmId=");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let page = client.get(home).send().await.unwrap().text().await.unwrap();
    let link = page.split("href=\"app.").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let link = format!("app.{link}").replace("&#39;", "'").replace("&amp;", "&");
    let Ok(Link::Return { provider, parameters }) = Link::parse(&link) else {
        panic!("{link}");
    };
    assert_eq!(provider, "quickbooks_online");
    let expected = [("code", "a|b|{}'\"+ c"), ("state", STATE), ("realmId", "")];
    assert_eq!(parameters, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}
