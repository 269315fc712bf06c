//! The filters: about what, how it ended, which provider, who, and when.

use leptos::prelude::*;
use patchbay_contract::{AuditActor, AuditArea, AuditOutcome};

use super::Search;
use crate::components::Icon;
use crate::state::Hub;
use crate::state::sought::{Period, Sought};
use crate::words::words;

/// How the list of people names Patchbay itself, which no account is called.
const ITSELF: &str = "\u{0}";

/// The row of filters.
#[component]
pub(super) fn Filters(
    people: Vec<String>,
    providers: Vec<String>,
    search: Search,
) -> impl IntoView {
    let w = &words().audit;
    let areas =
        AuditArea::ALL.iter().map(|area| (area.as_str().to_owned(), (w.area)(*area).into()));
    let outcomes =
        AuditOutcome::ALL.iter().map(|one| (one.as_str().to_owned(), (w.outcome)(*one).into()));
    let itself = (ITSELF.to_owned(), w.by_itself.to_owned());
    let people = people.into_iter().map(|name| (name.clone(), name));
    let periods = Period::ALL.into_iter().skip(1);
    let periods = periods.map(|period| (period.as_str().to_owned(), (w.period)(period).into()));
    view! {
        <div class="filters audit-filters" role="group" aria-label=w.filters>
            <div class="selects">
                <Select
                    id="audit-area"
                    label=w.about
                    any=words().any
                    options=areas.collect()
                    chosen=move |sought: &Sought| sought.area.map(|area| area.as_str().into())
                    choose=move |name| search.change(|sought| {
                        sought.area = name.as_deref().and_then(AuditArea::from_name);
                    })
                    search
                />
                <Select
                    id="audit-outcome"
                    label=w.ended
                    any=words().any
                    options=outcomes.collect()
                    chosen=move |sought: &Sought| sought.outcome.map(|one| one.as_str().into())
                    choose=move |name| search.change(|sought| {
                        sought.outcome = name.as_deref().and_then(AuditOutcome::from_name);
                    })
                    search
                />
                <ProviderSelect providers search />
                <Select
                    id="audit-who"
                    label=w.who
                    any=w.anyone
                    options=std::iter::once(itself).chain(people).collect()
                    chosen=move |sought: &Sought| match &sought.actor {
                        Some(AuditActor::Patchbay) => Some(ITSELF.into()),
                        Some(AuditActor::Person(name)) => Some(name.clone()),
                        None => None,
                    }
                    choose=move |name| search.change(|sought| {
                        sought.actor = name.map(|name| match name.as_str() {
                            ITSELF => AuditActor::Patchbay,
                            _ => AuditActor::Person(name),
                        });
                    })
                    search
                />
                <Select
                    id="audit-when"
                    label=w.when
                    any=(w.period)(Period::Ever)
                    options=periods.collect()
                    chosen=move |sought: &Sought| {
                        Some(sought.period.as_str().to_owned()).filter(|name| !name.is_empty())
                    }
                    choose=move |name| search.change(|sought| {
                        sought.period =
                            name.as_deref().and_then(Period::from_name).unwrap_or_default();
                    })
                    search
                />
                <OneConnection search />
                <button
                    class="button small"
                    type="button"
                    hidden=move || !search.sought.with(Sought::narrows)
                    on:click=move |_| search.change(|sought| *sought = Sought::default())
                >
                    <Icon name="close" />
                    {words().clear_filters}
                </button>
            </div>
        </div>
    }
}

/// The providers by their names, as soon as those are known.
#[component]
fn ProviderSelect(providers: Vec<String>, search: Search) -> impl IntoView {
    let hub = expect_context::<Hub>();
    move || {
        let mut named: Vec<(String, String)> =
            providers.iter().map(|id| (id.clone(), provider_name(hub, id))).collect();
        named.sort_by_cached_key(|(_, name)| name.to_lowercase());
        view! {
            <Select
                id="audit-provider"
                label=words().audit.provider
                any=words().any
                options=named
                chosen=move |sought: &Sought| sought.provider.clone()
                choose=move |id| search.change(|sought| sought.provider = id)
                search
            />
        }
    }
}

/// What a provider is called; its id while nobody knows.
pub(super) fn provider_name(hub: Hub, id: &str) -> String {
    hub.known()
        .and_then(|known| {
            let entry = known.entries.iter().find(|entry| entry.card.id == id)?;
            Some(entry.card.name.clone())
        })
        .unwrap_or_else(|| id.to_owned())
}

/// That only one connection is shown, and the way out of that.
#[component]
fn OneConnection(search: Search) -> impl IntoView {
    move || {
        search.sought.with(|sought| sought.connection.is_some()).then(|| {
            view! {
                <button
                    class="chip"
                    type="button"
                    aria-pressed="true"
                    on:click=move |_| search.change(|sought| sought.connection = None)
                >
                    {words().audit.only_one_connection}
                    <Icon name="close" />
                </button>
            }
        })
    }
}

#[component]
fn Select(
    id: &'static str,
    label: &'static str,
    any: &'static str,
    options: Vec<(String, String)>,
    chosen: impl Fn(&Sought) -> Option<String> + Copy + Send + Sync + 'static,
    choose: impl Fn(Option<String>) + 'static,
    search: Search,
) -> impl IntoView {
    let is_chosen =
        move |value: &str| search.sought.with(|sought| chosen(sought).as_deref() == Some(value));
    let options = options
        .into_iter()
        .map(|(value, word)| {
            let own = value.clone();
            view! {
                <option value=value prop:selected=move || is_chosen(&own)>
                    {word}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="select">
            <span>{label}</span>
            <select
                id=id
                on:change=move |event| {
                    choose(Some(event_target_value(&event)).filter(|value| !value.is_empty()));
                }
            >
                <option
                    value=""
                    prop:selected=move || search.sought.with(|sought| chosen(sought).is_none())
                >
                    {any}
                </option>
                {options}
            </select>
        </label>
    }
}
