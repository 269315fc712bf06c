//! This installation: what Patchbay stands on, and whether it holds.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use patchbay_contract::{DatabaseFacts, InstallationState, KeychainFacts, ServerFacts};

use crate::components::time::{exact_date, exact_time};
use crate::components::{Fact, Icon, PageHead, PartCard, PartSkeleton, ProblemView, Summary};
use crate::state::{Installation, Look};
use crate::words;

/// The page.
#[component]
pub fn InstallationPage() -> impl IntoView {
    let installation = expect_context::<Installation>();
    let again = move |_| installation.ask();
    view! {
        <PageHead title=words::INSTALLATION lead=words::INSTALLATION_LEAD>
            <button
                class="button"
                type="button"
                id="check-again"
                on:click=again
                aria-disabled=move || installation.is_asking().to_string()
            >
                <Icon name="refresh" />
                {move || if installation.is_asking() { words::CHECKING } else { words::CHECK_AGAIN }}
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
        <p class="visually-hidden" role="status">{words::ASKING}</p>
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
                    title=words::DATABASE
                    purpose=words::DATABASE_PURPOSE
                    part=state.database
                    facts=database_facts
                />
            }
            .into_any(),
        ),
        (
            state.keychain.problem().is_none(),
            view! {
                <PartCard
                    id="keychain"
                    icon="key"
                    title=words::KEYCHAIN
                    purpose=words::KEYCHAIN_PURPOSE
                    part=state.keychain
                    facts=keychain_facts
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
                    title=words::SERVER
                    purpose=words::SERVER_PURPOSE
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
            <h2 id="about-title">{words::ABOUT}</h2>
            <dl class="facts wide">
                <Fact label=words::VERSION value=state.version />
                <Fact label=words::DATA_FOLDER value=state.data_folder copies=true />
                {match state.log_folder {
                    Some(folder) => view! { <Fact label=words::LOG_FOLDER value=folder copies=true /> },
                    None => view! { <Fact label=words::LOG_FOLDER value=words::NO_LOG.to_string() /> },
                }}
            </dl>
        </section>
    }
}

fn database_facts(facts: DatabaseFacts) -> AnyView {
    view! {
        <Fact label=words::KIND value=format!("SQLite {}", facts.sqlite_version) />
        <Fact label=words::SCHEMA value=facts.schema.to_string() />
        <Fact label=words::IN_USE_SINCE value=exact_date(facts.made_at) />
    }
    .into_any()
}

fn keychain_facts(facts: KeychainFacts) -> AnyView {
    let key = if facts.holds_key { words::KEY_THERE } else { words::KEY_NOT_YET };
    view! {
        <Fact label=words::KIND value=facts.backend />
        <Fact label=words::KEY value=key.to_string() />
    }
    .into_any()
}

fn server_facts(facts: ServerFacts) -> AnyView {
    view! {
        <Fact label=words::KIND value=words::EMBEDDED.to_string() />
        <Fact label=words::ADDRESS value=facts.address />
        <Fact label=words::VERSION value=facts.version />
    }
    .into_any()
}
