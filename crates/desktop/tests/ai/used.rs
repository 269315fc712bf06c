//! What was used: counted by the month, entered in the trail, and not a word of it kept.

use patchbay_contract::{AiUse, AiWhom, AuditAction, AuditOutcome, AuditQuestion};
use patchbay_practice::Trick;

use crate::firm::{Firm, TEXT};

async fn used(firm: &Firm) -> AiUse {
    firm.ai.view().await.unwrap().providers[0].used
}

#[tokio::test]
async fn questions_and_tokens_are_counted_by_the_month() {
    let firm = Firm::with(&["anthropic"]).await;
    // The question that proved the key is counted as any other.
    let proven = used(&firm).await;
    assert_eq!((proven.answered, proven.failed, proven.uncounted), (1, 0, 0));
    assert!(proven.input_tokens > 0 && (1..=5).contains(&proven.output_tokens), "{proven:?}");
    let said = firm.asks(AiWhom::First).await.answer().unwrap().clone();
    firm.asks(AiWhom::First).await;
    let (input, output) = (said.input_tokens.unwrap(), said.output_tokens.unwrap());
    let twice = AiUse {
        answered: 3,
        input_tokens: proven.input_tokens + 2 * input,
        output_tokens: proven.output_tokens + 2 * output,
        ..AiUse::default()
    };
    assert_eq!(used(&firm).await, twice);
    firm.spoils("anthropic", Trick::NoUsage);
    firm.asks(AiWhom::First).await;
    firm.practice.behave("anthropic");
    firm.spoils("anthropic", Trick::Declines);
    firm.asks(AiWhom::First).await;
    let uncounted = AiUse { answered: 4, failed: 1, uncounted: 1, ..twice };
    assert_eq!(used(&firm).await, uncounted);
    firm.it_is("2026-12-01T00:00:00Z");
    assert_eq!(used(&firm).await, AiUse::default(), "another month");
    assert_eq!(firm.ai.view().await.unwrap().month, "2026-12");
}

#[tokio::test]
async fn each_use_of_a_credential_is_entered_and_how_it_ended() {
    let firm = Firm::with(&["anthropic"]).await;
    firm.asks(AiWhom::First).await;
    firm.spoils("anthropic", Trick::Declines);
    firm.asks(AiWhom::First).await;
    let page = firm.installation.audit_page(&AuditQuestion::default()).await.unwrap();
    let entered: Vec<_> = page
        .entries
        .iter()
        .filter(|entry| entry.action == Some(AuditAction::CredentialUsed))
        .map(|entry| entry.outcome)
        .collect();
    // The newest stands first.
    // The oldest is of the question that proved the key.
    assert_eq!(entered, [AuditOutcome::Failed, AuditOutcome::Done, AuditOutcome::Done]);
}

#[tokio::test]
async fn no_word_of_a_question_or_an_answer_stays() {
    let firm = Firm::with(&["anthropic", "openai"]).await;
    let asked = firm.asks(AiWhom::All).await;
    assert!(asked.answer().unwrap().text.contains(TEXT));
    let files = firm.closed_files().await;
    let holds = |word: &str| files.windows(word.len()).any(|some| some == word.as_bytes());
    assert!(holds("ai_use"), "is this test still looking?");
    for word in ["trial balance", "was asked"] {
        assert!(!holds(word), "{word}");
    }
}
