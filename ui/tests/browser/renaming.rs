//! Another name for an account, from its page.

use patchbay_contract::command::{GetHub, GetProvider, GetReceipts, RenameConnection};
use patchbay_contract::{Category, ErrorCode, Event, NewName, Part, Problem, ProviderPage, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, hub, page_of, signed_in};
use crate::scripted::Page;

const RENAME: &str = "[aria-label='Rename Main']";

async fn asked() -> Page {
    let main = signed_in("xero", "Main", Status::Connected);
    let page = Page::open_at("/provider/xero?tab=accounts");
    let xero = page_of(card("xero", "Xero", Category::Accounting));
    let xero = ProviderPage { connections: Part::Working(vec![main]), ..xero };
    page.answer::<GetProvider>(&xero).await;
    page.answer::<GetReceipts>(&Vec::new()).await;
    page.until("the button", |page| page.all(RENAME).len() == 1).await;
    page.focus(RENAME);
    page.press(RENAME);
    page.until("the field", |page| page.has_focus("#account-name")).await;
    page
}

#[wasm_bindgen_test]
async fn an_account_is_given_another_name_which_stays_typed_where_it_is_refused() {
    let page = asked().await;
    assert_eq!(page.value("#account-name"), "Main");
    page.type_into("#account-name", "Head office");
    page.press_word("dialog button", "Save the name");
    let wish = NewName { connection: "xero-Main".into(), name: "Head office".into() };
    assert_eq!(page.asked::<RenameConnection>(), std::slice::from_ref(&wish));
    let refused = Problem::new(ErrorCode::KeyWrongKind, "Too long.", "Nothing.", "Shorter.");
    page.refuse::<RenameConnection>(&refused).await;
    page.until("the refusal", |page| page.text("dialog [role=alert]").contains("Too long.")).await;
    assert_eq!(page.value("#account-name"), "Head office");
    page.press_word("dialog button", "Save the name");
    page.answer::<RenameConnection>(&()).await;
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    assert_eq!(page.asked::<RenameConnection>(), [wish.clone(), wish]);

    page.send(0, &Event::HubChanged);
    page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
    page.until("the page to be asked for anew", |page| page.waiting::<GetProvider>() > 0).await;
}

#[wasm_bindgen_test]
async fn who_takes_it_back_is_where_it_began_and_nothing_is_renamed() {
    let page = asked().await;
    page.type_into("#account-name", "Another");
    page.press_word("dialog button", "Cancel");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus(RENAME)).await;
    assert!(page.asked::<RenameConnection>().is_empty());
}
