//! A problem as a person reads it: what happened, what it means, what to do.

use leptos::prelude::*;
use patchbay_contract::Problem;

use crate::components::CopyButton;
use crate::words::{problem_sentences, words};

/// The three sentences, and the machine's own words in a fold.
#[component]
pub fn ProblemView(
    /// The problem.
    problem: Problem,
) -> impl IntoView {
    let [what, effect, remedy] = problem_sentences(&problem);
    // The report keeps the core's own words, whatever language is on screen.
    let report = format!(
        "{} [{}]\n{}\n{}\n{}",
        problem.what,
        problem.code,
        problem.effect,
        problem.remedy,
        problem.details.as_deref().unwrap_or_default()
    );
    view! {
        <div class="problem">
            <p class="problem-what">{what}</p>
            <p class="problem-effect">{effect}</p>
            <p class="problem-remedy">
                <strong>{words().what_to_do}": "</strong>
                {remedy}
            </p>
            <details>
                <summary>{words().details}</summary>
                <div class="problem-details">
                    <code>{problem.code.to_string()}</code>
                    {problem.details.map(|details| view! { <pre tabindex="0">{details}</pre> })}
                    <CopyButton text=report what=words().details />
                </div>
            </details>
        </div>
    }
}
