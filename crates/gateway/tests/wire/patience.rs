//! How often a provider is asked: as its file says, and as it says itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use patchbay_gateway::{CallError, Company, Found};
use serde_json::json;

use crate::support::{Firm, Stage, Vendor, json, with};

fn firm() -> Firm {
    Firm::of("xero", "oauth").knowing(&[("access_token", "a")])
}

fn none() -> axum::response::Response {
    json(200, &json!([]))
}

async fn asked(stage: &Stage, firm: &Firm) -> Result<Vec<Company>, CallError> {
    stage.gateway.discover(firm.party(), &Found::default()).await
}

#[tokio::test]
async fn a_short_wait_is_waited_and_a_failure_that_passes_is_not_told() {
    let vendor = Vendor::saying([
        with(json(429, &json!({})), "retry-after", "4"),
        json(500, &json!({})),
        none(),
    ])
    .await;
    let stage = Stage::at(&vendor.address);
    assert_eq!(asked(&stage, &firm()).await, Ok(Vec::new()));
    assert_eq!(vendor.heard().len(), 3);
    assert_eq!(stage.waits(), [Duration::from_secs(4), Duration::from_secs(1)]);
}

#[tokio::test]
async fn a_provider_that_wants_to_be_left_alone_for_long_is_not_asked_before() {
    let away = with(json(429, &json!({})), "retry-after", "Sat, 21 Nov 2026 09:05:00 GMT");
    let away = with(away, "date", "Sat, 21 Nov 2026 09:00:00 GMT");
    let vendor = Vendor::saying([away, none()]).await;
    let stage = Stage::at(&vendor.address);
    let firm = firm();
    let busy = |seconds| CallError::Busy { status: 429, wait: Some(Duration::from_secs(seconds)) };
    assert_eq!(asked(&stage, &firm).await, Err(busy(300)));
    stage.later(Duration::from_secs(200));
    assert_eq!(asked(&stage, &firm).await, Err(busy(100)));
    assert_eq!(vendor.heard().len(), 1, "the second time it was not asked");
    stage.later(Duration::from_secs(95));
    assert_eq!(asked(&stage, &firm).await, Ok(Vec::new()));
    assert_eq!(stage.waits(), [Duration::from_secs(5)], "the rest was waited");
}

#[tokio::test]
async fn one_account_is_left_alone_and_another_is_not() {
    let away = with(json(429, &json!({})), "retry-after", "300");
    let vendor = Vendor::saying([away, none()]).await;
    let stage = Stage::at(&vendor.address);
    let firm = firm();
    asked(&stage, &firm).await.unwrap_err();
    let mut other = firm.party();
    other.account = "connection-2";
    assert_eq!(stage.gateway.discover(other, &Found::default()).await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_limit_of_the_file_is_kept_without_asking() {
    let firm =
        Firm::changed("xero", "oauth", "calls = 60\nper = \"1m\"", "calls = 2\nper = \"1m\"")
            .knowing(&[("access_token", "a")]);
    let vendor = Vendor::saying([none(), none(), none(), none()]).await;
    let stage = Stage::at(&vendor.address);
    for _ in 0..2 {
        asked(&stage, &firm).await.unwrap();
    }
    let wait = Duration::from_secs(30);
    assert_eq!(asked(&stage, &firm).await, Err(CallError::UsedUp { wait }));
    assert_eq!(vendor.heard().len(), 2);
    stage.later(Duration::from_secs(22));
    asked(&stage, &firm).await.unwrap();
    assert_eq!(stage.waits(), [Duration::from_secs(8)], "a short rest is waited");
}

#[tokio::test]
async fn no_more_calls_are_under_way_than_may_be_at_once() {
    let firm = Firm::changed("xero", "oauth", "calls = 5\n", "calls = 1\n")
        .knowing(&[("access_token", "a")]);
    let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let noted = Arc::clone(&most);
    let vendor = Vendor::playing(Router::new().fallback(move || {
        let (under_way, noted) = (Arc::clone(&under_way), Arc::clone(&noted));
        async move {
            noted.fetch_max(under_way.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            for _ in 0..1_000 {
                tokio::task::yield_now().await;
            }
            under_way.fetch_sub(1, Ordering::Relaxed);
            none()
        }
    }))
    .await;
    let stage = Stage::at(&vendor.address);
    let three = futures_util::future::join_all((0..3).map(|_| asked(&stage, &firm))).await;
    assert!(three.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::Relaxed), 1);
}
