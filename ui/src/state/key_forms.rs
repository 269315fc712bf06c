//! What is typed into the forms of one provider's page. The page is drawn anew whenever
//! something about the provider changes, and what was typed stays; it goes when the page
//! is left, and the secrets of it as soon as they are saved.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{FindMailServers, JudgeKey, SaveKey};
use patchbay_contract::{
    FieldView, MailAddress, MailServerFound, MailServers, MailboxKind, NewKey, SavedKey, SignInAt,
    SignInKind, SignInView, Slip,
};

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

/// The servers of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// There is no address yet.
    NotAsked,
    /// They are looked for.
    Asked,
    /// This was found.
    These(MailServers),
}

/// One form.
#[derive(Clone, Copy)]
pub struct KeyForm {
    bridge: Bridge,
    proofs: Proofs,
    tests: Tests,
    /// What it asks the core for.
    pub doing: Doing,
    /// A folder that is being chosen.
    pub choosing: Doing,
    /// What the firm calls the connection.
    pub label: RwSignal<String>,
    /// Whether another account is meant.
    pub switch_account: RwSignal<bool>,
    /// Whether others may see a check.
    pub in_sight: RwSignal<bool>,
    /// Whether a mailbox is one person's.
    pub personal: RwSignal<bool>,
    /// The servers of a mailbox's address.
    pub servers: RwSignal<Found>,
    /// What came of it.
    pub saved: RwSignal<Option<SavedKey>>,
    fields: StoredValue<Vec<(FieldView, RwSignal<String>)>>,
    /// Servers that were filled in for somebody.
    filled: StoredValue<Vec<String>>,
    is_mailbox: StoredValue<bool>,
    slips: RwSignal<Vec<Slip>>,
    /// Which question to the judge is the newest.
    judged: StoredValue<u32>,
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
    pub fn of(self, at: &SignInAt, connection: Option<&str>, way: &SignInView) -> KeyForm {
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
                choosing: Doing::new(self.bridge, self.security),
                label: RwSignal::default(),
                switch_account: RwSignal::new(false),
                in_sight: RwSignal::new(false),
                personal: RwSignal::new(false),
                servers: RwSignal::new(Found::NotAsked),
                is_mailbox: StoredValue::new(way.kind == SignInKind::Mailbox),
                saved: RwSignal::new(None),
                fields: StoredValue::new(way.fields.iter().map(typed).collect()),
                filled: StoredValue::default(),
                slips: RwSignal::default(),
                judged: StoredValue::new(0),
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
        // What is found out need not be typed.
        let found = self.is_mailbox.get_value() && field.id.ends_with("_host");
        self.sent.get() && !field.optional && !found && value.with(|value| value.trim().is_empty())
    }

    /// Something else stands in a field.
    pub fn changed(self, field: &str) {
        self.judge();
        if self.is_mailbox.get_value() && field == "email" {
            self.find_servers();
        }
    }

    /// Has the servers of the address found, and filled in where nobody typed others.
    fn find_servers(self) {
        let address = self.value("email").map(|value| value.get_untracked()).unwrap_or_default();
        self.servers.set(Found::NotAsked);
        if !address.contains('@') {
            return;
        }
        self.servers.set(Found::Asked);
        let asked = MailAddress { at: self.at.get_value().0, address: address.clone() };
        let answer = self.bridge.call::<FindMailServers>(asked);
        spawn_local(async move {
            let found = answer.await;
            let now = self.value("email").and_then(|value| value.try_get_untracked());
            if now.as_ref() != Some(&address) {
                return;
            }
            match found {
                Ok(found) => {
                    self.fill_in("imap", found.incoming.as_ref());
                    self.fill_in("smtp", found.outgoing.as_ref());
                    self.servers.try_set(Found::These(found));
                }
                // Whoever saves is told why.
                Err(_) => {
                    self.servers.try_set(Found::NotAsked);
                }
            }
        });
    }

    fn fill_in(self, place: &str, found: Option<&MailServerFound>) {
        let Some(found) = found else { return };
        let Some(host) = self.value(&format!("{place}_host")) else { return };
        let typed = host.get_untracked();
        let by_us = self.filled.with_value(|filled| filled.contains(&typed));
        if !typed.is_empty() && !by_us {
            return;
        }
        self.filled.update_value(|filled| filled.push(found.host.clone()));
        host.set(found.host.clone());
        let more = [("port", found.port.to_string()), ("security", found.security.clone())];
        for (what, value) in more {
            if let Some(field) = self.value(&format!("{place}_{what}")) {
                field.set(value);
            }
        }
    }

    fn value(self, id: &str) -> Option<RwSignal<String>> {
        self.fields.try_with_value(|fields| {
            fields.iter().find(|(field, _)| field.id == id).map(|(_, value)| *value)
        })?
    }

    /// Has what was typed judged. An answer to what was typed before is late, and not shown.
    pub fn judge(self) {
        let question = self.judged.try_get_value().unwrap_or_default() + 1;
        self.judged.try_set_value(question);
        let answer = self.bridge.call::<JudgeKey>(self.typed());
        spawn_local(async move {
            // What cannot be judged is not wrong.
            if let Ok(slips) = answer.await
                && self.judged.try_get_value() == Some(question)
            {
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
        self.personal.set(false);
        self.servers.set(Found::NotAsked);
        self.slips.set(Vec::new());
        self.sent.set(false);
    }

    fn kind(self) -> MailboxKind {
        if self.personal.get_untracked() { MailboxKind::Personal } else { MailboxKind::Firm }
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
            mailbox: self.is_mailbox.get_value().then(|| self.kind()),
        }
    }
}
