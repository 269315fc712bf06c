//! Who may do what: every route that is described, for every role and every scope, against a
//! table of its own.

use reqwest::Method;

use super::document::{operations, path_of};
use super::{Desk, Firm, Ground, code_of};

/// Method, path, the roles that may, and the scope with which software may.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("GET", "/api/me", "owner admin staff support", "any"),
    ("GET", "/api/integrations", "owner admin staff support", "integrations:read"),
    ("POST", "/api/integrations/{provider}/connect", "owner admin staff", "integrations:connect"),
    (
        "GET",
        "/api/integrations/{provider}/sync/status",
        "owner admin staff support",
        "integrations:read",
    ),
    ("GET", "/api/connections", "owner admin staff support", "connections:read"),
    ("GET", "/api/connections/{id}", "owner admin staff support", "connections:read"),
    ("GET", "/api/connections/{id}/mail", "owner admin", "mail:read"),
    ("PUT", "/api/connections/{id}", "owner admin staff", "none"),
    ("DELETE", "/api/connections/{id}", "owner admin staff", "none"),
    ("GET", "/api/connections/{id}/custody", "owner admin staff support", "none"),
    ("PUT", "/api/connections/{id}/custody", "owner admin staff", "none"),
    ("DELETE", "/api/connections/{id}/custody", "owner admin staff", "none"),
    ("POST", "/api/connections/{id}/custody/take", "owner admin staff", "none"),
    ("POST", "/api/connections/{id}/custody/test", "owner admin staff", "none"),
    ("GET", "/api/changes", "owner admin staff support", "none"),
    ("POST", "/api/changes", "owner admin staff", "none"),
    ("GET", "/api/settings", "owner admin staff support", "settings:read"),
    ("GET", "/api/settings/{name}", "owner admin staff support", "settings:read"),
    ("PUT", "/api/settings/{name}", "owner admin", "settings:write"),
    ("GET", "/api/audit", "owner admin support", "audit:read"),
    ("GET", "/api/audit/check", "owner admin support", "audit:read"),
    ("POST", "/api/trail", "owner admin staff support", "none"),
    ("GET", "/api/members", "owner admin staff support", "members:read"),
    ("PATCH", "/api/members/{id}", "owner admin", "none"),
    ("DELETE", "/api/members/{id}", "owner admin", "none"),
    ("GET", "/api/invitations", "owner admin", "none"),
    ("POST", "/api/invitations", "owner admin", "none"),
    ("DELETE", "/api/invitations/{id}", "owner admin", "none"),
    ("GET", "/api/devices", "owner admin staff support", "none"),
    ("POST", "/api/devices/link", "owner admin staff support", "none"),
    ("DELETE", "/api/devices/{id}", "owner admin staff support", "none"),
    ("GET", "/api/keys", "owner admin", "none"),
    ("POST", "/api/keys", "owner admin", "none"),
    ("GET", "/api/keys/{id}", "owner admin", "none"),
    ("POST", "/api/keys/{id}/rotate", "owner admin", "none"),
    ("DELETE", "/api/keys/{id}", "owner admin", "none"),
];

/// Every scope there is.
const SCOPES: [&str; 8] = [
    "integrations:read",
    "integrations:connect",
    "connections:read",
    "mail:read",
    "settings:read",
    "settings:write",
    "members:read",
    "audit:read",
];

/// What comes of asking with this token, and with a body that nobody takes.
async fn asked(firm: &Firm, token: &str, method: &str, path: &str) -> String {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = firm.by(token, method.clone(), &path_of(path));
    if method != Method::GET {
        request = request.json(&"nothing that anybody takes");
    }
    code_of(request.send().await.unwrap()).await.1
}

pub(super) async fn each_role_may_what_the_table_says_and_nothing_else(ground: Ground) {
    let firm = Firm::open(ground).await;
    let owner = firm.owner().await;
    let mut desks: Vec<(&str, Desk)> = vec![("owner", owner.clone())];
    for (n, role) in ["admin", "staff", "support"].into_iter().enumerate() {
        desks.push((role, firm.somebody(&owner, role, 2 + n as u8).await));
    }
    for (method, path, roles, _) in TABLE {
        for (role, desk) in &desks {
            let code = asked(&firm, &desk.token, method, path).await;
            let may = roles.split(' ').any(|one| one == *role);
            assert_eq!(code != "role_not_allowed", may, "{role}: {method} {path}: {code}");
        }
    }
}

pub(super) async fn each_key_may_what_its_scope_says_and_nothing_else(ground: Ground) {
    let firm = Firm::open(ground).await;
    let owner = firm.owner().await;
    for own in SCOPES {
        let key = firm.key(&owner, &[own]).await;
        let token = key["key"].as_str().unwrap();
        for (method, path, _, scope) in TABLE {
            let code = asked(&firm, token, method, path).await;
            let may = *scope == "any" || *scope == own;
            assert_eq!(code != "scope_missing", may, "{own}: {method} {path}: {code}");
        }
    }
    let all = firm.key(&owner, &SCOPES).await;
    for (method, path, _, scope) in TABLE.iter().filter(|row| row.3 == "none") {
        let code = asked(&firm, all["key"].as_str().unwrap(), method, path).await;
        assert_eq!(code, "scope_missing", "{scope}: {method} {path}");
    }
}

#[test]
fn the_table_has_every_route_that_wants_a_token() {
    let open = ["/api/enrol", "/api/devices/{id}/token"];
    let mut described: Vec<_> = operations()
        .into_iter()
        .filter(|(_, path)| !open.contains(&path.as_str()))
        .map(|(method, path)| format!("{path} {method}"))
        .collect();
    let mut listed: Vec<_> =
        TABLE.iter().map(|(method, path, ..)| format!("{path} {method}")).collect();
    described.sort();
    listed.sort();
    assert_eq!(described, listed);
}
