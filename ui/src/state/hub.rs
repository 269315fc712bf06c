//! The hub as the page last heard it: providers and what the firm connected.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::GetHub;
use patchbay_contract::{
    BrokenFile, Connection, DefaultKind, Hub as Answer, Mandatory, Part, Problem, ProviderCard,
    Status, StatusKind, Support, search,
};

use super::Look;
use crate::Bridge;

/// Everything the hub shows, worked out once an answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Every provider with its connections.
    pub entries: Vec<Arc<Entry>>,
    /// The firm's own files that could not be read.
    pub broken: Vec<BrokenFile>,
    /// Connections of providers that are not there, since their file is broken or gone:
    /// by the provider's id.
    pub lost: Vec<(String, Vec<Connection>)>,
    /// Why connections are not known, if they are not.
    pub problem: Option<Problem>,
    /// Whether this is a practice firm.
    pub practice: bool,
}

/// One provider with its connections.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The provider.
    pub card: ProviderCard,
    /// Its connections, what needs a person first.
    pub connections: Vec<Connection>,
    /// How it is as a whole: as its connection that most needs a person.
    pub status: Status,
    /// Whether that is known: without the database, nobody knows what is connected.
    pub sure: bool,
    /// What its connections do by default, by their ids.
    pub defaults: Vec<(String, DefaultKind)>,
    /// Its names, prepared for searching.
    pub names: search::Names,
}

impl Entry {
    fn new(
        card: ProviderCard,
        mut connections: Vec<Connection>,
        all_defaults: &[(String, DefaultKind)],
        known: bool,
    ) -> Self {
        let ours = |id: &String| connections.iter().any(|one| one.id == *id);
        let defaults = all_defaults.iter().filter(|(id, _)| ours(id)).cloned().collect();
        connections.sort_by_key(|connection| connection.status.kind());
        let status = match (connections.first(), card.support) {
            (Some(connection), _) => connection.status.clone(),
            (None, Support::NotSupported) => Status::NotSupported,
            (None, _) => Status::NotConnected,
        };
        let names = search::Names::from(&card);
        let sure = known || card.support != Support::Connect;
        Self { card, connections, status, sure, defaults, names }
    }

    /// Whether any of its connections can be used.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.connections.iter().any(|connection| connection.status.kind().is_usable())
    }

    /// Whether a person has to do something about it.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        self.status.kind().needs_attention()
    }
}

impl From<Answer> for Known {
    fn from(answer: Answer) -> Self {
        let (connections, problem) = match answer.connections {
            Part::Working(connections) => (connections, None),
            Part::Failed(problem) => (Vec::new(), Some(problem)),
        };
        let mut by_provider: BTreeMap<String, Vec<Connection>> = BTreeMap::new();
        for connection in connections {
            by_provider.entry(connection.provider.clone()).or_default().push(connection);
        }
        let entries = answer
            .providers
            .into_iter()
            .map(|card| {
                let connections = by_provider.remove(&card.id).unwrap_or_default();
                Arc::new(Entry::new(card, connections, &answer.defaults, problem.is_none()))
            })
            .collect();
        let lost = by_provider.into_iter().collect();
        Self { entries, broken: answer.broken, lost, problem, practice: answer.practice }
    }
}

impl Known {
    /// Which of the mandatory five are filled by a connection that can be used.
    #[must_use]
    pub fn filled(&self) -> Vec<(Mandatory, bool)> {
        let filled = |wanted: Mandatory| {
            self.entries
                .iter()
                .filter(|entry| entry.card.fills == Some(wanted))
                .flat_map(|entry| &entry.connections)
                .any(|connection| connection.status.kind().is_usable())
        };
        Mandatory::ALL.iter().map(|wanted| (*wanted, filled(*wanted))).collect()
    }

    /// The people who connected something, by name.
    #[must_use]
    pub fn owners(&self) -> Vec<String> {
        let mut owners: Vec<String> = self
            .entries
            .iter()
            .flat_map(|entry| &entry.connections)
            .filter_map(|connection| connection.owner.clone())
            .collect();
        owners.sort();
        owners.dedup();
        owners
    }

    /// How many providers are in each state, for those there are.
    #[must_use]
    pub fn states(&self) -> Vec<(StatusKind, usize)> {
        StatusKind::ALL
            .iter()
            .map(|kind| {
                let is_so = |entry: &&Arc<Entry>| entry.sure && entry.status.kind() == *kind;
                (*kind, self.entries.iter().filter(is_so).count())
            })
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

/// What is known, and whether it is being asked right now.
#[derive(Clone, Copy)]
pub struct Hub {
    bridge: Bridge,
    look: RwSignal<Look<Arc<Known>>, LocalStorage>,
    asking: StoredValue<bool>,
    changed_meanwhile: StoredValue<bool>,
}

impl Hub {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            look: RwSignal::new_local(Look::Loading),
            asking: StoredValue::new(false),
            changed_meanwhile: StoredValue::new(false),
        }
    }

    /// Asks the core; once more afterwards if something changes meanwhile. What was
    /// known stays on screen until the answer is there.
    pub fn ask(self) {
        if self.asking.get_value() {
            self.changed_meanwhile.set_value(true);
            return;
        }
        self.asking.set_value(true);
        let answer = self.bridge.call::<GetHub>(());
        spawn_local(async move {
            let known = answer.await.map(|answer| Arc::new(Known::from(answer)));
            self.asking.set_value(false);
            self.look.set(Look::from(known));
            if self.changed_meanwhile.get_value() {
                self.changed_meanwhile.set_value(false);
                self.ask();
            }
        });
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Arc<Known>> {
        self.look.get()
    }

    /// What is known, if anything is. Tracks.
    #[must_use]
    pub fn known(self) -> Option<Arc<Known>> {
        self.look.with(|look| look.known().cloned())
    }

    /// Whether this is a practice firm. Tracks.
    #[must_use]
    pub fn is_practice(self) -> bool {
        self.look.with(|look| matches!(look, Look::Full(known) if known.practice))
    }
}
