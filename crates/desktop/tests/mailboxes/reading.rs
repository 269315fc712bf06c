//! The minute's round over a real mailbox.

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, MailboxPause, NewKey, StatusKind};

use crate::firm::{Firm, Post, with};

async fn connected(post: &Post) -> (Firm, String) {
    let firm = Firm::beside(post).await;
    let saved = firm.saves(post.typed()).await;
    (firm, saved.connection)
}

fn subjects(headers: &[patchbay_contract::MailHeader]) -> Vec<&str> {
    headers.iter().filter_map(|header| header.subject.as_deref()).collect()
}

#[tokio::test]
async fn the_newest_headers_come_at_once_and_then_what_is_new_each_minute() {
    let mut post = Post::opens().await;
    post.dovecot.deliver("INBOX", 3);
    let (firm, _) = connected(&post).await;
    assert_eq!(firm.looks().await, 0, "what was there already is not new");
    let mailbox = firm.mailbox().await;
    assert_eq!(subjects(&mailbox.headers), ["Number 3", "Number 2", "Number 1"]);
    assert_eq!(mailbox.headers[0].from.as_deref(), Some("Jörg"));
    assert_eq!((mailbox.last_round, mailbox.came), (Some(firm.now()), 0));

    post.dovecot.deliver("INBOX", 2);
    assert_eq!(firm.looks().await, 0, "the minute is not over");
    assert_eq!(firm.a_minute_later().await, 2);
    let mailbox = firm.mailbox().await;
    assert_eq!(subjects(&mailbox.headers)[..2], ["Number 5", "Number 4"]);
    assert_eq!((mailbox.last_round, mailbox.came), (Some(firm.now()), 2));
    assert_eq!(firm.a_minute_later().await, 0);
    assert_eq!(firm.mailbox().await.came, 2, "the last news are still told");
}

#[tokio::test]
async fn what_was_read_or_deleted_elsewhere_shows_and_nothing_is_read_by_us() {
    let mut post = Post::opens().await;
    post.dovecot.deliver("INBOX", 3);
    let (firm, _) = connected(&post).await;
    firm.looks().await;
    assert!(firm.mailbox().await.headers.iter().all(|header| !header.seen));
    let read = ["SELECT INBOX", "STORE 1 +FLAGS (\\Seen)", "STORE 2 +FLAGS (\\Deleted)", "EXPUNGE"];
    post.dovecot.by_hand(&read).await;
    assert_eq!(firm.a_minute_later().await, 0);
    let headers = firm.mailbox().await.headers;
    assert_eq!(subjects(&headers), ["Number 3", "Number 1"]);
    assert_eq!([headers[0].seen, headers[1].seen], [false, true]);
}

#[tokio::test]
async fn a_folder_that_was_renumbered_is_read_anew_without_a_word_of_new_mail() {
    let mut post = Post::opens().await;
    post.dovecot.deliver("INBOX", 3);
    let (firm, _) = connected(&post).await;
    firm.looks().await;
    post.renumber();
    assert_eq!(firm.a_minute_later().await, 0);
    assert_eq!(subjects(&firm.mailbox().await.headers), ["Number 3", "Number 2", "Number 1"]);
    post.dovecot.deliver("INBOX", 1);
    assert_eq!(firm.a_minute_later().await, 1);
}

#[tokio::test]
async fn a_server_that_is_gone_is_tried_less_and_less_and_the_connection_stays() {
    let mut post = Post::opens().await;
    post.dovecot.deliver("INBOX", 1);
    let (firm, _) = connected(&post).await;
    firm.looks().await;
    let Post { dovecot, sink: _sink } = post;
    drop(dovecot);
    let mut waits = Vec::new();
    for _ in 0..3 {
        firm.waits(SignedDuration::from_hours(2));
        firm.looks().await;
        let mailbox = firm.mailbox().await;
        assert_eq!(mailbox.problem.unwrap().code, ErrorCode::ProviderUnreachable);
        waits.push(mailbox.next.unwrap().duration_since(firm.now()));
    }
    assert!(waits[0] < waits[1] && waits[1] < waits[2], "{waits:?}");
    assert_eq!(firm.mailbox().await.headers.len(), 1, "what was known stays");
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn a_password_that_was_changed_is_tried_once_and_a_new_one_goes_on() {
    let post = Post::opens().await;
    let (firm, id) = connected(&post).await;
    firm.looks().await;
    let changed = "another password";
    post.changes_password(changed).await;
    firm.a_minute_later().await;
    let mailbox = firm.mailbox().await;
    assert_eq!(mailbox.problem.unwrap().code, ErrorCode::MailPasswordRefused);
    assert_eq!(mailbox.next, None, "to try again could lock the account");
    assert_eq!(firm.status().await.kind(), StatusKind::ReconnectNeeded);

    let typed = with(&post.typed(), "password", changed);
    let typed = with(&typed, "smtp_password", crate::support::PASSWORD);
    firm.saves(NewKey { connection: Some(id), ..typed }).await;
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
    firm.looks().await;
    let mailbox = firm.mailbox().await;
    assert_eq!((mailbox.problem, mailbox.last_round), (None, Some(firm.now())));
}

#[tokio::test]
async fn one_that_is_paused_is_not_read_until_it_may_go_on() {
    let mut post = Post::opens().await;
    let (firm, id) = connected(&post).await;
    firm.looks().await;
    let pause = |paused| MailboxPause { connection: id.clone(), paused };
    firm.rounds.pause(&pause(true)).await.unwrap();
    post.dovecot.deliver("INBOX", 1);
    assert_eq!(firm.a_minute_later().await, 0);
    let mailbox = firm.mailbox().await;
    assert!(mailbox.paused && mailbox.next.is_none() && mailbox.headers.is_empty());
    firm.rounds.pause(&pause(false)).await.unwrap();
    assert_eq!(firm.looks().await, 1);
    let unknown = MailboxPause { connection: "gone".into(), paused: true };
    let problem = firm.rounds.pause(&unknown).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_test_that_works_lets_the_reading_of_one_that_waited_go_on() {
    let mut post = Post::opens().await;
    let (firm, id) = connected(&post).await;
    firm.looks().await;
    post.changes_password("another password").await;
    firm.a_minute_later().await;
    post.changes_password(crate::support::PASSWORD).await;
    post.dovecot.deliver("INBOX", 1);
    assert_eq!(firm.a_minute_later().await, 0, "nobody said that it is right again");
    assert_eq!(firm.keys.test(&id).await.unwrap().problem, None);
    assert_eq!(firm.looks().await, 1);
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn one_that_was_put_right_at_its_server_works_again_once_it_may_go_on() {
    let post = Post::opens().await;
    let (firm, id) = connected(&post).await;
    firm.looks().await;
    post.changes_password("another password").await;
    firm.a_minute_later().await;
    assert_eq!(firm.status().await.kind(), StatusKind::ReconnectNeeded);
    post.changes_password(crate::support::PASSWORD).await;
    firm.rounds.pause(&MailboxPause { connection: id, paused: false }).await.unwrap();
    firm.looks().await;
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
    assert_eq!(firm.mailbox().await.problem, None);
}
