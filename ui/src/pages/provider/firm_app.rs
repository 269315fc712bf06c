//! The apps that the firm registered at the vendor: what is to be registered, what came
//! of it, and what is saved here. A secret goes in and never comes out.

use leptos::prelude::*;
use patchbay_contract::command::{RemoveFirmApp, SaveFirmApp};
use patchbay_contract::{
    AppView, EnvironmentId, FirmApp, NewFirmApp, ProviderPage, SignInAt, SignInView,
};

use super::set_up;
use crate::Bridge;
use crate::components::act::{act, button, outcome, send};
use crate::components::plain::{
    all, drawn, failed, form, nothing, part, perhaps, say, sentence, text,
};
use crate::components::{OutsideLink, Typed, TypedField};
use crate::state::{Doing, FirmApps, Look, Security};
use crate::words::words;

/// The section with them, where the provider has a sign-in that needs one.
pub(super) fn firm_apps(page: &ProviderPage) -> Option<AnyView> {
    let w = words().sign_in;
    let ways: Vec<&SignInView> = page.sign_ins.iter().filter(|way| way.app.is_some()).collect();
    if ways.is_empty() {
        return None;
    }
    let bridge = expect_context::<Bridge>();
    let apps = FirmApps::of(bridge, page.card.id.clone());
    let several = ways.len() > 1;
    let mut cards = Vec::new();
    for way in ways {
        for (environment, label) in environments(page) {
            let at =
                SignInAt { provider: page.card.id.clone(), sign_in: way.id.clone(), environment };
            let title = match (several, label) {
                (true, Some(label)) => format!("{} · {label}", way.label),
                (true, None) => way.label.clone(),
                (false, Some(label)) => label,
                (false, None) => String::new(),
            };
            cards.push(card(apps, way, at, title));
        }
    }
    let trouble = drawn(move || match apps.look() {
        Look::Failed(problem) => failed(problem),
        Look::Loading | Look::Full(()) => nothing(),
    });
    Some(part(
        "section",
        &[("class", "section"), ("id", "firm-app")],
        vec![
            say("h2", "", w.app),
            sentence("quiet", w.app_lead),
            trouble,
            part("div", &[("class", "apps")], cards),
        ],
    ))
}

/// The environments there is an app for, each with what it is called.
pub(super) fn environments(page: &ProviderPage) -> Vec<(EnvironmentId, Option<String>)> {
    if page.environments.is_empty() {
        return vec![(EnvironmentId::Live, None)];
    }
    page.environments.iter().map(|(id, label, _)| (*id, Some(label.clone()))).collect()
}

fn card(apps: FirmApps, way: &SignInView, at: SignInAt, title: String) -> AnyView {
    let w = words().sign_in;
    let Some(app) = way.app.clone() else { return nothing() };
    let homes = way.homes.iter().filter(|home| home.only.is_none_or(|only| only == at.environment));
    let addresses = homes.map(|home| set_up::home(home).into_any()).collect();
    let register = view! { <OutsideLink address=app.register_at.clone() /> }.into_any();
    let heading = (!title.is_empty()).then(|| say("h3", "", title));
    let replacing = RwSignal::new(false);
    let state = drawn(move || match (apps.look(), apps.at(&at)) {
        (Look::Loading, _) => sentence("quiet", words().loading),
        (_, Some(saved)) if !replacing.get() => self::saved(apps, saved, replacing),
        (_, saved) => self::typed(apps, &app, at.clone(), saved.is_some(), replacing),
    });
    part(
        "section",
        &[("class", "card app")],
        vec![
            perhaps(heading),
            part("p", &[], vec![text(w.register_at), text(": "), register]),
            say("h4", "", w.to_register),
            part("div", &[("class", "homes")], addresses),
            state,
        ],
    )
}

fn saved(apps: FirmApps, saved: FirmApp, replacing: RwSignal<bool>) -> AnyView {
    let w = words().sign_in;
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let said = match &saved.client_id {
        Some(client_id) => (w.app_saved)(client_id),
        None => w.app_sealed.to_owned(),
    };
    let secret = saved.secret_hint.as_deref().map(|end| sentence("quiet", (w.app_secret)(end)));
    let at = saved.at;
    let remove = move || doing.ask::<RemoveFirmApp>(at.clone(), move |()| apps.ask());
    all(vec![
        part("div", &[("role", "status")], vec![sentence("", said)]),
        perhaps(secret),
        outcome(doing),
        part(
            "p",
            &[("class", "buttons")],
            vec![
                button("", w.replace_app, move || replacing.set(true)),
                act(doing, "", w.remove_app, remove),
            ],
        ),
    ])
}

fn typed(
    apps: FirmApps,
    app: &AppView,
    at: SignInAt,
    replaces: bool,
    replacing: RwSignal<bool>,
) -> AnyView {
    let w = words().sign_in;
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let (client_id, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let name = format!("{}-{}", at.sign_in, at.environment.as_str());
    let id_field = TypedField::new(
        format!("client-id-{name}"),
        app.client_id_label.clone(),
        "",
        client_id,
        Typed::Name,
        || None,
    );
    let help = if replaces { w.secret_kept } else { w.secret_help };
    let secret_field = app.client_secret_label.clone().map(|label| {
        let id = format!("client-secret-{name}");
        TypedField::new(id, label, help, secret, Typed::Secret, || None).draw()
    });
    let save = move || {
        let typed = secret.get_untracked();
        let new = NewFirmApp {
            at: at.clone(),
            client_id: client_id.get_untracked(),
            client_secret: (!typed.trim().is_empty()).then_some(typed),
        };
        doing.ask::<SaveFirmApp>(new, move |()| {
            secret.set(String::new());
            replacing.set(false);
            apps.ask();
        });
    };
    form(
        save,
        vec![
            id_field.draw(),
            perhaps(secret_field),
            outcome(doing),
            part("p", &[("class", "buttons")], vec![send(doing, w.save_app)]),
        ],
    )
}
