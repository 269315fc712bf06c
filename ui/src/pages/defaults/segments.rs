//! The firm's segments: where each pays, a new one, and removing one.

use leptos::prelude::*;
use patchbay_contract::{DefaultChange, Money, SegmentView};

use super::{saved, segment};
use crate::components::act::{outcome, send};
use crate::components::plain::{all, drawn, form, nothing, part, say, sentence};
use crate::components::{Typed, TypedField};
use crate::state::Defaults;
use crate::words::words;

/// The list, and the form for a new one.
pub(super) fn segments(defaults: Defaults) -> AnyView {
    let w = words().defaults;
    // The firm may have said where clients pay before this computer knows of the accounts.
    let is_asked = defaults.part(|all| {
        let all = &all.payments;
        let was_said = |one: &SegmentView| {
            one.name.is_some() || Money::ALL.iter().any(|money| one.account(*money).is_some())
        };
        Some(!all.accounts.is_empty() || all.segments.iter().any(was_said))
    });
    let shown = drawn(move || {
        if is_asked.get() != Some(true) {
            return nothing();
        }
        all(vec![
            say("h3", "", w.segments),
            sentence("quiet", w.segments_lead),
            list(defaults),
            new_one(defaults),
        ])
    });
    part("div", &[("id", "segments")], vec![shown])
}

fn list(defaults: Defaults) -> AnyView {
    let ids =
        defaults.part(|all| Some(all.payments.segments.iter().map(|one| one.id.clone()).collect()));
    let shown = drawn(move || {
        let ids: Vec<String> = ids.get().unwrap_or_default();
        all(ids.into_iter().map(|id| segment::segment(defaults, id)).collect())
    });
    part("ul", &[("class", "money")], vec![shown])
}

fn new_one(defaults: Defaults) -> AnyView {
    let w = words().defaults;
    let (doing, name) = (defaults.doing(), RwSignal::new(String::new()));
    let is_saved = RwSignal::new(false);
    let field = TypedField::new(
        "new-segment",
        w.new_segment,
        w.new_segment_help,
        name,
        Typed::Name,
        || None,
    );
    let add = move || {
        is_saved.set(false);
        let wish = DefaultChange::AddSegment { name: name.get_untracked() };
        defaults.change(doing, wish, move || {
            name.set(String::new());
            is_saved.set(true);
        });
    };
    all(vec![
        form(
            add,
            vec![
                field.draw(),
                outcome(doing),
                part("p", &[("class", "buttons")], vec![send(doing, w.add)]),
            ],
        ),
        saved(is_saved),
    ])
}
