//! What just happened, bottom right, for a few seconds. It is kept in Activity too.

use leptos::prelude::*;

use crate::components::{Icon, notice_icon};
use crate::state::Activity;
use crate::words::words;

/// The toasts. Their time is an animation, so that it stands still under the pointer.
#[component]
pub fn Toasts() -> impl IntoView {
    let activity = expect_context::<Activity>();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || activity.toasts() key=|notice| notice.id let:notice>
                {
                    let id = notice.id;
                    let (icon, tone) = notice_icon(notice.kind);
                    view! {
                        <div class="toast" on:animationend=move |_| activity.dismiss(id)>
                            <p class=format!("toast-title {tone}")>
                                <Icon name=icon />
                                {notice.title.clone()}
                            </p>
                            <p class="toast-text">{notice.text.clone()}</p>
                            <button
                                class="toast-close"
                                type="button"
                                aria-label=words().dismiss
                                on:click=move |_| activity.dismiss(id)
                            >
                                <Icon name="close" />
                            </button>
                        </div>
                    }
                }
            </For>
        </div>
    }
}
