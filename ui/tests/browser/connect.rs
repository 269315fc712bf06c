//! Connecting from a provider's page with what the vendor gave the firm, without a browser.

use patchbay_contract::command::{BeginAttempt, GetFirmApps, GetProvider};
use patchbay_contract::{
    AppView, Category, Connection, EnvironmentId, FieldKind, FieldView, FirmApp, MailboxKind, Part,
    ProviderPage, SignInAt, SignInKind, SignInView, Status,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{app, card, connection, page_of, sign_in};
use crate::scripted::Page;

fn field(id: &str, label: &str, secret: bool) -> FieldView {
    FieldView {
        id: id.into(),
        label: label.into(),
        help: "From the vendor’s page.".into(),
        find: Vec::new(),
        kind: FieldKind::Text,
        secret,
        optional: false,
        example: None,
        default: None,
        choices: Vec::new(),
    }
}

fn as_client() -> SignInView {
    SignInView {
        kind: SignInKind::ClientCredentials,
        fields: vec![field("client_id", "Client ID", false), field("secret", "Secret", true)],
        ..sign_in("app", "Client ID and secret")
    }
}

async fn with(sign_ins: Vec<SignInView>) -> Page {
    let page = at("/provider/paypal", sign_ins, Vec::new()).await;
    page.answer::<GetFirmApps>(&Vec::new()).await;
    page.until("the form", |page| page.all("#connect form").len() == 1).await;
    page
}

async fn at(address: &str, sign_ins: Vec<SignInView>, known: Vec<Connection>) -> Page {
    let page_of_it = page_of(card("paypal", "PayPal", Category::Accounting));
    let connections = Part::Working(known);
    let page = Page::open_at(address);
    page.answer::<GetProvider>(&ProviderPage { sign_ins, connections, ..page_of_it }).await;
    page
}

/// An account that was connected by what the vendor gave.
fn known() -> Connection {
    Connection { sign_in: Some("app".into()), ..connection("paypal", "Main", Status::Connected) }
}

#[wasm_bindgen_test]
async fn an_account_of_the_firms_own_client_leads_to_where_a_new_secret_is_typed() {
    let page = at("/provider/paypal?tab=accounts", vec![as_client()], vec![known()]).await;
    let link = "a[href='/provider/paypal?again=paypal-Main#connect']";
    page.until("the link", |page| page.all(link).len() == 1).await;
}

#[wasm_bindgen_test]
async fn a_secret_that_changed_is_typed_anew_for_the_connection_that_has_it() {
    let there = "/provider/paypal?again=paypal-Main";
    let page = at(there, vec![as_client()], vec![known()]).await;
    page.until("the form", |page| page.all("#again-secret").len() == 1).await;
    assert!(page.text("#connect h2").contains("Main"));
    page.type_into("#again-secret", "its-new-secret");
    page.press("#connect .button.primary");
    page.until("the wish", |page| page.asked::<BeginAttempt>().len() == 1).await;
    let wish = &page.asked::<BeginAttempt>()[0];
    assert_eq!(wish.connection.as_deref(), Some("paypal-Main"));
    assert_eq!((wish.fields["client_id"].as_str(), wish.label.as_deref()), ("", None));
    assert_eq!(wish.fields["secret"], "its-new-secret");
}

#[wasm_bindgen_test]
async fn what_the_vendor_gave_is_typed_and_sent_without_an_app_to_be_saved_first() {
    let page = with(vec![as_client()]).await;
    assert!(page.text("#connect").contains("No browser opens"));
    assert_eq!(page.attributes("#app-live-secret", "type"), ["password"]);
    page.type_into("#app-live-client_id", "id-of-ours");
    page.type_into("#app-live-secret", "its-secret");
    page.press("#connect .button.primary");
    page.until("the wish", |page| page.asked::<BeginAttempt>().len() == 1).await;
    let wish = &page.asked::<BeginAttempt>()[0];
    assert_eq!((wish.at.sign_in.as_str(), wish.way), ("app", None));
    assert_eq!(wish.fields["client_id"], "id-of-ours");
    assert_eq!(wish.fields["secret"], "its-secret");
}

#[wasm_bindgen_test]
async fn where_the_browser_would_do_too_its_app_is_named_as_what_comes_first() {
    let app = AppView {
        register_at: "https://developer.example.com".into(),
        client_id_label: "Client id".into(),
        client_secret_label: None,
        secret_optional: false,
        review: None,
    };
    let by_browser = SignInView { app: Some(app), ..sign_in("oauth", "In the browser") };
    let page = with(vec![by_browser, as_client()]).await;
    assert!(page.text("#connect").contains("needs the firm’s app first"));
    let there = "/provider/paypal?tab=settings#firm-app";
    assert_eq!(page.attributes("#connect a", "href"), [there]);
    assert_eq!(page.all("#app-live-client_id").len(), 1);
}

#[wasm_bindgen_test]
async fn whose_mailbox_the_browser_opens_is_asked_where_one_is_read() {
    let (at, page) = ("gmail", Page::open_at("/provider/gmail"));
    let ways = [("oauth", false), ("oauth_mailbox", true)].map(|(id, reads_mail)| SignInView {
        app: Some(app()),
        reads_mail,
        ..sign_in(id, id)
    });
    let provider = page_of(card(at, "Gmail", Category::Email));
    page.answer::<GetProvider>(&ProviderPage { sign_ins: ways.to_vec(), ..provider }).await;
    let apps = ["oauth", "oauth_mailbox"].map(|way| FirmApp {
        at: SignInAt { provider: at.into(), sign_in: way.into(), environment: EnvironmentId::Live },
        client_id: Some("id".into()),
        secret_hint: None,
        changed_at: jiff::Timestamp::UNIX_EPOCH,
    });
    page.answer::<GetFirmApps>(&apps.to_vec()).await;
    page.until("the form", |page| page.all("#connect form").len() == 1).await;
    assert!(page.all("#connect input[name=mailbox-kind]").is_empty(), "calls read no mailbox");
    page.press("#connect input[value=oauth_mailbox-live]");
    page.until("the question", |page| page.all("#connect input[name=mailbox-kind]").len() == 2)
        .await;
    page.press("#connect input[value=oauth_mailbox-live-personal]");
    page.press("#connect .button.primary");
    page.until("the wish", |page| page.asked::<BeginAttempt>().len() == 1).await;
    let wish = &page.asked::<BeginAttempt>()[0];
    assert_eq!(wish.at.sign_in, "oauth_mailbox");
    assert_eq!(wish.mailbox, Some(MailboxKind::Personal));
}
