//! Help: what goes wrong with it and the cure, and what nobody has checked yet.

use leptos::prelude::*;
use patchbay_contract::{ErrorView, ProviderPage};

use super::lines;
use crate::components::OutsideLink;
use crate::words::words;

pub(super) fn help(page: ProviderPage) -> impl IntoView {
    let w = words();
    let errors = page.errors.into_iter().map(error).collect_view();
    let documentation = page.documentation.map(|address| {
        view! {
            <section class="section">
                <h2>{w.vendors_documentation}</h2>
                <OutsideLink address />
            </section>
        }
    });
    let unchecked = (!page.unchecked.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w.not_yet_checked}</h2>
                <p class="quiet">{w.not_yet_checked_means}</p>
                {lines(page.unchecked)}
            </section>
        }
    });
    view! {
        <section class="section">
            <h2>{w.common_errors}</h2>
            <dl class="errors">{errors}</dl>
        </section>
        {documentation}
        {unchecked}
    }
}

fn error(error: ErrorView) -> impl IntoView {
    let sign = (!error.sign.is_empty()).then(|| view! { <code>{error.sign}</code> });
    view! {
        <div class="error-and-cure">
            <dt>{error.says}</dt>
            <dd>
                <p>{error.cure}</p>
                {sign}
            </dd>
        </div>
    }
}
