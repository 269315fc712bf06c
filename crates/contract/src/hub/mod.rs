//! What the hub shows: cards, connections, and the page of one provider.

mod called;
mod card;
mod connection;
mod page;
pub mod search;

pub use called::Called;
pub use card::{BrokenFile, Hub, Own, ProviderCard, SignInKind};
pub use connection::{Clock, ClockKind, Connection, Custodian, Status, StatusKind};
pub use page::{
    AppView, Can, ClocksView, CopyWhat, ErrorView, FieldView, GuideView, HomeView, LifeView,
    LimitView, ProviderPage, ScopeView, SignInView, SyncView, WayOutView,
};
