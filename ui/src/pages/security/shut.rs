//! What opens a vault that is shut: for each remedy its own button or form, and a
//! recovery kit and another administrator besides, wherever there is one.

use leptos::prelude::*;
use patchbay_contract::command::UnlockVault;
use patchbay_contract::{Remedy, Unlock, VaultState};

use super::{Desk, Over, buttons, making};
use crate::components::act::{act, outcome, send};
use crate::components::plain::{all, drawn, failed, form, nothing, part, sentence};
use crate::components::{Typed, TypedField};
use crate::focus::{focus_on, focus_on_what_is_wrong};
use crate::state::Doing;
use crate::words::words;

/// Who besides the main door could open the vault.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Others {
    pub(super) kit: bool,
    pub(super) administrator: bool,
}

pub(super) fn shut(desk: Desk, remedy: Remedy, locked: bool, others: Others) -> AnyView {
    let w = words().security;
    let use_kit = |class| {
        if others.kit { desk.opener(class, w.use_kit, Over::UseKit) } else { nothing() }
    };
    let ask = |class| {
        let word = words().administrators.ask;
        if others.administrator { desk.opener(class, word, Over::AskForHelp) } else { nothing() }
    };
    let word = match remedy {
        Remedy::UnlockKeychain => w.unlock_keychain,
        Remedy::TryAgain if locked => w.unlock,
        Remedy::TryAgain | Remedy::RecoveryKit => w.try_again,
        Remedy::Passphrase => return passphrase(desk, vec![use_kit(""), ask("")]),
        Remedy::BeginAnew => {
            let besides = buttons(vec![use_kit(""), ask("")]);
            return all(vec![besides, making::making(desk, w.begin_anew)]);
        }
    };
    let doing = desk.doing();
    let unlock = move || {
        doing.ask::<UnlockVault>(Unlock::Keychain, |()| focus_on("#vault-title"));
    };
    // What is more likely to help stands first.
    let ways_out = match (remedy, others) {
        (Remedy::RecoveryKit, Others { kit: true, .. }) => {
            vec![use_kit("primary"), ask(""), act(doing, "", word, unlock)]
        }
        (Remedy::RecoveryKit, Others { administrator: true, .. }) => {
            vec![ask("primary"), act(doing, "", word, unlock)]
        }
        _ => vec![act(doing, "primary", word, unlock), use_kit(""), ask("")],
    };
    all(vec![in_vain(desk, doing), buttons(ways_out)])
}

/// What trying failed in. The same again is said in a line, since it stands above.
fn in_vain(desk: Desk, doing: Doing) -> AnyView {
    let shown = drawn(move || {
        let Some(problem) = doing.failed() else { return nothing() };
        let known = desk.security.of(|facts| match &facts.vault {
            VaultState::Shut { problem: known, .. } => known.code == problem.code,
            VaultState::NotMade | VaultState::Open { .. } | VaultState::Unknown(_) => false,
        });
        if known == Some(true) {
            sentence("quiet", words().security.still_so)
        } else {
            failed(problem)
        }
    });
    part("div", &[("class", "outcome"), ("role", "alert")], vec![shown])
}

fn passphrase(desk: Desk, besides: Vec<AnyView>) -> AnyView {
    let w = words().security;
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let doing = desk.doing();
    let unlock = move || {
        let passphrase = typed.get_untracked();
        tried.set(true);
        if passphrase.is_empty() {
            focus_on_what_is_wrong();
            return;
        }
        doing.ask::<UnlockVault>(Unlock::Passphrase(passphrase), move |()| {
            tried.set(false);
            typed.set(String::new());
            focus_on("#vault-title");
        });
    };
    let field = TypedField::new(
        "unlock-passphrase",
        w.passphrase,
        w.passphrase_help,
        typed,
        Typed::Passphrase,
        move || (tried.get() && typed.get().is_empty()).then(|| w.nothing_typed.to_owned()),
    );
    let mut ways_out = vec![send(doing, w.unlock)];
    ways_out.extend(besides);
    form(unlock, vec![field.draw(), outcome(doing), buttons(ways_out)])
}
