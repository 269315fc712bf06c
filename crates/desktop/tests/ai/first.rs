//! One question to one after the other, until one answers.

use patchbay_contract::{AiWhom, ErrorCode};
use patchbay_practice::Trick;

use crate::firm::{Firm, question, states, why};

#[tokio::test]
async fn the_primary_one_is_asked_and_nobody_else_when_it_answers() {
    let firm = Firm::with(&["mistral", "gemini", "openai"]).await;
    let before = ["mistral", "openai"].map(|provider| firm.practice.counts(provider).probes);
    let asked = firm.asks(AiWhom::First).await;
    assert_eq!(
        states(&asked),
        [("gemini", "answered"), ("openai", "not needed"), ("mistral", "not needed")]
    );
    assert!(asked.answer().unwrap().text.contains("Google Gemini"));
    let after = ["mistral", "openai"].map(|provider| firm.practice.counts(provider).probes);
    assert_eq!(before, after, "the others heard nothing");
}

#[tokio::test]
async fn where_one_does_not_answer_the_next_in_the_order_is_asked() {
    let firm = Firm::with(&["gemini", "openai", "mistral", "cohere"]).await;
    firm.ai.set_order(&["mistral".into(), "openai".into()]).await.unwrap();
    firm.spoils("mistral", Trick::Status(503));
    firm.spoils("openai", Trick::Declines);
    let asked = firm.asks(AiWhom::First).await;
    assert_eq!(
        states(&asked),
        [
            ("mistral", "failed"),
            ("openai", "failed"),
            ("gemini", "answered"),
            ("cohere", "not needed")
        ]
    );
    assert_eq!(why(&asked, "mistral"), ErrorCode::ProviderDown);
    assert_eq!(why(&asked, "openai"), ErrorCode::AiDeclined);
}

#[tokio::test]
async fn when_nobody_answers_each_says_why() {
    let firm = Firm::with(&["gemini", "openai"]).await;
    firm.spoils("gemini", Trick::Html);
    firm.spoils("openai", Trick::NoAnswer);
    let asked = firm.asks(AiWhom::First).await;
    assert_eq!(states(&asked), [("gemini", "failed"), ("openai", "failed")]);
    assert_eq!(asked.answer(), None);
}

#[tokio::test]
async fn one_alone_is_asked_by_its_name_and_one_that_is_not_there_is_not() {
    let firm = Firm::with(&["gemini", "openai"]).await;
    let asked = firm.asks(AiWhom::Provider("openai".into())).await;
    assert_eq!(states(&asked), [("openai", "answered")]);
    for whom in ["xai", "stripe", "nobody"] {
        let refused = firm.ai.ask(&question(AiWhom::Provider(whom.into()))).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::AiMissing, "{whom}");
    }
}

#[tokio::test]
async fn what_is_no_question_is_sent_to_nobody() {
    let firm = Firm::with(&["gemini"]).await;
    let before = firm.practice.counts("gemini");
    for text in [String::new(), " \n".to_owned(), "x".repeat(100_001)] {
        let mut asked = question(AiWhom::All);
        asked.text = text;
        let refused = firm.ai.ask(&asked).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::QuestionWrong);
    }
    assert_eq!(firm.practice.counts("gemini"), before);
    let nobody = Firm::new().await;
    let refused = nobody.ai.ask(&question(AiWhom::First)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AiMissing);
}
