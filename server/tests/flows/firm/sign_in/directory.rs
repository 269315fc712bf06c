//! The directories of the stories, each a program of its own, and what the firm registered there.

use patchbay_test_support::Peer;
use serde_json::json;

pub(super) const TENANT: &str = "11111111-2222-3333-4444-555555555555";
pub(super) const CLIENT: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
pub(super) const SECRET: &str = "a-secret~with%26&every+sign/there=is";

/// Where the server of a story is reached, by its own word.
pub(super) const PUBLIC: &str = "https://firm.example/patchbay";

/// A directory.
pub(super) struct Directory {
    _process: Peer,
    port: u16,
}

impl Directory {
    /// The one that others wrote.
    pub(super) fn independent() -> Self {
        let package = Peer::fetched("PATCHBAY_OIDC_PROVIDER");
        let client = json!({
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [format!("{PUBLIC}/sign-in/microsoft/callback")],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_post",
        });
        Self::start("independent.mjs", &[&package, TENANT, &client.to_string()])
    }

    /// The one that signs whatever it is told to.
    pub(super) fn hostile() -> Self {
        Self::start("hostile.mjs", &[TENANT, CLIENT, SECRET])
    }

    fn start(script: &str, arguments: &[&str]) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/flows/firm/sign_in");
        let mut process = Peer::in_node(&format!("{folder}/{script}"), arguments);
        let port = process.port();
        Self { _process: process, port }
    }

    /// Who says there who people are.
    pub(super) fn issuer(&self) -> String {
        issuer(self.port)
    }
}

/// The issuer behind this port.
pub(super) fn issuer(port: u16) -> String {
    format!("http://127.0.0.1:{port}/{TENANT}/v2.0")
}

/// The keys of a configuration with this issuer.
pub(super) fn keys(issuer: &str) -> String {
    format!(
        "public_address = {PUBLIC:?}\nentra_tenant = {TENANT:?}\nentra_client_id = {CLIENT:?}\n\
         entra_client_secret = {SECRET:?}\nentra_issuer = {issuer:?}\n"
    )
}
