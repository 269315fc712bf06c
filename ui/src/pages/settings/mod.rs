//! Settings: language, look, contrast and shortcuts of this screen, where the firm's server
//! is, how this computer stands with it, and the provider files that go along with it.

mod choosing;
mod embedded;
mod firm_server;
pub(super) mod relay;
pub(super) mod shared_files;
mod syncing;

use leptos::prelude::*;
use patchbay_contract::command::OpenPractice;

use super::ways_home::ways_home;
use crate::Bridge;
use crate::components::act::{act, outcome};
use crate::components::plain::{drawn, nothing, part, say, sentence};
use crate::components::{Choices, PageHead, Switch};
use crate::preferences::{Preferences, Theme};
use crate::state::{Doing, Hub, Security};
use crate::words::{Language, words};

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let w = words();
    let preferences = expect_context::<Preferences>();
    let languages = Language::ALL.map(|language| (language, language.own_name().to_owned()));
    let themes = Theme::ALL.map(|theme| (theme, (w.theme_name)(theme).to_owned()));
    view! {
        <PageHead title=w.settings lead=w.settings_lead />
        <div class="card settings">
            <Choices
                name="language"
                legend=w.language
                choices=languages.to_vec()
                chosen=Signal::derive(move || preferences.language())
                choose=move |language| preferences.set_language(language)
            />
            <Choices
                name="theme"
                legend=w.theme
                choices=themes.to_vec()
                chosen=Signal::derive(move || preferences.theme())
                choose=move |theme| preferences.set_theme(theme)
            />
            <Switch
                label=w.more_contrast
                help=w.more_contrast_help
                on=Signal::derive(move || preferences.more_contrast())
                switch=move |more| preferences.set_more_contrast(more)
            />
            <Switch
                label=w.single_keys
                help=w.single_keys_help
                on=Signal::derive(move || preferences.shortcuts())
                switch=move |on| preferences.set_shortcuts(on)
            />
        </div>
        // What is looked up below comes later, and would push what somebody was sent to away.
        {ways_home()}
        {relay::relay()}
        {firm_server::firm_server()}
        {shared_files::shared_files()}
        {practice()}
    }
}

/// The door to the practice firm, which is not there in the practice firm itself.
fn practice() -> AnyView {
    let hub = expect_context::<Hub>();
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    drawn(move || {
        if hub.is_practice() {
            return nothing();
        }
        let w = words().sign_in;
        let open = move || doing.ask::<OpenPractice>((), |()| ());
        part(
            "section",
            &[("class", "section"), ("id", "practice")],
            vec![
                say("h2", "", w.practice),
                sentence("quiet", w.practice_text),
                outcome(doing),
                part("p", &[("class", "buttons")], vec![act(doing, "", w.open_practice, open)]),
            ],
        )
    })
}
