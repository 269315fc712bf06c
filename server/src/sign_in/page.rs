//! The pages that a person sees: what will happen, the code, nothing left to do, a refusal.

use axum::response::Response;
use patchbay_contract::Invitation;

use super::admit::Admitted;
use super::refused::Refused;
use super::words::Words;
use crate::paper::{Paper, SCRIPT, code_to_copy, escaped};

pub(super) use crate::paper::response;

/// The way from the page of the callback to the address of the server.
pub(super) const FROM_CALLBACK: &str = "../../";

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

/// The code, for whom it is, and what opens Patchbay with it.
pub(super) fn code(words: &Words, admitted: &Admitted, server: &str) -> String {
    let Words { your_code, open, paste, .. } = words;
    let (server, code) = (server.to_owned(), admitted.code.tell().to_owned());
    let link = escaped(&Invitation { server, code }.link());
    let as_whom = (words.as_whom)(&escaped(&admitted.name));
    let code = code_to_copy(&words.code, 2, admitted.code.tell());
    let content = format!(
        "<h1>{your_code}</h1>\n<p class=\"lead\">{as_whom}</p>\n\
         <p><a class=\"button\" href=\"{link}\">{open}</a></p>\n<p>{paste}</p>\n{code}"
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

/// The script takes what came out of the address, and copies.
fn document(words: &Words, to_top: &str, has_script: bool, content: &str) -> String {
    let Words { tag, title, from, .. } = words;
    let scripts = if has_script { &[SCRIPT][..] } else { &[] };
    Paper { tag, title, to_top, scripts, content, from }.html()
}
