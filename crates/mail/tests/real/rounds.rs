//! Rounds over a real mailbox, with somebody who looks on.

use std::future::pending;

use patchbay_mail::sync::{Known, News, Plan, Round, Why};
use patchbay_mail::{Mailbox, Woken};

use crate::support::{Dovecot, Onlooker, PASSWORD, login, mail};

async fn round(mailbox: &mut Mailbox, folder: &str, known: Option<Known>) -> (Vec<News>, Known) {
    let mut round = Round::new(folder, Plan::default(), known);
    let mut all = Vec::new();
    while let Some(news) = round.next(mailbox).await.unwrap() {
        all.extend(news);
    }
    (all, round.known().clone())
}

fn subjects(news: &[News]) -> Vec<String> {
    let came = news.iter().filter_map(|news| match news {
        News::Came(headers) => Some(headers.iter().filter_map(|header| header.subject.clone())),
        _ => None,
    });
    came.flatten().collect()
}

#[tokio::test]
async fn of_two_thousand_messages_and_one_more_the_second_round_brings_one() {
    let mut dovecot = Dovecot::start().await;
    dovecot.deliver("INBOX", 2000);
    let onlooker = Onlooker::before(dovecot.plain()).await;
    let mail = mail(&dovecot.certificates);
    let mut mailbox = mail.open(&onlooker.server, &login(PASSWORD)).await.unwrap();
    let (news, known) = round(&mut mailbox, "INBOX", None).await;
    assert_eq!(subjects(&news).len(), 2000);
    assert_eq!(news.len(), 20, "in pages");

    onlooker.take();
    let (news, known) = round(&mut mailbox, "INBOX", Some(known)).await;
    assert_eq!(news, []);
    let (asked, _) = onlooker.take();
    assert_eq!(asked.len(), 1, "when nothing changed, one command: {asked:?}");

    dovecot.deliver("INBOX", 1);
    let (news, known) = round(&mut mailbox, "INBOX", Some(known)).await;
    assert_eq!(subjects(&news), ["Number 2001"]);
    let (asked, answered) = onlooker.take();
    assert!(asked.iter().any(|line| line.contains("UID FETCH 2001 ")), "{asked:?}");
    assert_eq!(answered.matches("Subject: ").count(), 1, "{answered}");
    assert!(asked.len() <= 4, "{asked:?}");
    assert!(answered.len() < 2048, "{} bytes", answered.len());
    assert_eq!(known.highest, 2001);
    mailbox.end().await;
}

#[tokio::test]
async fn a_message_that_was_read_or_deleted_elsewhere_is_noticed() {
    let mut dovecot = Dovecot::start().await;
    dovecot.deliver("INBOX", 5);
    let mail = mail(&dovecot.certificates);
    let mut mailbox = mail.open(&dovecot.plain(), &login(PASSWORD)).await.unwrap();
    let (_, known) = round(&mut mailbox, "INBOX", None).await;
    let by_hand = [
        "SELECT INBOX",
        r"UID STORE 2 +FLAGS (\Seen)",
        r"UID STORE 4 +FLAGS (\Deleted)",
        "EXPUNGE",
    ];
    dovecot.by_hand(&by_hand).await;
    let (news, known) = round(&mut mailbox, "INBOX", Some(known)).await;
    let marked = |news: &News| matches!(news, News::Marked(marked) if marked.len() == 1 && marked[0].0 == 2 && marked[0].1.seen);
    assert!(news.iter().any(marked), "{news:?}");
    assert!(news.contains(&News::Went(vec![4])), "{news:?}");
    assert_eq!(round(&mut mailbox, "INBOX", Some(known)).await.0, []);
}

#[tokio::test]
async fn a_folder_that_was_made_anew_is_read_anew() {
    let mut dovecot = Dovecot::start().await;
    dovecot.by_hand(&["CREATE Clients"]).await;
    dovecot.deliver("Clients", 3);
    let mail = mail(&dovecot.certificates);
    let mut mailbox = mail.open(&dovecot.plain(), &login(PASSWORD)).await.unwrap();
    let (news, known) = round(&mut mailbox, "Clients", None).await;
    assert_eq!(subjects(&news).len(), 3);
    mailbox.end().await;
    dovecot.by_hand(&["DELETE Clients", "CREATE Clients"]).await;
    dovecot.deliver("Clients", 1);
    let mut mailbox = mail.open(&dovecot.plain(), &login(PASSWORD)).await.unwrap();
    let (news, anew) = round(&mut mailbox, "Clients", Some(known.clone())).await;
    assert_eq!(news.first(), Some(&News::Anew(Why::OtherNumbers)));
    assert_eq!(subjects(&news), ["Number 4"]);
    assert_ne!(anew.validity, known.validity);
}

#[tokio::test]
async fn a_real_server_says_at_once_when_mail_comes() {
    let mut dovecot = Dovecot::start().await;
    dovecot.deliver("INBOX", 1);
    let onlooker = Onlooker::before(dovecot.plain()).await;
    let mail = mail(&dovecot.certificates);
    let mut mailbox = mail.open(&onlooker.server, &login(PASSWORD)).await.unwrap();
    assert!(mailbox.can_wait());
    let (_, known) = round(&mut mailbox, "INBOX", None).await;
    assert_eq!(
        mailbox.wait(std::future::ready(()), |_| pending()).await,
        Ok(Woken::ByTheEnd),
        "whoever waits can stop"
    );
    dovecot.deliver("INBOX", 1);
    assert_eq!(mailbox.wait(pending(), |_| pending()).await, Ok(Woken::ByNews));
    let (news, _) = round(&mut mailbox, "INBOX", Some(known)).await;
    assert_eq!(subjects(&news), ["Number 2"]);
    mailbox.end().await;
}
