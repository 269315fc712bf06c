//! `patchbayctl ask`: a question to the firm's AI providers.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{
    AiAnswer, AiAnswerState, AiAsked, AiCredential, AiProvider, AiQuestion, AiWhom, ErrorCode,
    Problem,
};
use patchbay_desktop::ai::{Ai, Environment};
use patchbay_desktop::practice_folder::played;

use crate::given;
use crate::print::{print_json, problem, say};
use crate::providers_at::{Providers, code_of, failed};
use crate::vault;

/// What questions from here are known by. There is one at a time.
const ID: &str = "patchbayctl";

#[derive(Args)]
pub(crate) struct Wish {
    /// The question; what comes in is read without one
    question: Vec<String>,
    /// Ask all at the same time instead of one after the other until one answers
    #[arg(long, conflicts_with = "provider")]
    all: bool,
    /// Ask this provider alone, by its id
    #[arg(long)]
    provider: Option<String>,
    /// Say who would be asked, in which order and with which model, and ask nobody
    #[arg(long, conflicts_with_all = ["question", "all", "provider"])]
    whom: bool,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    // In a practice firm nothing real is used.
    let environment = match played(folder) {
        Ok(None) => Environment::of_this_process(),
        _ => Environment::empty(),
    };
    let ai = Ai::beside(&providers.keys, environment);
    let ended = if wish.whom {
        ai.view().await.map(|view| whom(&view.providers, json))
    } else {
        asked(wish, &providers, &ai).await.map(|asked| told(&asked, json))
    };
    providers.installation.close().await;
    ended.unwrap_or_else(|problem| failed(&problem, json))
}

async fn asked(
    wish: Wish,
    providers: &Providers,
    ai: &std::sync::Arc<Ai>,
) -> Result<AiAsked, Problem> {
    let text = question(&wish.question)?;
    let whom = match wish.provider {
        Some(provider) => AiWhom::Provider(provider),
        None if wish.all => AiWhom::All,
        None => AiWhom::First,
    };
    // A key of the environment needs no vault.
    let by_firm = |one: &AiProvider| matches!(one.by, AiCredential::Firm { .. });
    if ai.view().await?.providers.iter().any(by_firm) {
        vault::open(&providers.installation).await?;
    }
    ai.ask(&AiQuestion { id: ID.to_owned(), text, whom }).await
}

fn question(words: &[String]) -> Result<String, Problem> {
    if !words.is_empty() {
        return Ok(words.join(" "));
    }
    let input = std::io::stdin().lock();
    if input.is_terminal() {
        eprintln!("Type the question and end it with Ctrl-D:");
    }
    given::text(input).map_err(|error| {
        Problem::new(
            ErrorCode::QuestionWrong,
            "What came in cannot be read as text.",
            "Nothing was sent.",
            "Hand the question over as UTF-8, or name it behind the command.",
        )
        .with_details(error.to_string())
    })
}

fn whom(providers: &[AiProvider], json: bool) -> ExitCode {
    if json {
        print_json(providers);
    } else if providers.is_empty() {
        say!("Nobody: no AI provider is connected.");
    }
    for (n, provider) in providers.iter().enumerate().filter(|_| !json) {
        let by = match &provider.by {
            AiCredential::Firm { title, .. } => format!("by the firm’s connection {title}"),
            AiCredential::Environment { variables } => format!("by {}", variables.join(", ")),
        };
        say!("{}. {} · {} · {by}", n + 1, provider.name, provider.model);
    }
    ExitCode::SUCCESS
}

/// Tells the answers, and ends well when there is at least one.
fn told(asked: &AiAsked, json: bool) -> ExitCode {
    if json {
        print_json(asked);
    } else {
        asked.answers.iter().for_each(answer);
    }
    if asked.answer().is_some() {
        return ExitCode::SUCCESS;
    }
    let first = asked.answers.iter().find_map(|answer| match &answer.state {
        AiAnswerState::Failed { problem, .. } => Some(problem),
        _ => None,
    });
    code_of(first)
}

fn answer(answer: &AiAnswer) {
    let AiAnswer { name, model, state, .. } = answer;
    match state {
        AiAnswerState::Answered(said) => {
            let counted = |tokens: Option<u64>| tokens.map_or("?".to_owned(), |n| n.to_string());
            let (input, output) = (counted(said.input_tokens), counted(said.output_tokens));
            say!("{name} · {model} · {} ms · {input} + {output} tokens", said.millis);
            say!("{}", said.text);
            if said.cut {
                say!("(The answer was longer than is allowed, and ends here.)");
            }
        }
        AiAnswerState::Failed { problem: why, millis } => {
            say!("{name} · {model} · {millis} ms: no answer [{}]", why.code);
            problem(why);
        }
        AiAnswerState::Waiting
        | AiAnswerState::Asking
        | AiAnswerState::NotNeeded
        | AiAnswerState::Cancelled => {}
    }
}
