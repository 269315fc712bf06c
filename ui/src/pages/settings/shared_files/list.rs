//! One provider file on the list, and what can be done about it.

use leptos::prelude::*;
use patchbay_contract::{SharedFile, SharedFileState, UnsharedFile};

use super::{Desk, Named, Question};
use crate::components::act::labelled;
use crate::components::plain::{nothing, part, perhaps, pill, say, sentence, text};
use crate::components::time;
use crate::words::words;

/// One that the firm shares.
pub(super) fn shared(desk: Desk, file: &SharedFile, may_offer: bool) -> AnyView {
    let w = words().shared_files;
    let named = Named::of(file);
    let (looked_at, of_it) = (file.clone(), (w.of)(w.look, &named.name));
    let class = if file.state.waits() { "primary" } else { "" };
    let look = move || desk.ask(Question::Look(looked_at.clone()));
    let mut buttons = vec![labelled(class, w.look, Some(of_it), look)];
    if may_offer && file.state == SharedFileState::ChangedHere {
        buttons.push(offer(desk, named.clone()));
    }
    if may_offer {
        let of_it = (w.of)(w.withdraw, &named.name);
        let gone = named.clone();
        let withdraw = move || desk.ask(Question::Withdraw(gone.clone()));
        buttons.push(labelled("", w.withdraw, Some(of_it), withdraw));
    }
    card(
        &named.name,
        state(file.state),
        vec![
            about(file),
            perhaps((w.means)(file.state).map(|means| sentence("", means))),
            mistakes(file),
            part("p", &[("class", "buttons")], buttons),
        ],
    )
}

/// One of this computer that the firm does not share.
pub(super) fn unshared(desk: Desk, file: &UnsharedFile, may_offer: bool) -> AnyView {
    let named = Named { provider: file.provider.clone(), name: file.name.clone() };
    let buttons =
        may_offer.then(|| part("p", &[("class", "buttons")], vec![offer(desk, named.clone())]));
    card(&file.name, nothing(), vec![perhaps(buttons)])
}

/// Its state, with its icon and word.
pub(in crate::pages) fn state(state: SharedFileState) -> AnyView {
    let (icon, tone) = match state {
        SharedFileState::InUse => ("check", "good"),
        SharedFileState::Proposed | SharedFileState::Other => ("warning", "warn"),
        SharedFileState::ChangedHere | SharedFileState::Declined => ("circle", "neutral"),
        SharedFileState::Unusable => ("warning", "bad"),
    };
    pill(icon, tone, (words().shared_files.state)(state).to_owned())
}

/// Who offered it and when, as part of a sentence or behind a label.
pub(super) fn offered(file: &SharedFile, in_a_sentence: bool) -> AnyView {
    let w = words().shared_files;
    let when = file.offered_at.map(time::relative);
    let said = match (&file.offered_by, &when) {
        (Some(who), Some(when)) if in_a_sentence => (w.offered_by_at)(who, when),
        (Some(who), Some(when)) => format!("{who}, {when}"),
        (Some(who), None) if in_a_sentence => (w.offered_by)(who),
        (Some(who), None) => who.clone(),
        (None, Some(when)) => (w.offered_at)(when),
        (None, None) => w.not_sent.to_owned(),
    };
    let exact = file.offered_at.map(time::exact).unwrap_or_default();
    part("span", &[("title", &exact)], vec![text(said)])
}

/// Why it cannot be used, where it cannot.
pub(super) fn mistakes(file: &SharedFile) -> AnyView {
    if file.mistakes.is_empty() {
        return nothing();
    }
    let lines = file.mistakes.iter().map(|line| say("li", "", line.clone())).collect();
    part(
        "div",
        &[("class", "file-mistakes")],
        vec![say("p", "quiet", words().shared_files.mistakes), part("ul", &[], lines)],
    )
}

fn about(file: &SharedFile) -> AnyView {
    let category = file.category.map(|category| (words().category)(category).to_owned() + " · ");
    let category = category.map(text);
    part("p", &[("class", "quiet")], vec![perhaps(category), offered(file, true)])
}

fn offer(desk: Desk, named: Named) -> AnyView {
    let w = words().shared_files;
    let of_it = (w.of)(w.offer, &named.name);
    labelled("", w.offer, Some(of_it), move || desk.ask(Question::Offer(named.clone())))
}

fn card(name: &str, state: AnyView, rest: Vec<AnyView>) -> AnyView {
    let head = part("div", &[("class", "firm-file-head")], vec![say("h4", "", name), state]);
    let inside = std::iter::once(head).chain(rest).collect();
    part("li", &[("class", "card firm-file")], inside)
}
