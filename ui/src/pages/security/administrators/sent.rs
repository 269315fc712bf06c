//! What two people send each other, and what they compare on the telephone.

use leptos::prelude::*;

use crate::components::CopyButton;
use crate::components::plain::{part, say, sentence, text};

/// A text that is to be sent, whole, with a button that copies it.
pub(super) fn to_send(what: &'static str, sent: String) -> AnyView {
    let field = [("class", "input sent"), ("readonly", ""), ("rows", "4"), ("aria-label", what)];
    let field = part("textarea", &field, vec![text(sent.clone())]);
    let copy = view! { <CopyButton text=sent what /> }.into_any();
    part("div", &[("class", "to-send")], vec![field, part("p", &[], vec![copy])])
}

/// What both read to each other.
pub(super) fn compare(why: &'static str, fingerprint: String) -> AnyView {
    let shown = part("p", &[("class", "compare")], vec![say("strong", "code", fingerprint)]);
    part("div", &[], vec![sentence("", why), shown])
}
