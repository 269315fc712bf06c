//! How documents are signed, a card for each provider of signatures that is connected.

use leptos::prelude::*;
use patchbay_contract::{DefaultChange, Signing, SigningFlow};

use super::saved;
use crate::components::act::{outcome, send};
use crate::components::plain::{
    Radio, all, choices, drawn, form, nothing, part, perhaps, say, sentence, text,
};
use crate::focus::focus_on;
use crate::state::Defaults;
use crate::words::words;

/// The cards; none where nobody signs.
pub(super) fn cards(defaults: Defaults) -> AnyView {
    let providers =
        defaults.part(|all| Some(all.signing.iter().map(|one| one.provider.clone()).collect()));
    drawn(move || {
        let providers: Vec<String> = providers.get().unwrap_or_default();
        all(providers.into_iter().map(|provider| card(defaults, provider)).collect())
    })
}

fn card(defaults: Defaults, provider: String) -> AnyView {
    let is_saved = RwSignal::new(false);
    let id = format!("signing-{provider}");
    let one =
        defaults.part(move |all| all.signing.iter().find(|one| one.provider == provider).cloned());
    let shown = drawn(move || match one.get() {
        Some(one) => choice(defaults, &one, is_saved),
        None => nothing(),
    });
    part("section", &[("class", "section default"), ("id", &id)], vec![shown, saved(is_saved)])
}

fn choice(defaults: Defaults, one: &Signing, is_saved: RwSignal<bool>) -> AnyView {
    let w = words().defaults;
    let doing = defaults.doing();
    let (flow, identity) = (RwSignal::new(one.flow), RwSignal::new(one.identity.clone()));
    let orders = SigningFlow::ALL.iter().map(|order| {
        Radio {
            name: "flow",
            value: order.as_str().to_owned(),
            title: text((w.flow)(*order)),
            help: text((w.flow_help)(*order)),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || flow.get() == *order),
            choose: Box::new(move || {
                is_saved.set(false);
                flow.set(*order);
            }),
        }
        .draw()
    });
    let orders = choices(w.order, orders.collect());
    let methods = methods(one, identity, is_saved);
    let provider = one.provider.clone();
    let save = move || {
        let wish = DefaultChange::Sign {
            provider: provider.clone(),
            flow: flow.get_untracked(),
            identity: identity.get_untracked(),
        };
        let id = format!("#signing-{provider} input:checked");
        defaults.change(doing, wish, move || {
            is_saved.set(true);
            // What was chosen is drawn anew.
            focus_on(id);
        });
    };
    let begins = (!one.is_chosen).then(|| sentence("quiet", w.begins_with));
    let title = say("h2", "", (w.signing)(&one.provider_name));
    let one = one.clone();
    let means = drawn(move || consequence(&one, flow.get(), identity.get().as_deref()));
    let means = part("div", &[("class", "consequence"), ("aria-live", "polite")], vec![means]);
    let fields = vec![
        orders,
        methods,
        means,
        outcome(doing),
        part("p", &[("class", "buttons")], vec![send(doing, w.save)]),
    ];
    all(vec![title, perhaps(begins), form(save, fields)])
}

/// The methods of the provider, and none.
fn methods(one: &Signing, identity: RwSignal<Option<String>>, is_saved: RwSignal<bool>) -> AnyView {
    let w = words().defaults;
    let radio = |value: Option<String>, title: String, help: String| {
        let is = value.clone();
        Radio {
            name: "identity",
            value: value.clone().unwrap_or_default(),
            title: text(title),
            help: text(help),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || identity.with(|identity| *identity == is)),
            choose: Box::new(move || {
                is_saved.set(false);
                identity.set(value.clone());
            }),
        }
        .draw()
    };
    let mut radios = vec![radio(None, w.nobody_asked.into(), w.nobody_asked_help.into())];
    for method in &one.methods {
        radios.push(radio(Some(method.id.clone()), method.label.clone(), method.note.clone()));
    }
    choices(w.identity, radios)
}

fn consequence(one: &Signing, flow: SigningFlow, identity: Option<&str>) -> AnyView {
    if one.is_chosen && flow == one.flow && identity == one.identity.as_deref() {
        return nothing();
    }
    let method = one.methods.iter().find(|method| Some(method.id.as_str()) == identity);
    let method = method.map(|method| method.label.as_str());
    sentence("", (words().defaults.will_sign)(&one.provider_name, flow, method))
}
