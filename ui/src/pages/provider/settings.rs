//! Settings of a provider: environments, limits, events, and how it is ended.

use leptos::prelude::*;
use patchbay_contract::{Part, ProviderPage, SyncView};

use super::{default_for, firm_app, shared_file, webhooks};
use crate::components::card::address;
use crate::components::{Empty, Fact};
use crate::words::words;

pub(super) fn settings(page: ProviderPage) -> impl IntoView {
    let w = words();
    let apps = firm_app::firm_apps(&page);
    let default_for = default_for::section(&page);
    let webhooks = webhooks::section(&page);
    let id = page.card.id.clone();
    let environments = page
        .environments
        .into_iter()
        .map(|(_, label, note)| {
            view! {
                <div class="asked-field">
                    <dt>{label}</dt>
                    <dd>{note}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    let environments = (!environments.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w.environments}</h2>
                <dl class="asked">{environments}</dl>
            </section>
        }
    });
    let sync = (!page.sync.is_empty()).then(|| {
        let lines = page.sync.into_iter().map(synced).collect_view();
        view! {
            <section class="section">
                <h2>{w.synced_data}</h2>
                <ul class="synced">{lines}</ul>
            </section>
        }
    });
    let limits = (!page.limits.is_empty()).then(|| {
        let lines = page
            .limits
            .into_iter()
            .map(|limit| {
                let note = limit.note.map(|note| view! { <span class="quiet">" " {note}</span> });
                view! {
                    <li>
                        {(w.limit)(limit.calls, limit.seconds)}
                        {note}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section">
                <h2>{w.limits}</h2>
                <p class="quiet">{w.limits_kept}</p>
                <ul>{lines}</ul>
            </section>
        }
    });
    let file = page.file.map(|file| {
        let standing = shared_file::standing(&id);
        view! {
            <section class="section">
                <h2>{w.own_provider}</h2>
                <dl class="facts wide"><Fact label=w.file value=file copies=true /></dl>
                {standing}
            </section>
        }
    });
    let none = matches!(&page.connections, Part::Working(connections) if connections.is_empty());
    let ending = if none {
        view! { <Empty sentence=w.nothing_to_end.to_owned() /> }.into_any()
    } else {
        let by_hand = page.sign_ins.into_iter().find_map(|way| way.revoke_by_hand);
        view! {
            <p>{w.ending}</p>
            <p>
                <a class="button" href=address(&id, Some("accounts"))>
                    {w.disconnecting.to_accounts}
                </a>
            </p>
            {by_hand.map(|how| view! { <p>{how}</p> })}
        }
        .into_any()
    };
    view! {
        {file}
        {default_for}
        {apps}
        {environments}
        {sync}
        {limits}
        {webhooks}
        <section class="section danger">
            <h2>{w.danger_zone}</h2>
            {ending}
        </section>
    }
}

fn synced(sync: SyncView) -> impl IntoView {
    let w = words();
    view! {
        <li>
            {(w.entity)(sync.entity)}
            " "
            <span class="mark">{(w.direction)(sync.direction)}</span>
        </li>
    }
}
