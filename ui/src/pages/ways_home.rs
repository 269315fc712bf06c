//! When a sign-in does not come back: what the doctor found, thing by thing, and what he
//! can put right. It is a section of the Settings page. Nothing is looked at before somebody
//! presses the button, also where another window led here.

use leptos::prelude::*;
use patchbay_contract::command::{CheckWaysHome, RepairWayHome};
use patchbay_contract::{Finding, WayCheck, WayChecked};

use crate::Bridge;
use crate::components::act::{act, labelled, outcome};
use crate::components::plain::{drawn, nothing, part, perhaps, pill, say, sentence, step};
use crate::components::{CopyButton, ProblemView};
use crate::focus::{come_to, focus_on};
use crate::state::Doing;
use crate::words::words;

/// Where the section is on its page.
const ID: &str = "ways-home";

/// What is known, and what is being done about it.
#[derive(Clone, Copy)]
struct Visit {
    /// Looking and repairing: never both at once, and never twice.
    doing: Doing,
    found: RwSignal<Option<Vec<WayChecked>>>,
}

impl Visit {
    fn look(self) {
        self.doing.ask::<CheckWaysHome>((), move |found| self.found.set(Some(found)));
    }

    fn repair(self, check: WayCheck) {
        self.doing.ask::<RepairWayHome>(check, move |found| {
            self.found.set(Some(found));
            // What was pressed is gone.
            focus_on(format!("#{ID} .buttons button"));
        });
    }
}

/// The section.
pub(super) fn ways_home() -> AnyView {
    let w = words().ways_home;
    let visit =
        Visit { doing: Doing::alone(expect_context::<Bridge>()), found: RwSignal::new(None) };
    come_to(ID);
    let found = drawn(move || match visit.found.get() {
        Some(found) => findings(visit, found),
        None => nothing(),
    });
    let look = drawn(move || {
        let word = if visit.found.with(Option::is_none) { w.check } else { w.check_again };
        act(visit.doing, "", word, move || visit.look())
    });
    let report = drawn(move || match visit.found.get() {
        Some(found) => view! { <CopyButton text=report(&found) what=w.report /> }.into_any(),
        None => nothing(),
    });
    part(
        "section",
        &[("class", "section"), ("id", ID)],
        vec![
            step("h2", w.title),
            sentence("quiet", w.lead),
            part("div", &[("role", "status")], vec![drawn(move || summary(visit))]),
            found,
            outcome(visit.doing),
            part("p", &[("class", "buttons")], vec![look, report]),
        ],
    )
}

fn summary(visit: Visit) -> AnyView {
    let w = words().ways_home;
    let trouble = visit.found.with(|found| {
        let found = found.as_ref()?;
        Some(found.iter().filter(|checked| checked.problem().is_some()).count())
    });
    match trouble {
        None => nothing(),
        Some(0) => sentence("", w.all_fine),
        Some(count) => sentence("", (w.in_trouble)(count)),
    }
}

fn findings(visit: Visit, found: Vec<WayChecked>) -> AnyView {
    let lines = found.into_iter().map(|checked| finding(visit, checked)).collect();
    part("ul", &[("class", "findings")], lines)
}

fn finding(visit: Visit, WayChecked { check, finding, repairable }: WayChecked) -> AnyView {
    let w = words().ways_home;
    let name = (w.name)(check);
    let (look, said) = match finding {
        Finding::Fine(fact) => (
            pill("check", "good", w.fine.to_owned()),
            perhaps(fact.map(|fact| say("span", "quiet", fact))),
        ),
        Finding::Untried(why) => (
            pill("circle", "neutral", w.untried.to_owned()),
            say("span", "quiet", (w.why_untried)(why)),
        ),
        Finding::Trouble(problem) => (
            pill("warning", "bad", w.trouble.to_owned()),
            view! { <ProblemView problem /> }.into_any(),
        ),
    };
    let repair = repairable.then(|| {
        let label = Some((w.repair_what)(name));
        let press = move || visit.repair(check);
        part("p", &[], vec![labelled("primary", w.repair, label, press)])
    });
    let head = part("p", &[("class", "finding-head")], vec![look, say("strong", "", name)]);
    let which = [("data-check", check.as_str())];
    part("li", &which, vec![head, said, perhaps(repair)])
}

/// All of it in the core's own words, whatever language is on screen.
fn report(found: &[WayChecked]) -> String {
    found.iter().map(|checked| format!("{checked}\n")).collect()
}
