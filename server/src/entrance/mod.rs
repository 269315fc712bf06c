//! The page of the link by which somebody of the firm lets a computer in: it opens Patchbay, which
//! names this server and asks, and has the code to copy where nothing opens.
//!
//! The code stands behind the `#` of the link. A browser keeps that to itself: neither this server
//! nor anybody on the way hears it, and the page's script takes it out of the address at once. So
//! the page is the same for everybody, and cannot know whether a code still holds.

mod words;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::paper::{Paper, SCRIPT, code_to_copy, in_language_of, response};
use words::{ENGLISH, SPANISH, Words};

/// `GET` of [`patchbay_contract::INVITATION_PATH`].
pub(crate) async fn page(headers: HeaderMap) -> Response {
    let words = in_language_of(&headers, &ENGLISH, &SPANISH);
    let Words { tag, title, from, .. } = words;
    let content = content(words);
    // Ours first: the other takes the code out of the address.
    let scripts = &["enrol/entrance.js", SCRIPT];
    let paper = Paper { tag, title, to_top: "", scripts, content: &content, from };
    response(StatusCode::OK, paper.html())
}

/// `GET /enrol/entrance.js`.
pub(crate) async fn script() -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], include_str!("entrance.js")).into_response()
}

/// Until the script has found a code, the page says that there is none.
fn content(words: &Words) -> String {
    let Words { title, not_whole, lead, press, open, nothing_opens, install, server, .. } = words;
    let code = code_to_copy(&words.code, 2, "");
    format!(
        "<h1>{title}</h1>\n<p id=\"missing\" class=\"lead\">{not_whole}</p>\n\
         <div id=\"there\" hidden>\n<p class=\"lead\">{lead}</p>\n\
         <p><a id=\"enter\" class=\"button\" href=\"./\">{open}</a></p>\n\
         <p class=\"quiet\">{press}</p>\n\
         <details>\n<summary>{nothing_opens}</summary>\n<p>{install}</p>\n\
         <label for=\"server\">{server}</label>\n\
         <textarea id=\"server\" rows=\"1\" readonly spellcheck=\"false\"></textarea>\n\
         {code}</details>\n</div>\n"
    )
}
