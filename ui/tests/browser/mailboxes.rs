//! Mailboxes in the page: the form that finds their servers, whose they are, and their
//! newest mail.

use patchbay_contract::command::{
    FindMailServers, GetMailboxes, GetProvider, PauseMailbox, SaveKey,
};
use patchbay_contract::{
    Category, Connection, ErrorCode, Event, FieldKind, FieldView, MailHeader, MailServerFound,
    MailServers, MailboxKind, MailboxView, Mailboxes, Part, Problem, ProviderPage, ServerOrigin,
    SignInKind, SignInView, Status,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, connection, page_of, sign_in};
use crate::scripted::Page;

const EMAIL: &str = "#mailbox-live-email";
const HOST: &str = "#mailbox-live-imap_host";

fn field(id: &str) -> FieldView {
    FieldView {
        id: id.into(),
        label: id.into(),
        help: String::new(),
        find: Vec::new(),
        kind: FieldKind::Text,
        secret: id == "password",
        optional: false,
        example: None,
        default: (id == "imap_port").then(|| "993".into()),
        choices: Vec::new(),
    }
}

fn other_mailbox() -> ProviderPage {
    let way = SignInView {
        kind: SignInKind::Mailbox,
        reads_mail: true,
        fields: ["email", "password", "imap_host", "imap_port"].map(field).to_vec(),
        ..sign_in("mailbox", "Server, user name and password")
    };
    let one = connection("imap_smtp", "Office", Status::Connected);
    let one = Connection { sign_in: Some("mailbox".into()), ..one };
    ProviderPage {
        sign_ins: vec![way],
        connections: Part::Working(vec![one]),
        ..page_of(card("imap_smtp", "Other mailbox", Category::Email))
    }
}

async fn at(address: &str) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetProvider>(&other_mailbox()).await;
    page.until("the page", |page| page.text("h1") == "Other mailbox").await;
    page
}

fn found(host: &str) -> MailServers {
    let incoming = MailServerFound {
        host: host.into(),
        port: 143,
        security: "start_tls".into(),
        user: "office@firm.example".into(),
        from: ServerOrigin::Domain,
    };
    MailServers { incoming: Some(incoming), ..MailServers::default() }
}

fn mailbox(title: &str, kind: MailboxKind) -> MailboxView {
    let header = |subject: &str, seen| MailHeader {
        from: Some("Jo Fields".into()),
        subject: Some(subject.into()),
        at: None,
        seen,
    };
    MailboxView {
        connection: "imap_smtp-Office".into(),
        provider: "imap_smtp".into(),
        title: title.into(),
        kind,
        owner: Some("Dana".into()),
        is_ours: true,
        paused: false,
        last_round: Some(time::now()),
        came: 2,
        next: None,
        problem: None,
        headers: vec![header("Receipts", false), header("Payroll", true)],
    }
}

#[wasm_bindgen_test]
async fn the_servers_of_an_address_are_shown_and_filled_in_and_the_mailbox_may_be_ones_own() {
    let page = at("/provider/imap_smtp").await;
    page.type_into(EMAIL, "office@firm.example");
    page.choose(EMAIL, "office@firm.example");
    page.answer::<FindMailServers>(&found("mail.firm.example")).await;
    page.until("the server", |page| page.text(".found-servers").contains("mail.firm.example:143"))
        .await;
    assert_eq!(page.value(HOST), "mail.firm.example");
    assert_eq!(page.value("#mailbox-live-imap_port"), "143");
    page.type_into("#mailbox-live-password", "canary");
    page.press("#key-form input[value=mailbox-live-personal]");
    page.press_word("#key-form button", "Test and save");
    page.until("the wish", |page| page.asked::<SaveKey>().len() == 1).await;
    let asked = &page.asked::<SaveKey>()[0];
    assert_eq!(asked.mailbox, Some(MailboxKind::Personal));
    assert_eq!(asked.fields["imap_host"], "mail.firm.example");
}

#[wasm_bindgen_test]
async fn servers_that_are_not_found_are_asked_for_and_what_somebody_typed_stays() {
    let page = at("/provider/imap_smtp").await;
    page.type_into(HOST, "typed.example");
    page.type_into(EMAIL, "office@firm.example");
    page.choose(EMAIL, "office@firm.example");
    page.answer::<FindMailServers>(&found("mail.firm.example")).await;
    page.until("the server", |page| page.text(".found-servers").contains("mail.firm")).await;
    assert_eq!(page.value(HOST), "typed.example");
    page.type_into(EMAIL, "office@other.example");
    page.choose(EMAIL, "office@other.example");
    page.answer::<FindMailServers>(&MailServers::default()).await;
    page.until("that there are none", |page| page.text(".found-servers").contains("not found"))
        .await;
    assert_eq!(page.all("#key-form details.servers[open]").len(), 1);
}

#[wasm_bindgen_test]
async fn the_firms_mail_and_peoples_own_are_apart_and_what_is_unread_says_so() {
    let page = at("/provider/imap_smtp?tab=mail").await;
    let all = vec![
        mailbox("office@firm.example", MailboxKind::Firm),
        mailbox("dana@firm.example", MailboxKind::Personal),
    ];
    page.answer::<GetMailboxes>(&Mailboxes { mailboxes: all }).await;
    page.until("the mail", |page| page.all("#panel .mailbox").len() == 2).await;
    assert!(page.text("#panel").contains("People’s own mailboxes"));
    let rows: Vec<String> =
        page.all("#panel .mailbox tbody tr").iter().map(crate::scripted::says).collect();
    assert!(rows[0].contains("Unread") && rows[0].contains("Receipts"), "{rows:?}");
    assert!(rows[1].contains("Read") && rows[1].contains("Payroll"), "{rows:?}");
}

#[wasm_bindgen_test]
async fn reading_is_paused_and_what_failed_is_told_where_the_mail_would_be() {
    let page = at("/provider/imap_smtp?tab=mail").await;
    let problem = Problem::new(ErrorCode::MailPasswordRefused, "Not accepted.", "No.", "Check.");
    let one =
        MailboxView { problem: Some(problem), ..mailbox("office@firm.example", MailboxKind::Firm) };
    page.answer::<GetMailboxes>(&Mailboxes { mailboxes: vec![one.clone()] }).await;
    page.until("the problem", |page| page.text("#panel .problem").contains("Not accepted")).await;
    page.press_word("#panel button", "Pause reading");
    page.until("the wish", |page| page.asked::<PauseMailbox>().len() == 1).await;
    assert!(page.asked::<PauseMailbox>()[0].paused);
    page.send(0, &Event::MailChanged);
    let paused = MailboxView { paused: true, problem: None, ..one };
    page.until("the question", |page| page.waiting::<GetMailboxes>() > 0).await;
    page.answer::<GetMailboxes>(&Mailboxes { mailboxes: vec![paused] }).await;
    page.until("that it rests", |page| page.text("#panel").contains("Reading is paused")).await;
}
