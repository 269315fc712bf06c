//! The audit trail as far as it was asked for: pages of entries, what a check found, and
//! what became of an export.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{ExportAudit, GetAudit, VerifyAudit};
use patchbay_contract::{
    AuditCursor, AuditEntry, AuditExport, AuditExportFormat, AuditExportOrder, AuditFilter,
    AuditPage, AuditQuestion, AuditSeal, AuditVerification, Problem,
};

use super::Look;
use crate::Bridge;

/// The pages so far, as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// The entries, newest first.
    pub entries: Vec<Arc<AuditEntry>>,
    /// Where to go on.
    pub older: Option<AuditCursor>,
    /// How many the whole trail has.
    pub total: u64,
    /// Everybody in it.
    pub people: Vec<String>,
    /// Every provider in it.
    pub providers: Vec<String>,
    /// How far it is signed.
    pub seal: AuditSeal,
}

impl From<AuditPage> for Trail {
    fn from(page: AuditPage) -> Self {
        Self {
            entries: page.entries.into_iter().map(Arc::new).collect(),
            older: page.older,
            total: page.total,
            people: page.people,
            providers: page.providers,
            seal: page.seal,
        }
    }
}

/// Something that a person asked to be done, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed<T> {
    /// It was not asked for.
    Not,
    /// It is being done.
    Doing,
    /// It is done.
    Done(T),
    /// It failed.
    Failed(Problem),
}

/// What is known of the trail, and what is being done with it.
#[derive(Clone, Copy)]
pub struct Audit {
    bridge: Bridge,
    look: RwSignal<Look<Trail>>,
    filter: StoredValue<AuditFilter>,
    /// Which question is the newest: an answer to an older one is not shown.
    newest: StoredValue<u32>,
    /// Whether older entries are being fetched.
    fetching: RwSignal<bool>,
    check: RwSignal<Deed<AuditVerification>>,
    export: RwSignal<Deed<AuditExport>>,
}

impl Audit {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            look: RwSignal::new(Look::Loading),
            filter: StoredValue::default(),
            newest: StoredValue::new(0),
            fetching: RwSignal::new(false),
            check: RwSignal::new(Deed::Not),
            export: RwSignal::new(Deed::Not),
        }
    }

    /// Asks for the newest entries that fit. What was shown stays until they are there.
    pub fn ask(self, filter: AuditFilter) {
        self.filter.set_value(filter.clone());
        let question = self.next_question();
        self.fetching.set(false);
        spawn_local(async move {
            let question_put = AuditQuestion { filter, older_than: None };
            let answer = self.bridge.call::<GetAudit>(question_put).await;
            let look = Look::from(answer.map(Trail::from));
            let news = self.look.try_with_untracked(|known| *known != look) == Some(true);
            if news && self.newest.try_get_value() == Some(question) {
                self.look.set(look);
            }
        });
    }

    /// Asks for the entries that are next older than those shown.
    pub fn ask_older(self) {
        let older = self.look.with_untracked(|look| match look {
            Look::Full(trail) => trail.older,
            Look::Loading | Look::Failed(_) => None,
        });
        if older.is_none() || self.fetching.get_untracked() {
            return;
        }
        self.fetching.set(true);
        let question = self.next_question();
        let question_put = AuditQuestion { filter: self.filter.get_value(), older_than: older };
        spawn_local(async move {
            let answer = self.bridge.call::<GetAudit>(question_put).await;
            if self.newest.try_get_value() != Some(question) {
                return;
            }
            self.fetching.set(false);
            match answer {
                Ok(page) => self.look.update(|look| {
                    if let Look::Full(trail) = look {
                        trail.entries.extend(page.entries.into_iter().map(Arc::new));
                        trail.older = page.older;
                    }
                }),
                Err(problem) => self.look.set(Look::Failed(problem)),
            }
        });
    }

    /// Checks the whole trail.
    pub fn verify(self) {
        if self.check.with_untracked(|check| *check == Deed::Doing) {
            return;
        }
        self.check.set(Deed::Doing);
        spawn_local(async move {
            let found = self.bridge.call::<VerifyAudit>(()).await;
            self.check.set(found.map_or_else(Deed::Failed, Deed::Done));
            // It may have been signed.
            self.ask(self.filter.get_value());
        });
    }

    /// Writes what fits to a file.
    pub fn export(self, format: AuditExportFormat) {
        if self.export.with_untracked(|export| *export == Deed::Doing) {
            return;
        }
        self.export.set(Deed::Doing);
        let order = AuditExportOrder { filter: self.filter.get_value(), format };
        spawn_local(async move {
            let written = self.bridge.call::<ExportAudit>(order).await;
            self.export.set(written.map_or_else(Deed::Failed, Deed::Done));
            // That it was written is an entry.
            self.ask(self.filter.get_value());
        });
    }

    /// What was found and written before is not shown on a page that is opened anew.
    pub fn forget_deeds(self) {
        forget(self.check);
        forget(self.export);
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Trail> {
        self.look.get()
    }

    /// Whether older entries are being fetched. Tracks.
    #[must_use]
    pub fn is_fetching(self) -> bool {
        self.fetching.get()
    }

    /// What a check found. Tracks.
    #[must_use]
    pub fn checked(self) -> Deed<AuditVerification> {
        self.check.get()
    }

    /// What became of an export. Tracks.
    #[must_use]
    pub fn exported(self) -> Deed<AuditExport> {
        self.export.get()
    }

    fn next_question(self) -> u32 {
        let question = self.newest.get_value() + 1;
        self.newest.set_value(question);
        question
    }
}

/// Forgets what is over; what is being done goes on.
fn forget<T: Clone + PartialEq + Send + Sync + 'static>(deed: RwSignal<Deed<T>>) {
    if deed.with_untracked(|deed| *deed != Deed::Doing) {
        deed.set(Deed::Not);
    }
}
