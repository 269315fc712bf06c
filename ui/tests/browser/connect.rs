//! Connecting from a provider's page with what the vendor gave the firm, without a browser.

use patchbay_contract::command::{BeginAttempt, GetFirmApps, GetProvider};
use patchbay_contract::{
    AppView, Category, FieldKind, FieldView, ProviderPage, SignInKind, SignInView,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of, sign_in};
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
    let page_of_it = page_of(card("paypal", "PayPal", Category::Accounting));
    let page = Page::open_at("/provider/paypal");
    page.answer::<GetProvider>(&ProviderPage { sign_ins, ..page_of_it }).await;
    page.answer::<GetFirmApps>(&Vec::new()).await;
    page.until("the form", |page| page.all("#connect form").len() == 1).await;
    page
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
