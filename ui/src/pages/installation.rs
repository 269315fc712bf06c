//! This installation: what Patchbay stands on, and whether it holds.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use patchbay_contract::{DatabaseFacts, InstallationState, KeychainFacts, ServerFacts};

use crate::components::time::{exact_date, exact_time};
use crate::components::{Fact, Icon, PageHead, PartCard, PartSkeleton, ProblemView, Summary};
use crate::state::{Installation, Look};
use crate::words::words;

/// The page.
#[component]
pub fn InstallationPage() -> impl IntoView {
    let installation = expect_context::<Installation>();
    // What Patchbay stands on changes without telling anybody.
    installation.ask();
    let again = move |_| installation.ask();
    view! {
        <PageHead title=words().installation lead=words().installation_lead>
            <button
                class="button"
                type="button"
                id="check-again"
                on:click=again
                aria-disabled=move || installation.is_asking().to_string()
            >
                <Icon name="refresh" />
                {move || if installation.is_asking() { words().checking } else { words().check_again }}
            </button>
        </PageHead>
        {move || match installation.look() {
            Look::Loading => EitherOf3::A(loading()),
            Look::Failed(problem) => {
                EitherOf3::B(view! { <div class="card failed"><ProblemView problem /></div> })
            }
            Look::Full(state) => EitherOf3::C(full(state)),
        }}
    }
}

fn loading() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">{words().asking}</p>
        <div class="parts" aria-hidden="true">
            <PartSkeleton />
            <PartSkeleton />
            <PartSkeleton />
        </div>
    }
}

fn full(state: InstallationState) -> impl IntoView {
    let problems = state.problems().len();
    let checked = exact_time(state.checked_at);
    let mut parts = [
        (
            state.database.problem().is_none(),
            view! {
                <PartCard
                    id="database"
                    icon="database"
                    title=words().database
                    purpose=words().database_purpose
                    part=state.database
                    facts=database_facts
                />
            }
            .into_any(),
        ),
        (
            state.keychain.problem().is_none() || state.key_elsewhere.is_some(),
            view! {
                <PartCard
                    id="keychain"
                    icon="key"
                    title=words().keychain
                    purpose=words().keychain_purpose
                    part=state.keychain
                    facts=keychain_facts
                    unused=state.key_elsewhere.map(words().keychain_unused)
                />
            }
            .into_any(),
        ),
        (
            state.server.problem().is_none(),
            view! {
                <PartCard
                    id="server"
                    icon="server"
                    title=words().server
                    purpose=words().server_purpose
                    part=state.server
                    facts=server_facts
                />
            }
            .into_any(),
        ),
    ];
    // What needs attention comes first; otherwise the order stays.
    parts.sort_by_key(|(works, _)| *works);
    let parts = parts.map(|(_, card)| card).into_iter().collect_view();
    view! {
        <Summary problems checked />
        <div class="parts">{parts}</div>
        <section class="card about" aria-labelledby="about-title">
            <h2 id="about-title">{words().about}</h2>
            <dl class="facts wide">
                <Fact label=words().version value=state.version />
                <Fact label=words().data_folder value=state.data_folder copies=true />
                {match state.log_folder {
                    Some(folder) => view! { <Fact label=words().log_folder value=folder copies=true /> },
                    None => view! { <Fact label=words().log_folder value=words().no_log.to_string() /> },
                }}
            </dl>
        </section>
    }
}

fn database_facts(facts: DatabaseFacts) -> AnyView {
    view! {
        <Fact label=words().kind value=format!("SQLite {}", facts.sqlite_version) />
        <Fact label=words().schema value=facts.schema.to_string() />
        <Fact label=words().in_use_since value=exact_date(facts.made_at) />
    }
    .into_any()
}

fn keychain_facts(facts: KeychainFacts) -> AnyView {
    let key = if facts.holds_key { words().key_there } else { words().key_not_yet };
    view! {
        <Fact label=words().kind value=facts.backend />
        <div class="fact">
            <dt>{words().key}</dt>
            <dd><a href="/security">{key}</a></dd>
        </div>
    }
    .into_any()
}

fn server_facts(facts: ServerFacts) -> AnyView {
    view! {
        <Fact label=words().kind value=words().embedded.to_string() />
        <Fact label=words().address value=facts.address />
        <Fact label=words().version value=facts.version />
    }
    .into_any()
}
