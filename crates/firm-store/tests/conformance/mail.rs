//! Mail of what is held: kept with what is known of its folder, and gone with the custody.

use jiff::SignedDuration;
use patchbay_contract::custody::CustodyState;
use patchbay_firm_store::{MailFolder, MailHeader, MailNews, MailRound, Mailbox, Session, Store};

use crate::custody::{held, lived_in, withdraw};
use crate::stage::{Stage, minute};

pub(crate) fn header(uid: u32) -> MailHeader {
    MailHeader {
        uid,
        from_name: Some("Ana".into()),
        from_address: Some("ana@firm.example".into()),
        subject: Some(format!("Number {uid}")),
        written_at: Some(minute(1)),
        arrived_at: None,
        message_id: None,
        marks: 0,
    }
}

pub(crate) fn folder(highest: u32) -> MailFolder {
    MailFolder { validity: u32::MAX, highest, messages: Some(highest), change_at: Some(i64::MAX) }
}

fn news(came: impl IntoIterator<Item = u32>) -> MailNews {
    MailNews { came: came.into_iter().map(header).collect(), keep: 500, ..MailNews::default() }
}

async fn begin(store: &Store, handover: &str) -> Mailbox {
    let mut change = store.write().await.unwrap();
    let mailbox = change.begin_mailbox("a", handover, minute(10)).await.unwrap();
    change.commit().await.unwrap();
    mailbox
}

async fn keep(store: &Store, mailbox: &Mailbox, highest: u32, news: &MailNews) -> bool {
    let mut change = store.write().await.unwrap();
    let kept = change.keep_mail_news(mailbox, &folder(highest), news).await.unwrap();
    change.commit().await.unwrap();
    kept
}

async fn uids(view: &mut Session, below: Option<u32>) -> Vec<u32> {
    let headers = view.mail_headers("a", below).await.unwrap();
    headers.into_iter().map(|header| header.uid).collect()
}

pub(crate) async fn the_newest_headers_are_kept_with_what_is_known_of_their_folder(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    held(store, "1").await;
    let mailbox = begin(store, "1").await;
    assert_eq!(mailbox.folder, None);
    assert!(keep(store, &mailbox, 3, &news([1, 2, 3])).await);
    let later = MailNews { marked: vec![(2, 17)], went: vec![1], keep: 2, ..news([4]) };
    assert!(keep(store, &mailbox, 4, &later).await);
    let mut view = store.read().await.unwrap();
    let now = view.mailbox("a").await.unwrap().unwrap();
    assert_eq!(now.folder, Some(folder(4)));
    assert_eq!(view.mail_marks("a").await.unwrap(), [(3, 0), (4, 0)], "two are kept");
    assert_eq!(uids(&mut view, None).await, [4, 3]);
    assert_eq!(uids(&mut view, Some(4)).await, [3]);
    assert_eq!(view.mail_headers("a", None).await.unwrap()[0], header(4));
    drop(view);
    let again = MailNews { anew: true, ..news([9]) };
    assert!(keep(store, &mailbox, 9, &again).await);
    assert_eq!(uids(&mut store.read().await.unwrap(), None).await, [9]);
}

pub(crate) async fn a_mailbox_is_due_when_its_time_has_come_and_it_is_held(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    let due = async |at| {
        let all = store.read().await.unwrap().mail_due(minute(at)).await.unwrap();
        all.into_iter()
            .map(|(connection, provider)| format!("{connection} {provider}"))
            .collect::<Vec<_>>()
    };
    let nobody: Vec<String> = Vec::new();
    assert_eq!(due(60).await, nobody);
    held(store, "1").await;
    assert_eq!(due(0).await, ["a xero"]);
    let mailbox = begin(store, "1").await;
    let mut change = store.write().await.unwrap();
    let failed = MailRound {
        read_at: None,
        failures: 2,
        problem: Some("{}"),
        next_at: minute(20) + SignedDuration::from_secs(1),
    };
    let read = MailRound { read_at: Some(minute(11)), failures: 0, problem: None, ..failed };
    assert!(change.note_mail_round(&mailbox, &read).await.unwrap());
    assert!(change.note_mail_round(&mailbox, &failed).await.unwrap());
    change.commit().await.unwrap();
    assert_eq!(due(20).await, nobody);
    assert_eq!(due(21).await, ["a xero"]);
    let now = store.read().await.unwrap().mailbox("a").await.unwrap().unwrap();
    assert_eq!(
        (now.failures, now.problem.as_deref(), now.read_at),
        (2, Some("{}"), Some(minute(11)))
    );
}

pub(crate) async fn mail_goes_with_the_custody_and_another_hand_over_begins_anew(stage: Stage) {
    let stage = lived_in(stage).await;
    let store = &stage.store;
    held(store, "1").await;
    let before = begin(store, "1").await;
    assert!(keep(store, &before, 2, &news([1, 2])).await);
    assert_eq!(begin(store, "1").await.folder, Some(folder(2)), "it goes on where it was");
    assert!(withdraw(store, "1").await);
    let row = store.read().await.unwrap().custody("a").await.unwrap().unwrap();
    assert_eq!(row.state, CustodyState::Withdrawn);
    assert_eq!(store.read().await.unwrap().mailbox("a").await.unwrap(), None);
    assert_eq!(uids(&mut store.read().await.unwrap(), None).await, [0_u32; 0]);
    assert!(!keep(store, &before, 3, &news([3])).await, "it comes too late");
    held(store, "2").await;
    assert_eq!(begin(store, "2").await.folder, None);
    assert_eq!(uids(&mut store.read().await.unwrap(), None).await, [0_u32; 0]);
    assert!(!keep(store, &before, 3, &news([3])).await, "of another hand-over");
    assert!(withdraw(store, "2").await);
    assert_eq!(uids(&mut store.read().await.unwrap(), None).await, [0_u32; 0]);
}
