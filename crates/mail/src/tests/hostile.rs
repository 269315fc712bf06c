//! Servers that say what no honest server says.

use super::script::{End, mailbox};
use crate::MailError;
use crate::sync::{Plan, Round};

/// Why a round fails in which the folder is opened so, and its search and its fetch are
/// answered so.
async fn round(opened: &str, found: &str, fetched: &str) -> MailError {
    let turns = [("p2 EXAMINE", opened), ("p3 UID SEARCH", found), ("p4 UID FETCH", fetched)];
    let (mut mailbox, _script) = mailbox("CONDSTORE", &turns, End::Hangs).await;
    let mut round = Round::new("INBOX", Plan::default(), None);
    round.next(&mut mailbox).await.unwrap_err()
}

const OPENED: &str =
    "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n* OK [UIDNEXT 8] n\r\np2 OK [READ-ONLY] o\r\n";
const FOUND: &str = "* SEARCH 7\r\np3 OK\r\n";

#[tokio::test(start_paused = true)]
async fn numbers_that_cannot_be_are_nonsense() {
    for opened in [
        "* 99999999999999999999 EXISTS\r\n",
        "* OK [UIDVALIDITY 1] v\r\np2 OK o\r\n",
        "* 1 EXISTS\r\n* OK [UIDVALIDITY 0] v\r\np2 OK o\r\n",
        "* 1 EXISTS\r\np2 OK o\r\n",
        "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n* OK [UIDNEXT 4294967296] n\r\np2 OK o\r\n",
        "* 1 EXISTS\r\n\0\r\n",
        "p9 OK another's end\r\n",
        "+ say more\r\n",
        "what?\r\n",
    ] {
        let error = round(opened, FOUND, "").await;
        assert!(matches!(error, MailError::Nonsense { .. }), "{opened}: {error:?}");
    }
    for found in ["* SEARCH 4294967296\r\n", "* SEARCH 0\r\n", "* SEARCH (1\r\n"] {
        let error = round(OPENED, found, "").await;
        assert!(matches!(error, MailError::Nonsense { .. }), "{found}: {error:?}");
    }
    for fetched in [
        "* 1 FETCH (UID 0)\r\n",
        "* 1 FETCH (UID 7 FLAGS (\u{fffd}\u{0}))\r\n",
        "* 1 FETCH (UID 7 BODY[] \"x\r\n",
        "* 4294967296 FETCH (UID 7)\r\n",
    ] {
        let error = round(OPENED, FOUND, fetched).await;
        assert!(matches!(error, MailError::Nonsense { .. }), "{fetched}: {error:?}");
    }
    let nested = format!("* 1 FETCH (BODYSTRUCTURE {}\r\n", "(".repeat(1000));
    let error = round(OPENED, FOUND, &nested).await;
    assert!(matches!(error, MailError::Nonsense { .. }), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_too_large_is_not_read_to_its_end() {
    let long_line = format!("* SEARCH{}", " 7".repeat(10_000));
    let endless = "* LIST () \"/\" x\r\n".repeat(10_000);
    for (opened, found, fetched) in [
        (OPENED, FOUND, "* 1 FETCH (UID 7 BODY[] {4294967295}\r\n"),
        (OPENED, FOUND, "* 1 FETCH (UID 7 BODY[] {99999999999999999999999}\r\n"),
        (OPENED, long_line.as_str(), ""),
        (endless.as_str(), FOUND, ""),
    ] {
        let error = round(opened, found, fetched).await;
        assert!(matches!(error, MailError::TooMuch { .. }), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_drips_is_given_up_after_the_time_of_the_whole() {
    let error = round(OPENED, "* SEARCH 7\r\n", "").await;
    assert!(matches!(error, MailError::Silent { .. }), "{error:?}");
}

#[tokio::test]
async fn a_folder_cannot_be_named_so_that_it_says_more() {
    let (mut mailbox, script) = mailbox("", &[], End::Hangs).await;
    let mut round = Round::new("INBOX\"\r\np9 DELETE \"x", Plan::default(), None);
    assert_eq!(round.next(&mut mailbox).await, Err(MailError::Unusable("folder")));
    drop(mailbox);
    assert_eq!(script.heard().await.len(), 1);
}
