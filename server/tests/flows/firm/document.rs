//! The published description of the API is that of this server.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::{Firm, Ground};

/// As it is committed.
fn published() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json")).unwrap()
}

/// Method and path of everything that is described.
pub(super) fn operations() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(&published()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            operations.push((method, path.clone()));
        }
    }
    operations
}

/// A path with something in place of its names.
pub(super) fn path_of(template: &str) -> String {
    template.replace("{provider}", "xero").replace("{id}", "nothing").replace("{name}", "nothing")
}

#[test]
fn what_is_published_is_what_the_program_prints() {
    assert!(
        published() == patchbay_server::openapi(),
        "write it anew: cargo run -q -p patchbay-server -- openapi > docs/openapi.json"
    );
}

#[test]
fn every_operation_says_what_it_does_and_whether_it_wants_a_token() {
    let document: Value = serde_json::from_str(&published()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for (method, path) in operations() {
        let operation = &document["paths"][&path][method.as_str().to_lowercase()];
        assert!(operation["summary"].is_string(), "{method} {path}");
        let open = ["/api/enrol", "/api/devices/{id}/token"].contains(&path.as_str());
        assert_eq!(operation["security"].is_array(), !open, "{method} {path}");
    }
}

pub(super) async fn everything_that_is_described_is_there_and_the_description_itself(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let served = firm.send(firm.ask(Method::GET, "/api/openapi.json"), StatusCode::OK).await;
    assert_eq!(served, serde_json::from_str::<Value>(&published()).unwrap());
    for (method, path) in operations() {
        let answer = firm.ask(method.clone(), &path_of(&path)).send().await.unwrap();
        let status = answer.status();
        assert_ne!(status, StatusCode::NOT_FOUND, "{method} {path}");
        assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
    }
}
