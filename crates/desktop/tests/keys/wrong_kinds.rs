//! What is surely something else is refused in the file's words before anything is sent:
//! one sample for every such rule of the catalogue's forms.

use patchbay_contract::{EnvironmentId, ErrorCode};

use crate::firm::Firm;

const KEY32: &str = "0123456789abcdef0123456789abcdef";

/// Provider, sign-in, field, and something that does not belong there.
fn samples() -> Vec<(&'static str, &'static str, &'static str, String)> {
    let sid = |letters: &str| format!("{letters}{KEY32}");
    let text = str::to_owned;
    vec![
        ("anthropic", "key", "api_key", text("sk-ant-admin01-abc")),
        ("anthropic", "key", "api_key", text("sk-ant-oat01-abc")),
        ("anthropic", "key", "api_key", text("sk-proj-abc")),
        ("authorize_net", "key", "api_login_id", text("office@example.com")),
        ("authorize_net", "key", "transaction_key", KEY32.repeat(4)),
        (
            "azure_blob",
            "connection_string",
            "connection_string",
            text("https://a.blob.core.windows.net"),
        ),
        ("azure_blob", "connection_string", "connection_string", text("?sv=2024&ss=b&sig=x")),
        ("azure_blob", "connection_string", "connection_string", format!("{}==", "A".repeat(86))),
        (
            "azure_blob",
            "connection_string",
            "connection_string",
            text("UseDevelopmentStorage=true"),
        ),
        ("azure_blob", "connection_string", "account", text("a.blob.core.windows.net")),
        (
            "azure_document_intelligence",
            "key",
            "resource",
            text("https://a.cognitiveservices.azure.com"),
        ),
        ("azure_document_intelligence", "key", "resource", text("a.cognitiveservices.azure.com")),
        (
            "azure_document_intelligence",
            "key",
            "resource",
            text("eastus.api.cognitive.microsoft.com"),
        ),
        (
            "azure_document_intelligence",
            "key",
            "api_key",
            text("https://a.cognitiveservices.azure.com"),
        ),
        ("cohere", "key", "api_key", text("sk-abc")),
        ("cpacharge", "key", "secret_key", text("office@example.com")),
        ("daily", "key", "api_key", text("https://firm.daily.co/room")),
        ("dronedeploy", "key", "api_key", text("office@example.com")),
        ("dropbox_sign", "key", "api_key", text("office@example.com")),
        ("equipmentshare", "key", "api_key", text("office@example.com")),
        ("equipmentshare", "key", "workspace_id", text("https://app.equipmentshare.com/app/1")),
        ("gemini", "key", "api_key", text("sk-abc")),
        ("hubspot", "key", "private_app_token", text("00000000-0000-0000-0000-000000000000")),
        ("jitsi", "server", "server", text("https://8x8.vc")),
        ("jitsi", "server_token", "server", text("https://meet.jit.si")),
        ("jitsi", "server_token", "app_id", format!("vpaas-magic-cookie-{KEY32}")),
        ("jitsi", "server_token", "app_secret", text("-----BEGIN PRIVATE KEY-----")),
        ("jitsi", "jaas", "app_id", format!("vpaas-magic-cookie-{KEY32}/abcdef")),
        ("jitsi", "jaas", "kid", text("abcdef")),
        ("jitsi", "jaas", "private_key", text("-----BEGIN PUBLIC KEY-----\nA=\n")),
        ("jitsi", "jaas", "private_key", text("-----BEGIN ENCRYPTED PRIVATE KEY-----\nA=\n")),
        ("lawpay", "key", "secret_key", text("office@example.com")),
        ("make", "api_token", "api_token", text("https://hook.eu1.make.com/abc")),
        ("make", "webhook", "webhook_url", text("https://eu1.make.com/scenarios/1")),
        ("mistral", "key", "api_key", text("sk-abc")),
        ("n8n", "webhook", "webhook_url", text("https://n8n.example.com/webhook-test/1")),
        ("n8n", "webhook", "webhook_url", text("http://n8n.example.com/webhook/1")),
        ("n8n", "api_key", "base_url", text("http://n8n.example.com")),
        ("n8n", "api_key", "base_url", text("https://n8n.example.com/webhook/1")),
        ("n8n", "api_key", "api_key", text("https://n8n.example.com")),
        ("openai", "key", "api_key", text("sk-ant-api03-abc")),
        ("openai", "key", "api_key", text("sk-admin-abc")),
        ("openai", "key", "api_key", text("org-abc")),
        ("openai", "key", "api_key", text("xai-abc")),
        ("perplexity", "key", "api_key", text("sk-abc")),
        ("pipedrive", "key", "api_token", text("https://firm.pipedrive.com")),
        ("razorpay", "key", "key_id", text("rzp_test_abcdefgh")),
        ("razorpay", "key", "key_secret", text("rzp_live_abcdefgh")),
        ("sendgrid", "key", "api_key", sid("SK")),
        ("skydio", "key", "api_token", text("office@example.com")),
        ("slack", "bot_token", "bot_token", text("xoxp-1-abc")),
        ("slack", "bot_token", "bot_token", text("xoxe-1-abc")),
        ("slack", "bot_token", "bot_token", text("https://hooks.slack.com/services/A")),
        ("slack", "webhook", "webhook_url", text("xoxb-1-abc")),
        ("square", "key", "access_key", text("sq0csp-abc")),
        ("square", "key", "access_key", text("sandbox-sq0idb-abc")),
        ("square", "key", "access_key", text("EQAAabc")),
        ("stripe", "key", "api_key", text("pk_live_abc")),
        ("stripe", "key", "api_key", text("whsec_abc")),
        ("stripe", "key", "api_key", text("rk_test_EXAMPLE0EXAMPLE0")),
        ("teams_channel", "workflow", "webhook_url", text("https://a.webhook.office.com/1")),
        ("twilio", "api_key", "account_sid", sid("SK")),
        ("twilio", "api_key", "account_sid", sid("MG")),
        ("twilio", "api_key", "api_key_sid", sid("AC")),
        ("twilio", "api_key", "api_key_secret", sid("AC")),
        ("twilio", "auth_token", "account_sid", sid("SK")),
        ("twilio", "auth_token", "auth_token", sid("AC")),
        ("viewpoint_spectrum", "key", "authorization_id", text("https://spectrum.example.com")),
        ("viewpoint_vista", "key", "application_key", text("10001")),
        ("whereby", "key", "api_key", text("https://whereby.com/room")),
        ("xai", "key", "api_key", text("sk-abc")),
        ("zapier", "catch_hook", "hook_url", text("https://zapier.com/app/zaps")),
    ]
}

#[tokio::test]
async fn every_wrong_kind_is_refused_in_the_files_words_and_nobody_is_asked() {
    let firm = Firm::new().await;
    let mut met = Vec::new();
    for (provider, sign_in, field, sample) in samples() {
        let mut typed = firm.typed(provider, sign_in);
        typed.fields.insert(field.into(), sample.clone());
        let slips = firm.keys.judge(&typed).unwrap();
        let problem = firm.is_refused(typed).await;
        assert_eq!(problem.code, ErrorCode::KeyWrongKind, "{provider} {sample}: {problem:?}");
        let slip = slips.into_iter().find(|slip| slip.blocks).unwrap();
        assert_eq!((slip.field.as_str(), &slip.says), (field, &problem.what));
        assert_eq!(firm.practice.counts(provider).probes, 0, "{provider} was asked");
        met.push((provider, sign_in, field, problem.what));
    }
    for (provider, way) in firm.forms() {
        for field in &way.field {
            let live = |only| only != Some(EnvironmentId::Sandbox);
            for wrong in field.wrong_kind.iter().filter(|wrong| live(wrong.only)) {
                let is_it = |one: &&(&str, &str, &str, String)| {
                    (one.0, one.1, one.2) == (&*provider.id, &*way.id, &*field.id)
                        && one.3 == wrong.says
                };
                let place = format!("{} / {} / {}", provider.id, way.id, field.id);
                assert!(met.iter().any(|one| is_it(&one)), "{place} has no sample: {}", wrong.says);
            }
        }
    }
    assert_eq!(firm.connections().await, []);
}

#[tokio::test]
async fn a_live_key_is_refused_where_the_sandbox_is_chosen() {
    let firm = Firm::new().await;
    for provider in ["stripe", "razorpay"] {
        let mut typed = firm.typed(provider, "key");
        typed.at.environment = EnvironmentId::Sandbox;
        assert_eq!(firm.code_of(typed).await, ErrorCode::KeyWrongKind, "{provider}");
    }
}

#[tokio::test]
async fn a_guess_warns_and_stands_in_nobodys_way() {
    let firm = Firm::new().await;
    let mut typed = firm.typed("lawpay", "key");
    typed.fields.insert("secret_key".into(), "short".into());
    let slips = firm.keys.judge(&typed).unwrap();
    assert_eq!(slips.len(), 1);
    assert!(!slips[0].blocks, "{slips:?}");
    // It is the provider that says no.
    assert_eq!(firm.code_of(typed.clone()).await, ErrorCode::KeyRefused);
    typed.fields.clear();
    assert_eq!(firm.keys.judge(&typed).unwrap(), [], "what is empty is not wrong yet");
    assert_eq!(firm.code_of(typed).await, ErrorCode::FieldMissing);
}
