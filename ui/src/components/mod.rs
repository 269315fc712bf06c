//! One file a widget. Components show what they are given; none calls the bridge.

mod copy_button;
mod fact;
mod icon;
mod page_head;
mod part_card;
mod problem_view;
mod rail;
mod summary;
pub mod time;
mod toasts;

pub use copy_button::CopyButton;
pub use fact::Fact;
pub use icon::{Icon, notice_icon};
pub use page_head::PageHead;
pub use part_card::{PartCard, PartSkeleton};
pub use problem_view::ProblemView;
pub use rail::Rail;
pub use summary::Summary;
pub use toasts::Toasts;
