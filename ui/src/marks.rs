//! Moments that `cargo xtask bench` measures between, in the browser's own list.

use std::time::Duration;

use leptos::prelude::*;

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

/// Notes when what is being drawn now has been painted: what is put off in a frame comes
/// behind its paint.
pub fn once_painted(name: &'static str) {
    request_animation_frame(move || set_timeout(move || mark(name), Duration::ZERO));
}
