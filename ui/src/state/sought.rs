//! What is looked for in the audit trail, as the address keeps it.

use jiff::SignedDuration;
use leptos_router::params::ParamsMap;
use patchbay_contract::{AuditActor, AuditArea, AuditFilter, AuditOutcome};

use crate::components::time;

/// How far back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Any time.
    #[default]
    Ever,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 365 days.
    Year,
}

impl Period {
    /// Every period.
    pub const ALL: [Self; 5] = [Self::Ever, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The name in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ever => "",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The period of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == name)
    }

    const fn days(self) -> Option<i64> {
        match self {
            Self::Ever => None,
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Year => Some(365),
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// The words.
    pub words: String,
    /// Only about this.
    pub area: Option<AuditArea>,
    /// Only what ended so.
    pub outcome: Option<AuditOutcome>,
    /// Only this provider.
    pub provider: Option<String>,
    /// Only this connection.
    pub connection: Option<String>,
    /// Only by them.
    pub actor: Option<AuditActor>,
    /// Not before.
    pub period: Period,
}

/// How the address names Patchbay itself. Kept apart from people by its own name.
const BY_ITSELF: &str = "itself";

impl Sought {
    /// What the address says. What it says wrongly is left out.
    #[must_use]
    pub fn from_query(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
        let actor = match get("by").as_deref() {
            Some(BY_ITSELF) => Some(AuditActor::Patchbay),
            _ => get("person").map(AuditActor::Person),
        };
        Self {
            words: get("q").unwrap_or_default(),
            area: get("area").and_then(|name| AuditArea::from_name(&name)),
            outcome: get("outcome").and_then(|name| AuditOutcome::from_name(&name)),
            provider: get("provider"),
            connection: get("connection"),
            actor,
            period: get("last").and_then(|name| Period::from_name(&name)).unwrap_or_default(),
        }
    }

    /// The address that says this.
    #[must_use]
    pub fn address(&self) -> String {
        let mut query = ParamsMap::new();
        let mut say = |name: &'static str, value: Option<&str>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.insert(name, value.to_owned());
            }
        };
        say("q", Some(self.words.trim()));
        say("area", self.area.map(AuditArea::as_str));
        say("outcome", self.outcome.map(AuditOutcome::as_str));
        say("provider", self.provider.as_deref());
        say("connection", self.connection.as_deref());
        say("person", self.actor.as_ref().and_then(AuditActor::person));
        say("by", (self.actor == Some(AuditActor::Patchbay)).then_some(BY_ITSELF));
        say("last", Some(self.period.as_str()));
        format!("/audit{}", query.to_query_string())
    }

    /// Whether anything narrows what is shown.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// As the core is asked, now.
    #[must_use]
    pub fn filter(&self) -> AuditFilter {
        let since =
            self.period.days().map(|days| time::now() - SignedDuration::from_hours(24 * days));
        AuditFilter {
            words: self.words.clone(),
            area: self.area,
            action: None,
            outcome: self.outcome,
            provider: self.provider.clone(),
            connection: self.connection.clone(),
            actor: self.actor.clone(),
            since,
            until: None,
        }
    }
}
