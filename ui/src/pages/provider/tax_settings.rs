//! How files for tax software are written into a folder, where the firm wants it otherwise than
//! the software's file says: format, name, rounding, and how debits and credits are told apart.

use leptos::prelude::*;
use patchbay_contract::command::{GetTaxTargets, SetTaxFileSettings};
use patchbay_contract::{
    Connection, NewTaxFileSettings, Rounding, Signs, TaxFileSettings, TaxFormat, TaxTarget,
};

use super::asked::Asked;
use crate::Bridge;
use crate::components::act::{button, outcome, send};
use crate::components::plain::{
    Radio, choices, dialog as over, drawn, foot, form, nothing, part, say, sentence, text,
};
use crate::components::time;
use crate::components::{Typed, TypedField};
use crate::state::Doing;
use crate::words::words;

/// What is chosen and typed.
#[derive(Clone, Copy)]
struct Chosen {
    target: StoredValue<TaxTarget>,
    /// By its id.
    format: RwSignal<String>,
    name: RwSignal<String>,
    rounding: RwSignal<Rounding>,
    signs: RwSignal<Option<Signs>>,
    saving: Doing,
}

/// The dialog. How files are written there now is asked for when it opens.
pub(super) fn dialog(asked: Asked, connection: &Connection) -> AnyView {
    let w = words().tax_files;
    let bridge = expect_context::<Bridge>();
    let looking = Doing::alone(bridge);
    let found = RwSignal::new(None::<Option<TaxTarget>>);
    let id = connection.id.clone();
    looking.ask::<GetTaxTargets>((), move |targets| {
        found.set(Some(targets.into_iter().find(|target| target.connection == id)));
    });
    let shown = drawn(move || match found.get() {
        None if looking.is_busy() => sentence("quiet", words().loading),
        None => nothing(),
        Some(None) => sentence("", w.gone),
        Some(Some(target)) => typed(asked, target, bridge),
    });
    let title = (w.how_into)(connection.title());
    over(title, "tax-files", move || asked.close(), vec![outcome(looking), shown])
}

fn typed(asked: Asked, target: TaxTarget, bridge: Bridge) -> AnyView {
    let w = words().tax_files;
    let TaxFileSettings { name, rounding, signs, .. } = target.settings.clone();
    let chosen = Chosen {
        format: RwSignal::new(target.format().map(|one| one.id.clone()).unwrap_or_default()),
        name: RwSignal::new(name.unwrap_or_else(|| target.name.clone())),
        rounding: RwSignal::new(rounding.unwrap_or(Rounding::Cents)),
        signs: RwSignal::new(signs),
        saving: Doing::alone(bridge),
        target: StoredValue::new(target),
    };
    let name =
        TypedField::new("tax-file-name", w.name, w.name_help, chosen.name, Typed::Name, || None);
    let inside = vec![
        sentence("quiet", chosen.target.with_value(|target| (w.lead)(&target.provider))),
        formats(chosen),
        name.first().draw(),
        drawn(move || example(chosen)),
        amounts(chosen),
        drawn(move || sides(chosen)),
        outcome(chosen.saving),
        foot(vec![send(chosen.saving, w.save), button("", w.keep, move || asked.close())]),
    ];
    form(move || chosen.save(asked), inside)
}

impl Chosen {
    fn format(self) -> Option<TaxFormat> {
        let id = self.format.get();
        self.target.with_value(|target| target.formats.iter().find(|one| one.id == id).cloned())
    }

    fn save(self, asked: Asked) {
        let (connection, dollars_alone) =
            self.target.with_value(|target| (target.connection.clone(), target.whole_dollars));
        let fixed = untrack(|| self.format()).is_none_or(|format| !format.matched_by_hand);
        let settings = TaxFileSettings {
            format: Some(self.format.get_untracked()),
            name: Some(self.name.get_untracked()),
            rounding: Some(self.rounding.get_untracked()).filter(|_| !dollars_alone),
            signs: self.signs.get_untracked().filter(|_| !fixed),
        };
        let wish = NewTaxFileSettings { connection, settings };
        self.saving.ask::<SetTaxFileSettings>(wish, move |()| asked.close());
    }
}

/// Which format, where there is more than one.
fn formats(chosen: Chosen) -> AnyView {
    let w = words().tax_files;
    let formats = chosen.target.with_value(|target| target.formats.clone());
    if let [only] = formats.as_slice() {
        return sentence("", format!("{}: {}", w.format, only.label));
    }
    let now = chosen.format.get_untracked();
    let options = formats
        .into_iter()
        .map(|one| {
            let selected = one.id == now;
            view! {
                <option value=one.id selected=selected>
                    {one.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="tax-file-format">{w.format}</label>
            <select
                class="input"
                id="tax-file-format"
                on:change=move |event| chosen.format.set(event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What a file is called then. A name that cannot be is told about when it is saved.
fn example(chosen: Chosen) -> AnyView {
    let typed = chosen.name.get();
    let own = chosen.target.with_value(|target| target.name.clone());
    let pattern = if typed.trim().is_empty() { own } else { typed };
    let year = time::local_day(time::now()).year().to_string();
    let stem = pattern.trim().replace("{client}", "Miller & Co").replace("{year}", &year);
    let ending = chosen.format().map(|format| format.extension).unwrap_or_default();
    let name = say("code", "", format!("{stem}.{ending}"));
    let lead = text(format!("{} ", words().tax_files.for_example));
    part("p", &[("class", "quiet")], vec![lead, name])
}

fn amounts(chosen: Chosen) -> AnyView {
    let (w, of_books) = (words().tax_files, words().books);
    let (alone, provider) =
        chosen.target.with_value(|target| (target.whole_dollars, target.provider.clone()));
    if alone {
        return sentence("quiet", (w.dollars_alone)(&provider));
    }
    let radios = Rounding::ALL.iter().map(|&rounding| {
        let (title, help) = match rounding {
            Rounding::Cents => (w.cents, w.cents_help),
            Rounding::WholeDollars => (w.whole_dollars, of_books.whole_dollars_help),
        };
        Radio {
            name: "rounding",
            value: rounding.as_str().to_owned(),
            title: text(title),
            help: text(help),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.rounding.get() == rounding),
            choose: Box::new(move || chosen.rounding.set(rounding)),
        }
        .draw()
    });
    choices(w.amounts, radios.collect())
}

fn sides(chosen: Chosen) -> AnyView {
    let w = words().tax_files;
    let Some(format) = chosen.format() else { return nothing() };
    let own = format.signs;
    if !format.matched_by_hand {
        let how = match own {
            Signs::TwoColumns => w.two_columns,
            Signs::OneSigned => w.one_signed,
        };
        let provider = chosen.target.with_value(|target| target.provider.clone());
        return sentence("quiet", (w.sides_fixed)(&provider, &how.to_lowercase()));
    }
    let radios = Signs::ALL.iter().map(|&signs| {
        let (title, help) = match signs {
            Signs::TwoColumns => (w.two_columns, w.two_columns_help),
            Signs::OneSigned => (w.one_signed, w.one_signed_help),
        };
        Radio {
            name: "signs",
            value: signs.as_str().to_owned(),
            title: text(title),
            help: text(help),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.signs.get().unwrap_or(own) == signs),
            choose: Box::new(move || chosen.signs.set(Some(signs))),
        }
        .draw()
    });
    choices(w.sides, radios.collect())
}
