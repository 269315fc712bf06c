//! What opens a vault that is shut: for each remedy its own button or form, and a
//! recovery kit besides wherever there is one.

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

pub(super) fn shut(desk: Desk, remedy: Remedy, locked: bool, kit: bool) -> AnyView {
    let w = words().security;
    let use_kit = |class| if kit { desk.opener(class, w.use_kit, Over::UseKit) } else { nothing() };
    let word = match remedy {
        Remedy::UnlockKeychain => w.unlock_keychain,
        Remedy::TryAgain if locked => w.unlock,
        Remedy::TryAgain | Remedy::RecoveryKit => w.try_again,
        Remedy::Passphrase => return passphrase(desk, use_kit("")),
        Remedy::BeginAnew => {
            return all(vec![buttons(vec![use_kit("")]), making::making(desk, w.begin_anew)]);
        }
    };
    let doing = desk.doing();
    let unlock = move || {
        doing.ask::<UnlockVault>(Unlock::Keychain, |()| focus_on("#vault-title"));
    };
    // What is more likely to help stands first.
    let ways_out = if remedy == Remedy::RecoveryKit && kit {
        vec![use_kit("primary"), act(doing, "", word, unlock)]
    } else {
        vec![act(doing, "primary", word, unlock), use_kit("")]
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

fn passphrase(desk: Desk, use_kit: AnyView) -> AnyView {
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
    form(unlock, vec![field.draw(), outcome(doing), buttons(vec![send(doing, w.unlock), use_kit])])
}
