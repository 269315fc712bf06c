//! Where the page is cut: what is reached by these two functions alone is in a file of its
//! own, which is brought when it is asked for.

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::AnyView;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::{Later, NotHere};
use crate::words::{Language, Words};

pub(super) const AT_ONCE: bool = false;

thread_local! {
    /// Asking for a part begins to bring it, so that who only wants to know looks here.
    static SPANISH_IS_HERE: Cell<bool> = const { Cell::new(false) };
}

impl From<SplitLoaderError> for NotHere {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(pages, wasm_split_path = leptos::wasm_split, preload(fetch_pages), fallible)]
fn pages(page: Later) -> Result<AnyView, NotHere> {
    Ok(page.draw())
}

#[wasm_split(spanish, wasm_split_path = leptos::wasm_split, preload(fetch_spanish), fallible)]
fn words_of_spanish() -> Result<&'static Words, NotHere> {
    Ok(Language::Spanish.words())
}

pub(super) async fn bring_pages() -> Result<(), NotHere> {
    Ok(fetch_pages().await?)
}

pub(super) fn draw(page: Later) -> Result<AnyView, NotHere> {
    if_here(pages(page))
}

pub(super) async fn bring_spanish() -> Result<(), NotHere> {
    fetch_spanish().await?;
    SPANISH_IS_HERE.set(true);
    Ok(())
}

pub(super) fn spanish() -> Result<&'static Words, NotHere> {
    if SPANISH_IS_HERE.get() { if_here(words_of_spanish()) } else { Err(NotHere) }
}

/// What is of a part that was brought is there at once.
fn if_here<T>(asked: impl Future<Output = Result<T, NotHere>>) -> Result<T, NotHere> {
    match pin!(asked).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(here) => here,
        Poll::Pending => Err(NotHere),
    }
}
