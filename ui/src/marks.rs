//! Moments that `cargo xtask bench` measures between, in the browser's own list.

use leptos::prelude::*;

use crate::after_paint::after_paint;

/// The wasm runs.
pub const READY: &str = "patchbay-ready";
/// The home page has been painted with all its cards.
pub const HOME: &str = "patchbay-home";

/// Notes that this is now.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}

/// Notes when what is being drawn now has been painted.
pub fn once_painted(name: &'static str) {
    after_paint(move || mark(name));
}
