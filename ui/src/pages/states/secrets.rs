//! What is typed and shown of secrets, in its states. The code is nobody's.

use leptos::prelude::*;
use patchbay_contract::KitSheet;

use crate::components::act::{act, button};
use crate::components::plain::part;
use crate::components::{Typed, TypedField, kit_paper, time};
use crate::state::Doing;
use crate::words::words;

#[component]
pub(super) fn Secrets() -> impl IntoView {
    let w = words().security;
    let doing = Doing::new(expect_context(), expect_context());
    let typed = |text: &str| RwSignal::new(text.to_owned());
    let hidden = typed("typed and hidden");
    let fields = [
        TypedField::new("states-one", w.passphrase, "", hidden, Typed::Passphrase, || None),
        TypedField::new(
            "states-short",
            w.new_passphrase,
            w.passphrase_advice,
            typed("short"),
            Typed::NewPassphrase,
            || Some("At least 12 characters; this has 5.".to_owned()),
        ),
        TypedField::new(
            "states-code",
            w.code,
            w.code_help,
            typed("QX01 QX02 QX03 QX04"),
            Typed::Code,
            || None,
        ),
        TypedField::new("states-group", (w.group)(5), "", typed("QX05"), Typed::Group, || None),
    ];
    let sheet = KitSheet {
        number: 3,
        groups: (1..=16).map(|n| format!("QX{n:02}")).collect(),
        qr: r#"<svg viewBox="0 0 9 9"><path d="M1 1h3v3h-3zM5 1h3v3h-3zM1 5h3v3h-3z"/></svg>"#
            .into(),
        installation: "7f3c-91ad".into(),
        proof: vec![5, 12],
        made_at: time::now(),
    };
    let row =
        vec![act(doing, "primary", "An act", || ()), button("risky", "Not taken back", || ())];
    view! {
        <section aria-labelledby="states-secrets">
            <h2 id="states-secrets">"Secrets"</h2>
            {fields.map(TypedField::draw).into_iter().collect_view()}
            {part("div", &[("class", "row")], row)}
            {kit_paper(sheet)}
        </section>
    }
}
