//! The list of shortcuts, behind `?`.

use leptos::prelude::*;

use crate::components::Dialog;
use crate::state::{Overlay, Overlays};
use crate::words::words;

/// The sheet, when it is open.
#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let overlays = expect_context::<Overlays>();
    move || {
        overlays.is(Overlay::Shortcuts).then(|| {
            let w = words();
            let rows = [
                (w.shortcut_palette, "Ctrl K · ⌘ K"),
                (w.shortcut_search, "/"),
                (w.shortcut_home, "g h"),
                (w.repairs.title, "g r"),
                (w.clocks.title, "g c"),
                (w.shortcut_activity, "g a"),
                (w.shortcut_audit, "g u"),
                (w.shortcut_installation, "g i"),
                (w.shortcut_settings, "Ctrl , · ⌘ ,"),
                (w.shortcut_sheet, "?"),
                (w.shortcut_close, "Esc"),
            ]
            .map(|(what, keys)| {
                view! {
                    <div class="shortcut">
                        <dt>{what}</dt>
                        <dd><kbd>{keys}</kbd></dd>
                    </div>
                }
            });
            view! {
                <Dialog title=w.shortcuts class="sheet" close=move || overlays.close()>
                    <dl class="shortcuts">{rows.into_iter().collect_view()}</dl>
                    <p class="quiet">{w.shortcuts_can_be_off}</p>
                </Dialog>
            }
        })
    }
}
