//! What the firm does by default with this provider's accounts: the same choice as on the
//! Defaults page, where the account is.

use leptos::prelude::*;
use patchbay_contract::command::ChangeDefault;
use patchbay_contract::{
    Called, Connection, DefaultChange, DefaultKind, EnvironmentId, Part, ProviderPage,
};

use crate::Bridge;
use crate::components::act::{act_labelled, outcome};
use crate::components::plain::{part, perhaps, pill, say, sentence, text};
use crate::pages::defaults;
use crate::state::{Doing, Hub};
use crate::words::words;

/// The section, where the provider can do something by default and is connected.
pub(super) fn section(page: &ProviderPage) -> Option<AnyView> {
    let w = words().defaults;
    let (kind, Part::Working(connections)) = (page.can_be?, &page.connections) else { return None };
    let live: Vec<&Connection> =
        connections.iter().filter(|one| one.environment == EnvironmentId::Live).collect();
    if live.is_empty() {
        return None;
    }
    let doing = Doing::alone(expect_context::<Bridge>());
    let several = live.len() > 1;
    let lines: Vec<AnyView> =
        live.into_iter().map(|one| line(page, kind, one, several, doing)).collect();
    let link = view! { <a href=defaults::ADDRESS>{w.all_defaults}</a> }.into_any();
    Some(part(
        "section",
        &[("class", "section"), ("id", "default-for")],
        vec![
            say("h2", "", (w.kind)(kind)),
            sentence("quiet", (w.kind_lead)(kind)),
            part("ul", &[("class", "money")], lines),
            outcome(doing),
            part("p", &[], vec![link]),
        ],
    ))
}

fn line(
    page: &ProviderPage,
    kind: DefaultKind,
    connection: &Connection,
    several: bool,
    doing: Doing,
) -> AnyView {
    let w = words().defaults;
    let (id, hub) = (connection.id.clone(), expect_context::<Hub>());
    let name = several.then(|| say("strong", "", connection.title().to_owned()));
    if page.defaults.contains(&(id.clone(), kind)) {
        let mark = pill("check", "good", (w.mark)(kind).to_owned());
        return part("li", &[], vec![perhaps(name), text(" "), mark]);
    }
    let named = Called::of(&page.card.name, connection.title()).to_string();
    let means = sentence("quiet", (w.will_be)(kind, &named));
    if kind == DefaultKind::Email {
        // From which of its addresses is asked there.
        let label = (w.use_what)(kind, connection.title());
        let there = defaults::ADDRESS;
        let link = view! { <a class="button" href=there aria-label=label>{(w.use_it)(kind)}</a> };
        return part("li", &[], vec![perhaps(name), means, part("p", &[], vec![link.into_any()])]);
    }
    let press = move || {
        let wish = DefaultChange::Use { kind, connection: id.clone(), address: None };
        // The page is asked again with the hub.
        doing.ask::<ChangeDefault>(wish, move |_| hub.ask());
    };
    let label = (w.use_what)(kind, connection.title());
    let button = act_labelled(doing, "", (w.use_it)(kind), label, press);
    part("li", &[], vec![perhaps(name), means, part("p", &[("class", "buttons")], vec![button])])
}
