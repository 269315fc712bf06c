//! Whose money each account holds: what a form said is shown, and what nobody said is asked.

use leptos::prelude::*;
use patchbay_contract::{Category, DefaultChange, Money, MoneyAccount, SaidBy};

use super::{account_name, named};
use crate::components::Empty;
use crate::components::act::{act_labelled, outcome};
use crate::components::plain::{Radio, all, drawn, form, part, say, sentence, text};
use crate::focus::focus_on;
use crate::state::{Defaults, Doing};
use crate::words::words;

/// The list.
pub(super) fn accounts(defaults: Defaults) -> AnyView {
    let accounts = defaults.part(|all| Some(all.payments.accounts.clone()));
    let doing = defaults.doing();
    let shown = drawn(move || {
        let accounts = accounts.get().unwrap_or_default();
        if accounts.is_empty() {
            return empty();
        }
        let lines = accounts.iter().map(|account| line(defaults, doing, account)).collect();
        all(vec![
            say("h3", "", words().defaults.accounts),
            part("ul", &[("class", "money")], lines),
        ])
    });
    all(vec![shown, outcome(doing)])
}

fn empty() -> AnyView {
    let w = words().defaults;
    let there = format!("/?category={}", Category::Payments.as_str());
    view! {
        <Empty sentence=w.no_accounts.to_owned()>
            <a class="button" href=there>{w.connect_one}</a>
        </Empty>
    }
    .into_any()
}

fn line(defaults: Defaults, doing: Doing, account: &MoneyAccount) -> AnyView {
    let w = words().defaults;
    let name = account_name(account);
    let money = account.money.map_or(w.money_unknown, w.money);
    let mark = if account.money == Some(Money::Trust) { "mark trust" } else { "mark" };
    let called = named(name.clone(), &account.held, &account.status);
    let words = vec![called, text(" "), say("span", mark, money)];
    let how = match account.said_by {
        SaidBy::Form => sentence("quiet", w.by_form),
        SaidBy::Person => ask(defaults, doing, account, &name),
        SaidBy::Elsewhere if account.money.is_none() => sentence("quiet", w.unsaid_elsewhere),
        SaidBy::Elsewhere => sentence("quiet", w.said_elsewhere),
    };
    part("li", &[("data-account", &account.at.connection)], vec![part("p", &[], words), how])
}

/// Which of the two it is, where a person says it.
fn ask(defaults: Defaults, doing: Doing, account: &MoneyAccount, name: &str) -> AnyView {
    let w = words().defaults;
    let chosen = RwSignal::new(account.money);
    let radios = Money::ALL.iter().map(|money| {
        Radio {
            name: "money",
            value: money.as_str().to_owned(),
            title: text((w.money)(*money)),
            help: text((w.holds_help)(*money)),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.get() == Some(*money)),
            choose: Box::new(move || chosen.set(Some(*money))),
        }
        .draw()
    });
    let mut inside = vec![say("legend", "", (w.holds)(name))];
    inside.extend(radios);
    let connection = account.at.connection.clone();
    let save = move || {
        let Some(money) = chosen.get_untracked() else { return };
        let wish = DefaultChange::Holds { connection: connection.clone(), money };
        let again = format!("[data-account='{connection}'] input:checked");
        defaults.change(doing, wish, move || focus_on(again));
    };
    let button = act_labelled(doing, "small", w.save, (w.save_what)(&(w.holds)(name)), save);
    // A form of its own keeps its choice apart from the other accounts'.
    form(
        || (),
        vec![
            part("fieldset", &[("class", "choices places")], inside),
            part("p", &[("class", "buttons")], vec![button]),
        ],
    )
}
