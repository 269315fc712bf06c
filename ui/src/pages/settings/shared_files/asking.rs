//! Whether a provider file is to be offered to the firm, or withdrawn from it: what that means
//! comes before it is done.

use leptos::prelude::*;
use patchbay_contract::command::{OfferFile, WithdrawFile};

use super::{Desk, Named};
use crate::components::act::{act, button, outcome};
use crate::components::plain::{dialog, foot, part, say};
use crate::state::Doing;
use crate::words::words;

/// Before it is offered.
pub(super) fn offer(desk: Desk, file: Named) -> AnyView {
    let w = words().shared_files;
    let doing = Doing::alone(desk.bridge);
    let title = (w.offer_what)(&file.name);
    let go = move || {
        let said = (w.offer_done)(&file.name);
        doing.ask::<OfferFile>(file.provider.clone(), move |files| desk.came(files, said));
    };
    let means = [w.offer_told, w.offer_as_is, w.offer_no_secret];
    confirm(desk, title, &means, doing, act(doing, "primary", w.offer_now, go))
}

/// Before it is withdrawn.
pub(super) fn withdraw(desk: Desk, file: Named) -> AnyView {
    let w = words().shared_files;
    let doing = Doing::alone(desk.bridge);
    let title = (w.withdraw_what)(&file.name);
    let go = move || {
        let said = (w.withdraw_done)(&file.name);
        doing.ask::<WithdrawFile>(file.provider.clone(), move |files| desk.came(files, said));
    };
    let means = [w.withdraw_told, w.withdraw_kept];
    confirm(desk, title, &means, doing, act(doing, "risky", w.withdraw_now, go))
}

fn confirm(
    desk: Desk,
    title: String,
    means: &[&'static str],
    doing: Doing,
    go: AnyView,
) -> AnyView {
    let means = means.iter().map(|means| say("li", "", *means)).collect();
    let not_now = button("", words().shared_files.not_now, move || desk.close());
    dialog(
        title,
        "shared-file",
        move || desk.close(),
        vec![part("ul", &[], means), outcome(doing), foot(vec![go, not_now])],
    )
}
