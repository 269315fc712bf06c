//! A look into a mailbox.

use super::script::{End, mailbox};
use crate::{MailError, Purpose, Why};

const ONE: &str = "* 2 FETCH (UID 9 FLAGS (\\Seen) INTERNALDATE \"21-Nov-2026 10:00:00 +0000\" \
    BODY[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID)]<0> {37}\r\n\
    From: Ada <a@example.com>\r\nSubject: b)\r\n* 1 EXPUNGE\r\n";

#[tokio::test]
async fn folders_are_listed_with_what_they_are_for() {
    let listed = "* LIST (\\HasNoChildren) \"/\" inbox\r\n\
        * LIST (\\HasNoChildren \\Sent) \"/\" \"Gel&APY-scht &- x\"\r\n\
        * LIST (\\Noselect) \"/\" {5}\r\n[All]\r\np2 OK\r\n";
    let turns = [(r#"p2 LIST "" "*" RETURN (SPECIAL-USE)"#, listed)];
    let (mut mailbox, _script) = mailbox("SPECIAL-USE LIST-EXTENDED", &turns, End::Closes).await;
    let folders = mailbox.folders().await.unwrap();
    let told: Vec<_> = folders
        .iter()
        .map(|folder| (folder.readable.as_str(), folder.purpose, folder.can_be_opened))
        .collect();
    assert_eq!(
        told,
        [
            ("INBOX", Some(Purpose::Inbox), true),
            ("Gelöscht & x", Some(Purpose::Sent), true),
            ("[All]", None, false),
        ]
    );
    assert_eq!(folders[1].name, "Gel&APY-scht &- x");
}

#[tokio::test]
async fn the_newest_headers_are_read_and_no_message_is_marked() {
    let turns = [
        ("p2 EXAMINE \"INBOX\"", "* 3 EXISTS\r\n* OK [UIDVALIDITY 1]\r\np2 OK [READ-ONLY]\r\n"),
        ("p3 FETCH 2:3 (UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (", ONE),
        ("at once", "* 3 FETCH (FLAGS ())\r\np3 OK\r\n"),
    ];
    let (mut mailbox, _script) = mailbox("", &turns, End::Closes).await;
    let newest = mailbox.newest(2).await.unwrap();
    assert_eq!(newest.len(), 1, "{newest:?}");
    assert_eq!((newest[0].uid, newest[0].flags.seen), (9, true));
    assert_eq!(newest[0].subject.as_deref(), Some("b"));
    assert_eq!(newest[0].from_address.as_deref(), Some("a@example.com"));
}

#[tokio::test]
async fn an_empty_inbox_is_one_question_and_a_missing_folder_is_called_that() {
    let turns = [
        ("p2 EXAMINE", "* 0 EXISTS\r\np2 OK\r\n"),
        ("p3 EXAMINE", "p3 NO [NONEXISTENT] no such mailbox\r\n"),
    ];
    let (mut mailbox, _script) = mailbox("", &turns, End::Hangs).await;
    assert_eq!(mailbox.newest(5).await, Ok(Vec::new()));
    let MailError::Refused(no) = mailbox.newest(5).await.unwrap_err() else { panic!("no no") };
    assert_eq!(no.why, Why::NoSuchFolder);
}
