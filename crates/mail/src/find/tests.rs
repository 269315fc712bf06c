//! Finding over a network that is made up, which remembers what it was asked.

use std::sync::{Arc, Mutex};

use patchbay_providers::catalogue;

use super::*;

const FILE: &str = r#"<clientConfig version="1.1"><emailProvider id="firm.example">
  <incomingServer type="pop3"><hostname>pop.firm.example</hostname><port>995</port>
    <socketType>SSL</socketType></incomingServer>
  <incomingServer type="imap"><hostname>plain.firm.example</hostname><port>143</port>
    <socketType>plain</socketType></incomingServer>
  <incomingServer type="imap"><hostname>mx.%EMAILDOMAIN%</hostname><port>993</port>
    <socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
  <outgoingServer type="smtp"><hostname>out.firm.example</hostname><port>587</port>
    <socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>"#;

#[derive(Default, Clone)]
struct Network {
    files: Vec<(String, Vec<u8>)>,
    records: Vec<(String, SrvRecord)>,
    there: Vec<String>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Network {
    fn lookups(&self) -> Lookups {
        let (files, records, there) = (self.clone(), self.clone(), self.clone());
        Lookups {
            fetch: Arc::new(move |place| {
                files.note(&place);
                let found = files.files.iter().find(|(known, _)| place.as_str().starts_with(known));
                Box::pin(std::future::ready(found.map(|(_, file)| file.clone())))
            }),
            records: Arc::new(move |name| {
                records.note(&name);
                let found = records.records.iter().filter(|(known, _)| *known == name);
                Box::pin(std::future::ready(found.map(|(_, record)| record.clone()).collect()))
            }),
            is_there: Arc::new(move |server, _| {
                there.note(&format!("{}:{}", server.host, server.port));
                Box::pin(std::future::ready(there.there.contains(&server.host)))
            }),
        }
    }

    fn note(&self, what: &dyn ToString) {
        self.asked.lock().unwrap().push(what.to_string());
    }
}

async fn found(
    network: &Network,
    address: &str,
    protocol: Protocol,
    typed: &Typed,
) -> Option<Found> {
    let address = Address::read(address).unwrap();
    find(&address, protocol, typed, &catalogue(), &network.lookups()).await
}

async fn both(network: &Network, address: &str) -> [(String, u16, Protection, Origin); 2] {
    let mut both = Vec::new();
    for protocol in [Protocol::Imap, Protocol::Smtp] {
        let found = found(network, address, protocol, &Typed::default()).await.unwrap();
        both.push((found.server.host, found.server.port, found.server.protection, found.from));
    }
    both.try_into().unwrap()
}

fn record(priority: u16, port: u16, target: &str) -> SrvRecord {
    SrvRecord { priority, weight: 0, port, target: target.into() }
}

#[tokio::test]
async fn the_servers_of_the_large_providers_are_known_without_asking_anybody() {
    use Protection::{StartTls, Tls};
    let network = Network::default();
    for (address, incoming, outgoing, provider) in [
        ("a@gmail.com", ("imap.gmail.com", 993, Tls), ("smtp.gmail.com", 465, Tls), Some("gmail")),
        (
            "a@YMAIL.com",
            ("imap.mail.yahoo.com", 993, Tls),
            ("smtp.mail.yahoo.com", 465, Tls),
            Some("yahoo_mail"),
        ),
        (
            "a@zoho.com",
            ("imappro.zoho.com", 993, Tls),
            ("smtppro.zoho.com", 465, Tls),
            Some("zoho_mail"),
        ),
        (
            "a@me.com",
            ("imap.mail.me.com", 993, Tls),
            ("smtp.mail.me.com", 587, StartTls),
            Some("imap_smtp"),
        ),
        (
            "a@hotmail.com",
            ("outlook.office365.com", 993, Tls),
            ("smtp-mail.outlook.com", 587, StartTls),
            None,
        ),
    ] {
        let from = provider.map_or(Origin::Known, |id| Origin::Provider(id.into()));
        let wanted = [incoming, outgoing]
            .map(|(host, port, protection)| (host.to_owned(), port, protection, from.clone()));
        assert_eq!(both(&network, address).await, wanted);
    }
    assert_eq!(*network.asked.lock().unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_domain_says_it_in_a_file_and_plain_servers_are_passed_over() {
    let place = "https://firm.example/.well-known/autoconfig/mail/config-v1.1.xml";
    let network = Network { files: vec![(place.into(), FILE.into())], ..Network::default() };
    let [incoming, outgoing] = both(&network, "ada@firm.example").await;
    let from = Origin::Autoconfig(place.parse().unwrap());
    assert_eq!(incoming, ("mx.firm.example".into(), 993, Protection::Tls, from.clone()));
    assert_eq!(outgoing, ("out.firm.example".into(), 587, Protection::StartTls, from));
    let typed = Typed::default();
    let incoming = found(&network, "ada@firm.example", Protocol::Imap, &typed).await.unwrap();
    assert_eq!(incoming.user, "ada");
    let asked = network.asked.lock().unwrap();
    assert_eq!(
        asked[0],
        "https://autoconfig.firm.example/mail/config-v1.1.xml?emailaddress=ada%40firm.example"
    );
}

#[tokio::test]
async fn files_that_nobody_honest_writes_name_no_server() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>"#;
    let elsewhere = FILE.replace("mx.%EMAILDOMAIN%", "10.0.0.1/x");
    for file in [bomb.to_owned(), elsewhere, "<html>".into(), "x".repeat(300_000)] {
        let place = "https://autoconfig.firm.example/".to_owned();
        let network = Network { files: vec![(place, file.into())], ..Network::default() };
        let typed = Typed::default();
        assert_eq!(found(&network, "ada@firm.example", Protocol::Imap, &typed).await, None);
    }
}

#[tokio::test]
async fn a_domain_says_it_in_its_records_and_one_outside_of_it_is_called_that() {
    let records = vec![
        ("_imaps._tcp.firm.example".to_owned(), record(20, 993, "second.firm.example.")),
        ("_imaps._tcp.firm.example".to_owned(), record(10, 994, "first.firm.example.")),
        ("_submissions._tcp.firm.example".to_owned(), record(0, 0, ".")),
        ("_submission._tcp.firm.example".to_owned(), record(0, 587, "mail.notfirm.example.")),
    ];
    let network = Network { records, ..Network::default() };
    let [incoming, outgoing] = both(&network, "ada@firm.example").await;
    let inside = Origin::Srv { outside: false };
    assert_eq!(incoming, ("first.firm.example".into(), 994, Protection::Tls, inside));
    let outside = Origin::Srv { outside: true };
    assert_eq!(outgoing, ("mail.notfirm.example".into(), 587, Protection::StartTls, outside));
}

#[tokio::test]
async fn the_usual_names_are_tried_last_and_protected_ones_first() {
    let there = vec!["firm.example".into(), "mail.firm.example".into()];
    let network = Network { there, ..Network::default() };
    let typed = Typed::default();
    let found = found(&network, "ada@firm.example", Protocol::Imap, &typed).await.unwrap();
    assert_eq!((found.server.host.as_str(), found.server.port), ("mail.firm.example", 993));
    assert_eq!(found.from, Origin::Tried);
    let asked = network.asked.lock().unwrap();
    assert!(asked[0].starts_with("https://") && asked[2].starts_with("_imaps."), "{asked:?}");
    assert!(asked.contains(&"imap.firm.example:993".to_owned()), "{asked:?}");
}

#[tokio::test]
async fn what_the_person_typed_counts_before_all_else() {
    let network = Network::default();
    let host = Some("mail.example.org".to_owned());
    let protection = Some(Protection::StartTls);
    let typed = Typed { host, protection, ..Typed::default() };
    let own = found(&network, "a@gmail.com", Protocol::Imap, &typed).await.unwrap();
    assert_eq!((own.server.host.as_str(), own.server.port), ("mail.example.org", 143));
    assert_eq!((own.from, own.user.as_str()), (Origin::Typed, "a@gmail.com"));
    let typed = Typed { port: Some(2993), user: Some("ada".into()), ..Typed::default() };
    let some = found(&network, "a@gmail.com", Protocol::Imap, &typed).await.unwrap();
    assert_eq!((some.server.host.as_str(), some.server.port), ("imap.gmail.com", 2993));
    assert_eq!(some.user, "ada");
    assert_eq!(*network.asked.lock().unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn where_nothing_answers_nothing_is_made_up() {
    let typed = Typed::default();
    assert_eq!(found(&Network::default(), "ada@firm.example", Protocol::Smtp, &typed).await, None);
}
