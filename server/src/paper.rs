//! What every page of this server for people is made of: its frame, a code to copy, and what the
//! browser is told of it. What a page says is its own.
//!
//! A page loads its own files alone, which are named from where it stands, so that the server may
//! be behind any path of a proxy.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use patchbay_contract::preferred_language;

/// It may load its own script and style, and send nothing.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// It may load its style, and send its button to where it came from.
const POLICY_OF_A_FORM: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
                                form-action 'self'; frame-ancestors 'none'";

/// The mark of Patchbay.
const MARK: &str = include_str!("../../assets/icon.svg");

/// A page.
pub(crate) struct Paper<'a> {
    /// Its language.
    pub(crate) tag: &'a str,
    /// What the browser calls it.
    pub(crate) title: &'a str,
    /// From where it stands to the address of the server.
    pub(crate) to_top: &'a str,
    /// The scripts that it loads, below the server's address.
    pub(crate) scripts: &'a [&'a str],
    /// What it says, as HTML.
    pub(crate) content: &'a str,
    /// Whose page it is.
    pub(crate) from: &'a str,
}

/// The script of every page: it takes what came out of the address, and copies.
pub(crate) const SCRIPT: &str = "connect/relay.js";

impl Paper<'_> {
    /// All of it.
    pub(crate) fn html(&self) -> String {
        let Self { tag, title, to_top, content, from, .. } = self;
        let script = |name| format!("<script src=\"{to_top}{name}\" defer></script>\n");
        let scripts: String = self.scripts.iter().map(script).collect();
        format!(
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
             <link rel=\"stylesheet\" href=\"{to_top}connect/relay.css\">\n{scripts}</head>\n\
             <body>\n<main>\n<p class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">{MARK}\
             </span>Patchbay</p>\n{content}</main>\n<footer>{from}</footer>\n</body>\n</html>\n"
        )
    }
}

/// A page as a response.
pub(crate) fn response(status: StatusCode, html: String) -> Response {
    with_policy(status, POLICY, html)
}

/// A page with a form.
pub(crate) fn response_with_form(status: StatusCode, html: String) -> Response {
    with_policy(status, POLICY_OF_A_FORM, html)
}

fn with_policy(status: StatusCode, policy: &'static str, html: String) -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy))];
    (status, policy, Html(html)).into_response()
}

/// What stands around a code that is to be copied.
pub(crate) struct CopyWords {
    /// What it is called.
    pub(crate) code: &'static str,
    /// The button.
    pub(crate) copy: &'static str,
    /// What is said when that was done.
    pub(crate) copied: &'static str,
    /// Where the browser does not let the page copy.
    pub(crate) by_hand: &'static str,
    /// What is to be known about it.
    pub(crate) note: &'static str,
}

/// A code to copy, which is escaped here.
pub(crate) fn code_to_copy(words: &CopyWords, rows: u8, code: &str) -> String {
    let CopyWords { code: label, copy, copied, by_hand, note } = words;
    let code = escaped(code);
    format!(
        "<label for=\"code\">{label}</label>\n\
         <textarea id=\"code\" rows=\"{rows}\" readonly spellcheck=\"false\" autocomplete=\"off\" \
         aria-describedby=\"note\">{code}</textarea>\n\
         <p class=\"copy\"><button id=\"copy\" type=\"button\" data-copied=\"{copied}\" \
         data-by-hand=\"{by_hand}\" hidden>{copy}</button>\n\
         <span id=\"said\" role=\"status\"></span></p>\n\
         <p id=\"note\" class=\"quiet\">{note}</p>\n"
    )
}

/// The words of the language that the browser wants, or the English ones.
pub(crate) fn in_language_of<'a, W>(headers: &HeaderMap, english: &'a W, spanish: &'a W) -> &'a W {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    match preferred_language(accepted.unwrap_or_default(), &["en", "es"]) {
        Some("es") => spanish,
        _ => english,
    }
}

/// A text that stays text in HTML.
pub(crate) fn escaped(text: &str) -> String {
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
