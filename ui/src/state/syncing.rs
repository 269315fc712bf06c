//! What goes along with the firm's server, as the page last heard it.

use jiff::{SignedDuration, Timestamp};
use leptos::prelude::untrack;
use patchbay_contract::command::GetSync;
use patchbay_contract::{EmbeddedServer, ErrorCode, GoingAlong, Problem};

use super::{Latest, Look};
use crate::Bridge;

/// So long a server that does not answer is no news yet: a laptop on its way to the office.
const A_WHILE: SignedDuration = SignedDuration::from_hours(1);

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Syncing {
    bridge: Bridge,
    latest: Latest<GoingAlong>,
}

/// How it is as a whole, what matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InStep {
    /// The server does not answer.
    Offline,
    /// It answers, and something is in the way.
    Stuck,
    /// So many things wait for a person who chooses.
    ToDecide(usize),
    /// Nothing is in the way.
    Fine,
}

impl Syncing {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing() }
    }

    /// Asks the core.
    pub fn ask(self) {
        self.latest.wait(self.bridge.call::<GetSync>(()));
    }

    /// Takes an answer to another question in.
    pub fn take_in(self, view: GoingAlong) {
        self.latest.set(Look::Full(view));
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<GoingAlong> {
        self.latest.look()
    }

    /// How it is with the server inside the app, where that stands in for the firm's. Tracks.
    #[must_use]
    pub fn embedded(self) -> Option<EmbeddedServer> {
        self.latest.of(|view| view.embedded.clone()).flatten()
    }

    /// The same for once.
    #[must_use]
    pub fn embedded_untracked(self) -> Option<EmbeddedServer> {
        untrack(|| self.embedded())
    }

    /// How it is, and how many changes wait to be sent; nothing where this computer is in at no
    /// server. Tracks.
    #[must_use]
    pub fn in_step(self) -> Option<(InStep, usize)> {
        self.latest.of(|view| view.is_in.then(|| (in_step(view), view.pending.len()))).flatten()
    }

    /// How many provider files of the firm wait for somebody here. Tracks.
    #[must_use]
    pub fn proposals(self) -> u32 {
        self.latest.of(|view| if view.is_in { view.proposals } else { 0 }).unwrap_or_default()
    }

    /// What is worth a banner: how it is, and when the two last agreed. Tracks.
    #[must_use]
    pub fn banner(self, now: Timestamp) -> Option<(InStep, Option<Timestamp>)> {
        self.latest.of(|view| worth_a_banner(view, now)).flatten()
    }
}

fn in_step(view: &GoingAlong) -> InStep {
    match &view.trouble {
        Some(problem) if is_silence(problem) => InStep::Offline,
        Some(_) => InStep::Stuck,
        None if !view.conflicts.is_empty() => InStep::ToDecide(view.conflicts.len()),
        None => InStep::Fine,
    }
}

fn is_silence(problem: &Problem) -> bool {
    matches!(problem.code, ErrorCode::ServerNotReached | ErrorCode::ServerBusy)
}

fn worth_a_banner(view: &GoingAlong, now: Timestamp) -> Option<(InStep, Option<Timestamp>)> {
    if !view.is_in {
        return None;
    }
    let how = in_step(view);
    let is_news = match how {
        InStep::Fine => false,
        InStep::Offline => view.last_sync_at.is_none_or(|at| now.duration_since(at) >= A_WHILE),
        InStep::Stuck | InStep::ToDecide(_) => true,
    };
    is_news.then_some((how, view.last_sync_at))
}
