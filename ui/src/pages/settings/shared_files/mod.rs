//! The provider files of the firm's own that go along with its server: those that wait for
//! somebody here first. Nothing is shown where this computer is in at no server, or where there
//! is no such file.

mod asking;
mod list;
mod looking;

use leptos::prelude::*;
use patchbay_contract::{SharedFile, SharedFiles};

use crate::Bridge;
use crate::components::plain::{
    all, drawn, failed, nothing, part, perhaps, pill, say, sentence, step,
};
use crate::focus::{come_to, focus_on};
use crate::state::{FirmFiles, Hub, Look, Syncing};
use crate::words::words;

pub(in crate::pages) use list::state;

/// Where it is, for links from elsewhere.
pub(in crate::pages) const ADDRESS: &str = "/settings#provider-files";

/// The section's id.
const ID: &str = "provider-files";

/// What is asked of a person about a file.
#[derive(Clone)]
enum Question {
    /// What to make of one that the firm shares.
    Look(SharedFile),
    /// Whether it is to be offered to the firm.
    Offer(Named),
    /// Whether the firm is to share it no more.
    Withdraw(Named),
}

/// Which file, and what it is called.
#[derive(Clone)]
struct Named {
    provider: String,
    name: String,
}

impl Named {
    /// One that cannot be read is called by its id.
    fn of(file: &SharedFile) -> Self {
        let name = file.name.clone().unwrap_or_else(|| file.provider.clone());
        Self { provider: file.provider.clone(), name }
    }
}

/// What the section knows and does. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    bridge: Bridge,
    files: FirmFiles,
    syncing: Syncing,
    /// The question that lies over the page, if there is one.
    asked: RwSignal<Option<Question>>,
    /// What was done last, in words.
    done: RwSignal<Option<String>>,
}

/// The section.
pub(super) fn shared_files() -> AnyView {
    let bridge = expect_context::<Bridge>();
    let desk = Desk {
        bridge,
        files: FirmFiles::new(bridge),
        syncing: expect_context::<Syncing>(),
        asked: RwSignal::new(None),
        done: RwSignal::new(None),
    };
    // What others offer comes with the rounds; what is saved here, with the catalogue.
    let hub = expect_context::<Hub>();
    Effect::new(move |_| {
        let _ = (desk.syncing.look(), hub.known());
        desk.files.ask();
    });
    let look = Memo::new(move |_| desk.files.look());
    let is_shown = Memo::new(move |_| look.with(|look| is_there(look, desk.done.get().is_some())));
    let section = drawn(move || if is_shown.get() { desk.section(look) } else { nothing() });
    all(vec![section, drawn(move || desk.dialog())])
}

/// Whether there is anything to show, or something was just done about the last one.
fn is_there(look: &Look<SharedFiles>, done: bool) -> bool {
    match look {
        Look::Loading => false,
        Look::Failed(_) => true,
        Look::Full(files) => {
            files.is_in && (done || !files.shared.is_empty() || !files.unshared.is_empty())
        }
    }
}

impl Desk {
    fn section(self, look: Memo<Look<SharedFiles>>) -> AnyView {
        let w = words().shared_files;
        come_to(ID);
        let shown = drawn(move || match look.get() {
            Look::Loading => nothing(),
            Look::Failed(problem) => failed(problem),
            Look::Full(files) => self.lists(&files),
        });
        let said = drawn(move || match self.done.get() {
            Some(done) => pill("check", "good", done),
            None => nothing(),
        });
        let said = part("div", &[("role", "status"), ("class", "saved")], vec![said]);
        part(
            "section",
            &[("class", "section"), ("id", ID)],
            vec![step("h2", w.title), sentence("quiet", w.lead), said, shown],
        )
    }

    fn lists(self, files: &SharedFiles) -> AnyView {
        let w = words().shared_files;
        let may = files.may_offer;
        let card = |file: &&SharedFile| list::shared(self, file, may);
        let (waiting, known): (Vec<_>, Vec<_>) =
            files.shared.iter().partition(|file| file.state.waits());
        let alone = files.unshared.iter().map(|file| list::unshared(self, file, may)).collect();
        all(vec![
            under(w.waiting, None, waiting.iter().map(card).collect()),
            under(w.known, None, known.iter().map(card).collect()),
            under(w.unshared, Some(w.unshared_text), alone),
            if may { nothing() } else { sentence("quiet", w.who_may) },
        ])
    }

    fn dialog(self) -> AnyView {
        match self.asked.get() {
            None => nothing(),
            Some(Question::Look(file)) => looking::dialog(self, file),
            Some(Question::Offer(file)) => asking::offer(self, file),
            Some(Question::Withdraw(file)) => asking::withdraw(self, file),
        }
    }

    fn ask(self, question: Question) {
        self.done.set(None);
        self.asked.set(Some(question));
    }

    fn close(self) {
        self.asked.set(None);
    }

    /// It was done: the button that it began at may be gone, so the focus goes to the heading.
    fn came(self, files: SharedFiles, said: String) {
        self.files.take_in(files);
        self.done.set(Some(said));
        self.close();
        self.syncing.ask();
        focus_on(format!("#{ID} h2"));
    }
}

/// A list under its heading, where there is anything on it.
fn under(heading: &'static str, lead: Option<&'static str>, cards: Vec<AnyView>) -> AnyView {
    if cards.is_empty() {
        return nothing();
    }
    all(vec![
        say("h3", "", heading),
        perhaps(lead.map(|lead| sentence("quiet", lead))),
        part("ul", &[("class", "firm-files")], cards),
    ])
}
