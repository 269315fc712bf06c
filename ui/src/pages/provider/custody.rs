//! Who holds an account: this computer, or the firm's server. Handing it over says first what
//! that means and to which server, then how far it is; what was left half done is gone on with
//! or called back here.

use leptos::prelude::*;
use patchbay_contract::command::{CallBackHandover, GetCustody, HandOver, PreviewHandover};
use patchbay_contract::{
    Connection, Custodian, CustodyNow, HandoverPreview, HandoverStep, NewHandover,
};

use super::asked::Asked;
use crate::Bridge;
use crate::components::act::{act, button, labelled, outcome};
use crate::components::plain::{
    all, dialog as over, drawn, failed, foot, nothing, part, perhaps, pill, say, sentence, step,
};
use crate::components::{Fact, time};
use crate::focus::focus_on;
use crate::state::{Doing, Hub, Security};
use crate::words::words;

/// The steps, in their order.
const STEPS: [HandoverStep; 3] =
    [HandoverStep::Offered, HandoverStep::LettingGo, HandoverStep::Held];

/// What the dialog knows and does. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    asked: Asked,
    now: RwSignal<Option<CustodyNow>>,
    preview: RwSignal<Option<HandoverPreview>>,
    compared: RwSignal<bool>,
    looking: Doing,
    handing: Doing,
}

/// The button that asks.
pub(super) fn ask(asked: Asked, connection: &Connection) -> AnyView {
    let (w, of_it) = (words().custody, connection.clone());
    let label = Some((w.who_what)(connection.title()));
    labelled("small", w.who, label, move || asked.custody(of_it.clone()))
}

/// The dialog.
pub(super) fn dialog(asked: Asked, connection: &Connection) -> AnyView {
    let w = words().custody;
    let (bridge, security) = (expect_context::<Bridge>(), expect_context::<Security>());
    let desk = Desk {
        asked,
        now: RwSignal::new(None),
        preview: RwSignal::new(None),
        compared: RwSignal::new(false),
        looking: Doing::new(bridge, security),
        handing: Doing::new(bridge, security),
    };
    let id = connection.id.clone();
    // Each step of it is news for the page behind, and so for this.
    let hub = expect_context::<Hub>();
    Effect::new(move |_| {
        let _ = hub.known();
        desk.look(&id);
    });
    let inside = drawn(move || match desk.now.get() {
        None => all(vec![waiting(desk.looking), outcome(desk.looking)]),
        Some(now) => desk.draw(&now),
    });
    over((w.who_what)(connection.title()), "custody", move || desk.close(), vec![inside])
}

fn waiting(looking: Doing) -> AnyView {
    drawn(move || if looking.is_busy() { sentence("quiet", words().loading) } else { nothing() })
}

impl Desk {
    fn look(self, id: &str) {
        let of_it = id.to_owned();
        self.looking.ask::<GetCustody>(id.to_owned(), move |now| {
            let may_be_handed = now.step.is_none()
                && now.custodian == Custodian::ThisComputer
                && now.server.is_some();
            self.now.set(Some(now));
            if may_be_handed && self.preview.with_untracked(Option::is_none) {
                self.looking
                    .ask::<PreviewHandover>(of_it, move |found| self.preview.set(Some(found)));
            }
        });
    }

    fn close(self) {
        // What is under way goes on, and is shown where it began.
        self.asked.close();
    }

    fn hand_over(self, connection: String) {
        let compared = self.compared.get_untracked().then(|| {
            let named =
                |preview: &HandoverPreview| preview.key.as_ref().map(|key| key.fingerprint.clone());
            self.preview.with_untracked(|preview| preview.as_ref().and_then(named))
        });
        let wish = NewHandover { connection, compared: compared.flatten() };
        self.handing.ask::<HandOver>(wish, move |now| self.came(now));
    }

    fn call_back(self, connection: String) {
        self.handing.ask::<CallBackHandover>(connection, move |now| self.came(now));
    }

    fn came(self, now: CustodyNow) {
        self.now.set(Some(now));
        focus_on(".step");
    }

    fn draw(self, now: &CustodyNow) -> AnyView {
        let w = words().custody;
        match (now.step, now.custodian) {
            (Some(HandoverStep::Offered), _) => self.half_done(now, w.offered, true),
            (Some(HandoverStep::LettingGo), _) => self.half_done(now, w.letting_go, true),
            (Some(HandoverStep::TakingBack), _) => self.half_done(now, w.taking_back, false),
            (Some(HandoverStep::Held), _) | (None, Custodian::FirmServer) => self.held(now),
            (None, Custodian::ThisComputer) => self.here(now),
        }
    }

    fn here(self, now: &CustodyNow) -> AnyView {
        let w = words().custody;
        if now.server.is_none() {
            let link = part(
                "a",
                &[("class", "button"), ("href", "/settings#firm-server")],
                vec![say("span", "", w.to_settings)],
            );
            return all(vec![
                step("h3", w.here),
                sentence("", w.no_server),
                foot(vec![link, button("", w.close, move || self.close())]),
            ]);
        }
        let rest = drawn(move || match self.preview.get() {
            Some(preview) => self.before(&preview),
            None => all(vec![
                waiting(self.looking),
                outcome(self.looking),
                foot(vec![button("", w.close, move || self.close())]),
            ]),
        });
        all(vec![step("h3", w.here), rest])
    }

    fn before(self, preview: &HandoverPreview) -> AnyView {
        let w = words().custody;
        if let Some(problem) = &preview.in_the_way {
            let close = foot(vec![button("", w.close, move || self.close())]);
            return all(vec![failed(problem.clone()), close]);
        }
        let mail = preview.reads_mail.then(|| say("li", "", w.mail_there));
        let means = vec![
            say("li", "", w.kept_alive),
            perhaps(mail),
            say("li", "", w.gone_here),
            say("li", "", w.comes_back),
        ];
        let (id, trusted) = (preview.connection.clone(), preview.is_trusted);
        let go = drawn(move || {
            if !trusted && !self.compared.get() {
                return nothing();
            }
            let id = id.clone();
            act(self.handing, "primary", w.hand_over, move || self.hand_over(id.clone()))
        });
        all(vec![
            say("h3", "", w.means),
            part("ul", &[], means),
            say("h3", "", w.which_server),
            part("dl", &[("class", "facts")], which(preview)),
            if trusted { nothing() } else { self.comparing() },
            outcome(self.handing),
            foot(vec![go, button("", w.close, move || self.close())]),
        ])
    }

    fn comparing(self) -> AnyView {
        let (w, on) = (words().custody, self.compared);
        let tick = view! {
            <label class="switch">
                <input type="checkbox" bind:checked=on />
                <span class="switch-label">{w.compared}</span>
            </label>
        };
        all(vec![sentence("bad", w.compare), tick.into_any()])
    }

    fn half_done(self, now: &CustodyNow, what: &'static str, may_stay: bool) -> AnyView {
        let w = words().custody;
        let (again, stay) = (now.connection.clone(), now.connection.clone());
        let problem = now.problem.clone();
        // What just failed is said once.
        let said = drawn(move || match (self.handing.failed(), &problem) {
            (None, Some(problem)) if !self.handing.is_busy() => failed(problem.clone()),
            _ => nothing(),
        });
        let try_again = act(self.handing, "primary", w.again, move || match may_stay {
            true => self.hand_over(again.clone()),
            false => self.call_back(again.clone()),
        });
        let keep = may_stay
            .then(|| act(self.handing, "", w.keep_here, move || self.call_back(stay.clone())));
        all(vec![
            step("h3", what),
            if may_stay { steps(now.step) } else { nothing() },
            said,
            outcome(self.handing),
            foot(vec![try_again, perhaps(keep), button("", w.close, move || self.close())]),
        ])
    }

    fn held(self, now: &CustodyNow) -> AnyView {
        let w = words().custody;
        let since = now.since.map(time::exact).unwrap_or_default();
        all(vec![
            step("h3", (w.held_since)(&since)),
            perhaps(now.problem.clone().map(failed)),
            sentence("", w.how_back),
            foot(vec![button("primary", w.close, move || self.close())]),
        ])
    }
}

fn which(preview: &HandoverPreview) -> Vec<AnyView> {
    let w = words().custody;
    let fact = |label, value: String| view! { <Fact label value /> }.into_any();
    let key = preview.key.as_ref().map(|key| key.fingerprint.clone()).unwrap_or_default();
    let trusted = (!preview.is_trusted).then(|| {
        fact(w.trusted, preview.trusted.clone().unwrap_or_else(|| w.none_trusted.to_owned()))
    });
    vec![fact(w.server, preview.server.clone()), fact(w.key, key), perhaps(trusted)]
}

/// The four steps, each with whether it is done.
fn steps(at: Option<HandoverStep>) -> AnyView {
    let w = words().custody;
    let reached = at.and_then(|at| STEPS.iter().position(|step| *step == at)).unwrap_or(0);
    let done = [true, reached >= 1, reached >= 1, reached >= 2];
    let lines = [w.sent, w.proven, w.let_go, w.taken].into_iter().zip(done).map(|(line, done)| {
        let mark = match done {
            true => pill("check", "good", w.done.to_owned()),
            false => pill("clock", "neutral", w.to_do.to_owned()),
        };
        part("li", &[], vec![say("span", "", format!("{line} ")), mark])
    });
    part("ol", &[("aria-label", w.how_far)], lines.collect())
}
