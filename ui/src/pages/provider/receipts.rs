//! What stays of connections that were ended: how the provider took it, how that was
//! proven, and what is left for a person to do there.

use leptos::prelude::*;
use patchbay_contract::{ByHand, EndProof, EnvironmentId, Receipt};

use crate::Bridge;
use crate::components::plain::{all, drawn, failed, nothing, part, perhaps, say, sentence, text};
use crate::components::{OutsideLink, time};
use crate::state::{Look, Receipts};
use crate::words::words;

/// The section with them, where there are any.
pub(super) fn receipts(provider: String) -> AnyView {
    let receipts = Receipts::of(expect_context::<Bridge>(), provider);
    drawn(move || match receipts.look() {
        Look::Loading => nothing(),
        Look::Failed(problem) => failed(problem),
        Look::Full(all) if all.is_empty() => nothing(),
        Look::Full(all) => section(&all),
    })
}

fn section(receipts: &[Receipt]) -> AnyView {
    let w = words().disconnecting;
    let heads = [words().account, w.ended_at, w.ended_by, w.provider_said, w.proven];
    let heads = heads.iter().map(|head| part("th", &[("scope", "col")], vec![text(*head)]));
    let head = part("thead", &[], vec![part("tr", &[], heads.collect())]);
    let body = part("tbody", &[], receipts.iter().map(row).collect());
    let holder =
        [("class", "table-holder"), ("tabindex", "0"), ("role", "region"), ("aria-label", w.ended)];
    part(
        "section",
        &[("class", "section ended")],
        vec![
            say("h2", "", w.ended),
            part("div", &holder, vec![part("table", &[("class", "table")], vec![head, body])]),
        ],
    )
}

fn row(receipt: &Receipt) -> AnyView {
    let sandbox = (receipt.environment == EnvironmentId::Sandbox)
        .then(|| say("span", "mark sandbox", words().sandbox));
    let exact = time::exact(receipt.ended_at);
    part(
        "tr",
        &[],
        vec![
            part(
                "th",
                &[("scope", "row")],
                vec![text(receipt.title.clone()), text(" "), perhaps(sandbox)],
            ),
            part(
                "td",
                &[("class", "when"), ("title", &exact)],
                vec![text(time::stamp(receipt.ended_at))],
            ),
            part("td", &[], vec![text(receipt.ended_by.clone().unwrap_or_default())]),
            part("td", &[], vec![taken(receipt), left_to_do(receipt)]),
            part("td", &[], vec![proof(receipt)]),
        ],
    )
}

/// How the provider took it.
pub(super) fn taken(receipt: &Receipt) -> AnyView {
    let said = receipt.said.clone().map(|said| sentence("why", said));
    all(vec![sentence("", (words().disconnecting.taken)(receipt.taken)), perhaps(said)])
}

/// How it was proven.
pub(super) fn proof(receipt: &Receipt) -> AnyView {
    let w = words().disconnecting;
    let still_works = receipt.proof == EndProof::StillWorks;
    let until = receipt.works_until.filter(|_| still_works);
    let until = until.map(|until| sentence("", (w.works_until)(&time::stamp(until))));
    let class = if still_works { "bad" } else { "" };
    all(vec![sentence(class, (w.proof)(receipt.proof)), perhaps(until)])
}

/// What a person still has to do at the provider.
pub(super) fn left_to_do(receipt: &Receipt) -> AnyView {
    match &receipt.by_hand {
        Some(place) if receipt.is_left_to_do() => {
            all(vec![sentence("", words().disconnecting.left_to_do), by_hand(place)])
        }
        _ => nothing(),
    }
}

/// Where a person takes a permission or a key back.
pub(super) fn by_hand(place: &ByHand) -> AnyView {
    let w = words().disconnecting;
    let how = place.how.clone().unwrap_or_else(|| w.where_it_was_made.to_owned());
    let page = place.page.clone().map(|page| {
        let link = view! { <OutsideLink address=page /> }.into_any();
        part("p", &[], vec![text(w.begin_here), text(" "), link])
    });
    all(vec![sentence("", how), perhaps(page)])
}
