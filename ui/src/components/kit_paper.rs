//! The sheet of a recovery kit, as it is on screen and on paper. It is drawn from what
//! it is given, and keeps none of it.

use leptos::prelude::*;
use patchbay_contract::KitSheet;

use crate::components::plain::{part, say, sentence, step};
use crate::components::{Fact, time};
use crate::words::words;

/// The sheet. The styles print it and nothing else of the page.
#[must_use]
pub fn kit_paper(sheet: KitSheet) -> AnyView {
    let w = words().security;
    let groups = sheet.groups.into_iter().map(|group| say("li", "", group)).collect();
    let facts = vec![
        view! { <Fact label=w.sheet_installation value=sheet.installation /> }.into_any(),
        view! { <Fact label=w.made value=time::exact_date(sheet.made_at) /> }.into_any(),
    ];
    let qr = sheet.qr;
    let picture =
        view! { <div class="kit-qr" role="img" aria-label=w.sheet_qr inner_html=qr></div> };
    let title = (w.sheet)(sheet.number);
    part(
        "section",
        &[("class", "kit-paper"), ("aria-label", &title)],
        vec![
            step("h3", title.clone()),
            part("dl", &[("class", "facts")], facts),
            part(
                "div",
                &[("class", "kit-code")],
                vec![part("ol", &[("aria-label", w.sheet_code)], groups), picture.into_any()],
            ),
            sentence("", w.sheet_use),
            sentence("kit-keep", w.sheet_keep),
        ],
    )
}
