//! A trial balance that was read as a file for tax software: into which folder, in which
//! format and for which client, and what was written.

use leptos::prelude::*;
use patchbay_contract::command::{GetTaxTargets, ReadTrialBalance, WriteForTax};
use patchbay_contract::{
    Called, NewTaxFile, Rounding, TaxFile, TaxFormat, TaxTarget, TrialBalance, TrialBalanceWish,
};

use crate::Bridge;
use crate::components::act::{outcome, send};
use crate::components::plain::{all, drawn, form, nothing, part, pill, say, sentence, text};
use crate::components::{Typed, TypedField};
use crate::state::{Doing, Security};
use crate::words::words;

/// What is chosen and typed.
#[derive(Clone, Copy)]
struct Chosen {
    /// Which of the targets and formats, by its place among all of them.
    which: RwSignal<usize>,
    client: RwSignal<String>,
    whole_dollars: RwSignal<bool>,
    prior_year: RwSignal<bool>,
    writing: Doing,
    written: RwSignal<Option<TaxFile>>,
}

impl Chosen {
    fn write(self, wish: NewTaxFile) {
        self.writing.ask::<WriteForTax>(wish, move |file| self.written.set(Some(file)));
    }
}

/// The section. Which folders there are is asked for when it is drawn.
pub(super) fn section(ledger: String, read: TrialBalance) -> AnyView {
    let w = words().books;
    let (bridge, security) = (expect_context::<Bridge>(), expect_context::<Security>());
    let looking = Doing::new(bridge, security);
    let targets = RwSignal::new(None::<Vec<TaxTarget>>);
    looking.ask::<GetTaxTargets>((), move |found| targets.set(Some(found)));
    let chosen = Chosen {
        which: RwSignal::new(0),
        client: RwSignal::new(read.company.clone().unwrap_or_default()),
        whole_dollars: RwSignal::new(false),
        prior_year: RwSignal::new(false),
        writing: Doing::new(bridge, security),
        written: RwSignal::new(None),
    };
    let shown = drawn(move || match targets.get() {
        None if looking.is_busy() => sentence("quiet", words().loading),
        None => nothing(),
        Some(found) if found.is_empty() => sentence("quiet", words().books.no_targets),
        Some(found) => typed(chosen, &found, &ledger, read.clone()),
    });
    let inside = vec![say("h3", "", w.write_for_tax), outcome(looking), shown];
    part("section", &[("class", "tax-file")], inside)
}

/// A target in one of its formats, with what it is called.
type Place = (TaxTarget, TaxFormat, String);

/// Every target in each of its formats, the one that the firm wants there first.
fn places(targets: &[TaxTarget]) -> Vec<Place> {
    let each = targets.iter().flat_map(|target| {
        let called = Called::of(&target.provider, &target.title).joined(" · ");
        let wanted = target.format();
        let others = target.formats.iter().filter(move |format| Some(*format) != wanted);
        wanted.into_iter().chain(others).map(move |format| {
            let name = format!("{called} · {}", format.label);
            (target.clone(), format.clone(), name)
        })
    });
    each.collect()
}

/// Whether the firm wants whole dollars there.
fn in_dollars(target: &TaxTarget) -> bool {
    target.settings.rounding == Some(Rounding::WholeDollars)
}

fn typed(chosen: Chosen, targets: &[TaxTarget], ledger: &str, read: TrialBalance) -> AnyView {
    let w = words().books;
    let places = StoredValue::new(places(targets));
    chosen.whole_dollars.set(targets.first().is_some_and(in_dollars));
    let place = move || places.with_value(|all| all.get(chosen.which.get()).cloned());
    let day = read.a_year_before();
    let (ledger, of_ledger) = (ledger.to_owned(), read.basis);
    let write = move || {
        let found = places.with_value(|all| all.get(chosen.which.get_untracked()).cloned());
        let Some((target, format, _)) = found else { return };
        chosen.written.set(None);
        let has_prior = format.prior_year && chosen.prior_year.get_untracked();
        let dollars = chosen.whole_dollars.get_untracked();
        let rounding = if dollars { Rounding::WholeDollars } else { Rounding::Cents };
        let wish = NewTaxFile {
            target: target.connection,
            format: Some(format.id),
            client: chosen.client.get_untracked(),
            rounding: Some(rounding).filter(|_| !target.whole_dollars),
            books: read.clone(),
            prior: None,
        };
        match day.filter(|_| has_prior) {
            Some(as_of) => {
                let basis = of_ledger;
                let asked = TrialBalanceWish { connection: ledger.clone(), as_of, basis };
                chosen.writing.ask::<ReadTrialBalance>(asked, move |prior| {
                    chosen.write(NewTaxFile { prior: Some(prior), ..wish });
                });
            }
            None => chosen.write(wish),
        }
    };
    let client = TypedField::new(
        "tax-client".to_owned(),
        w.client,
        w.client_help,
        chosen.client,
        Typed::Name,
        || None,
    );
    let rounding = drawn(move || match place() {
        Some((target, ..)) if !target.whole_dollars => whole_dollars(chosen.whole_dollars),
        _ => nothing(),
    });
    let prior = drawn(move || match (place(), day) {
        (Some((_, format, _)), Some(day)) if format.prior_year => {
            let w = words().books;
            switch(chosen.prior_year, (w.prior_year)(&day.to_string()), w.prior_year_help)
        }
        _ => nothing(),
    });
    form(
        write,
        vec![
            which(chosen, places.with_value(Clone::clone)),
            client.draw(),
            rounding,
            prior,
            outcome(chosen.writing),
            part("p", &[("class", "buttons")], vec![send(chosen.writing, w.write)]),
            part("div", &[("role", "status")], vec![done(chosen.written)]),
        ],
    )
}

fn which(chosen: Chosen, places: Vec<Place>) -> AnyView {
    let options = places
        .iter()
        .enumerate()
        .map(|(n, (.., name))| view! { <option value=n.to_string()>{name.clone()}</option> })
        .collect_view();
    let choose = move |n: usize| {
        chosen.which.set(n);
        chosen.whole_dollars.set(places.get(n).is_some_and(|(target, ..)| in_dollars(target)));
    };
    view! {
        <div class="field">
            <label for="tax-target">{words().books.target}</label>
            <select
                class="input"
                id="tax-target"
                on:change=move |event| choose(event_target_value(&event).parse().unwrap_or(0))
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn whole_dollars(on: RwSignal<bool>) -> AnyView {
    let w = words().books;
    switch(on, w.whole_dollars.to_owned(), w.whole_dollars_help)
}

fn switch(on: RwSignal<bool>, label: String, help: &'static str) -> AnyView {
    view! {
        <label class="choice switch">
            <input type="checkbox" bind:checked=on />
            <span>
                <span class="switch-label">{label}</span>
                <span class="field-help">{help}</span>
            </span>
        </label>
    }
    .into_any()
}

/// What was written, where, and what comes next.
fn done(written: RwSignal<Option<TaxFile>>) -> AnyView {
    drawn(move || {
        let w = words().books;
        let Some(TaxFile { file, import_by, without_tax_code }) = written.get() else {
            return nothing();
        };
        let skipped = match without_tax_code {
            0 => nothing(),
            count => sentence("warn", (w.without_tax_code)(count)),
        };
        all(vec![
            pill("check", "good", (w.saved)(&file.path)),
            skipped,
            part("p", &[("class", "quiet")], vec![text((w.import_by)(&import_by))]),
        ])
    })
}
