//! One question to all: each answers or fails alone.

use std::sync::Arc;

use patchbay_contract::{AiAnswerState, AiAsked, AiWhom, ErrorCode, Event};
use patchbay_practice::{Failure, Gate, Trick};
use tokio::sync::broadcast::Receiver;

use crate::firm::{ALL, Firm, TEXT, question, states, why};

#[tokio::test]
async fn every_provider_of_the_catalogue_lists_its_models_and_answers_with_its_tokens() {
    let firm = Firm::with(&ALL).await;
    for provider in ALL {
        let listed = firm.ai.list_models(provider).await.unwrap();
        assert!(listed.models.len() > 1, "{provider}: {listed:?}");
        assert!(listed.models.iter().all(|model| !model.id.contains("embeddings")), "{listed:?}");
    }
    let asked = firm.asks(AiWhom::All).await;
    assert_eq!(states(&asked), ALL.map(|provider| (provider, "answered")), "{asked:#?}");
    for answer in &asked.answers {
        let AiAnswerState::Answered(said) = &answer.state else { panic!() };
        assert!(said.text.ends_with(TEXT) && said.text.contains(&answer.name), "{said:?}");
        assert!(said.input_tokens > Some(0) && said.output_tokens > Some(0), "{said:?}");
        assert!(!said.cut);
    }
}

#[tokio::test]
async fn who_fails_fails_alone_and_says_why() {
    let firm = Firm::with(&ALL).await;
    let wrong_key = Failure { status: Some(401), code: None, text: None };
    for (provider, trick) in [
        ("gemini", Trick::Declines),
        ("anthropic", Trick::NoAnswer),
        ("mistral", Trick::Fails(wrong_key)),
        ("cohere", Trick::Html),
        ("xai", Trick::ErrorWith200("overloaded".into())),
        ("perplexity", Trick::Status(503)),
    ] {
        firm.spoils(provider, trick);
    }
    let asked = firm.asks(AiWhom::All).await;
    for (provider, code) in [
        ("gemini", ErrorCode::AiDeclined),
        ("anthropic", ErrorCode::AiSilent),
        ("mistral", ErrorCode::KeyRefused),
        ("cohere", ErrorCode::ProviderNonsense),
        ("xai", ErrorCode::ProviderRefused),
        ("perplexity", ErrorCode::ProviderDown),
    ] {
        assert_eq!(why(&asked, provider), code, "{provider}");
    }
    assert_eq!(states(&asked)[2], ("openai", "answered"));
}

/// The next event that says how far the question is.
async fn next(events: &mut Receiver<Event>) -> AiAsked {
    loop {
        if let Event::Asked(asked) = events.recv().await.unwrap() {
            return asked;
        }
    }
}

/// Waits until all but this one have ended.
async fn all_but(provider: &str, events: &mut Receiver<Event>) {
    loop {
        let so_far = next(events).await;
        if states(&so_far).iter().all(|(one, state)| (*one == provider) == (*state == "asking")) {
            return;
        }
    }
}

#[tokio::test]
async fn who_comes_too_late_is_given_up_while_the_others_answers_stand() {
    let firm = Firm::with(&ALL).await;
    let gate = Gate::default();
    firm.spoils("openai", Trick::Hold(gate.clone()));
    let mut events = firm.notices.listen().later;
    let ai = Arc::clone(&firm.ai);
    let asking = tokio::spawn(async move { ai.ask(&question(AiWhom::All)).await });
    gate.reached(1).await;
    all_but("openai", &mut events).await;
    firm.time_is_over();
    let asked = asking.await.unwrap().unwrap();
    assert_eq!(why(&asked, "openai"), ErrorCode::AiLate);
    let answered = states(&asked).iter().filter(|(_, state)| *state == "answered").count();
    assert_eq!(answered, ALL.len() - 1);
}

#[tokio::test]
async fn who_stops_waiting_keeps_the_answers_that_are_there() {
    let firm = Firm::with(&["gemini", "openai"]).await;
    let gate = Gate::default();
    firm.spoils("openai", Trick::Hold(gate.clone()));
    let mut events = firm.notices.listen().later;
    let ai = Arc::clone(&firm.ai);
    let asking = tokio::spawn(async move { ai.ask(&question(AiWhom::All)).await });
    gate.reached(1).await;
    all_but("openai", &mut events).await;
    firm.ai.cancel("another");
    firm.ai.cancel("q");
    let asked = asking.await.unwrap().unwrap();
    assert_eq!(states(&asked), [("gemini", "answered"), ("openai", "cancelled")]);
    firm.practice.behave("openai");
    gate.open();
    let again = firm.asks(AiWhom::All).await;
    assert_eq!(states(&again), [("gemini", "answered"), ("openai", "answered")]);
}
