//! The files of the catalogue, and one of the firm's own, before a server that others wrote
//! from the vendors' own words: what is sent is understood there, and what comes back is read.

mod server;

use std::path::Path;

use patchbay_contract::{AiAnswerState, AiAsked, AiQuestion, AiText, AiWhom, ErrorCode};

use crate::firm::{Firm, states, why};
use server::{KEY, Server};

/// Those whose interface is played there, with where their keys are taken from.
const PLAYED: [(&str, &str); 6] = [
    ("gemini", "GEMINI_API_KEY"),
    ("anthropic", "ANTHROPIC_API_KEY"),
    ("openai", "OPENAI_API_KEY"),
    ("mistral", "MISTRAL_API_KEY"),
    ("cohere", "CO_API_KEY"),
    ("xai", "XAI_API_KEY"),
];

/// The file that a firm would write for a server of its own.
const OWN: &str = include_str!("own_ai.toml");

/// A firm whose environment has this key for all of them.
async fn firm(server: &Server, key: &str) -> Firm {
    let set = PLAYED.map(|(_, variable)| (variable, key.to_owned()));
    Firm::of(&set, |_| {}, Some(server.address())).await
}

async fn asks(firm: &Firm, text: &str, whom: AiWhom) -> AiAsked {
    let question = AiQuestion { id: "q".into(), text: text.into(), whom };
    firm.ai.ask(&question).await.unwrap_or_else(|problem| panic!("{problem:#?}"))
}

fn answers(asked: &AiAsked) -> Vec<&AiText> {
    let texts = asked.answers.iter().map(|answer| match &answer.state {
        AiAnswerState::Answered(text) => text,
        other => panic!("{}: {other:#?}", answer.provider),
    });
    texts.collect()
}

#[tokio::test]
async fn a_server_that_others_wrote_understands_each_question_and_each_answer_is_read() {
    let server = Server::start();
    let firm = firm(&server, KEY).await;
    let asked = asks(&firm, "What is a “trial balance”?\n\\o/", AiWhom::All).await;
    assert_eq!(states(&asked), PLAYED.map(|(provider, _)| (provider, "answered")), "{asked:#?}");
    for said in answers(&asked) {
        assert_eq!(said.text, "All accounts, “debits” = credits.");
        assert_eq!((said.input_tokens, said.output_tokens), (Some(7), Some(5)), "{said:?}");
        assert!(!said.cut);
    }
}

#[tokio::test]
async fn a_server_that_others_wrote_cuts_an_answer_in_words_that_each_file_knows() {
    let server = Server::start();
    let firm = firm(&server, KEY).await;
    let asked = asks(&firm, "I want to be cut", AiWhom::All).await;
    for (said, answer) in answers(&asked).into_iter().zip(&asked.answers) {
        assert!(said.cut && said.text == "Half of", "{}: {said:?}", answer.provider);
    }
}

#[tokio::test]
async fn a_server_that_others_wrote_refuses_a_wrong_key_and_an_empty_account_alike_for_all() {
    let server = Server::start();
    let stranger = firm(&server, "another-key").await;
    let asked = asks(&stranger, "What is a trial balance?", AiWhom::All).await;
    assert_eq!(states(&asked), PLAYED.map(|(provider, _)| (provider, "failed")), "{asked:#?}");
    assert_eq!(why(&asked, "openai"), ErrorCode::KeyRefused);
    let known = firm(&server, KEY).await;
    let asked = asks(&known, "I want to be refused", AiWhom::All).await;
    assert_eq!(states(&asked), PLAYED.map(|(provider, _)| (provider, "failed")), "{asked:#?}");
}

#[tokio::test]
async fn an_ai_that_a_firm_wrote_a_file_for_is_connected_lists_its_models_and_answers() {
    let server = Server::start();
    let furnish = |home: &Path| {
        std::fs::create_dir(home.join("providers")).unwrap();
        std::fs::write(home.join("providers/own_ai.toml"), OWN).unwrap();
    };
    let firm = Firm::of(&[], furnish, Some(server.address())).await;
    firm.connects_with("own_ai", [("api_key".to_owned(), KEY.to_owned())].into()).await;
    let listed = firm.ai.list_models("own_ai").await.unwrap();
    let ids: Vec<_> = listed.models.iter().map(|model| model.id.as_str()).collect();
    assert!(ids.contains(&"gpt-4o") && !ids.contains(&"text-embedding-3-small"), "{ids:?}");
    let view = firm.ai.view().await.unwrap();
    // The model that its file begins with is not among them.
    assert_eq!(view.providers[0].model, ids[0]);
    let asked = asks(&firm, "What is a trial balance?", AiWhom::First).await;
    assert_eq!(asked.answers[0].model, ids[0]);
    assert_eq!(asked.answer().unwrap().text, "All accounts, “debits” = credits.");
}
