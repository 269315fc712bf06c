//! Repairs: what a person has to do for connections, the most severe first, with the button
//! that does it; and what was closed lately.

use leptos::prelude::*;
use patchbay_contract::{
    Called, ClockKind, ClosedBy, EnvironmentId, NewAttempt, Repair, RepairCause, RepairClosed,
    RepairFix, Repairs as Answer, Severity,
};

use crate::components::card::address;
use crate::components::plain::{
    all, drawn, failed, nothing, part, perhaps, pill, say, sentence, text,
};
use crate::components::{Empty, PageHead, Tile, sign_in_again, time};
use crate::state::{Hub, Look, Repairs};
use crate::words::words;

/// The page.
#[component]
pub fn RepairsPage() -> impl IntoView {
    let w = words().repairs;
    let repairs = expect_context::<Repairs>();
    // They are asked for behind the hub, and whenever something changes; and here once more,
    // since days pass without anybody saying so.
    if !matches!(repairs.look_untracked(), Look::Loading) {
        repairs.ask();
    }
    let look = Memo::new(move |_| repairs.look());
    view! {
        <PageHead title=w.title lead=w.lead />
        {drawn(move || match look.get() {
            Look::Loading => loading(),
            Look::Failed(problem) => failed(problem),
            Look::Full(answer) => full(answer),
        })}
    }
}

fn loading() -> AnyView {
    let bones = (0..3).map(|_| say("span", "bone", "")).collect();
    all(vec![
        part("p", &[("class", "visually-hidden"), ("role", "status")], vec![text(words().loading)]),
        part("div", &[("class", "card skeleton repairs"), ("aria-hidden", "true")], bones),
    ])
}

fn full(answer: Answer) -> AnyView {
    let w = words().repairs;
    let count = (w.count)(answer.open.len());
    let open = if answer.open.is_empty() {
        view! { <Empty sentence=w.none.to_owned() /> }.into_any()
    } else {
        let list = answer.open.into_iter().map(open).collect();
        all(vec![
            part("p", &[("class", "quiet"), ("role", "status")], vec![text(count)]),
            part("ul", &[("class", "repairs"), ("id", "open-repairs")], list),
        ])
    };
    all(vec![open, closed(answer.closed)])
}

/// One that is to be done.
fn open(repair: Repair) -> AnyView {
    let w = words().repairs;
    let (icon, tone, edge) = match repair.severity {
        Severity::Critical => ("warning", "bad", "card repair bad-edge"),
        Severity::Warning => ("clock", "warn", "card repair warn-edge"),
    };
    let effect = say("span", "", (w.effect)(&repair.cause));
    let stops = match repair.cause {
        RepairCause::Permission { .. } => nothing(),
        _ => {
            let lines = repair.stops.iter().map(|line| say("li", "", line.clone())).collect();
            part("ul", &[("class", "stops"), ("aria-label", w.reads_and_writes)], lines)
        }
    };
    let since = part(
        "span",
        &[("class", "quiet"), ("title", &time::exact(repair.since))],
        vec![text((w.since)(&time::relative(repair.since)))],
    );
    let attributes = [("class", edge), ("data-repair", repair.id.as_str())];
    part(
        "li",
        &attributes,
        vec![
            part(
                "div",
                &[("class", "repair-head")],
                vec![
                    tile(&repair.provider),
                    heading(&repair),
                    pill(icon, tone, (w.severity)(repair.severity).to_owned()),
                    since,
                ],
            ),
            sentence("repair-cause", cause(&repair.cause)),
            part("div", &[("class", "repair-effect")], vec![effect, stops]),
            part("div", &[("class", "repair-fix")], vec![fix(&repair)]),
        ],
    )
}

/// Whose it is, with the way to the connection.
fn heading(repair: &Repair) -> AnyView {
    let there = address(&repair.provider, Some("accounts"));
    let called = Called::of(&repair.provider_name, &repair.title);
    let name = part("a", &[("href", &there)], vec![text(called.first.to_owned())]);
    let account = called.account.map(|account| say("span", "repair-account", account.to_owned()));
    let sandbox = (repair.environment == EnvironmentId::Sandbox)
        .then(|| say("span", "mark sandbox", words().sandbox));
    let heading = part("h2", &[], vec![name]);
    part("div", &[("class", "repair-name")], vec![heading, perhaps(account), perhaps(sandbox)])
}

/// The provider's tile, as soon as the hub is known.
fn tile(provider: &str) -> AnyView {
    let (hub, provider) = (expect_context::<Hub>(), provider.to_owned());
    drawn(move || {
        let known = hub.known();
        let card = known.as_ref().and_then(|known| {
            known.entries.iter().map(|entry| &entry.card).find(|card| card.id == provider)
        });
        let tile = card
            .map(|card| view! { <Tile letters=card.letters.clone() hue=card.hue /> }.into_any());
        perhaps(tile)
    })
}

/// Why, in a sentence or two.
fn cause(cause: &RepairCause) -> String {
    let w = words().repairs;
    match cause {
        RepairCause::Reconnect { why } => why.clone().unwrap_or_else(|| w.ran_out.to_owned()),
        RepairCause::ExpiresSoon { clock: Some((kind, at)) } => {
            let ends = (w.ends_on)(&time::exact_date(*at), &time::relative(*at));
            match kind {
                ClockKind::Idle => format!("{ends} {}", w.lives_on_when_used),
                ClockKind::Access | ClockKind::Absolute => ends,
            }
        }
        RepairCause::ExpiresSoon { clock: None } => w.was_to_end.to_owned(),
        RepairCause::Permission { feature } => (w.lacks)(feature),
        RepairCause::Settings { field } => (w.does_not_fit)(field),
        RepairCause::Books { about } | RepairCause::Other { about } => about.clone(),
    }
}

/// The button that does it.
fn fix(repair: &Repair) -> AnyView {
    let w = words().repairs;
    let class = match repair.severity {
        Severity::Critical => "primary",
        Severity::Warning => "",
    };
    let button = |word: &'static str, at| {
        let new = NewAttempt::again(at, repair.connection.clone());
        sign_in_again(class, word, format!("{word}: {}", repair.title), new)
    };
    let leads_to = |tab| {
        let label = format!("{}: {}", w.open_page, repair.provider_name);
        let class = format!("button {class}");
        let there = address(&repair.provider, Some(tab));
        let link = [("class", class.as_str()), ("href", &there), ("aria-label", &label)];
        part("a", &link, vec![text(w.open_page)])
    };
    match repair.fix.clone() {
        RepairFix::SignIn(at) => button(words().sign_in.reconnect, at),
        RepairFix::AllowMore(at) => button(w.allow_more, at),
        RepairFix::FirmApp => leads_to("settings"),
        RepairFix::ProviderPage => leads_to("accounts"),
    }
}

/// What was closed lately.
fn closed(repairs: Vec<Repair>) -> AnyView {
    let w = words().repairs;
    let heading = say("h2", "", w.closed_title);
    let shown = if repairs.is_empty() {
        sentence("quiet", w.none_closed)
    } else {
        let heads = [w.connection, w.cause, w.closed_at, w.closed_by]
            .into_iter()
            .map(|word| part("th", &[("scope", "col")], vec![text(word)]))
            .collect();
        let rows = repairs.into_iter().filter_map(row).collect();
        let table = part(
            "table",
            &[("class", "table"), ("id", "closed-repairs")],
            vec![part("thead", &[], vec![part("tr", &[], heads)]), part("tbody", &[], rows)],
        );
        let holder = [
            ("class", "table-holder"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", w.closed_title),
        ];
        part("div", &holder, vec![table])
    };
    part("section", &[("class", "section")], vec![heading, shown])
}

fn row(repair: Repair) -> Option<AnyView> {
    let w = words().repairs;
    let RepairClosed { at, by } = repair.closed?;
    let by = match by {
        ClosedBy::Person(name) => name,
        ClosedBy::Renewal => w.by_renewal.to_owned(),
        ClosedBy::Recovery => w.by_recovery.to_owned(),
        ClosedBy::Expiry => w.by_expiry.to_owned(),
    };
    let there = address(&repair.provider, Some("accounts"));
    let called = Called::of(&repair.provider_name, &repair.title);
    let name = part("a", &[("href", &there)], vec![text(called.first.to_owned())]);
    let account = called.account.map(|account| say("span", "below", account.to_owned()));
    let when = [("class", "when"), ("title", &time::exact(at))];
    Some(part(
        "tr",
        &[],
        vec![
            part("th", &[("scope", "row")], vec![name, perhaps(account)]),
            part("td", &[], vec![text(past(&repair.cause))]),
            part("td", &when, vec![text(time::relative(at))]),
            part("td", &[], vec![text(by)]),
        ],
    ))
}

/// Why it was asked for then.
fn past(cause_then: &RepairCause) -> String {
    match cause_then {
        RepairCause::ExpiresSoon { .. } => words().repairs.was_to_end.to_owned(),
        _ => cause(cause_then),
    }
}
