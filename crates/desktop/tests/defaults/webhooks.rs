//! What proves the events of a connection: its own form, two slots, and an address that
//! nobody guesses.

use patchbay_contract::{
    ErrorCode, NewWebhookSecret, Webhook, WebhookSecretAt, WebhookSecretFrom, WebhookSlot,
};

use crate::firm::Firm;

const OLD: &str = "whsec_canaryOLD0000000000000000old1";
const NEW: &str = "whsec_canaryNEW0000000000000000new2";

fn pasted(connection: &str, slot: WebhookSlot, secret: &str) -> NewWebhookSecret {
    NewWebhookSecret { connection: connection.into(), slot, secret: secret.into() }
}

async fn saves(firm: &Firm, new: NewWebhookSecret) -> Webhook {
    firm.keys.save_webhook_secret(new).await.unwrap()
}

fn hints(webhook: &Webhook) -> Vec<(WebhookSlot, &str)> {
    webhook.secrets.iter().map(|one| (one.slot, one.hint.as_deref().unwrap())).collect()
}

#[tokio::test]
async fn the_new_secret_stands_beside_the_old_one_until_that_is_retired() {
    let firm = Firm::new().await;
    let id = firm.connects("stripe").await;
    let (current, next) = (WebhookSlot::Current, WebhookSlot::Next);
    let first = saves(&firm, pasted(&id, current, &format!("  {OLD}\n"))).await;
    assert_eq!(hints(&first), [(current, "old1")]);
    let refused = firm.keys.retire_webhook_secret(&id).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NothingToRetire);
    let both = saves(&firm, pasted(&id, next, NEW)).await;
    assert_eq!(hints(&both), [(current, "old1"), (next, "new2")]);
    let after = firm.keys.retire_webhook_secret(&id).await.unwrap();
    assert_eq!(hints(&after), [(current, "new2")]);
    let actions: Vec<_> = firm.trail().await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions[..3], ["credential.removed", "credential.saved", "credential.saved"]);
    let gone = WebhookSecretAt { connection: id.clone(), slot: current };
    assert_eq!(firm.keys.remove_webhook_secret(&gone).await.unwrap().secrets, []);
    assert_eq!(firm.keys.test(&id).await.unwrap().problem, None, "the key is another thing");
}

#[tokio::test]
async fn what_is_no_webhook_secret_is_named_and_a_guess_stands_in_nobodys_way() {
    let firm = Firm::new().await;
    let id = firm.connects("stripe").await;
    for (secret, blocks, says) in [
        ("rk_live_0123456789abcdefghij", true, "API key"),
        ("something-else", false, "begins with whsec_"),
    ] {
        let new = pasted(&id, WebhookSlot::Current, secret);
        let slip = firm.keys.judge_webhook_secret(&new).await.unwrap().unwrap();
        assert_eq!((slip.blocks, slip.says.contains(says)), (blocks, true), "{}", slip.says);
        let saved = firm.keys.save_webhook_secret(new).await;
        match saved {
            Err(problem) => assert_eq!((blocks, problem.code), (true, ErrorCode::KeyWrongKind)),
            Ok(_) => assert!(!blocks, "{secret}"),
        }
    }
    let empty = firm.keys.save_webhook_secret(pasted(&id, WebhookSlot::Next, " ")).await;
    assert_eq!(empty.unwrap_err().code, ErrorCode::FieldMissing);
}

#[tokio::test]
async fn the_address_is_the_firm_servers_and_stays_what_it_was() {
    let firm = Firm::new().await;
    let (stripe, daily) = (firm.connects("stripe").await, firm.connects("daily").await);
    assert_eq!(firm.keys.webhook(&stripe).await.unwrap().address, None, "there is no server yet");
    firm.installation.set_relay(Some("https://patchbay.firm.example/below")).await.unwrap();
    let address = async |id: &str| firm.keys.webhook(id).await.unwrap().address.unwrap();
    let first = address(&stripe).await;
    let begins = "https://patchbay.firm.example/below/api/webhooks/stripe/";
    assert_eq!(first.strip_prefix(begins).unwrap().len(), 32, "{first}");
    assert_eq!(address(&stripe).await, first);
    assert_ne!(address(&daily).await, first);
}

#[tokio::test]
async fn a_provider_whose_events_are_proven_otherwise_takes_no_secret() {
    let firm = Firm::new().await;
    let sign = firm.connects("dropbox_sign").await;
    let webhook = firm.keys.webhook(&sign).await.unwrap();
    assert_eq!(webhook.secret_from, WebhookSecretFrom::Nobody);
    let refused = firm.keys.save_webhook_secret(pasted(&sign, WebhookSlot::Current, OLD)).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::EventsNeedNoSecret);
    let lawpay = firm.connects("lawpay").await;
    let sends_none = firm.keys.webhook(&lawpay).await.unwrap_err();
    assert_eq!(sends_none.code, ErrorCode::EventsNeedNoSecret);
    assert_eq!(firm.keys.webhook("gone").await.unwrap_err().code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_webhook_secret_lies_sealed_and_opens_after_the_keys_changed() {
    let firm = Firm::new().await;
    let id = firm.connects("stripe").await;
    saves(&firm, pasted(&id, WebhookSlot::Current, OLD)).await;
    let kind = patchbay_contract::KeyKind::Data;
    firm.installation.rotate_keys(kind, &|| ()).await.unwrap();
    assert!(firm.installation.verify_vault().await.unwrap() >= 3, "the key, ours, and this");
    assert_eq!(firm.installation.find_broken().await.unwrap(), []);
    firm.installation.close().await;
    for entry in std::fs::read_dir(firm.home.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(9).any(|part| part == b"canaryOLD"), "{}", path.display());
        }
    }
}
