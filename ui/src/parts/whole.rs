//! A page that was not cut: every part is here from the beginning.

use leptos::prelude::AnyView;

use super::{Later, NotHere};
use crate::words::{Language, Words};

pub(super) const AT_ONCE: bool = true;

#[allow(clippy::unused_async, reason = "where the page is cut, it takes a while")]
pub(super) async fn bring_pages() -> Result<(), NotHere> {
    Ok(())
}

#[allow(clippy::unnecessary_wraps, reason = "where the page is cut, it may not be here")]
pub(super) fn draw(page: Later) -> Result<AnyView, NotHere> {
    Ok(page.draw())
}

#[allow(clippy::unused_async, reason = "where the page is cut, it takes a while")]
pub(super) async fn bring_spanish() -> Result<(), NotHere> {
    Ok(())
}

#[allow(clippy::unnecessary_wraps, reason = "where the page is cut, it may not be here")]
pub(super) fn spanish() -> Result<&'static Words, NotHere> {
    Ok(Language::Spanish.words())
}
