//! The live proof, in the shapes that files describe.

use std::sync::Mutex;

use axum::response::Response;
use patchbay_gateway::{CallError, Found, Proof};
use patchbay_providers::Cure;
use serde_json::{Value, json};

use crate::support::{Firm, Heard, Stage, Vendor, json, typed, with};

async fn probed(
    firm: &Firm,
    answers: impl IntoIterator<Item = Response>,
) -> (Proof, Vec<Heard>, Vec<String>) {
    let vendor = Vendor::saying(answers).await;
    let stage = Stage::at(&vendor.address);
    let told = Mutex::new(Vec::new());
    let proof = stage
        .gateway
        .probe(firm.party(), &Found::default(), &|step| {
            told.lock().unwrap().push(step.name.clone());
        })
        .await;
    (proof, vendor.heard(), told.into_inner().unwrap())
}

#[tokio::test]
async fn quickbooks_is_proven_by_its_company_and_by_a_trial_balance_that_ties() {
    let firm = Firm::of("quickbooks_online", "oauth")
        .knowing(&[("access_token", "a"), ("realm_id", "4620816365")]);
    let company = json!({"CompanyInfo": {"CompanyName": "Miller & Sons"}});
    let report = |credit: &str| {
        json!({
            "Header": {"Currency": "USD"},
            "Columns": {"Column": [{"ColTitle": ""}, {"ColTitle": "Debit"}, {"ColTitle": "Credit"}]},
            "Rows": {"Row": [
                {"ColData": [{"value": "Checking"}, {"value": "12.30"}, {"value": ""}]},
                {"ColData": [{"value": "Services"}, {"value": ""}, {"value": credit}]},
            ]},
        })
    };
    let (proof, heard, told) =
        probed(&firm, [json(200, &company), json(200, &report("12.30"))]).await;
    assert_eq!(proof.account_name.as_deref(), Some("Miller & Sons"));
    assert_eq!(proof.failure(), None);
    let sums = proof.steps[1].sums.as_ref().unwrap();
    assert_eq!((sums.accounts, sums.debit), (2, patchbay_contract::Cents(1_230)));
    assert_eq!(told.len(), 2);
    let query = &heard[1].query;
    assert_eq!(
        (query["start_date"].as_str(), query["end_date"].as_str()),
        ("2026-01-01", "2026-11-21")
    );
    assert_eq!(query["accounting_method"], "Accrual");

    let (proof, ..) = probed(&firm, [json(200, &company), json(200, &report("12.29"))]).await;
    let failure = proof.failure().unwrap().to_string();
    assert_eq!(failure, "debits are 12.30 and credits 12.29: they differ by 0.01");
    assert!(proof.steps[1].sums.is_some(), "what was read is told all the same");
}

#[tokio::test]
async fn the_first_step_that_fails_ends_the_proof_with_what_the_file_knows() {
    let firm = Firm::of("quickbooks_online", "oauth")
        .knowing(&[("access_token", "a"), ("realm_id", "4620816365")]);
    let no = json!({"Fault": {"Error": [{"code": "3100", "Message": "ApplicationAuthorizationFailed"}]}});
    let (proof, heard, told) = probed(&firm, [json(403, &no)]).await;
    assert_eq!((heard.len(), told.len()), (1, 1));
    let Some(CallError::Refused(refusal)) = proof.failure() else { panic!("{proof:?}") };
    assert_eq!(refusal.code.as_deref(), Some("3100"));
    assert_eq!(refusal.known.as_ref().unwrap().action, Cure::CorrectSettings);
}

#[tokio::test]
async fn microsoft_and_google_name_their_accounts() {
    for (id, answer) in [
        (
            "outlook_mail",
            json!({"mail": "office@miller.example", "displayName": "Miller",
            "userPrincipalName": "office@miller.example", "id": "1", "value": []}),
        ),
        ("gmail", json!({"emailAddress": "office@miller.example", "messages": []})),
    ] {
        let firm = Firm::of(id, "oauth").knowing(&[("access_token", "a"), ("tenant_id", "t")]);
        let steps = firm.sign_in().probe.iter().filter(|probe| probe.request.is_some()).count();
        let (proof, ..) = probed(&firm, (0..steps).map(|_| json(200, &answer))).await;
        assert_eq!(proof.failure(), None, "{id}");
        assert!(proof.account_name.is_some(), "{id}: {proof:?}");
    }
}

#[tokio::test]
async fn a_step_for_those_who_were_refused_is_taken_by_them_alone() {
    let firm = Firm::of("stripe", "key");
    let no = json(403, &json!({"error": {"type": "invalid_request_error"}}));
    let balance = || json(200, &json!({"object": "balance"}));
    let (proof, heard, told) = probed(&firm, [no, balance()]).await;
    assert_eq!((proof.failure(), heard.len()), (None, 2), "{proof:?}");
    assert_eq!(told, ["Reads the balance"], "the other way takes the place of the first");
    let account = json(200, &json!({"id": "acct_1"}));
    let (proof, heard, told) = probed(&firm, [account]).await;
    assert_eq!((proof.failure(), heard.len()), (None, 1), "{proof:?}");
    assert_eq!(told, ["Reads the account"]);
}

#[tokio::test]
async fn an_ai_is_asked_once_behind_its_list_and_a_header_may_name_the_account() {
    let firm = Firm::of("openai", "key");
    let listed = || with(json(200, &json!({"data": []})), "openai-organization", "miller-cpa");
    let said = json(200, &json!({"choices": [{"message": {"content": "yes"}}]}));
    // The question asks for the models first, to know which there are.
    let (proof, heard, told) = probed(&firm, [listed(), listed(), said]).await;
    assert_eq!((proof.failure(), heard.len(), told.len()), (None, 3, 2), "{proof:?}");
    assert_eq!(proof.account_name.as_deref(), Some("miller-cpa"));
    let no = json(403, &json!({"error": {"code": "missing_scope"}}));
    let (proof, heard, _) = probed(&firm, [no]).await;
    let Some(CallError::Refused(refusal)) = proof.failure() else { panic!("{proof:?}") };
    assert_eq!(refusal.known.as_ref().unwrap().action, Cure::AllowMore);
    assert_eq!(heard.len(), 1, "nothing is asked with a key that may not list");
}

#[tokio::test]
async fn a_failure_with_status_200_and_a_page_are_no_proof() {
    let firm = Firm::of("slack", "app").knowing(&[("access_token", "a")]);
    let (proof, ..) =
        probed(&firm, [json(200, &json!({"ok": false, "error": "invalid_auth"}))]).await;
    assert!(matches!(proof.failure(), Some(CallError::Refused(_))), "{proof:?}");
    let (proof, ..) = probed(&firm, [typed(200, "text/html", "<html>hello")]).await;
    assert_eq!(proof.failure(), Some(&CallError::WebPage(200)));
}

#[tokio::test]
async fn a_status_that_the_file_expects_is_a_proof_whatever_it_is() {
    let firm = Firm::of("viewpoint_spectrum", &first_with_root());
    for status in [200, 302, 401] {
        let (proof, ..) = probed(&firm, [typed(status, "text/html", "<html>Spectrum")]).await;
        assert_eq!(proof.failure(), None, "{status}");
    }
}

fn first_with_root() -> String {
    let all = patchbay_providers::catalogue();
    let spectrum = all.iter().find(|one| one.id == "viewpoint_spectrum").unwrap();
    spectrum.sign_in[0].id.clone()
}

#[tokio::test]
async fn nothing_that_others_could_see_happens_without_being_asked() {
    for provider in patchbay_providers::catalogue() {
        for way in provider.sign_in.iter().filter(|way| way.probe.iter().all(|one| one.visible)) {
            let firm = Firm::with(provider.clone(), &way.id);
            let (proof, heard, _) = probed(&firm, []).await;
            assert!(proof.steps.is_empty() && heard.is_empty(), "{}", provider.id);
        }
    }
}

#[tokio::test]
async fn an_answer_may_be_xml_or_begin_with_a_byte_order_mark() {
    let firm = Firm::of("authorize_net", &first("authorize_net"));
    let probe = firm.sign_in().probe.iter().find(|probe| probe.request.is_some()).unwrap();
    let steps = firm.sign_in().probe.len();
    let mut answer = Value::Null;
    put(&mut answer, "/messages/resultCode", json!("Ok"));
    for source in [&probe.account_id, &probe.account_name].into_iter().flatten() {
        put(&mut answer, &source.to_string(), json!("Miller"));
    }
    for (place, value) in &probe.expect.equal {
        let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
        put(&mut answer, place, value);
    }
    let marked = format!("\u{feff}{answer}");
    let (proof, ..) =
        probed(&firm, (0..steps).map(|_| typed(200, "application/json", marked.clone()))).await;
    assert_eq!(proof.failure(), None, "{answer}");
    assert!(proof.account_name.is_some() || proof.account_id.is_some());
}

fn first(provider: &str) -> String {
    let all = patchbay_providers::catalogue();
    all.iter().find(|one| one.id == provider).unwrap().sign_in[0].id.clone()
}

/// Puts a value where a JSON pointer leads.
fn put(tree: &mut Value, pointer: &str, value: Value) {
    let mut at = tree;
    for name in pointer.split('/').skip(1) {
        if at.is_null() {
            *at = if name.parse::<usize>().is_ok() { json!([null]) } else { json!({}) };
        }
        at = match name.parse::<usize>() {
            Ok(n) => &mut at[n],
            Err(_) => &mut at[name],
        };
    }
    *at = value;
}
