//! What is looked for on the home page: words, filters and order, as the address
//! keeps them, and what they select.

use std::sync::Arc;

use leptos_router::params::ParamsMap;
use patchbay_contract::search::Query;
use patchbay_contract::{Category, Mandatory, StatusKind};

use super::{Entry, Known};

/// The orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best match, then what needs a person.
    #[default]
    Attention,
    /// By name.
    Name,
    /// What worked last, first.
    Recent,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Attention, Self::Name, Self::Recent];

    /// The name in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attention => "attention",
            Self::Name => "name",
            Self::Recent => "recent",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == name)
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The words.
    pub words: String,
    /// Only this category.
    pub category: Option<Category>,
    /// Only this state.
    pub status: Option<StatusKind>,
    /// Only what this person connected.
    pub owner: Option<String>,
    /// Only what fills one of the mandatory five, or this one of them.
    pub required: Option<Required>,
    /// The order.
    pub sort: Sort,
    /// As rows instead of cards.
    pub as_list: bool,
}

/// Which of the mandatory five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// Any of them.
    Any,
    /// This one.
    One(Mandatory),
}

impl Required {
    const ANY: &'static str = "any";

    fn as_str(self) -> &'static str {
        match self {
            Self::Any => Self::ANY,
            Self::One(one) => one.as_str(),
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        if name == Self::ANY {
            return Some(Self::Any);
        }
        Mandatory::from_name(name).map(Self::One)
    }
}

impl Wanted {
    /// What the address says. What it says wrongly is left out.
    #[must_use]
    pub fn from_query(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Self {
            words: get("q").unwrap_or_default(),
            category: get("category").and_then(|name| Category::from_name(&name)),
            status: get("status").and_then(|name| StatusKind::from_name(&name)),
            owner: get("owner"),
            required: get("required").and_then(|name| Required::from_name(&name)),
            sort: get("sort").and_then(|name| Sort::from_name(&name)).unwrap_or_default(),
            as_list: get("view").is_some_and(|view| view == "list"),
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
        say("category", self.category.map(Category::as_str));
        say("status", self.status.map(StatusKind::as_str));
        say("owner", self.owner.as_deref());
        say("required", self.required.map(Required::as_str));
        say("sort", (self.sort != Sort::default()).then(|| self.sort.as_str()));
        say("view", self.as_list.then_some("list"));
        format!("/{}", query.to_query_string())
    }

    /// Whether anything narrows what is shown.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !Query::new(&self.words).is_empty()
            || self.category.is_some()
            || self.status.is_some()
            || self.owner.is_some()
            || self.required.is_some()
            || self.sort != Sort::default()
    }

    /// The same order and view with nothing narrowed.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { as_list: self.as_list, ..Self::default() }
    }

    /// What of the known providers fits, in order.
    #[must_use]
    pub fn select(&self, known: &Known) -> Vec<Arc<Entry>> {
        let query = Query::new(&self.words);
        let mut found: Vec<(u32, &Arc<Entry>)> = known
            .entries
            .iter()
            .filter(|entry| self.lets_through(entry))
            .filter_map(|entry| Some((query.fits(&entry.names)?, entry)))
            .collect();
        match self.sort {
            Sort::Attention => {
                found.sort_by_key(|(fits, entry)| (std::cmp::Reverse(*fits), entry.status.kind()))
            }
            Sort::Name => found.sort_by_cached_key(|(_, entry)| entry.card.name.to_lowercase()),
            Sort::Recent => found.sort_by_key(|(_, entry)| {
                std::cmp::Reverse(entry.connections.iter().filter_map(|c| c.last_success).max())
            }),
        }
        found.into_iter().map(|(_, entry)| Arc::clone(entry)).collect()
    }

    fn lets_through(&self, entry: &Entry) -> bool {
        self.category.is_none_or(|category| entry.card.category == category)
            && self.status.is_none_or(|status| {
                entry.status.kind() == status
                    || entry.connections.iter().any(|c| c.status.kind() == status)
            })
            && self.owner.as_ref().is_none_or(|owner| {
                entry.connections.iter().any(|c| c.owner.as_ref() == Some(owner))
            })
            && self.required.is_none_or(|required| match required {
                Required::Any => entry.card.fills.is_some(),
                Required::One(one) => entry.card.fills == Some(one),
            })
    }
}
