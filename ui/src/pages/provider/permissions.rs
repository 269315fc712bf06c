//! Permissions: what is asked for and why, how long it lasts, how it is taken back.

use leptos::prelude::*;
use patchbay_contract::{ClocksView, LifeView, ProviderPage, ScopeView, SignInView};

use crate::components::Empty;
use crate::words::words;

pub(super) fn permissions(page: ProviderPage) -> impl IntoView {
    let w = words();
    let revocable = page.can.revoke;
    let ways = page.sign_ins.into_iter().map(|way| self::way(way, revocable)).collect_view();
    view! {
        <p class="does">{w.permissions_lead}</p>
        {ways}
    }
}

fn way(way: SignInView, revocable: bool) -> impl IntoView {
    let w = words();
    let scopes = if way.scopes.is_empty() {
        view! { <Empty sentence=w.no_scopes.to_owned() /> }.into_any()
    } else {
        let rows = way.scopes.into_iter().map(scope).collect_view();
        view! {
            <div class="table-holder" tabindex="0" role="region" aria-label=format!("{}: {}", w.permissions, way.label)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{w.why}</th>
                            <th scope="col">{w.vendors_name}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let clocks = way.clocks.map(clocks);
    let taken_back = way.revoke_by_hand.or_else(|| revocable.then(|| w.revoked_by_call.to_owned()));
    view! {
        <section class="section">
            <h2>{way.label}</h2>
            {scopes}
            {clocks}
            {taken_back.map(|how| view! {
                <h3>{w.taking_back}</h3>
                <p>{how}</p>
            })}
        </section>
    }
}

fn scope(scope: ScopeView) -> impl IntoView {
    let w = words();
    let optional = scope.optional.then(|| view! { <span class="mark">{w.only_if_wanted}</span> });
    view! {
        <tr>
            <td>
                {scope.reason}
                " "
                {optional}
            </td>
            <td><code>{scope.value}</code></td>
        </tr>
    }
}

fn clocks(clocks: ClocksView) -> impl IntoView {
    let w = words();
    let rows = [
        (w.access_clock, clocks.access),
        (w.idle_clock, clocks.idle),
        (w.absolute_clock, clocks.absolute),
    ]
    .map(|(what, life)| {
        let value = match life {
            LifeView::Seconds(seconds) => (w.period)(seconds),
            LifeView::Forever => w.forever.to_owned(),
            LifeView::Unknown => w.unknown_life.to_owned(),
        };
        view! {
            <div class="fact">
                <dt>{what}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! {
        <h3>{w.how_long}</h3>
        <dl class="facts wide">{rows.into_iter().collect_view()}</dl>
    }
}
