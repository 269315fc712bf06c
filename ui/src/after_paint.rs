//! Putting off what need not be in the frame that is being drawn.

use std::time::Duration;

use leptos::prelude::*;

/// Runs `act` once the frame that is being drawn now has been painted: what is put off
/// in a frame comes behind its paint.
pub(crate) fn after_paint(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}
