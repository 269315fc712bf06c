//! The server inside the app, as long as the firm has none of its own: what it keeps, and how to
//! move from it. The form by which one moves is `firm_server`'s.

use leptos::prelude::*;
use patchbay_contract::EmbeddedServer;

use crate::components::plain::{all, drawn, failed, nothing, part, perhaps, say, sentence, text};
use crate::components::{Fact, time};
use crate::state::Syncing;
use crate::words::words;

/// What it keeps and how to move from it, where it stands in for the firm's.
pub(super) fn embedded() -> AnyView {
    let syncing = expect_context::<Syncing>();
    // Also where it was asked before: much may have been connected since.
    syncing.ask();
    let kept = Memo::new(move |_| syncing.embedded());
    drawn(move || kept.get().map_or_else(nothing, |kept| all(vec![keeps(&kept), moving()])))
}

fn keeps(kept: &EmbeddedServer) -> AnyView {
    let w = words().enrolment;
    let trouble = kept.trouble.clone().map(failed);
    let how = match kept.since {
        Some(since) => {
            let last = kept.last_sync_at.map_or_else(|| w.none_yet.to_owned(), time::exact);
            let fact = |label, value: String| view! { <Fact label value /> }.into_any();
            let mut facts = vec![
                fact(w.kept_since, time::exact(since)),
                fact(w.kept, (w.kept_count)(kept.connections, kept.settings)),
                fact(w.kept_last, last),
                fact(w.kept_pending, (w.kept_pending_count)(kept.pending)),
            ];
            if kept.refused > 0 {
                facts.push(fact(w.kept_refused, (w.kept_refused_count)(kept.refused)));
            }
            part("dl", &[("class", "facts")], facts)
        }
        None if kept.trouble.is_some() => nothing(),
        None => sentence("quiet", w.kept_not_yet),
    };
    let parts =
        vec![say("h3", "", w.embedded_title), sentence("", w.embedded_text), perhaps(trouble), how];
    part("div", &[("id", "embedded-server")], parts)
}

fn moving() -> AnyView {
    let w = words().enrolment;
    let steps = w.move_steps.iter().map(|step| part("li", &[], vec![text(*step)]));
    all(vec![say("h3", "", w.move_title), part("ol", &[("class", "steps")], steps.collect())])
}
