//! Mailboxes: who gets one.

use crate::house::House;

#[tokio::test]
async fn a_mailbox_is_had_by_an_upgrade_alone_and_from_who_has_one() {
    let house = House::open().await;
    let asked = async |path: &str, upgrade: Option<&str>| {
        let request = house.client.get(format!("{}/-/mail/{path}", house.base));
        let request = match upgrade {
            Some(to) => request.header("Connection", "Upgrade").header("Upgrade", to),
            None => request,
        };
        request.send().await.unwrap().status().as_u16()
    };
    let yahoo = "yahoo_mail/imap/imap.mail.yahoo.com";
    assert_eq!(asked(yahoo, Some("imap")).await, 101);
    assert_eq!(asked(yahoo, None).await, 426);
    assert_eq!(asked(yahoo, Some("websocket")).await, 426);
    assert_eq!(asked("stripe/imap/imap.stripe.com", Some("imap")).await, 404);
    assert_eq!(asked("nobody/imap/imap.example.com", Some("imap")).await, 404);
    assert_eq!(asked("yahoo_mail/pop/pop.example.com", Some("pop")).await, 404);
}
