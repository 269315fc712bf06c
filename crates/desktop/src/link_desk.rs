//! Where links from outside arrive, and what each leads to.
//!
//! The operating system, a plugin and an impatient finger may all deliver the same
//! link again. A provider's answer is good once, so the desk remembers which it has
//! seen in this process, by fingerprint and never by content.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use patchbay_contract::{Invitation, NoticeKind, Page, RedactedUrl};

use tokio::sync::oneshot;

use crate::Notices;
use crate::link::{Link, Refused};

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// It asked for a page, which is being shown.
    PageOpened,
    /// It answers a sign-in. Whether anybody here asked is not known yet.
    Answer(Answer),
    /// It was an answer that had already arrived.
    SeenBefore,
    /// It asks this computer to come in at a server. A person says whether it does.
    Invited,
    /// It was the doctor's, who waited for it.
    Checked,
    /// It was no link of ours.
    Refused,
}

/// A provider's answer to a sign-in. A code is in it, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which provider's path it came on.
    pub provider: String,
    /// What it says, as a query.
    pub query: String,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// The desk.
#[derive(Debug, Default)]
pub struct LinkDesk {
    seen: Mutex<HashSet<u64>>,
    /// The word of a check that is under way, and who waits for it.
    awaited: Mutex<Option<(String, oneshot::Sender<()>)>>,
    /// The newest invitation, until the page takes it.
    invitation: Mutex<Option<Invitation>>,
    hasher: RandomState,
}

impl LinkDesk {
    /// Takes a link in. Whatever it says, this ends in a page, a notice or silence.
    pub fn arrive(&self, text: &str, notices: &Notices, now: Timestamp) -> Arrival {
        let arrival = match Link::parse(text) {
            Ok(Link::Open(page)) => {
                notices.open_page(page);
                Arrival::PageOpened
            }
            Ok(Link::Return { .. }) if self.is_repeat(text) => Arrival::SeenBefore,
            Ok(Link::Return { provider, parameters }) => {
                let mut query = url::form_urlencoded::Serializer::new(String::new());
                let query = query.extend_pairs(parameters).finish();
                Arrival::Answer(Answer { provider, query })
            }
            Ok(Link::Enrol(invitation)) => {
                *self.invitation() = Some(invitation);
                notices.open_page(Page::FirmServer);
                Arrival::Invited
            }
            Ok(Link::Check(word)) if self.was_awaited(&word) => Arrival::Checked,
            Ok(Link::Check(_)) => refuse(Refused::NotAwaited, notices, now),
            Err(reason) => refuse(reason, notices, now),
        };
        tracing::info!(link = %RedactedUrl(text), ?arrival, "a link arrived");
        arrival
    }

    /// What the newest invitation says, once.
    pub fn take_invitation(&self) -> Option<Invitation> {
        self.invitation().take()
    }

    /// Expects a check with this word from now on, and none with another.
    pub(crate) fn expect(&self, word: &str) -> oneshot::Receiver<()> {
        let (tell, arrived) = oneshot::channel();
        *self.awaited() = Some((word.to_owned(), tell));
        arrived
    }

    /// Expects that check no more.
    pub(crate) fn expect_no_more(&self, word: &str) {
        self.awaited().take_if(|(awaited, _)| awaited == word);
    }

    /// Whether this check was awaited. It is not from then on.
    fn was_awaited(&self, word: &str) -> bool {
        let awaited = self.awaited().take_if(|(awaited, _)| awaited == word);
        awaited.is_some_and(|(_, tell)| tell.send(()).is_ok())
    }

    fn awaited(&self) -> MutexGuard<'_, Option<(String, oneshot::Sender<()>)>> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn invitation(&self) -> MutexGuard<'_, Option<Invitation>> {
        self.invitation.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_repeat(&self, text: &str) -> bool {
        let fingerprint = self.hasher.hash_one(text);
        !self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(fingerprint)
    }
}

/// Refuses a link, calmly: anybody can make one.
fn refuse(reason: Refused, notices: &Notices, now: Timestamp) -> Arrival {
    notices.post(
        NoticeKind::Warning,
        "A link was refused",
        &format!(
            "Another program opened a Patchbay link that Patchbay does not understand: {reason}. \
             Nothing was changed, and there is nothing you need to do."
        ),
        now,
    );
    Arrival::Refused
}

#[cfg(test)]
mod tests {
    use patchbay_contract::Event;

    use super::*;

    const ANSWER: &str = "app.patchbay://connect/xero/return?code=canary&state=canary";

    fn arrive(desk: &LinkDesk, notices: &Notices, text: &str) -> Arrival {
        desk.arrive(text, notices, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn an_answer_is_handed_on_once_however_often_it_comes_and_is_not_printed() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        let arrival = arrive(&desk, &notices, ANSWER);
        assert!(!format!("{arrival:?}").contains("canary"));
        let query = "code=canary&state=canary".into();
        assert_eq!(arrival, Arrival::Answer(Answer { provider: "xero".into(), query }));
        assert_eq!(arrive(&desk, &notices, ANSWER), Arrival::SeenBefore);
    }

    #[test]
    fn a_page_may_be_asked_for_again_and_again() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        for _ in 0..2 {
            let arrival = arrive(&desk, &notices, "app.patchbay://open/activity");
            assert_eq!(arrival, Arrival::PageOpened);
        }
    }

    #[test]
    fn an_invitation_is_kept_for_the_page_told_once_and_printed_nowhere() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        let link = "app.patchbay://enrol?server=https%3A%2F%2Ffirm.example&code=canary";
        assert_eq!(arrive(&desk, &notices, link), Arrival::Invited);
        assert!(!format!("{desk:?}").contains("canary"));
        let listening = notices.listen();
        assert_eq!(listening.missed, [Event::Open(Page::FirmServer)]);
        let told = desk.take_invitation().unwrap();
        assert_eq!((told.server.as_str(), told.code.as_str()), ("https://firm.example", "canary"));
        assert_eq!(desk.take_invitation(), None);
    }

    #[test]
    fn a_notice_never_repeats_what_the_link_carried() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        arrive(&desk, &notices, "app.patchbay://evil/canary?canary#canary");
        for notice in notices.listen().so_far {
            assert!(!format!("{notice:?}").contains("canary"));
        }
    }
}
