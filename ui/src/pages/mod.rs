//! One file a screen: it loads, arranges, and leaves the drawing to components.

mod activity;
mod ai;
mod audit;
mod clocks;
mod defaults;
mod home;
mod installation;
mod not_found;
mod provider;
mod repairs;
mod security;
mod settings;
pub(crate) mod sign_in;
#[cfg(debug_assertions)]
mod states;
#[cfg(not(debug_assertions))]
mod states {
    //! People's builds have no states page.
    pub use super::NotFoundPage as StatesPage;
}
mod ways_home;

pub use activity::ActivityPage;
pub use ai::AiPage;
pub use audit::AuditTrailPage;
pub use clocks::ClocksPage;
pub use defaults::DefaultsPage;
pub use home::HomePage;
pub use installation::InstallationPage;
pub use not_found::NotFoundPage;
pub use provider::ProviderPageView;
pub use repairs::RepairsPage;
pub use security::SecurityPage;
pub use settings::SettingsPage;
pub use sign_in::SignInPage;
pub use states::StatesPage;
