//! The sentences for questions to AI providers that were not answered.

use std::time::Duration;

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::ai::AskError;
use patchbay_gateway::{CallError, NoAnswer, Refusal};

use super::{key_code, no_randomness, said};

const UNANSWERED: &str = "It gave no answer. What other providers answer stays.";

/// Nobody can be asked.
pub(crate) fn ai_missing() -> Problem {
    Problem::new(
        ErrorCode::AiMissing,
        "No AI provider is connected that could be asked.",
        "The question was not sent.",
        "Connect an AI provider on its page, or resume one that is paused.",
    )
}

/// There is no question.
pub(crate) fn question_empty() -> Problem {
    Problem::new(
        ErrorCode::QuestionWrong,
        "There is no question.",
        "Nothing was sent.",
        "Type what you want to know, and ask again.",
    )
}

/// It is longer than any model takes.
pub(crate) fn question_too_long(longest: usize) -> Problem {
    Problem::new(
        ErrorCode::QuestionWrong,
        format!("The question has more than {longest} characters."),
        "Nothing was sent.",
        "Shorten it, or ask about one part after the other.",
    )
}

/// What was typed is no name of a model.
pub(crate) fn model_wrong() -> Problem {
    Problem::new(
        ErrorCode::QuestionWrong,
        "This cannot be the name of a model.",
        "The model that is asked stays the one it was.",
        "Choose one of the list. “List the models” asks the provider which there are.",
    )
}

/// It took too long.
pub(crate) fn ai_late(provider: &str, within: Duration) -> Problem {
    Problem::new(
        ErrorCode::AiLate,
        format!("{provider} did not answer within {} seconds.", within.as_secs()),
        "Nobody waits for it any more. It may count the question all the same.",
        "Ask again, choose a faster model of it, or ask another provider.",
    )
}

/// A provider could not be asked, or said no.
pub(crate) fn ai_failed(error: &AskError, provider: &str) -> Problem {
    let problem = match error {
        AskError::Call(error) => return call_failed(error, provider),
        AskError::Declined { .. } => Problem::new(
            ErrorCode::AiDeclined,
            format!("The rules of {provider} forbid it to answer this."),
            UNANSWERED,
            "Ask in other words, or ask another provider.",
        ),
        AskError::Empty { cut: true, .. } => Problem::new(
            ErrorCode::AiSilent,
            format!("{provider} thought for as long as it was allowed and said nothing."),
            UNANSWERED,
            "Choose a model of it that thinks less, or ask a smaller question.",
        ),
        AskError::Empty { cut: false, .. } => Problem::new(
            ErrorCode::AiSilent,
            format!("{provider} answered without a word."),
            UNANSWERED,
            "Ask again. If it comes back, choose another model of it.",
        ),
    };
    problem.with_details(error.to_string())
}

fn call_failed(error: &CallError, provider: &str) -> Problem {
    let code = key_code(error);
    let problem = match error {
        CallError::NoRandomness(error) => return no_randomness(error),
        CallError::Refused(refusal) => return refused(code, refusal, provider),
        CallError::NoAnswer(NoAnswer::TimedOut { .. }) => Problem::new(
            ErrorCode::AiLate,
            format!("{provider} did not answer in time."),
            "Nobody waits for it any more. It may count the question all the same.",
            "Ask again, choose a faster model of it, or ask another provider.",
        ),
        CallError::NoAnswer(_) => Problem::new(
            code,
            format!("{provider} cannot be reached from this computer."),
            UNANSWERED,
            "Check that this computer is online. In an office, have IT look at the details.",
        ),
        CallError::Busy { .. } | CallError::UsedUp { .. } if code == ErrorCode::ProviderBusy => {
            Problem::new(
                code,
                format!("{provider} takes no more questions just now."),
                UNANSWERED,
                "Wait a few minutes and ask again, or ask another provider.",
            )
        }
        CallError::Busy { .. } | CallError::UsedUp { .. } => Problem::new(
            code,
            format!("{provider} has an outage just now."),
            UNANSWERED,
            "Ask another provider, or wait until this one works again.",
        ),
        // Nobody asks an AI for books; if it were so, it would be this.
        CallError::Books(_)
        | CallError::Redirected(_)
        | CallError::WebPage(_)
        | CallError::Nonsense(_) => Problem::new(
            code,
            format!("What came back is not what {provider} answers with."),
            UNANSWERED,
            "A proxy, a hotel’s network page or an outage may stand between. Open the provider’s \
             own site in the browser; when that works, ask again.",
        ),
        CallError::Incomplete(_)
        | CallError::Unusable(_)
        | CallError::Elsewhere(_)
        | CallError::Signing(_) => Problem::new(
            code,
            format!("{provider} cannot be asked with what is kept for it."),
            UNANSWERED,
            "Replace its key on the provider’s Accounts tab, and compare each field with its \
                 example.",
        ),
    };
    problem.with_details(error.to_string())
}

fn refused(code: ErrorCode, refusal: &Refusal, provider: &str) -> Problem {
    let (what, remedy) = match &refusal.known {
        Some(known) => (known.says.clone(), known.cure.clone()),
        None => (
            format!("{provider} says no."),
            "Test the connection on the provider’s page, and see whether the chosen model is \
             still in its list. The details are the provider’s own words."
                .to_owned(),
        ),
    };
    Problem::new(code, what, UNANSWERED, remedy).with_details(said(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_declines_says_nothing_and_comes_late_is_told_apart() {
        let (why, host) = (String::new(), "a".to_owned());
        for (error, code) in [
            (AskError::Declined { why: why.clone() }, ErrorCode::AiDeclined),
            (AskError::Empty { why, cut: true }, ErrorCode::AiSilent),
            (CallError::from(NoAnswer::TimedOut { host }).into(), ErrorCode::AiLate),
            (CallError::WebPage(200).into(), ErrorCode::ProviderNonsense),
            (CallError::Busy { status: 529, wait: None }.into(), ErrorCode::ProviderDown),
        ] {
            let problem = ai_failed(&error, "Claude");
            assert_eq!(problem.code, code);
            assert!(problem.what.contains("Claude") && !problem.remedy.is_empty(), "{problem}");
        }
    }
}
