//! This computer at the firm's server: coming in by a code, how it stands, and leaving.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{ContactServer, Enrol, GetEnrolment, LeaveServer};
use patchbay_contract::{Enrolment, EnrolmentView, Invitation, Leaving, NewEnrolment, Standing};

use super::embedded::embedded;
use crate::Bridge;
use crate::components::act::{act, button, outcome, send};
use crate::components::plain::{
    all, dialog, drawn, failed, foot, form, nothing, part, pill, say, sentence, step,
};
use crate::components::{Fact, Typed, TypedField, time};
use crate::focus::come_to;
use crate::state::{Doing, Invited, Look, Syncing};
use crate::words::words;

/// The section's id.
const ID: &str = "firm-server";

/// The section.
pub(super) fn firm_server() -> AnyView {
    let (bridge, invited) = (expect_context::<Bridge>(), expect_context::<Invited>());
    let look = RwSignal::new(Look::Loading);
    let done = RwSignal::new(None);
    let answer = bridge.call::<GetEnrolment>(());
    spawn_local(async move {
        let looks = match answer.await {
            Ok(view) => Look::Full(view),
            Err(problem) => Look::Failed(problem),
        };
        look.try_set(looks);
    });
    come_to(ID);
    let w = words().enrolment;
    let news = move |view: EnrolmentView, word: &'static str| {
        look.set(Look::Full(view));
        done.set(Some(word));
    };
    let shown = drawn(move || match look.get() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(EnrolmentView { enrolment: Some(enrolment), .. }) => all(vec![
            asked(invited, words().enrolment.asked_already, Some(enrolment.server.clone())),
            is_in(bridge, &enrolment, news),
        ]),
        Look::Full(EnrolmentView { enrolment: None, device_name }) => {
            all(vec![embedded(), entry(bridge, invited, device_name, news)])
        }
    });
    let said = drawn(move || match done.get() {
        Some(done) => pill("check", "good", done.to_owned()),
        None => nothing(),
    });
    let said = part("div", &[("role", "status"), ("class", "saved")], vec![said]);
    part(
        "section",
        &[("class", "section"), ("id", ID)],
        vec![step("h2", w.title), sentence("quiet", w.lead), shown, said],
    )
}

/// That a link asks for it, and which server that is: anybody can make one. Where this computer is
/// in there already, nothing is asked.
fn asked(invited: Invited, said: fn(&str) -> String, is_in_at: Option<String>) -> AnyView {
    let not_now = move || button("", words().enrolment.not_now, move || invited.forget());
    drawn(move || match invited.newest().filter(|one| Some(&one.server) != is_in_at.as_ref()) {
        Some(invitation) => all(vec![
            part(
                "div",
                &[("role", "status")],
                vec![sentence("consequence", said(&invitation.server))],
            ),
            part("p", &[("class", "buttons")], vec![not_now()]),
        ]),
        None => nothing(),
    })
}

/// The form by which it comes in. A link fills it in, and a person presses.
fn entry(
    bridge: Bridge,
    invited: Invited,
    device_name: String,
    news: impl Fn(EnrolmentView, &'static str) + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = words().enrolment;
    let (doing, syncing) = (Doing::alone(bridge), expect_context::<Syncing>());
    let (server, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let name = RwSignal::new(device_name);
    let field =
        |id, label, help, value, kind| TypedField::new(id, label, help, value, kind, || None);
    Effect::new(move |former: Option<Option<Invitation>>| {
        let newest = invited.newest();
        match (&newest, former.flatten()) {
            (Some(invitation), _) => {
                server.set(invitation.server.clone());
                code.set(invitation.code.clone());
                doing.forget();
            }
            // What it filled in goes with it.
            (None, Some(former)) if code.get_untracked() == former.code => {
                server.set(String::new());
                code.set(String::new());
            }
            (None, _) => {}
        }
        newest
    });
    let enter = move || {
        let new = NewEnrolment {
            server: server.get_untracked(),
            code: code.get_untracked(),
            device_name: name.get_untracked(),
        };
        let kept = syncing.embedded_untracked();
        let moves = kept.is_some_and(|kept| kept.since.is_some());
        doing.ask::<Enrol>(new, move |view| {
            invited.forget();
            news(view, if moves { w.moved } else { w.entered });
        });
    };
    form(
        enter,
        vec![
            asked(invited, w.asked, None),
            field("enrol-server", w.server, w.server_help, server, Typed::Address).draw(),
            field("enrol-code", w.code, w.code_help, code, Typed::Secret).draw(),
            field("enrol-name", w.name, w.name_help, name, Typed::Name).draw(),
            outcome(doing),
            part("p", &[("class", "buttons")], vec![send(doing, w.enter)]),
        ],
    )
}

/// How it stands.
fn is_in(
    bridge: Bridge,
    enrolment: &Enrolment,
    news: impl Fn(EnrolmentView, &'static str) + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = words().enrolment;
    let (asking, leaving) = (Doing::alone(bridge), RwSignal::new(false));
    let standing = match enrolment.standing {
        Standing::In => pill("check", "good", w.is_in.to_owned()),
        Standing::ShutOut => {
            all(vec![pill("warning", "bad", w.is_out.to_owned()), sentence("", w.shut_out_text)])
        }
        Standing::AnotherLife => all(vec![
            pill("warning", "warn", w.is_restored.to_owned()),
            sentence("", w.restored_text),
        ]),
    };
    let ask = move |go_along| {
        asking.ask::<ContactServer>(go_along, move |view| news(view, w.answered));
    };
    let mut buttons = vec![act(asking, "", w.ask, move || ask(false))];
    if enrolment.standing == Standing::AnotherLife {
        buttons.push(act(asking, "", w.go_along, move || ask(true)));
    }
    buttons.push(button("", w.leave, move || leaving.set(true)));
    let confirm =
        drawn(move || if leaving.get() { leave(bridge, leaving, news) } else { nothing() });
    all(vec![
        standing,
        part("dl", &[("class", "facts")], facts(enrolment)),
        outcome(asking),
        part("p", &[("class", "buttons")], buttons),
        confirm,
        super::syncing::syncing(bridge),
    ])
}

fn facts(enrolment: &Enrolment) -> Vec<AnyView> {
    let w = words().enrolment;
    let last = enrolment.last_contact_at.map_or_else(|| w.none_yet.to_owned(), time::exact);
    let fact = |label, value: String| view! { <Fact label value /> }.into_any();
    vec![
        fact(w.at, enrolment.server.clone()),
        fact(w.in_as, format!("{}, {}", enrolment.name, (w.role)(enrolment.role))),
        fact(w.computer, enrolment.device_name.clone()),
        fact(w.since, time::exact(enrolment.enrolled_at)),
        fact(w.last_answer, last),
    ]
}

/// Whether it is meant, and what to do where the server cannot be told.
fn leave(
    bridge: Bridge,
    open: RwSignal<bool>,
    news: impl Fn(EnrolmentView, &'static str) + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = words().enrolment;
    let doing = Doing::alone(bridge);
    let go = move |untold| {
        doing.ask::<LeaveServer>(Leaving { untold }, move |view| {
            open.set(false);
            news(view, w.left);
        });
    };
    let untold = drawn(move || match doing.failed() {
        Some(_) => act(doing, "", w.leave_untold, move || go(true)),
        None => nothing(),
    });
    let buttons = vec![
        button("", w.stay, move || open.set(false)),
        untold,
        act(doing, "risky", w.leave_now, move || go(false)),
    ];
    dialog(
        w.leave_title,
        "",
        move || open.set(false),
        vec![say("p", "", w.leave_text), outcome(doing), foot(buttons)],
    )
}
