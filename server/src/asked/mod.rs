//! The page of a link by which somebody is asked to connect a service: what is asked, and a
//! button; after that, the way into Patchbay. It knows nothing of the firm, and says nothing
//! that came with the link.

mod words;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use patchbay_contract::{Page, SCHEME};

use crate::paper::{Paper, escaped, in_language_of, response_with_form};
use words::{ENGLISH, SPANISH, Words};

/// What the page says.
pub(crate) enum AskedTo<'a> {
    /// Press the button to connect this service.
    Press(&'a str),
    /// Go on in Patchbay, where this service is connected.
    GoOn(&'a str),
    /// The link opens nothing, any more or at all.
    Nothing,
}

/// The page, in a language that the browser wants.
pub(crate) fn asked_to(headers: &HeaderMap, what: &AskedTo<'_>) -> Response {
    let words = in_language_of(headers, &ENGLISH, &SPANISH);
    let (status, content) = match what {
        AskedTo::Press(service) => (StatusCode::OK, press(words, service)),
        AskedTo::GoOn(service) => (StatusCode::OK, go_on(words, service)),
        AskedTo::Nothing => (StatusCode::GONE, nothing(words)),
    };
    let Words { tag, title, from, .. } = words;
    let paper = Paper { tag, title, to_top: "../../../", scripts: &[], content: &content, from };
    response_with_form(status, paper.html())
}

fn press(words: &Words, service: &str) -> String {
    let (heading, button) = ((words.connect)(&escaped(service)), words.go_on);
    format!(
        "<h1>{heading}</h1>\n<p class=\"lead\">{}</p>\n<form method=\"post\">\
         <p><button class=\"button\" type=\"submit\">{button}</button></p></form>\n\
         <p class=\"quiet\">{}</p>\n",
        words.asked, words.once
    )
}

fn go_on(words: &Words, service: &str) -> String {
    let link = format!("{SCHEME}://open/{}", Page::Home.slug());
    let steps = (words.steps)(&escaped(service));
    let steps: String = steps.iter().map(|step| format!("<li>{step}</li>\n")).collect();
    format!(
        "<h1>{}</h1>\n<ol>\n{steps}</ol>\n<p><a class=\"button\" href=\"{link}\">{}</a></p>\n\
         <p class=\"quiet\">{}</p>\n",
        words.in_patchbay, words.open, words.no_patchbay
    )
}

fn nothing(words: &Words) -> String {
    format!("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", words.over, words.ask_again)
}
