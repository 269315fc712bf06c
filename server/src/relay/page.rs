//! The pages that a person sees: an answer on its way, nothing left to do, a refusal.
//!
//! Nothing that came with an answer is shown as a sentence: whoever makes a link could
//! write what he likes on a page that people trust. The code to copy is the one exception.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::answer::{Answer, Outcome, Refused};
use super::words::Words;

/// A page that may load its own script and style, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The mark of Patchbay.
const MARK: &str = include_str!("../../../assets/icon.svg");

/// Takes what came out of the address, and tries the link once where there is one.
const SCRIPT: &str = "<script src=\"../relay.js\" defer></script>\n";

/// The page as a response.
pub(super) fn response(status: StatusCode, page: String) -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    (status, policy, Html(page)).into_response()
}

/// An answer, with every way it can take to the app.
pub(super) fn arrived(words: &Words, answer: &Answer) -> String {
    let Words { open, allow_browser, close_tab, trouble, code, code_note, .. } = words;
    let Words { copy, copied, copy_by_hand, .. } = words;
    let (heading, text) = match answer.outcome() {
        Outcome::Allowed => (words.title, words.allowed),
        Outcome::Denied => (words.denied, words.told_in_app),
        Outcome::Failed => (words.failed, words.told_in_app),
    };
    let link = escaped(&answer.link());
    let query = escaped(&answer.query);
    let steps: String = words.steps.iter().map(|step| format!("<li>{step}</li>\n")).collect();
    let content = format!(
        "<h1>{heading}</h1>\n<p class=\"lead\">{text}</p>\n\
         <p><a id=\"open\" class=\"button\" href=\"{link}\">{open}</a></p>\n\
         <p class=\"quiet\">{allow_browser}</p>\n<p class=\"quiet\">{close_tab}</p>\n\
         <details>\n<summary>{trouble}</summary>\n<ol>\n{steps}</ol>\n\
         <label for=\"code\">{code}</label>\n\
         <textarea id=\"code\" rows=\"3\" readonly spellcheck=\"false\" autocomplete=\"off\" \
         aria-describedby=\"note\">{query}</textarea>\n\
         <p class=\"copy\"><button id=\"copy\" type=\"button\" data-copied=\"{copied}\" \
         data-by-hand=\"{copy_by_hand}\" hidden>{copy}</button>\n\
         <span id=\"said\" role=\"status\"></span></p>\n\
         <p id=\"note\" class=\"quiet\">{code_note}</p>\n</details>\n"
    );
    document(words, SCRIPT, &content)
}

/// The bare address, as a reload asks for it.
pub(super) fn done(words: &Words) -> String {
    let Words { done, go_on, still_waiting, .. } = words;
    let content = format!(
        "<h1>{done}</h1>\n<p class=\"lead\">{go_on}</p>\n<p class=\"quiet\">{still_waiting}</p>\n"
    );
    document(words, "", &content)
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
    document(words, SCRIPT, &content)
}

/// A whole page. Its files are named from where it stands, so that the server may be
/// behind any path of a proxy.
fn document(words: &Words, script: &str, content: &str) -> String {
    let Words { tag, title, from, .. } = words;
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"../relay.css\">\n{script}</head>\n<body>\n\
         <main>\n<p class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">{MARK}</span>\
         Patchbay</p>\n{content}</main>\n<footer>{from}</footer>\n</body>\n</html>\n"
    )
}

/// A text that stays text in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_outside_cannot_become_a_part_of_the_page() {
        assert_eq!(escaped("a'\"<b>&"), "a&#39;&quot;&lt;b&gt;&amp;");
    }
}
