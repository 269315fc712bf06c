//! One segment: where it pays what it owes, and where what the firm keeps for it. Only
//! accounts of the right kind can be chosen.

use leptos::prelude::*;
use patchbay_contract::{AccountAt, DefaultChange, Money, MoneyAccount, Payments, SegmentView};

use super::{account_name_and_place, saved};
use crate::components::act::{act_labelled, outcome, send};
use crate::components::plain::{all, drawn, form, nothing, part, perhaps, say, sentence, text};
use crate::components::{Typed, TypedField};
use crate::focus::focus_on;
use crate::state::Defaults;
use crate::words::words;

/// The segment of that id.
pub(super) fn segment(defaults: Defaults, id: String) -> AnyView {
    let which = id.clone();
    let name = defaults.part(move |all| {
        all.payments.segments.iter().find(|one| one.id == which).map(|one| one.name.clone())
    });
    let of = id.clone();
    let shown = drawn(move || {
        let Some(name) = name.get() else { return nothing() };
        let who = name.clone().unwrap_or_else(|| words().defaults.everybody_else.to_owned());
        let mut parts = vec![say("h4", "", who.clone())];
        parts.extend(Money::ALL.iter().map(|money| pays(defaults, &of, &who, *money)));
        parts.push(perhaps(name.map(|name| edit(defaults, &of, &name))));
        all(parts)
    });
    part("li", &[("data-segment", &id)], vec![shown])
}

/// Where it pays such money.
fn pays(defaults: Defaults, segment: &str, who: &str, money: Money) -> AnyView {
    let (id, who) = (segment.to_owned(), who.to_owned());
    let known = defaults.part(|all| Some(all.payments.clone()));
    let is_saved = RwSignal::new(false);
    let shown = drawn(move || {
        let payments =
            known.get().unwrap_or(Payments { segments: Vec::new(), accounts: Vec::new() });
        let of_kind: Vec<MoneyAccount> =
            payments.accounts.into_iter().filter(|one| one.money == Some(money)).collect();
        let found = payments.segments.into_iter().find(|one| one.id == id);
        match found {
            Some(segment) if of_kind.is_empty() && segment.account(money).is_none() => {
                sentence("quiet", (words().defaults.no_account_for)(money))
            }
            Some(segment) => choice(defaults, &segment, &who, money, of_kind, is_saved),
            None => nothing(),
        }
    });
    all(vec![shown, saved(is_saved)])
}

fn choice(
    defaults: Defaults,
    segment: &SegmentView,
    who: &str,
    money: Money,
    accounts: Vec<MoneyAccount>,
    is_saved: RwSignal<bool>,
) -> AnyView {
    let w = words().defaults;
    let (doing, is) = (defaults.doing(), segment.account(money).cloned());
    let place = accounts.iter().position(|one| Some(&one.at) == is.as_ref());
    let before = match (place, &is) {
        (Some(n), _) => Pick::Account(n),
        (None, Some(_)) => Pick::Kept,
        (None, None) => Pick::Nobodys,
    };
    let chosen = RwSignal::new(before);
    let id = format!("pays-{}-{}", segment.id, money.as_str());
    let others = if segment.name.is_none() { w.nowhere } else { w.as_everybody_else };
    let label = part("label", &[("for", &id)], vec![text((w.pays)(money, who))]);
    let names: Vec<String> = accounts.iter().map(account_name_and_place).collect();
    let select = select(&id, others, &names, chosen, is_saved);
    let means = {
        let (who, everybody, names) = (who.to_owned(), segment.name.is_none(), names.clone());
        drawn(move || match chosen.get() {
            now if now == before => nothing(),
            Pick::Kept => nothing(),
            Pick::Account(n) => {
                let account = names.get(n).map(String::as_str).unwrap_or_default();
                sentence("", (w.will_pay)(money, &who, account))
            }
            Pick::Nobodys if everybody => sentence("", (w.will_not_pay)(money)),
            Pick::Nobodys => sentence("", (w.will_pay_as_others)(&who)),
        })
    };
    let means = part("div", &[("class", "consequence"), ("aria-live", "polite")], vec![means]);
    let is_unpaid = before == Pick::Kept || segment.unpaid.contains(&money);
    let unknown = is_unpaid.then(|| sentence("", (w.not_paid)(money)));
    let segment = segment.id.clone();
    let save = move || {
        let into: Option<AccountAt> = match chosen.get_untracked() {
            // It is as it was.
            Pick::Kept => return,
            Pick::Account(n) => accounts.get(n).map(|account| account.at.clone()),
            Pick::Nobodys => None,
        };
        let wish = DefaultChange::Pay { segment: segment.clone(), money, into };
        let again = format!("#{id}");
        defaults.change(doing, wish, move || {
            is_saved.set(true);
            // What was chosen is drawn anew.
            focus_on(again);
        });
    };
    let button = part("p", &[("class", "buttons")], vec![send(doing, w.save)]);
    form(
        save,
        vec![
            part("div", &[("class", "field")], vec![label, select]),
            perhaps(unknown),
            means,
            outcome(doing),
            button,
        ],
    )
}

/// What is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pick {
    /// None of its own.
    Nobodys,
    /// The account of this number.
    Account(usize),
    /// What was chosen at another computer, and is not known here: it stays until another one is.
    Kept,
}

/// The value of the option for what is kept.
const KEPT: &str = "kept";

/// The accounts, none of them, and what was chosen where that is none of them.
fn select(
    id: &str,
    none: &'static str,
    names: &[String],
    chosen: RwSignal<Pick>,
    is_saved: RwSignal<bool>,
) -> AnyView {
    let is = chosen.get_untracked();
    let options = names.iter().enumerate().map(|(n, name)| {
        let selected = is == Pick::Account(n);
        view! { <option value=n.to_string() selected=selected>{name.clone()}</option> }
    });
    let options = options.collect_view();
    let kept = (is == Pick::Kept)
        .then(|| view! { <option value=KEPT selected=true>{words().defaults.kept}</option> });
    view! {
        <select
            class="input"
            id=id.to_owned()
            on:change=move |event| {
                is_saved.set(false);
                let value = event_target_value(&event);
                let account = || value.parse().map_or(Pick::Nobodys, Pick::Account);
                chosen.set(if value == KEPT { Pick::Kept } else { account() });
            }
        >
            <option value="" selected={is == Pick::Nobodys}>{none}</option>
            {options}
            {kept}
        </select>
    }
    .into_any()
}

/// Another name for it, and removing it: what that means stands beside the button.
fn edit(defaults: Defaults, segment: &str, name: &str) -> AnyView {
    let w = words().defaults;
    let (doing, typed) = (defaults.doing(), RwSignal::new(name.to_owned()));
    let id = format!("name-{segment}");
    let field = TypedField::new(&id, (w.segment_name)(name), "", typed, Typed::Name, || None);
    let (renamed, removed) = (segment.to_owned(), segment.to_owned());
    let rename = move || {
        let segment = renamed.clone();
        let wish = DefaultChange::RenameSegment { segment, name: typed.get_untracked() };
        let again = format!("#{id}");
        // What it is called is drawn anew.
        defaults.change(doing, wish, move || focus_on(again));
    };
    let remove = move || {
        let wish = DefaultChange::RemoveSegment { segment: removed.clone() };
        defaults.change(doing, wish, || focus_on("#new-segment"));
    };
    let buttons = vec![
        act_labelled(doing, "small", w.rename, (w.rename_what)(name), rename),
        act_labelled(doing, "small", w.remove, (w.remove_what)(name), remove),
        say("span", "quiet", (w.remove_means)(name)),
    ];
    all(vec![field.draw(), outcome(doing), part("p", &[("class", "buttons")], buttons)])
}
