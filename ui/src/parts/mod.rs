//! The parts that the page comes in: what the first screen needs, then every other page,
//! and the words of Spanish where that is spoken.
//!
//! `cargo xtask` cuts them (`xtask/src/page/parts.rs`). What was not cut, as in the browser
//! tests, is here at once. Which address shows which page is not here.

#[cfg(feature = "in-parts")]
mod cut;
mod language;
#[cfg(not(feature = "in-parts"))]
mod whole;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::{ErrorCode, Problem};

#[cfg(feature = "in-parts")]
use cut as parts;
#[cfg(not(feature = "in-parts"))]
use whole as parts;

use crate::Bridge;
use crate::components::plain::{drawn, failed, sentence};
use crate::pages::{
    ActivityPage, AiPage, AuditTrailPage, ClocksPage, DefaultsPage, InstallationPage,
    ProviderPageView, RepairsPage, SecurityPage, SettingsPage, SignInPage, StatesPage,
};
use crate::state::Look;
use crate::words::words;

pub(crate) use language::{speak, spoken};

/// A part that did not come.
#[derive(Debug)]
pub(crate) struct NotHere;

/// A page that the first screen does without.
#[derive(Clone)]
pub(crate) enum Later {
    Provider,
    Repairs,
    Clocks,
    Defaults,
    Ai,
    Installation,
    Security,
    Activity,
    Audit,
    Settings,
    States,
    SignIn { bridge: Bridge, id: String },
}

impl Later {
    fn draw(self) -> AnyView {
        match self {
            Self::Provider => view! { <ProviderPageView /> }.into_any(),
            Self::Repairs => view! { <RepairsPage /> }.into_any(),
            Self::Clocks => view! { <ClocksPage /> }.into_any(),
            Self::Defaults => view! { <DefaultsPage /> }.into_any(),
            Self::Ai => view! { <AiPage /> }.into_any(),
            Self::Installation => view! { <InstallationPage /> }.into_any(),
            Self::Security => view! { <SecurityPage /> }.into_any(),
            Self::Activity => view! { <ActivityPage /> }.into_any(),
            Self::Audit => view! { <AuditTrailPage /> }.into_any(),
            Self::Settings => view! { <SettingsPage /> }.into_any(),
            Self::States => view! { <StatesPage /> }.into_any(),
            Self::SignIn { bridge, id } => view! { <SignInPage bridge id /> }.into_any(),
        }
    }
}

/// The part with the pages, and how far it is. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    pages: RwSignal<Look<()>>,
    on_its_way: StoredValue<bool>,
}

impl Parts {
    pub(crate) fn new() -> Self {
        let look = if parts::AT_ONCE { Look::Full(()) } else { Look::Loading };
        Self { pages: RwSignal::new(look), on_its_way: StoredValue::new(false) }
    }

    /// Has the pages brought, unless they are here or on their way. What failed is tried
    /// again.
    pub(crate) fn bring(self) {
        let is_here = self.pages.with_untracked(|look| matches!(look, Look::Full(())));
        if is_here || self.on_its_way.get_value() {
            return;
        }
        self.on_its_way.set_value(true);
        spawn_local(async move {
            let look = match parts::bring_pages().await {
                Ok(()) => Look::Full(()),
                Err(NotHere) => Look::Failed(not_here()),
            };
            self.on_its_way.set_value(false);
            self.pages.set(look);
        });
    }

    /// A page, as soon as it is here.
    pub(crate) fn page(self, page: Later) -> AnyView {
        self.bring();
        let draw = move || parts::draw(page.clone()).unwrap_or_else(|NotHere| failed(not_here()));
        drawn(move || match self.pages.get() {
            Look::Loading => sentence("quiet", words().loading),
            Look::Failed(problem) => failed(problem),
            // What the page goes by is its own business: it is not drawn anew for it.
            Look::Full(()) => untrack(&draw),
        })
    }
}

fn not_here() -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "A part of Patchbay’s window could not be opened.",
        "This page cannot be shown. Your connections are not affected.",
        "Go to another page and come back. If it stays, close Patchbay and start it again; if that does not help, reinstall it.",
    )
}
