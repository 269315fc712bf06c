//! What the person should know, in order, for as long as the app runs.
//!
//! Not the audit trail: a notice is for the eye and goes with the process.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use patchbay_contract::{AiAsked, Diagnosing, Event, Notice, NoticeKind, Page, Proving};
use tokio::sync::broadcast;

/// More than anybody reads; a flood of hostile links must not fill the memory.
const KEPT: usize = 200;

/// The notices so far, and whoever listens for more.
#[derive(Debug)]
pub struct Notices {
    listeners: broadcast::Sender<Event>,
    /// The windows of sign-ins are told apart: whether the main window listens is known
    /// by who listens to the other one.
    attempts: broadcast::Sender<Event>,
    so_far: Mutex<SoFar>,
}

#[derive(Debug, Default)]
struct SoFar {
    notices: VecDeque<Notice>,
    last_id: u64,
    /// A page asked for before any window listened: a link that started the app.
    awaiting: Option<Page>,
    /// Whether the hub changed since it was last asked for.
    hub_is_stale: bool,
}

/// What a listener begins with.
#[derive(Debug)]
pub struct Listening {
    /// The notices so far.
    pub so_far: Vec<Notice>,
    /// What the listener has missed that is not a notice: a page asked for, a hub that
    /// changed after the page asked for it and before it listened.
    pub missed: Vec<Event>,
    /// Every event from here on.
    pub later: broadcast::Receiver<Event>,
}

impl Default for Notices {
    fn default() -> Self {
        let (listeners, attempts) = (broadcast::channel(64).0, broadcast::channel(64).0);
        Self { listeners, attempts, so_far: Mutex::default() }
    }
}

impl Notices {
    /// Keeps a notice and tells whoever listens.
    pub fn post(&self, kind: NoticeKind, title: &str, text: &str, at: Timestamp) {
        let mut so_far = self.so_far();
        so_far.last_id += 1;
        let id = so_far.last_id;
        let notice = Notice { id, kind, title: title.into(), text: text.into(), at };
        if so_far.notices.len() == KEPT {
            so_far.notices.pop_front();
        }
        so_far.notices.push_back(notice.clone());
        // Sent under the lock, so that a new listener sees each notice once: either
        // among those so far or as an event.
        let _ = self.listeners.send(Event::Notice(notice));
    }

    /// Asks the window for a page, now or as soon as one listens.
    pub fn open_page(&self, page: Page) {
        let mut so_far = self.so_far();
        if self.listeners.send(Event::Open(page)).is_err() {
            so_far.awaiting = Some(page);
        }
    }

    /// Tells whoever listens that the installation is worth asking again.
    pub fn installation_changed(&self) {
        let _ = self.listeners.send(Event::InstallationChanged);
    }

    /// Tells whoever listens that the hub is worth asking again.
    pub fn hub_changed(&self) {
        let mut so_far = self.so_far();
        so_far.hub_is_stale = true;
        let _ = self.listeners.send(Event::HubChanged);
    }

    /// Notes that the hub is being asked for: what changes from now on is news.
    pub fn hub_asked(&self) {
        self.so_far().hub_is_stale = false;
    }

    /// Tells whoever listens that this attempt to sign in is worth asking about again.
    pub fn attempt_changed(&self, id: &str) {
        let _ = self.attempts.send(Event::AttemptChanged(id.to_owned()));
    }

    /// Tells whoever listens how far the checks of a connection are.
    pub fn proving(&self, proving: Proving) {
        let _ = self.listeners.send(Event::Proving(proving));
    }

    /// Tells whoever listens how far a diagnosis is.
    pub fn diagnosing(&self, diagnosing: Diagnosing) {
        let _ = self.listeners.send(Event::Diagnosing(diagnosing));
    }

    /// Tells whoever listens that the mailboxes are worth asking again.
    pub fn mail_changed(&self) {
        let _ = self.listeners.send(Event::MailChanged);
    }

    /// Tells whoever listens that what goes along with the firm's server is worth asking again.
    pub fn sync_changed(&self) {
        let _ = self.listeners.send(Event::SyncChanged);
    }

    /// Tells whoever listens how far a question to AI providers is.
    pub fn asked(&self, asked: AiAsked) {
        let _ = self.listeners.send(Event::Asked(asked));
    }

    /// Tells whoever listens that the vault is worth asking again.
    pub fn security_changed(&self) {
        let _ = self.listeners.send(Event::SecurityChanged);
    }

    /// The notices so far, and every event from here on.
    #[must_use]
    pub fn listen(&self) -> Listening {
        let mut so_far = self.so_far();
        let awaiting = so_far.awaiting.take().map(Event::Open);
        let stale = so_far.hub_is_stale.then_some(Event::HubChanged);
        Listening {
            so_far: so_far.notices.iter().cloned().collect(),
            missed: awaiting.into_iter().chain(stale).collect(),
            later: self.listeners.subscribe(),
        }
    }

    /// Every event from here on, for a window that shows nothing but an attempt: what waits
    /// for the main window goes on waiting.
    #[must_use]
    pub fn listen_to_attempts(&self) -> broadcast::Receiver<Event> {
        self.attempts.subscribe()
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(notices: &Notices, title: &str) {
        notices.post(NoticeKind::Information, title, "", Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn a_listener_gets_each_notice_once_either_way() {
        let notices = Notices::default();
        post(&notices, "before");
        let Listening { so_far, later: mut events, .. } = notices.listen();
        post(&notices, "after");
        assert_eq!(so_far.len(), 1);
        assert!(matches!(events.try_recv(), Ok(Event::Notice(n)) if n.title == "after"));
        assert!(events.try_recv().is_err());
    }

    #[test]
    fn a_page_asked_for_before_anybody_listens_is_opened_by_the_first_who_does() {
        let notices = Notices::default();
        notices.open_page(Page::Activity);
        assert_eq!(notices.listen().missed, [Event::Open(Page::Activity)]);
        assert_eq!(notices.listen().missed, []);
    }

    #[test]
    fn a_hub_that_changed_between_the_question_and_the_listening_is_told() {
        let notices = Notices::default();
        notices.hub_changed();
        notices.hub_asked();
        assert_eq!(notices.listen().missed, [], "the answer has it");
        notices.hub_changed();
        assert_eq!(notices.listen().missed, [Event::HubChanged]);
    }

    #[test]
    fn a_flood_keeps_only_the_newest() {
        let notices = Notices::default();
        for n in 0..KEPT + 5 {
            post(&notices, &n.to_string());
        }
        let so_far = notices.listen().so_far;
        assert_eq!(so_far.len(), KEPT);
        assert_eq!(so_far[0].id, 6, "ids go on rising");
    }
}
