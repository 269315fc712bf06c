//! The page of a link by which somebody is asked to connect a service: what is asked, and a
//! button; after that, the way into Patchbay. It knows nothing of the firm, and says nothing
//! that came with the link.

mod words;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use patchbay_contract::{Page, SCHEME};

use words::Words;

/// What the page says.
pub(crate) enum AskedTo {
    /// Press the button to connect this service.
    Press(&'static str),
    /// Go on in Patchbay, where this service is connected.
    GoOn(&'static str),
    /// The link opens nothing, any more or at all.
    Nothing,
}

/// It may load its style, and send its button to where it came from.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

/// The mark of Patchbay.
const MARK: &str = include_str!("../../../assets/icon.svg");

/// The page, in a language that the browser wants.
pub(crate) fn asked_to(headers: &HeaderMap, what: &AskedTo) -> Response {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let words = Words::for_browser(wanted.unwrap_or_default());
    let (status, content) = match what {
        AskedTo::Press(service) => (StatusCode::OK, press(words, service)),
        AskedTo::GoOn(service) => (StatusCode::OK, go_on(words, service)),
        AskedTo::Nothing => (StatusCode::GONE, nothing(words)),
    };
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    (status, policy, Html(document(words, &content))).into_response()
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

/// A whole page. Its style is named from where it stands, so that the server may be behind any
/// path of a proxy.
fn document(words: &Words, content: &str) -> String {
    let Words { tag, title, from, .. } = words;
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"../../relay.css\">\n</head>\n<body>\n\
         <main>\n<p class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">{MARK}</span>\
         Patchbay</p>\n{content}</main>\n<footer>{from}</footer>\n</body>\n</html>\n"
    )
}

/// A text that stays text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
