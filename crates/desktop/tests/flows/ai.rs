//! `patchbayctl ask`: one, all or one by name, with the question behind the command or on the
//! input; and how a script knows whether somebody answered.

use patchbay_contract::{AiAnswerState, AiAsked, AiProvider, ErrorCode};
use patchbay_practice::{Endpoint, Misbehaviour, Trick};

use crate::keys::practised;
use crate::support::{ctl, refused, well};

/// A stage with these connected.
async fn with(
    name: &str,
    providers: &[&str],
) -> (patchbay_test_support::Stage, patchbay_practice::Practice) {
    let (stage, practice) = practised(name).await;
    for provider in providers {
        let key = practice.credentials_of(provider, "key")["api_key"].clone();
        well(&stage, &["connect", provider, "--field", "api_key=-"], &key).await;
    }
    (stage, practice)
}

fn read(said: &str) -> AiAsked {
    serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[tokio::test]
async fn the_command_line_asks_one_after_the_other_or_all_and_says_who_would_be_asked() {
    let (stage, practice) = with("ctl-ask", &["mistral", "gemini"]).await;
    let said = well(&stage, &["ask", "--whom"], "").await;
    let whom: Vec<AiProvider> = serde_json::from_str(&said).unwrap();
    let order: Vec<_> = whom.iter().map(|one| one.provider.as_str()).collect();
    assert_eq!(order, ["gemini", "mistral"]);

    let asked = read(&well(&stage, &["ask", "What", "is", "a", "ledger?"], "").await);
    assert!(asked.answer().unwrap().text.ends_with("What is a ledger?"), "{asked:?}");
    assert_eq!(asked.answers[1].state, AiAnswerState::NotNeeded);
    let asked = read(&well(&stage, &["ask", "--all"], "From the\ninput?\n").await);
    let all = asked.answers.iter().filter(|one| matches!(one.state, AiAnswerState::Answered(_)));
    assert_eq!(all.count(), 2);
    assert!(asked.answer().unwrap().text.ends_with("From the\ninput?"));
    let asked = read(&well(&stage, &["ask", "--provider", "mistral", "Why?"], "").await);
    assert_eq!(asked.answers.len(), 1);

    for provider in ["gemini", "mistral"] {
        let busy = Misbehaviour::always(Endpoint::Api, Trick::Status(503));
        practice.misbehave(provider, busy);
    }
    let output = ctl(&stage, &["ask", "Why?"], "").await;
    assert_eq!(output.status.code(), Some(3), "a script may try again");
    practice.behave("mistral");
    let asked = read(&well(&stage, &["ask", "Why?"], "").await);
    assert!(matches!(asked.answers[0].state, AiAnswerState::Failed { .. }));
    assert!(matches!(asked.answers[1].state, AiAnswerState::Answered(_)));
}

#[tokio::test]
async fn without_an_ai_or_a_question_the_command_line_says_so() {
    let (stage, _practice) = practised("ctl-ask-nobody").await;
    assert_eq!(refused(&stage, &["ask", "Why?"], "").await, ErrorCode::AiMissing);
    assert_eq!(refused(&stage, &["ask"], " \n").await, ErrorCode::QuestionWrong);
}
