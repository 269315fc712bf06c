//! The pages that a person sees: an answer on its way, nothing left to do, a refusal.
//!
//! Nothing that came with an answer is shown as a sentence: whoever makes a link could
//! write what he likes on a page that people trust. The code to copy is the one exception.

use super::answer::{Answer, Outcome, Refused};
use super::words::Words;
use crate::paper::{Paper, SCRIPT, code_to_copy, escaped};

pub(super) use crate::paper::response;

/// An answer, with every way it can take to the app.
pub(super) fn arrived(words: &Words, answer: &Answer) -> String {
    let Words { open, allow_browser, close_tab, trouble, .. } = words;
    let (heading, text) = match answer.outcome() {
        Outcome::Allowed => (words.title, words.allowed),
        Outcome::Denied => (words.denied, words.told_in_app),
        Outcome::Failed => (words.failed, words.told_in_app),
    };
    let link = escaped(&answer.link());
    let code = code_to_copy(&words.code, 3, &answer.query);
    let steps: String = words.steps.iter().map(|step| format!("<li>{step}</li>\n")).collect();
    let content = format!(
        "<h1>{heading}</h1>\n<p class=\"lead\">{text}</p>\n\
         <p><a id=\"open\" class=\"button\" href=\"{link}\">{open}</a></p>\n\
         <p class=\"quiet\">{allow_browser}</p>\n<p class=\"quiet\">{close_tab}</p>\n\
         <details>\n<summary>{trouble}</summary>\n<ol>\n{steps}</ol>\n\
         {code}</details>\n"
    );
    document(words, &[SCRIPT], &content)
}

/// The bare address, as a reload asks for it.
pub(super) fn done(words: &Words) -> String {
    let Words { done, go_on, still_waiting, .. } = words;
    let content = format!(
        "<h1>{done}</h1>\n<p class=\"lead\">{go_on}</p>\n<p class=\"quiet\">{still_waiting}</p>\n"
    );
    document(words, &[], &content)
}

/// What is not relayed, and why. A code may be in it nevertheless, so it leaves the
/// history like any other.
pub(super) fn refused(words: &Words, reason: Refused) -> String {
    let Words { refused, begin_again, tell, .. } = words;
    let reason = (words.reason)(reason);
    let content = format!(
        "<h1>{refused}</h1>\n<p class=\"lead\">{begin_again}</p>\n\
         <p class=\"quiet\">{tell}</p>\n<p class=\"reason\">{reason}</p>\n"
    );
    document(words, &[SCRIPT], &content)
}

fn document(words: &Words, scripts: &[&str], content: &str) -> String {
    let Words { tag, title, from, .. } = words;
    Paper { tag, title, to_top: "../../", scripts, content, from }.html()
}
