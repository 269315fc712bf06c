//! What happened since the app was started.

use leptos::either::Either;
use leptos::prelude::*;
use patchbay_contract::Notice;

use crate::components::time::{exact, exact_time};
use crate::components::{Icon, PageHead, notice_icon};
use crate::state::Activity;
use crate::words::words;

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let activity = expect_context::<Activity>();
    view! {
        <PageHead title=words().activity lead=words().activity_lead />
        {move || {
            let notices = activity.notices();
            if notices.is_empty() {
                Either::Left(view! { <p class="empty">{words().activity_empty}</p> })
            } else {
                Either::Right(table(notices))
            }
        }}
    }
}

fn table(notices: Vec<Notice>) -> impl IntoView {
    let rows = notices
        .into_iter()
        .map(|notice| {
            let (icon, tone) = notice_icon(notice.kind);
            view! {
                <tr class="notice">
                    <td class="when" title=exact(notice.at)>{exact_time(notice.at)}</td>
                    <td>
                        <span class=format!("notice-title {tone}")>
                            <Icon name=icon />
                            {notice.title}
                        </span>
                        <span class="notice-text">{notice.text}</span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table" id="notices">
            <thead>
                <tr>
                    <th scope="col">{words().when}</th>
                    <th scope="col">{words().what}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
