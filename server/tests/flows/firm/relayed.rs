//! Answers to sign-ins at a firm with several servers: whichever took one, each gives it out.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::Pickup;
use reqwest::StatusCode;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Firm, Ground};

/// What an app has, and what the browser brings for it.
fn sign_in(n: u8, code: &str) -> (String, String) {
    let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let state = encode(&Sha256::digest([n; 32]));
    (encode(&[n; 32]), format!("code={code}&state={state}"))
}

#[tokio::test]
async fn whichever_of_several_servers_took_an_answer_each_gives_it_out() {
    let one = Firm::open(Ground::postgres().await).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let other = format!("http://{}", listener.local_addr().unwrap());
    let end = CancellationToken::new();
    let serving = patchbay_server::serve(listener, one.config.clone(), end.clone());
    let serving = tokio::spawn(serving);
    let arrive = async |base: &str, query: &str| {
        let page = one.client.get(format!("{base}/connect/xero/return?{query}")).send().await;
        assert_eq!(page.unwrap().status(), StatusCode::OK);
    };
    let pick_up = async |base: &str, proof: &str| {
        let request = one.client.post(format!("{base}/connect/xero/pickup"));
        let request = request.header("authorization", format!("Pickup {proof}"));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<Pickup>().await.unwrap().parameters[0].1.clone()
    };

    // It is there already, and may be asked for again; the first that arrived is the one.
    let (proof, query) = sign_in(1, "canary-one");
    arrive(&one.base, &query).await;
    for _ in 0..2 {
        assert_eq!(pick_up(&other, &proof).await, "canary-one");
    }
    arrive(&one.base, &sign_in(1, "canary-late").1).await;
    assert_eq!(pick_up(&other, &proof).await, "canary-one");

    // Somebody waits for it at the other one.
    let (proof, query) = sign_in(2, "canary-two");
    let (picked_up, ()) = tokio::join!(pick_up(&one.base, &proof), arrive(&other, &query));
    assert_eq!(picked_up, "canary-two");

    let kept = one.ground.all_that_is_kept().await;
    for n in [1, 2] {
        let (_, query) = sign_in(n, "canary");
        let state = query.split_once("state=").unwrap().1;
        for secret in ["canary", state] {
            assert!(!kept.windows(secret.len()).any(|part| part == secret.as_bytes()), "{n}");
        }
    }
    end.cancel();
    serving.await.unwrap().unwrap();
}
