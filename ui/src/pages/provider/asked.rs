//! What is asked about an account before anything is done with it. It lies over the page of
//! the provider, which may be drawn anew behind it when the account is gone.

use leptos::prelude::*;
use patchbay_contract::{Basis, Connection};

use super::{custody, diagnosis, disconnect, rename, switch, tax_settings, trial_balance};
use crate::components::plain::{drawn, nothing};
use crate::focus::focus_on;

/// The questions.
#[derive(Clone)]
enum Question {
    /// Whether it is to be ended.
    Disconnect(Connection),
    /// Who holds it.
    Custody(Connection),
    /// What it is to be called.
    Rename(Connection),
    /// Whether it is to belong to another company. By which way it is signed in to, and the
    /// provider's name.
    Switch(Connection, String, String),
    /// How files are written into its folder.
    TaxFiles(Connection),
    /// What is wrong with it.
    Diagnosis(Connection),
    /// For which day its books are wanted. On which bases they can be had.
    TrialBalance(Connection, Vec<Basis>),
}

/// The question that lies over the page, if there is one. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Asked(RwSignal<Option<Question>>);

impl Asked {
    /// None yet.
    pub(super) fn nothing() -> Self {
        Self(RwSignal::new(None))
    }

    /// Asks whether an account is to be ended.
    pub(super) fn disconnect(self, connection: Connection) {
        self.0.set(Some(Question::Disconnect(connection)));
    }

    /// Asks who holds an account.
    pub(super) fn custody(self, connection: Connection) {
        self.0.set(Some(Question::Custody(connection)));
    }

    /// Asks what an account is to be called.
    pub(super) fn rename(self, connection: Connection) {
        self.0.set(Some(Question::Rename(connection)));
    }

    /// Asks how files are written into the folder of an account.
    pub(super) fn tax_files(self, connection: Connection) {
        self.0.set(Some(Question::TaxFiles(connection)));
    }

    /// Asks whether an account is to belong to another company.
    pub(super) fn switch(self, connection: Connection, sign_in: String, provider: String) {
        self.0.set(Some(Question::Switch(connection, sign_in, provider)));
    }

    /// Asks for which day the books of an account are wanted.
    pub(super) fn trial_balance(self, connection: Connection, bases: Vec<Basis>) {
        self.0.set(Some(Question::TrialBalance(connection, bases)));
    }

    /// Asks what is wrong with an account.
    pub(super) fn diagnosis(self, connection: Connection) {
        self.0.set(Some(Question::Diagnosis(connection)));
    }

    /// It was answered, or taken back.
    pub(super) fn close(self) {
        self.0.set(None);
    }

    /// The same after the account is gone, with the button that it began at: the focus goes
    /// to the tab that it stood on.
    pub(super) fn close_for_good(self) {
        self.close();
        focus_on("[role=tab][aria-selected=true]");
    }

    /// What lies over the page.
    pub(super) fn draw(self) -> AnyView {
        drawn(move || match self.0.get() {
            None => nothing(),
            Some(Question::Disconnect(connection)) => disconnect::dialog(self, &connection),
            Some(Question::Custody(connection)) => custody::dialog(self, &connection),
            Some(Question::Rename(connection)) => rename::dialog(self, &connection),
            Some(Question::TaxFiles(connection)) => tax_settings::dialog(self, &connection),
            Some(Question::Switch(connection, sign_in, provider)) => {
                switch::dialog(self, &connection, &sign_in, &provider)
            }
            Some(Question::Diagnosis(connection)) => diagnosis::dialog(self, &connection),
            Some(Question::TrialBalance(connection, bases)) => {
                trial_balance::dialog(self, &connection, &bases)
            }
        })
    }
}
