//! The trial balance of an account: for which day and on which basis, what was read, whether
//! it ties, and a file of it.

use jiff::civil::Date;
use leptos::prelude::*;
use patchbay_contract::command::{ReadTrialBalance, SaveTrialBalance};
use patchbay_contract::{
    Basis, Cents, Connection, TrialBalance, TrialBalanceSums, TrialBalanceWish, WrittenFile,
};

use super::asked::Asked;
use super::tax_file;
use crate::Bridge;
use crate::components::act::{act, outcome, send};
use crate::components::plain::{
    Radio, all, choices, dialog as over, drawn, foot, form, nothing, part, perhaps, pill, say,
    sentence, text,
};
use crate::components::time;
use crate::state::{Doing, Security};
use crate::words::words;

/// What was asked for, and what came of it.
#[derive(Clone, Copy)]
struct Looked {
    reading: Doing,
    saving: Doing,
    connection: StoredValue<String>,
    day: RwSignal<String>,
    basis: RwSignal<Basis>,
    read: RwSignal<Option<TrialBalance>>,
    saved: RwSignal<Option<WrittenFile>>,
}

/// The dialog.
pub(super) fn dialog(asked: Asked, connection: &Connection, bases: &[Basis]) -> AnyView {
    let w = words().books;
    let (bridge, security) = (expect_context::<Bridge>(), expect_context::<Security>());
    let today = time::local_day(time::now());
    let looked = Looked {
        reading: Doing::new(bridge, security),
        saving: Doing::new(bridge, security),
        connection: StoredValue::new(connection.id.clone()),
        day: RwSignal::new(today.to_string()),
        basis: RwSignal::new(bases.first().copied().unwrap_or_default()),
        read: RwSignal::new(None),
        saved: RwSignal::new(None),
    };
    let id = connection.id.clone();
    let inside = vec![
        sentence("quiet", w.lead),
        form(
            move || looked.ask(&id),
            vec![
                day(looked.day),
                perhaps((bases.len() > 1).then(|| which(looked.basis, bases))),
                outcome(looked.reading),
                part("p", &[("class", "buttons")], vec![send(looked.reading, w.read)]),
            ],
        ),
        part("div", &[("role", "status")], vec![found(looked)]),
        outcome(looked.saving),
    ];
    let title = (w.trial_balance_of)(connection.title());
    over(title, "trial-balance", move || asked.close(), inside)
}

impl Looked {
    fn ask(self, connection: &str) {
        // The field gives a day or nothing, which it asks for itself.
        let Ok(as_of) = self.day.get_untracked().parse::<Date>() else { return };
        let basis = self.basis.get_untracked();
        let wish = TrialBalanceWish { connection: connection.to_owned(), as_of, basis };
        self.read.set(None);
        self.saved.set(None);
        self.saving.forget();
        self.reading.ask::<ReadTrialBalance>(wish, move |read| self.read.set(Some(read)));
    }
}

fn day(value: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label for="books-day">{words().books.as_of}</label>
            <input class="input" id="books-day" type="date" required=true bind:value=value />
        </div>
    }
    .into_any()
}

fn which(chosen: RwSignal<Basis>, bases: &[Basis]) -> AnyView {
    let w = words().books;
    let radios = bases.iter().map(|&basis| {
        let (title, help) = match basis {
            Basis::Accrual => (w.accrual, w.accrual_help),
            Basis::Cash => (w.cash, w.cash_help),
        };
        Radio {
            name: "basis",
            value: basis.as_str().to_owned(),
            title: text(title),
            help: text(help),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.get() == basis),
            choose: Box::new(move || chosen.set(basis)),
        }
        .draw()
    });
    choices(w.basis, radios.collect())
}

fn found(looked: Looked) -> AnyView {
    drawn(move || {
        let w = words().books;
        if looked.reading.is_busy() {
            return sentence("quiet", w.reading);
        }
        let Some(read) = looked.read.get() else { return nothing() };
        if read.rows.is_empty() {
            return sentence("", w.empty);
        }
        let save = {
            let read = read.clone();
            let keep = move |file| looked.saved.set(Some(file));
            move || looked.saving.ask::<SaveTrialBalance>(read.clone(), keep)
        };
        let saved = drawn(move || match looked.saved.get() {
            Some(file) => sentence("quiet", (words().books.saved)(&file.path)),
            None => nothing(),
        });
        all(vec![
            mark(&read.sums()),
            table(&read),
            saved,
            foot(vec![act(looked.saving, "", w.save, save)]),
            tax_file::section(looked.connection.get_value(), read),
        ])
    })
}

/// Whether it ties, and at what.
fn mark(sums: &TrialBalanceSums) -> AnyView {
    let w = words().books;
    if sums.ties() {
        return pill("check", "good", tied(sums));
    }
    all(vec![pill("warning", "bad", apart(sums)), sentence("", w.differs_help)])
}

/// How many accounts there are, and what both sides sum up to.
fn tied(sums: &TrialBalanceSums) -> String {
    let currency = sums.currency.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
    (words().books.ties)(sums.accounts, &format!("{}{currency}", sums.debit))
}

/// What a check that read books found, in a few words.
pub(crate) fn said(sums: &TrialBalanceSums) -> String {
    if sums.ties() {
        return tied(sums);
    }
    apart(sums)
}

/// What both sides sum up to, and how far they are apart, whichever is more.
fn apart(sums: &TrialBalanceSums) -> String {
    let [debit, credit] = [sums.debit, sums.credit].map(|side| side.to_string());
    let difference = Cents(sums.difference().0.saturating_abs()).to_string();
    (words().books.differs)(&debit, &credit, &difference)
}

fn table(read: &TrialBalance) -> AnyView {
    let w = words().books;
    let basis = match read.basis {
        Basis::Accrual => w.accrual,
        Basis::Cash => w.cash,
    };
    let company = read.company.as_deref().unwrap_or(&read.provider);
    let day = time::day_in_words(read.as_of, &[("dateStyle", "long")]);
    let caption = (w.caption)(company, &day, basis);
    let amount = |cents: Cents| {
        let written = if cents == Cents::ZERO { String::new() } else { cents.to_string() };
        say("td", "amount", written)
    };
    let rows = read
        .rows
        .iter()
        .map(|row| {
            let number = say("td", "", row.number.clone().unwrap_or_default());
            let name = part("th", &[("scope", "row")], vec![text(row.name.clone())]);
            part("tr", &[], vec![number, name, amount(row.debit), amount(row.credit)])
        })
        .collect();
    let sums = read.sums();
    let total = part("th", &[("scope", "row"), ("colspan", "2")], vec![text(w.total)]);
    let [debit, credit] = [sums.debit, sums.credit].map(|sum| say("td", "amount", sum.to_string()));
    let head = |class, word| part("th", &[("scope", "col"), ("class", class)], vec![text(word)]);
    let heads = vec![
        head("", w.number),
        head("", w.account),
        head("amount", w.debit),
        head("amount", w.credit),
    ];
    let inside = vec![
        say("caption", "", caption.clone()),
        part("thead", &[], vec![part("tr", &[], heads)]),
        part("tbody", &[], rows),
        part("tfoot", &[], vec![part("tr", &[], vec![total, debit, credit])]),
    ];
    let holder = [
        ("class", "table-holder"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", &*caption),
    ];
    part("div", &holder, vec![part("table", &[("class", "table books")], inside)])
}
