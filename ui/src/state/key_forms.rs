//! What is typed into the forms of one provider's page. The page is drawn anew whenever
//! something about the provider changes, and what was typed stays; it goes when the page
//! is left, and the secrets of it as soon as they are saved.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{JudgeKey, SaveKey};
use patchbay_contract::{FieldView, NewKey, SavedKey, SignInAt, Slip};

use super::{Doing, Proofs, Security, Tests};
use crate::Bridge;

/// The forms that are or were on the page.
#[derive(Clone, Copy)]
pub struct KeyForms {
    bridge: Bridge,
    security: Security,
    proofs: Proofs,
    tests: Tests,
    /// Keeps what is typed for longer than one drawing of the page.
    owner: StoredValue<Owner>,
    forms: StoredValue<HashMap<String, KeyForm>>,
}

/// One form.
#[derive(Clone, Copy)]
pub struct KeyForm {
    bridge: Bridge,
    proofs: Proofs,
    tests: Tests,
    /// What it asks the core for.
    pub doing: Doing,
    /// What the firm calls the connection.
    pub label: RwSignal<String>,
    /// Whether another account is meant.
    pub switch_account: RwSignal<bool>,
    /// Whether others may see a check.
    pub in_sight: RwSignal<bool>,
    /// What came of it.
    pub saved: RwSignal<Option<SavedKey>>,
    fields: StoredValue<Vec<(FieldView, RwSignal<String>)>>,
    slips: RwSignal<Vec<Slip>>,
    /// Whether what is empty is a mistake by now.
    sent: RwSignal<bool>,
    at: StoredValue<(SignInAt, Option<String>)>,
}

impl KeyForms {
    /// None yet.
    #[must_use]
    pub fn new(bridge: Bridge, security: Security, proofs: Proofs, tests: Tests) -> Self {
        let owner = StoredValue::new(Owner::new());
        Self { bridge, security, proofs, tests, owner, forms: StoredValue::default() }
    }

    /// The form for this: as it was left, or empty.
    #[must_use]
    pub fn of(self, at: &SignInAt, connection: Option<&str>, fields: &[FieldView]) -> KeyForm {
        let key = format!("{at:?} {connection:?}");
        if let Some(form) = self.forms.with_value(|forms| forms.get(&key).copied()) {
            return form;
        }
        let make = || {
            let typed = |field: &FieldView| {
                (field.clone(), RwSignal::new(field.default.clone().unwrap_or_default()))
            };
            KeyForm {
                bridge: self.bridge,
                proofs: self.proofs,
                tests: self.tests,
                doing: Doing::new(self.bridge, self.security),
                label: RwSignal::default(),
                switch_account: RwSignal::new(false),
                in_sight: RwSignal::new(false),
                saved: RwSignal::new(None),
                fields: StoredValue::new(fields.iter().map(typed).collect()),
                slips: RwSignal::default(),
                sent: RwSignal::new(false),
                at: StoredValue::new((at.clone(), connection.map(str::to_owned))),
            }
        };
        let form = self.owner.with_value(|owner| owner.with(make));
        self.forms.update_value(|forms| {
            forms.insert(key, form);
        });
        form
    }

    /// Forgets all of them, with what was typed.
    pub fn forget(self) {
        self.forms.try_update_value(HashMap::clear);
        self.owner.try_with_value(Owner::cleanup);
    }
}

impl KeyForm {
    /// The fields, each with what was typed.
    #[must_use]
    pub fn fields(self) -> Vec<(FieldView, RwSignal<String>)> {
        self.fields.get_value()
    }

    /// What its checks are told under.
    #[must_use]
    pub fn subject(self) -> String {
        self.typed().subject()
    }

    /// What is wrong with a field, and whether surely. Tracks.
    #[must_use]
    pub fn slip(self, field: &str) -> Option<Slip> {
        self.slips.with(|slips| slips.iter().find(|slip| slip.field == field).cloned())
    }

    /// Whether a field that must be filled in is empty, and somebody wanted to save. Tracks.
    #[must_use]
    pub fn lacks(self, field: &FieldView, value: RwSignal<String>) -> bool {
        self.sent.get() && !field.optional && value.with(|value| value.trim().is_empty())
    }

    /// Has what was typed judged.
    pub fn judge(self) {
        let answer = self.bridge.call::<JudgeKey>(self.typed());
        spawn_local(async move {
            // What cannot be judged is not wrong.
            if let Ok(slips) = answer.await {
                self.slips.try_set(slips);
            }
        });
    }

    /// Has it proven and saved.
    pub fn save(self) {
        self.sent.set(true);
        self.judge();
        let typed = self.typed();
        self.proofs.forget(&typed.subject());
        self.doing.ask::<SaveKey>(typed, move |saved| {
            self.empty();
            if let Some(connection) = self.at.get_value().1 {
                self.tests.forget(&connection);
            }
            self.saved.set(Some(saved));
        });
    }

    /// Ready for another one.
    pub fn again(self) {
        self.saved.set(None);
        self.doing.forget();
    }

    /// Nothing of what was saved stays on the page.
    fn empty(self) {
        self.fields.with_value(|fields| {
            for (field, value) in fields {
                value.set(field.default.clone().unwrap_or_default());
            }
        });
        self.label.set(String::new());
        // What was allowed for one key is not allowed for the next.
        self.switch_account.set(false);
        self.in_sight.set(false);
        self.slips.set(Vec::new());
        self.sent.set(false);
    }

    fn typed(self) -> NewKey {
        let (at, connection) = self.at.get_value();
        let label = self.label.get_untracked();
        let fields: BTreeMap<String, String> = self.fields.with_value(|fields| {
            fields.iter().map(|(field, value)| (field.id.clone(), value.get_untracked())).collect()
        });
        NewKey {
            at,
            connection,
            switch_account: self.switch_account.get_untracked(),
            label: (!label.trim().is_empty()).then_some(label),
            fields,
            in_sight: self.in_sight.get_untracked(),
        }
    }
}
