//! Overview: what it does, what it may read and write, how it is set up, how well
//! Patchbay knows it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use patchbay_contract::{Can, Part, ProviderPage, Support};

use super::{connect, connections_problem, key_form, lines, set_up};
use crate::components::card::address;
use crate::components::plain::{drawn, nothing, perhaps};
use crate::components::{Icon, time};
use crate::words::words;

pub(super) fn overview(page: ProviderPage) -> impl IntoView {
    let w = words();
    let last = match &page.connections {
        Part::Working(connections) => connections.iter().filter_map(|c| c.last_success).max(),
        Part::Failed(_) => None,
    };
    let problem = connections_problem(&page.connections);
    let connects = page.card.support == Support::Connect;
    let can = connects.then(|| view! { <Quality can=page.can last=last.map(time::relative) /> });
    let ways_out = page
        .ways_out
        .iter()
        .map(|way| {
            let link = way.provider.as_ref().map(|(id, name)| {
                view! { <a class="button primary" href=address(id, None)>{(w.go_to)(name)}</a> }
            });
            view! {
                <section class="card way-out">
                    <h3>{way.title.clone()}</h3>
                    <p>{way.text.clone()}</p>
                    {link}
                </section>
            }
        })
        .collect_view();
    let ways_out = (!page.ways_out.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w.ways_out}</h2>
                <div class="cards wide">{ways_out}</div>
            </section>
        }
    });
    let about =
        (!page.reads.is_empty() || !page.writes.is_empty() || !page.never.is_empty()).then(|| {
            let writes = if page.writes.is_empty() && connects {
                vec![w.writes_nothing.to_owned()]
            } else {
                page.writes.clone()
            };
            view! {
                <div class="columns">
                    {column(w.reads, page.reads.clone())}
                    {column(w.writes, writes)}
                    {column(w.good_to_know, page.never.clone())}
                </div>
            }
        });
    let query = use_query_map();
    let key_form = key_form::section(&page);
    let both = key_form.is_some();
    let of_connect = page.clone();
    // Who replaces a key is not asked to connect another account beside it.
    let replaces = Memo::new(move |_| query.with(|query| query.get("replace").is_some()));
    let connect = drawn(move || {
        if replaces.get() {
            return nothing();
        }
        perhaps(connect::connect(&of_connect, both))
    });
    view! {
        {problem}
        <p class="does">{page.does.clone()}</p>
        {connect}
        {key_form}
        {about}
        {ways_out}
        {can}
        {set_up::set_up(page)}
    }
}

/// One column of what it may do, when there is anything in it.
fn column(title: &'static str, what: Vec<String>) -> Option<impl IntoView> {
    (!what.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title}</h2>
                {lines(what)}
            </section>
        }
    })
}

/// What Patchbay can do with it, from facts.
#[component]
fn Quality(can: Can, last: Option<String>) -> impl IntoView {
    let w = words();
    let facts = [
        (can.probe, w.can_probe),
        (can.renew, w.can_renew),
        (can.revoke, w.can_revoke),
        (can.events, w.can_events),
        (can.sync, w.can_sync),
    ]
    .map(|(can, word)| {
        let (icon, class, state) =
            if can { ("check", "good", w.yes) } else { ("circle", "neutral", w.no) };
        view! {
            <li class=class>
                <Icon name=icon />
                {word}
                <span class="visually-hidden">{format!(": {state}")}</span>
            </li>
        }
    });
    view! {
        <section class="section">
            <h2>{w.quality}</h2>
            <ul class="quality">
                {facts.into_iter().collect_view()}
                <li class="neutral">
                    <Icon name="clock" />
                    {last.map_or_else(|| w.never_checked.to_owned(), |last| (w.last_checked)(&last))}
                </li>
            </ul>
        </section>
    }
}
