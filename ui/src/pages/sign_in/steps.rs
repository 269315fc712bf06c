//! The steps of a sign-in, each as it is drawn. Waiting has more in it and a file of its
//! own.

use leptos::prelude::*;
use patchbay_contract::command::{ChooseCompany, GoOnWithAttempt, OpenSignInPage};
use patchbay_contract::{Attempt as Facts, Check, ChosenCompany, CompanyChoice};

use crate::components::act::{act, send};
use crate::components::plain::{
    Radio, all, choices, form, icon, nothing, part, perhaps, pill, say, sentence, text,
};
use crate::pages::provider::said_of_books;
use crate::state::{Attempt, Doing};
use crate::words::words;

/// What will be asked for, and why.
pub(super) fn reading(facts: &Facts) -> AnyView {
    let w = words().sign_in;
    let asked = if facts.scopes.is_empty() {
        sentence("", w.nothing_asked)
    } else {
        let lines: Vec<AnyView> = facts
            .scopes
            .iter()
            .map(|scope| {
                let name = say("code", "quiet", scope.value.clone());
                part("li", &[], vec![text(scope.reason.clone()), name])
            })
            .collect();
        all(vec![sentence("", w.what_and_why), part("ul", &[("class", "sign-in-scopes")], lines)])
    };
    all(vec![asked, sentence("quiet", w.opens_browser)])
}

/// The button that opens the browser.
pub(super) fn open_browser(doing: Doing, attempt: Attempt) -> AnyView {
    let open = move || doing.ask::<OpenSignInPage>(attempt.id(), |()| ());
    act(doing, "primary", words().sign_in.open_browser, open)
}

/// The button that asks the provider once more, with what was allowed already.
pub(super) fn go_on(doing: Doing, attempt: Attempt) -> AnyView {
    let again = move || doing.ask::<GoOnWithAttempt>(attempt.id(), |()| ());
    act(doing, "primary", words().sign_in.go_on, again)
}

/// The provider is being asked.
pub(super) fn checking(provider: &str) -> AnyView {
    let said = sentence("", (words().sign_in.checking)(provider));
    part("div", &[("class", "sign-in-wait"), ("role", "status")], vec![spinner(), said])
}

/// Something is under way.
pub(super) fn spinner() -> AnyView {
    part("span", &[("class", "spinner"), ("aria-hidden", "true")], Vec::new())
}

/// Which company.
pub(super) fn choosing(
    doing: Doing,
    attempt: Attempt,
    facts: &Facts,
    companies: Vec<CompanyChoice>,
) -> AnyView {
    let w = words().sign_in;
    let chosen = RwSignal::new(
        companies.iter().find(|company| !company.connected).map(|company| company.id.clone()),
    );
    let radios = companies
        .into_iter()
        .map(|CompanyChoice { id, name, connected }| {
            let (is_chosen, choose) = (id.clone(), id.clone());
            Radio {
                name: "company",
                value: id,
                title: text(name),
                help: if connected { text(w.connected_already) } else { nothing() },
                disabled: Signal::stored(false),
                chosen: Signal::derive(move || {
                    chosen.with(|chosen| chosen.as_ref() == Some(&is_chosen))
                }),
                choose: Box::new(move || chosen.set(Some(choose.clone()))),
            }
            .draw()
        })
        .collect();
    let connect = move || {
        if let Some(company) = chosen.get_untracked() {
            let chosen = ChosenCompany { attempt: attempt.id(), company };
            doing.ask::<ChooseCompany>(chosen, |()| ());
        }
    };
    let buttons = part("p", &[("class", "buttons")], vec![send(doing, w.connect_it)]);
    form(
        connect,
        vec![sentence("", (w.which_text)(&facts.provider_name)), choices(w.which, radios), buttons],
    )
}

/// The proof, ticking.
pub(super) fn proving(checks: Vec<Check>) -> AnyView {
    all(vec![say("h2", "", words().sign_in.proving), ticks(checks)])
}

/// It is connected.
pub(super) fn done(facts: &Facts, account: Option<String>, checks: Vec<Check>) -> AnyView {
    let w = words().sign_in;
    let provider = &facts.provider_name;
    let said = match &account {
        Some(account) => (w.done_text)(provider, account),
        None => (w.done_plain)(provider),
    };
    let said = part("div", &[("role", "status")], vec![sentence("", said)]);
    let came_by = facts
        .came_by
        .map(|way| sentence("quiet", (words().ways_home.came_by)((words().home_way)(way))));
    all(vec![pill("check", "good", w.done.to_owned()), said, ticks(checks), perhaps(came_by)])
}

/// What was proven, line by line.
pub(crate) fn ticks(checks: Vec<Check>) -> AnyView {
    let w = words().sign_in;
    let lines: Vec<AnyView> = checks
        .into_iter()
        .map(|check| {
            let (name, class, said) = match check.holds {
                Some(true) => ("check", "good", w.holds),
                Some(false) => ("warning", "bad", w.fails),
                None => ("circle", "neutral", w.not_yet),
            };
            let found = check
                .sums
                .as_ref()
                .map(|sums| say("span", "quiet", format!(" {}", said_of_books(sums))));
            let heard = say("span", "visually-hidden", format!(": {said}"));
            part(
                "li",
                &[("class", class)],
                vec![icon(name), text(check.name), heard, perhaps(found)],
            )
        })
        .collect();
    part("ul", &[("class", "quality")], lines)
}
