//! A dialog: the browser's own, which keeps the focus in and gives it back.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use crate::components::Icon;
use crate::words::words;

/// A dialog that is open for as long as it is drawn.
#[component]
pub fn Dialog(
    /// Its title.
    #[prop(into)]
    title: String,
    /// A class of its own.
    #[prop(optional)]
    class: &'static str,
    /// Whether a press beside it leaves it open: one in which something is typed is not
    /// lost by a slip.
    #[prop(optional)]
    stays: bool,
    /// Called when it is to be closed, however that is asked for.
    close: impl Fn() + Copy + 'static,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    give_the_focus_back();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    // A press on the ground behind it is a press on the dialog itself.
    let on_ground = move |event: ev::MouseEvent| {
        let ground = event.target().zip(dialog.get_untracked()).is_some_and(|(target, dialog)| {
            let dialog: &web_sys::EventTarget = &dialog;
            target == *dialog
        });
        if ground && !stays {
            close();
        }
    };
    // Escape asks; whoever owns the dialog may have one more question.
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        close();
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            node_ref=dialog
            aria-labelledby="dialog-title"
            on:cancel=on_cancel
            on:close=move |_| close()
            on:click=on_ground
        >
            <div class="dialog-inside">
                <header class="dialog-head">
                    <h2 id="dialog-title">{title}</h2>
                    <button
                        class="icon-button"
                        type="button"
                        aria-label=words().close
                        on:click=move |_| close()
                    >
                        <Icon name="close" />
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}

/// A dialog that is taken off the page does not give the focus back by itself, as one
/// that is closed does. Whoever took the focus meanwhile, as a new page does, keeps it.
fn give_the_focus_back() {
    let had_it = StoredValue::new_local(document().active_element());
    on_cleanup(move || {
        let Some(Some(element)) = had_it.try_get_value() else { return };
        request_animation_frame(move || {
            let nobody_has_it = document()
                .active_element()
                .is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"));
            if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
                && nobody_has_it
            {
                let _ = element.focus();
            }
        });
    });
}
