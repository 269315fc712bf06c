//! Asking an AI: what is sent, and answers that are none.

use std::time::Duration;

use axum::response::Response;
use patchbay_gateway::ai::{Answered, AskError, Model, Question};
use patchbay_gateway::{CallError, NoAnswer};
use patchbay_providers::{Cure, catalogue};
use serde_json::{Value, json};

use crate::support::{Firm, Stage, Vendor, json, typed, with};

const TEXT: &str = "Say \"yes\",\nplease \\o/";

fn question(model: &str) -> Question<'_> {
    Question { model, text: TEXT, max_tokens: 64, within: Duration::from_secs(30) }
}

/// What asking this provider comes to that answers so, and how often it heard of it.
async fn asked(of: &str, answers: Vec<Response>) -> (Result<Answered, AskError>, Vec<String>) {
    let firm = Firm::of(of, "key");
    let vendor = Vendor::saying(answers).await;
    let stage = Stage::at(&vendor.address);
    let ai = firm.provider.ai.as_ref().unwrap();
    let ended = stage.gateway.ask(firm.party(), ai, question("m/1")).await;
    (ended, vendor.heard().into_iter().map(|heard| heard.body).collect())
}

/// The call error of a question that is answered so.
async fn failed(answer: Response) -> CallError {
    match asked("openai", vec![answer]).await {
        (Err(AskError::Call(error)), heard) if heard.len() == 1 => error,
        other => panic!("{other:?}"),
    }
}

fn well() -> Value {
    json!({"choices": [{"message": {"content": "Yes."}, "finish_reason": "stop"}],
           "usage": {"prompt_tokens": 9, "completion_tokens": 2}})
}

#[tokio::test]
async fn the_question_arrives_letter_by_letter_whatever_is_in_it() {
    let (ended, heard) = asked("openai", vec![json(200, &well())]).await;
    assert_eq!(ended.unwrap().text, "Yes.");
    let body: Value = serde_json::from_str(&heard[0]).unwrap();
    assert_eq!(body["messages"][0]["content"], TEXT);
    assert_eq!((&body["model"], &body["max_completion_tokens"]), (&json!("m/1"), &json!(64)));
}

#[tokio::test]
async fn every_provider_of_the_catalogue_is_asked_in_json_with_its_key() {
    for provider in catalogue().into_iter().filter(|provider| provider.ai.is_some()) {
        let firm = Firm::with(provider, "key");
        let vendor = Vendor::saying([json(200, &json!({}))]).await;
        let stage = Stage::at(&vendor.address);
        let ai = firm.provider.ai.as_ref().unwrap();
        let ended = stage.gateway.ask(firm.party(), ai, question("m/1")).await;
        assert!(matches!(ended, Err(AskError::Empty { .. })), "{ended:?}");
        let heard = vendor.only();
        let said = heard.json().to_string();
        assert_eq!(heard.method, "POST");
        assert!(said.contains("please"), "{said}");
        assert!(said.contains("m/1") || heard.path.contains("m%2F1"), "{}: {said}", heard.path);
    }
}

#[tokio::test]
async fn a_header_of_one_way_to_sign_in_goes_with_that_way_alone() {
    for (way, project) in [("key", None), ("oauth", Some("the-project"))] {
        let firm = Firm::of("gemini", way)
            .knowing(&[("access_token", "the-token"), ("project_id", "the-project")]);
        let vendor = Vendor::saying([json(200, &json!({"models": []}))]).await;
        let stage = Stage::at(&vendor.address);
        let ai = firm.provider.ai.as_ref().unwrap();
        assert_eq!(stage.gateway.models(firm.party(), ai).await, Ok(Vec::new()));
        assert_eq!(vendor.only().header("x-goog-user-project"), project, "{way}");
    }
}

#[tokio::test]
async fn models_come_in_the_vendors_order_with_its_names_for_people() {
    let firm = Firm::of("anthropic", "key");
    let list = json!({"data": [{"id": "b", "display_name": "Bee"}, {"id": "a"}]});
    let vendor = Vendor::saying([json(200, &list)]).await;
    let stage = Stage::at(&vendor.address);
    let ai = firm.provider.ai.as_ref().unwrap();
    let models = stage.gateway.models(firm.party(), ai).await.unwrap();
    let bee = Model { id: "b".into(), name: Some("Bee".into()) };
    assert_eq!(models, [bee, Model { id: "a".into(), name: None }]);
}

#[tokio::test]
async fn a_list_that_is_none_or_holds_nothing_that_can_be_asked_is_called_that() {
    let firm = Firm::of("mistral", "key");
    let ai = firm.provider.ai.as_ref().unwrap();
    for body in [json!({}), json!({"data": {}}), json!({"data": [{"id": "ocr"}]}), json!([])] {
        let vendor = Vendor::saying([json(200, &body)]).await;
        let stage = Stage::at(&vendor.address);
        let ended = stage.gateway.models(firm.party(), ai).await;
        assert!(matches!(ended, Err(CallError::Nonsense(_))), "{body}: {ended:?}");
    }
}

#[tokio::test]
async fn pages_texts_and_half_answers_are_no_answers() {
    let page = typed(200, "text/html", "<html>Sign in to the Wi-Fi</html>");
    assert_eq!(failed(page).await, CallError::WebPage(200));
    for body in ["", "Yes.", "{\"choices\":"] {
        let error = failed(typed(200, "application/json", body)).await;
        assert!(matches!(error, CallError::Nonsense(_)), "{body}: {error}");
    }
    let away = with(typed(307, "text/plain", ""), "location", "https://elsewhere.example");
    assert_eq!(failed(away).await, CallError::Redirected(307));
}

#[tokio::test]
async fn an_error_with_status_200_is_a_no_with_what_the_file_knows_of_it() {
    let said = json!({"error": {"code": "insufficient_quota"}, "choices": well()["choices"]});
    let CallError::Refused(refusal) = failed(json(200, &said)).await else { panic!() };
    assert_eq!(refusal.code.as_deref(), Some("insufficient_quota"));
    let CallError::Refused(refusal) =
        failed(json(401, &json!({"error": {"code": "invalid_api_key"}}))).await
    else {
        panic!()
    };
    assert_eq!(refusal.known.unwrap().action, Cure::ReplaceKey);
}

#[tokio::test]
async fn what_may_have_been_answered_and_paid_for_is_not_asked_again() {
    for status in [500, 503, 529] {
        let (ended, heard) =
            asked("openai", vec![json(status, &json!({})), json(200, &well())]).await;
        let busy = CallError::Busy { status, wait: None };
        assert_eq!((ended, heard.len()), (Err(busy.into()), 1));
    }
}

#[tokio::test]
async fn who_asks_to_wait_a_moment_is_asked_again_after_it() {
    let later = with(json(429, &json!({})), "retry-after", "2");
    let (ended, heard) =
        asked("anthropic", vec![later, json(200, &json!({"content": [{"text": "Yes"}]}))]).await;
    assert_eq!((ended.unwrap().text.as_str(), heard.len()), ("Yes", 2));
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_waited_for_only_as_long_as_was_said() {
    let firm = Firm::of("openai", "key");
    let never = axum::Router::new().fallback(std::future::pending::<()>);
    let vendor = Vendor::playing(never).await;
    let stage = Stage::at(&vendor.address);
    let ai = firm.provider.ai.as_ref().unwrap();
    let short = Question { within: Duration::from_millis(50), ..question("m") };
    let ended = stage.gateway.ask(firm.party(), ai, short).await;
    let host = "api.openai.com".to_owned();
    assert_eq!(ended, Err(CallError::from(NoAnswer::TimedOut { host }).into()));
}
