//! Ending a connection: what stops, what stays and who tells the provider come first; then
//! it is done, or fails and may be done despite that; and in the end stands the receipt.

use leptos::prelude::*;
use patchbay_contract::command::{Disconnect, PreviewDisconnect};
use patchbay_contract::{
    Connection, DisconnectPreview, Disconnection, ErrorCode, Receipt, WhoTellsIt,
};

use super::asked::Asked;
use super::receipts;
use crate::Bridge;
use crate::components::act::{act, button, outcome};
use crate::components::plain::{
    all, dialog as over, drawn, foot, nothing, part, perhaps, say, sentence, step,
};
use crate::focus::focus_on;
use crate::state::{Doing, Security};
use crate::words::words;

/// The dialog.
pub(super) fn dialog(asked: Asked, connection: &Connection) -> AnyView {
    let w = words().disconnecting;
    let (bridge, security) = (expect_context::<Bridge>(), expect_context::<Security>());
    let (looking, ending) = (Doing::new(bridge, security), Doing::new(bridge, security));
    let preview = RwSignal::new(None::<DisconnectPreview>);
    let receipt = RwSignal::new(None::<Receipt>);
    let id = connection.id.clone();
    looking.ask::<PreviewDisconnect>(id.clone(), move |found| preview.set(Some(found)));

    let end = move |despite: bool| {
        let wish = Disconnection { connection: id.clone(), despite };
        ending.ask::<Disconnect>(wish, move |kept| {
            receipt.set(Some(kept));
            focus_on(".step");
        });
    };
    let close = move || match receipt.with_untracked(Option::is_some) {
        true => asked.close_for_good(),
        // It would end all the same, and its receipt would not be seen.
        false if ending.is_busy() => {}
        false => asked.close(),
    };
    let inside = drawn(move || {
        let end = end.clone();
        match (receipt.get(), preview.get()) {
            (Some(receipt), _) => done(&receipt, close),
            (None, Some(preview)) => before(&preview, ending, close, end),
            (None, None) => all(vec![waiting(looking), outcome(looking)]),
        }
    });
    over((w.disconnect_what)(connection.title()), "disconnect", close, vec![inside])
}

fn waiting(looking: Doing) -> AnyView {
    drawn(move || if looking.is_busy() { sentence("quiet", words().loading) } else { nothing() })
}

fn before(
    preview: &DisconnectPreview,
    ending: Doing,
    close: impl Fn() + Send + Sync + 'static,
    end: impl Fn(bool) + Clone + Send + Sync + 'static,
) -> AnyView {
    let w = words().disconnecting;
    let despite = end.clone();
    let (provider, by_hand) = (preview.provider.clone(), preview.by_hand.clone());
    let anyway = drawn(move || {
        let failed = ending.failed().map(|problem| problem.code);
        if failed.is_none_or(|code| !may_go_anyway(code)) {
            return nothing();
        }
        let despite = despite.clone();
        let press = move || despite(true);
        part(
            "div",
            &[("class", "anyway")],
            vec![
                sentence("", (w.anyway_text)(&provider)),
                receipts::by_hand(&by_hand),
                part("p", &[("class", "buttons")], vec![act(ending, "", w.anyway, press)]),
            ],
        )
    });
    all(vec![
        stops(preview),
        stays(preview),
        there(preview),
        outcome(ending),
        anyway,
        foot(vec![
            act(ending, "primary", w.disconnect, move || end(false)),
            button("", w.keep_it, close),
        ]),
    ])
}

/// Whether it was the provider that could not be told: only then there is anything to
/// decide.
const fn may_go_anyway(code: ErrorCode) -> bool {
    !matches!(code, ErrorCode::ConnectionUnknown | ErrorCode::ConnectionBusy)
}

fn stops(preview: &DisconnectPreview) -> AnyView {
    let w = words().disconnecting;
    let list = |lead: &'static str, lines: &[String]| {
        let items = lines.iter().map(|line| say("li", "", line.clone())).collect();
        (!lines.is_empty()).then(|| all(vec![sentence("", lead), part("ul", &[], items)]))
    };
    let last = preview.last_of.map(|what| sentence("bad", (w.last_of)((words().mandatory)(what))));
    let sign_in = preview.sign_in_under_way.then(|| sentence("", w.sign_in_ends));
    let to_do = (preview.to_do > 0).then(|| sentence("", (w.to_do_goes)(preview.to_do)));
    let d = words().defaults;
    let defaults: Vec<AnyView> =
        preview.default_for.iter().map(|kind| sentence("", (d.lost)(*kind))).collect();
    let pays = (preview.segments > 0).then(|| sentence("", (d.lost_payments)(preview.segments)));
    all(vec![
        say("h3", "", w.stops),
        perhaps(last),
        all(defaults),
        perhaps(pays),
        perhaps(list(w.reads_stop, &preview.reads)),
        perhaps(list(w.writes_stop, &preview.writes)),
        perhaps(sign_in),
        perhaps(to_do),
    ])
}

fn stays(preview: &DisconnectPreview) -> AnyView {
    let w = words().disconnecting;
    let mut lines = vec![say("li", "", w.trail_stays), say("li", "", w.app_stays)];
    if preview.others > 0 {
        lines.push(say("li", "", (w.others_stay)(preview.others)));
    }
    all(vec![say("h3", "", w.stays), part("ul", &[], lines)])
}

fn there(preview: &DisconnectPreview) -> AnyView {
    let w = words().disconnecting;
    let said = match &preview.told_by {
        WhoTellsIt::Patchbay { also_ends } => {
            let more =
                also_ends.as_ref().map(|also| sentence("", format!("{} {also}", w.also_ends)));
            all(vec![sentence("", (w.told_by_patchbay)(&preview.provider)), perhaps(more)])
        }
        WhoTellsIt::Person => all(vec![
            sentence("", (w.told_by_person)(&preview.provider)),
            receipts::by_hand(&preview.by_hand),
        ]),
        WhoTellsIt::Nobody => sentence("", w.nothing_was_given),
    };
    all(vec![say("h3", "", (w.there)(&preview.provider)), said])
}

fn done(receipt: &Receipt, close: impl Fn() + Send + Sync + 'static) -> AnyView {
    let w = words().disconnecting;
    all(vec![
        step("h3", (w.done)(&receipt.title)),
        receipts::taken(receipt),
        receipts::proof(receipt),
        receipts::left_to_do(receipt),
        foot(vec![button("primary", w.close, close)]),
    ])
}
