//! How the vault is: one sentence, a pill, and what there is to do about it.

use leptos::prelude::*;
use patchbay_contract::{DoorKind, ErrorCode, Remedy, VaultState};

use super::shut::{self, Others};
use super::{Desk, card, making};
use crate::components::ProblemView;
use crate::components::plain::{all, drawn, nothing, part, pill, sentence, text};
use crate::words::words;

/// What decides what there is to do. While it stays the same, a form stays as it is,
/// whatever else the core has to say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    NotMade,
    Open(DoorKind),
    Shut { remedy: Remedy, locked: bool, others: Others },
    Unknown,
}

pub(super) fn vault(desk: Desk) -> AnyView {
    let w = words().security;
    let security = desk.security;
    let shape = Memo::new(move |_| {
        let others =
            Others { kit: security.has_kit(), administrator: security.has_administrator() };
        security.of(|facts| match &facts.vault {
            VaultState::NotMade => Shape::NotMade,
            VaultState::Open { door } => Shape::Open(*door),
            VaultState::Shut { problem, remedy, .. } => {
                Shape::Shut { remedy: *remedy, locked: is_locked(problem.code), others }
            }
            VaultState::Unknown(_) => Shape::Unknown,
        })
    });
    let problem = Memo::new(move |_| {
        security.of(|facts| match &facts.vault {
            VaultState::Shut { problem, .. } | VaultState::Unknown(problem) => {
                Some(problem.clone())
            }
            VaultState::NotMade | VaultState::Open { .. } => None,
        })?
    });
    let state = drawn(move || {
        let (icon, tone, word) = match shape.get() {
            None => return nothing(),
            Some(Shape::NotMade) => ("circle", "neutral", w.pill_not_made),
            Some(Shape::Open(_)) => ("check", "good", w.pill_open),
            Some(Shape::Shut { locked: true, .. }) => ("lock", "warn", w.pill_locked),
            Some(_) => ("warning", "bad", w.pill_needs_you),
        };
        pill(icon, tone, word.to_owned())
    });
    let trouble = drawn(move || match problem.get() {
        Some(problem) => view! { <ProblemView problem /> }.into_any(),
        None => nothing(),
    });
    let body = drawn(move || match shape.get() {
        None => nothing(),
        Some(Shape::NotMade) => {
            let first = drawn(move || {
                if security.backend().is_none() {
                    return sentence("", w.not_made_must_choose);
                }
                all(vec![sentence("", w.not_made), sentence("quiet", w.not_made_choose)])
            });
            all(vec![first, making::making(desk, w.make)])
        }
        Some(Shape::Open(door)) => sentence("", (w.open)(door, security.backend().as_deref())),
        Some(Shape::Shut { remedy, locked, others }) => shut::shut(desk, remedy, locked, others),
        Some(Shape::Unknown) => {
            let link = [("class", "button"), ("href", "/installation")];
            part("p", &[], vec![part("a", &link, vec![text(w.to_installation)])])
        }
    });
    card("vault", "lock", w.vault, state, vec![trouble, body])
}

/// Whether nothing is wrong but that it is closed.
const fn is_locked(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::VaultLocked | ErrorCode::PassphraseNeeded | ErrorCode::KeychainLocked)
}
