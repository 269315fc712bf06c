//! Events: the address to paste, and what proves them in two slots, apart from the key.

use patchbay_contract::command::{
    GetProvider, GetWebhook, JudgeWebhookSecret, RetireWebhookSecret, SaveWebhookSecret,
};
use patchbay_contract::{
    Category, NewWebhookSecret, Part, ProviderPage, Slip, Status, Webhook, WebhookSecret,
    WebhookSecretFrom, WebhookSlot,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, connection, page_of};
use crate::scripted::Page;

const ADDRESS: &str = "https://patchbay.firm.example/api/webhooks/stripe/unguessable";

fn stripe() -> ProviderPage {
    ProviderPage {
        webhooks: Some("Open Webhooks there.".into()),
        connections: Part::Working(vec![connection("stripe", "Miller", Status::Connected)]),
        ..page_of(card("stripe", "Stripe", Category::Payments))
    }
}

fn webhook(slots: &[(WebhookSlot, &str)]) -> Webhook {
    let secret = |(slot, hint): &(WebhookSlot, &str)| WebhookSecret {
        slot: *slot,
        hint: Some((*hint).to_owned()),
        set_at: jiff::Timestamp::UNIX_EPOCH,
    };
    Webhook {
        connection: "stripe-Miller".into(),
        title: "Miller".into(),
        provider: "Stripe".into(),
        address: Some(ADDRESS.into()),
        where_to_paste: "Open Webhooks there.".into(),
        secret_from: WebhookSecretFrom::Provider,
        secret_label: Some("Signing secret".into()),
        secrets: slots.iter().map(secret).collect(),
    }
}

async fn opened(known: &Webhook) -> Page {
    let page = Page::open_at("/provider/stripe?tab=settings");
    page.answer::<GetProvider>(&stripe()).await;
    page.answer::<GetWebhook>(known).await;
    page.until("the events", |page| !page.all("#events h4").is_empty()).await;
    assert!(page.text("#events h3").contains("Events of Miller"));
    page
}

fn pasted(slot: WebhookSlot, secret: &str) -> NewWebhookSecret {
    NewWebhookSecret { connection: "stripe-Miller".into(), slot, secret: secret.into() }
}

#[wasm_bindgen_test]
async fn a_new_secret_takes_over_from_the_old_one_step_by_step() {
    let (current, next) = (WebhookSlot::Current, WebhookSlot::Next);
    let page = opened(&webhook(&[])).await;
    page.until("the address", |page| page.text("#events .copied-value code") == ADDRESS).await;
    assert!(page.text("#events").contains("proven once the firm server takes them"));
    page.type_into("#webhook-secret-current", "whsec_old1");
    page.press_word("#events .button", "Save the secret");
    page.answer::<SaveWebhookSecret>(&webhook(&[(current, "old1")])).await;
    assert_eq!(page.asked::<SaveWebhookSecret>(), [pasted(current, "whsec_old1")]);
    page.until("its end", |page| page.text("#events li").contains("ends in old1")).await;
    assert!(!page.text("#events").contains("whsec_"));
    page.until("the focus", |page| page.has_focus("#events h3")).await;
    page.type_into("#webhook-secret-next", "whsec_new2");
    page.press_word("#events .button", "Save the secret");
    page.answer::<SaveWebhookSecret>(&webhook(&[(current, "old1"), (next, "new2")])).await;
    page.until("both", |page| page.all("#events li").len() == 2).await;
    assert!(page.text("#events").contains("accepted with either"));
    page.press_word("#events .button", "Retire the old one");
    page.answer::<RetireWebhookSecret>(&webhook(&[(current, "new2")])).await;
    page.until("one", |page| page.all("#events li").len() == 1).await;
    assert!(page.text("#events [role=status]").contains("The old secret is retired"));
}

#[wasm_bindgen_test]
async fn a_key_that_is_pasted_there_is_named_before_anything_is_kept() {
    let page = opened(&webhook(&[])).await;
    page.press_word("#events .button", "Save the secret");
    page.until("that it is empty", |page| page.text("#events .field-error") == "Paste it first.")
        .await;
    page.type_into("#webhook-secret-current", "rk_live_1");
    let says = "This is an API key.".to_owned();
    let slip = Slip { field: "secret".into(), says: says.clone(), blocks: true };
    page.answer::<JudgeWebhookSecret>(&Some(slip)).await;
    page.until("the slip", |page| page.text("#events .field-error") == says).await;
    assert!(page.asked::<SaveWebhookSecret>().is_empty());
}

#[wasm_bindgen_test]
async fn without_a_public_address_the_way_to_one_is_shown() {
    let page = opened(&Webhook { address: None, ..webhook(&[]) }).await;
    page.until("the way", |page| page.attributes("#events a", "href") == ["/settings#relay"]).await;
    assert_eq!(page.all("#webhook-secret-current").len(), 1, "the secret can be kept before");
}

#[wasm_bindgen_test]
async fn where_nobody_pastes_a_secret_there_is_no_field_for_one() {
    let known = Webhook { secret_from: WebhookSecretFrom::Nobody, ..webhook(&[]) };
    let page = opened(&known).await;
    page.until("why", |page| page.text("#events").contains("Nobody pastes a secret")).await;
    assert_eq!(page.all("#events input").len(), 0);
}
