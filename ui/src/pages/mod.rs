//! One file a screen: it loads, arranges, and leaves the drawing to components.

mod activity;
mod installation;
mod not_found;

pub use activity::ActivityPage;
pub use installation::InstallationPage;
pub use not_found::NotFoundPage;
