//! The whole way proven: a link of ours that the system opens has to arrive here.
//!
//! That a tool said yes proves nothing: some desktops say it and deliver to nobody.

use std::fmt::Write;

use patchbay_contract::{Finding, Problem, SCHEME, Untried, WayCheck, WayChecked};

use crate::LinkDesk;
use crate::problems::doctor as problems;

/// A word that nobody can guess, of randomness.
#[must_use]
pub fn word(random: [u8; 16]) -> String {
    random.iter().fold(String::new(), |mut word, byte| {
        // Writing into a text never fails.
        let _ = write!(word, "{byte:02x}");
        word
    })
}

/// Has `open` give the system a link with this word, and waits for it at the desk until
/// `too_late`. What was found around has to be well: a link that goes to another program
/// would only open that, and without a bus a second window.
pub async fn delivery(
    around: &[WayChecked],
    desk: &LinkDesk,
    word: &str,
    open: impl AsyncFnOnce(String) -> Result<(), Problem>,
    too_late: impl Future<Output = ()>,
) -> WayChecked {
    let needed = [WayCheck::SessionBus, WayCheck::Links];
    let finding = if around.iter().any(|one| needed.contains(&one.check) && one.problem().is_some())
    {
        Finding::Untried(Untried::NeedsAnother)
    } else {
        deliver(desk, word, open, too_late).await
    };
    WayChecked::new(WayCheck::Delivery, finding)
}

/// What another program than the app says of it.
#[must_use]
pub fn not_running(check: WayCheck) -> WayChecked {
    WayChecked::new(check, Finding::Untried(Untried::NotRunning))
}

async fn deliver(
    desk: &LinkDesk,
    word: &str,
    open: impl AsyncFnOnce(String) -> Result<(), Problem>,
    too_late: impl Future<Output = ()>,
) -> Finding {
    let arrived = desk.expect(word);
    if let Err(problem) = open(format!("{SCHEME}://check/{word}")).await {
        desk.expect_no_more(word);
        let details = problem.details.unwrap_or(problem.what);
        return Finding::Trouble(problems::link_not_opened(&details));
    }
    tokio::select! {
        Ok(()) = arrived => Finding::Fine(None),
        () = too_late => {
            desk.expect_no_more(word);
            Finding::Trouble(problems::link_not_delivered())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use jiff::Timestamp;
    use patchbay_contract::ErrorCode;

    use super::*;
    use crate::{Arrival, Notices};

    #[test]
    fn a_word_is_made_of_all_its_randomness() {
        assert_eq!(word([0xa5; 16]), "a5".repeat(16));
    }

    #[tokio::test]
    async fn a_link_that_arrives_proves_the_way_once() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        let arrive = |link: &str| desk.arrive(link, &notices, Timestamp::UNIX_EPOCH);
        let opened = std::cell::OnceCell::new();
        let open = async |link: String| {
            assert_eq!(arrive(&format!("{SCHEME}://check/{}", word([2; 16]))), Arrival::Refused);
            assert_eq!(arrive(&link), Arrival::Checked);
            opened.set(link).unwrap();
            Ok(())
        };
        let checked = delivery(&[], &desk, &word([1; 16]), open, pending()).await;
        assert_eq!(checked.finding, Finding::Fine(None));
        assert_eq!(arrive(opened.get().unwrap()), Arrival::Refused, "it is good once");
    }

    #[tokio::test]
    async fn a_link_that_does_not_arrive_in_time_is_trouble_and_refused_later() {
        let (desk, notices) = (LinkDesk::default(), Notices::default());
        let word = word([1; 16]);
        let checked = delivery(&[], &desk, &word, async |_| Ok(()), ready(())).await;
        assert_eq!(checked.problem().unwrap().code, ErrorCode::LinkNotDelivered);
        let late = format!("{SCHEME}://check/{word}");
        assert_eq!(desk.arrive(&late, &notices, Timestamp::UNIX_EPOCH), Arrival::Refused);
    }

    #[tokio::test]
    async fn a_system_that_does_not_open_links_is_trouble_with_its_own_words() {
        let desk = LinkDesk::default();
        let open = async |_: String| {
            Err(Problem::new(ErrorCode::BrowserAbsent, "No.", "", "").with_details("rc 3"))
        };
        let checked = delivery(&[], &desk, &word([1; 16]), open, pending()).await;
        assert_eq!(checked.problem().unwrap().details.as_deref(), Some("rc 3"));
    }

    #[tokio::test]
    async fn no_link_is_opened_for_another_program_to_take() {
        let taken = Problem::new(ErrorCode::LinksTaken, "", "", "");
        let around = [WayChecked::new(WayCheck::Links, Finding::Trouble(taken))];
        let open = async |_: String| panic!("a link was opened");
        let checked = delivery(&around, &LinkDesk::default(), "", open, pending()).await;
        assert_eq!(checked.finding, Finding::Untried(Untried::NeedsAnother));
    }
}
