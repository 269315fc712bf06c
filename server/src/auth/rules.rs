//! Who may do what: every route of the API with the roles and the scope that it wants. What is
//! not in this table, nobody may.

use patchbay_firm_store::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Caller, Who};
use crate::problem::{Code, Problem};

const OWNER: &[Role] = &[Role::Owner];
const ADMINS: &[Role] = &[Role::Owner, Role::Admin];
const STAFF: &[Role] = &[Role::Owner, Role::Admin, Role::Staff];
const LOOKERS: &[Role] = &[Role::Owner, Role::Admin, Role::Support];
const ALL: &[Role] = &Role::ALL;

/// What a key of software may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) enum Scope {
    /// See which services there are, and how their syncing is.
    #[serde(rename = "integrations:read")]
    IntegrationsRead,
    /// Ask somebody to connect a service.
    #[serde(rename = "integrations:connect")]
    IntegrationsConnect,
    /// See the connections.
    #[serde(rename = "connections:read")]
    ConnectionsRead,
    /// See the newest headers of the mailboxes that the server holds.
    #[serde(rename = "mail:read")]
    MailRead,
    /// See what is set.
    #[serde(rename = "settings:read")]
    SettingsRead,
    /// Set it.
    #[serde(rename = "settings:write")]
    SettingsWrite,
    /// See who is in the firm.
    #[serde(rename = "members:read")]
    MembersRead,
    /// See who did what.
    #[serde(rename = "audit:read")]
    AuditRead,
}

impl Scope {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::IntegrationsRead => "integrations:read",
            Self::IntegrationsConnect => "integrations:connect",
            Self::ConnectionsRead => "connections:read",
            Self::MailRead => "mail:read",
            Self::SettingsRead => "settings:read",
            Self::SettingsWrite => "settings:write",
            Self::MembersRead => "members:read",
            Self::AuditRead => "audit:read",
        }
    }
}

/// What a route wants.
struct Rule {
    method: &'static str,
    route: &'static str,
    roles: &'static [Role],
    software: Software,
}

/// Whether software may, and with which scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Software {
    May(Scope),
    AnyKey,
    Never,
}

const fn rule(
    method: &'static str,
    route: &'static str,
    roles: &'static [Role],
    software: Software,
) -> Rule {
    Rule { method, route, roles, software }
}

use Scope::*;
use Software::{AnyKey, May, Never};

/// The table.
const RULES: &[Rule] = &[
    rule("GET", "/api/me", ALL, AnyKey),
    rule("GET", "/api/integrations", ALL, May(IntegrationsRead)),
    rule("POST", "/api/integrations/{provider}/connect", STAFF, May(IntegrationsConnect)),
    rule("GET", "/api/integrations/{provider}/sync/status", ALL, May(IntegrationsRead)),
    rule("GET", "/api/connections", ALL, May(ConnectionsRead)),
    rule("GET", "/api/connections/{id}", ALL, May(ConnectionsRead)),
    rule("PUT", "/api/connections/{id}", STAFF, Never),
    rule("DELETE", "/api/connections/{id}", STAFF, Never),
    rule("GET", "/api/connections/{id}/custody", ALL, Never),
    rule("PUT", "/api/connections/{id}/custody", STAFF, Never),
    rule("DELETE", "/api/connections/{id}/custody", STAFF, Never),
    rule("POST", "/api/connections/{id}/custody/take", STAFF, Never),
    rule("POST", "/api/connections/{id}/custody/test", STAFF, Never),
    // It may be somebody's own mailbox.
    rule("GET", "/api/connections/{id}/mail", ADMINS, May(MailRead)),
    rule("GET", "/api/changes", ALL, Never),
    // What each of them wants is asked one by one.
    rule("POST", "/api/changes", STAFF, Never),
    rule("GET", "/api/settings", ALL, May(SettingsRead)),
    rule("GET", "/api/settings/{name}", ALL, May(SettingsRead)),
    rule("PUT", "/api/settings/{name}", ADMINS, May(SettingsWrite)),
    rule("GET", "/api/audit", LOOKERS, May(AuditRead)),
    rule("GET", "/api/audit/check", LOOKERS, May(AuditRead)),
    rule("POST", "/api/trail", ALL, Never),
    rule("GET", "/api/members", ALL, May(MembersRead)),
    rule("PATCH", "/api/members/{id}", ADMINS, Never),
    rule("DELETE", "/api/members/{id}", ADMINS, Never),
    rule("GET", "/api/invitations", ADMINS, Never),
    rule("POST", "/api/invitations", ADMINS, Never),
    rule("DELETE", "/api/invitations/{id}", ADMINS, Never),
    rule("GET", "/api/devices", ALL, Never),
    rule("POST", "/api/devices/link", ALL, Never),
    rule("DELETE", "/api/devices/{id}", ALL, Never),
    rule("GET", "/api/keys", ADMINS, Never),
    rule("POST", "/api/keys", ADMINS, Never),
    rule("GET", "/api/keys/{id}", ADMINS, Never),
    rule("POST", "/api/keys/{id}/rotate", ADMINS, Never),
    rule("DELETE", "/api/keys/{id}", ADMINS, Never),
];

/// Whether they may do this.
pub(crate) fn check(caller: &Caller, method: &str, route: &str) -> Result<(), Problem> {
    let rule = RULES.iter().find(|rule| rule.method == method && rule.route == route);
    let Some(rule) = rule else {
        return Err(Problem::new(Code::NotAllowed, "Nobody may do this."));
    };
    match &caller.who {
        Who::Person(member, _) if rule.roles.contains(&member.role) => Ok(()),
        Who::Person(..) => {
            let roles: Vec<_> = rule.roles.iter().map(|role| role.as_str()).collect();
            let detail = format!("This is for: {}. Ask one of them.", roles.join(", "));
            Err(Problem::new(Code::RoleNotAllowed, detail))
        }
        Who::Software(key) => match rule.software {
            AnyKey => Ok(()),
            May(scope) if key.scopes.iter().any(|own| own == scope.as_str()) => Ok(()),
            May(scope) => {
                let detail = format!("The key lacks the scope {}.", scope.as_str());
                Err(Problem::new(Code::ScopeMissing, detail))
            }
            Never => {
                Err(Problem::new(Code::ScopeMissing, "This is for people, whatever a key may do."))
            }
        },
    }
}

/// Whether somebody of this role may give or take that one, or shut its devices out: an owner
/// is made and unmade by owners alone.
pub(crate) fn may_decide_about(own: Option<Role>, other: Role) -> Result<(), Problem> {
    let may = if other == Role::Owner { OWNER } else { ADMINS };
    if own.is_some_and(|own| may.contains(&own)) {
        return Ok(());
    }
    Err(Problem::new(Code::RoleNotAllowed, "Only an owner decides about owners."))
}
