//! Where links from outside arrive, and what each leads to.
//!
//! The operating system, a plugin and an impatient finger may all deliver the same
//! link again. A provider's answer is good once, so the desk remembers which it has
//! seen in this process, by fingerprint and never by content.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use patchbay_contract::{NoticeKind, RedactedUrl};

use crate::Notices;
use crate::link::Link;

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It asked for a page, which is being shown.
    PageOpened,
    /// It answered a sign-in that nobody here began.
    Unasked,
    /// It was an answer that had already arrived.
    SeenBefore,
    /// It was no link of ours.
    Refused,
}

/// The desk.
#[derive(Debug, Default)]
pub struct LinkDesk {
    seen: Mutex<HashSet<u64>>,
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
            Ok(Link::Return { provider, .. }) => {
                if self.is_repeat(text) {
                    Arrival::SeenBefore
                } else {
                    notices.post(
                        NoticeKind::Warning,
                        "A sign-in answer arrived that nobody here asked for",
                        &format!(
                            "It came back for “{provider}”, but no sign-in is waiting on this \
                             computer. Nothing was changed. If you were signing in, start again \
                             from the provider’s card."
                        ),
                        now,
                    );
                    Arrival::Unasked
                }
            }
            Err(reason) => {
                notices.post(
                    NoticeKind::Warning,
                    "A link was refused",
                    &format!(
                        "Another program opened a Patchbay link that Patchbay does not \
                         understand: {reason}. Nothing was changed, and there is nothing you \
                         need to do."
                    ),
                    now,
                );
                Arrival::Refused
            }
        };
        tracing::info!(link = %RedactedUrl(text), ?arrival, "a link arrived");
        arrival
    }

    fn is_repeat(&self, text: &str) -> bool {
        let fingerprint = self.hasher.hash_one(text);
        !self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "app.patchbay://connect/xero/return?code=canary&state=canary";

    fn arrive(desk: &LinkDesk, notices: &Notices, text: &str) -> Arrival {
        desk.arrive(text, notices, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn an_answer_nobody_asked_for_is_told_once_however_often_it_comes() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        assert_eq!(arrive(&desk, &notices, ANSWER), Arrival::Unasked);
        assert_eq!(arrive(&desk, &notices, ANSWER), Arrival::SeenBefore);
        assert_eq!(notices.listen().so_far.len(), 1);
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
    fn a_notice_never_repeats_what_the_link_carried() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        arrive(&desk, &notices, ANSWER);
        arrive(&desk, &notices, "app.patchbay://evil/canary?canary#canary");
        for notice in notices.listen().so_far {
            assert!(!format!("{notice:?}").contains("canary"));
        }
    }
}
