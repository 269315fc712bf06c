//! The pages that a person sees: what will happen, the code, nothing left to do, a refusal.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::admit::Admitted;
use super::refused::Refused;
use super::words::Words;

/// A page that may load its own script and style, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The mark of Patchbay.
const MARK: &str = include_str!("../../../assets/icon.svg");

/// The way from the page of the callback to the address of the server.
pub(super) const FROM_CALLBACK: &str = "../../";

/// The page as a response.
pub(super) fn response(status: StatusCode, page: String) -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    (status, policy, Html(page)).into_response()
}

/// What will happen, and the way to it.
pub(super) fn welcome(words: &Words) -> String {
    let Words { welcome, what, sign_in, who, .. } = words;
    let content = format!(
        "<h1>{welcome}</h1>\n<p class=\"lead\">{what}</p>\n\
         <p><a class=\"button\" href=\"sign-in/microsoft\">{sign_in}</a></p>\n\
         <p class=\"quiet\">{who}</p>\n"
    );
    document(words, "", false, &content)
}

/// The code, for whom it is, and nothing else.
pub(super) fn code(words: &Words, admitted: &Admitted) -> String {
    let Words { copy, copied, copy_by_hand, your_code, paste, code_note, .. } = words;
    let as_whom = (words.as_whom)(&escaped(&admitted.name));
    let secret = escaped(admitted.code.tell());
    let content = format!(
        "<h1>{your_code}</h1>\n<p class=\"lead\">{as_whom}</p>\n<p>{paste}</p>\n\
         <label for=\"code\">{}</label>\n\
         <textarea id=\"code\" rows=\"2\" readonly spellcheck=\"false\" autocomplete=\"off\" \
         aria-describedby=\"note\">{secret}</textarea>\n\
         <p class=\"copy\"><button id=\"copy\" type=\"button\" data-copied=\"{copied}\" \
         data-by-hand=\"{copy_by_hand}\" hidden>{copy}</button>\n\
         <span id=\"said\" role=\"status\"></span></p>\n\
         <p id=\"note\" class=\"quiet\">{code_note}</p>\n",
        words.code
    );
    document(words, FROM_CALLBACK, true, &content)
}

/// The bare address, as a reload asks for it.
pub(super) fn done(words: &Words) -> String {
    let Words { done, another, .. } = words;
    let content = format!(
        "<h1>{done}</h1>\n<p class=\"lead\">{another}</p>\n{}",
        again(words, FROM_CALLBACK)
    );
    document(words, FROM_CALLBACK, false, &content)
}

/// Why there is no code, what to do, and what to tell an administrator.
pub(super) fn refusal(words: &Words, refused: Refused, to_top: &str) -> Response {
    let (name, reason) = (refused.as_str(), (words.reason)(refused));
    tracing::info!(code = name, "a sign-in was refused");
    let Words { refused: heading, tell, .. } = words;
    let content = format!(
        "<h1>{heading}</h1>\n<p class=\"lead\">{reason}</p>\n{}\
         <p class=\"quiet\">{tell}</p>\n<p class=\"reason\">{name}</p>\n",
        again(words, to_top)
    );
    response(refused.status(), document(words, to_top, true, &content))
}

fn again(words: &Words, to_top: &str) -> String {
    format!("<p><a class=\"button\" href=\"{to_top}sign-in\">{}</a></p>\n", words.again)
}

/// A whole page. Its files are named from where it stands, so that the server may be behind any
/// path of a proxy. The script takes what came out of the address, and copies.
fn document(words: &Words, to_top: &str, has_script: bool, content: &str) -> String {
    let Words { tag, title, from, .. } = words;
    let script = match has_script {
        true => format!("<script src=\"{to_top}connect/relay.js\" defer></script>\n"),
        false => String::new(),
    };
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{to_top}connect/relay.css\">\n{script}</head>\n<body>\n\
         <main>\n<p class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">{MARK}</span>\
         Patchbay</p>\n{content}</main>\n<footer>{from}</footer>\n</body>\n</html>\n"
    )
}

/// A text that stays text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
