//! What a visitor gets: a page for a person, a number for everything else.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hyper::header::{
    ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{HeaderMap, Response, StatusCode};
use patchbay_contract::preferred_language;
use sha2::{Digest, Sha256};

use super::visit::Visit;

const STYLE: &str = include_str!("page.css");

/// The words of one language: each time what stands large, and what stands under it.
struct Words {
    tag: &'static str,
    allowed: [&'static str; 2],
    refused: [&'static str; 2],
    other: [&'static str; 2],
}

const ENGLISH: Words = Words {
    tag: "en",
    allowed: [
        "Signed in — go back to Patchbay",
        "Patchbay checks the answer and does the rest. You may close this tab.",
    ],
    refused: [
        "Not connected — go back to Patchbay",
        "The service did not allow it, or could not finish. Patchbay tells you what that means \
         and what you can do. You may close this tab.",
    ],
    other: [
        "Nobody waits for this answer",
        "It belongs to another sign-in. Nothing was connected and nothing was changed. Go back \
         to Patchbay, and go on there.",
    ],
};

const SPANISH: Words = Words {
    tag: "es",
    allowed: [
        "Sesión iniciada: vuelva a Patchbay",
        "Patchbay comprueba la respuesta y hace el resto. Puede cerrar esta pestaña.",
    ],
    refused: [
        "Sin conectar: vuelva a Patchbay",
        "El servicio no lo permitió o no pudo terminar. Patchbay le explica qué significa y qué \
         puede hacer. Puede cerrar esta pestaña.",
    ],
    other: [
        "Nadie espera esta respuesta",
        "Pertenece a otro inicio de sesión. No se conectó nada y no se cambió nada. Vuelva a \
         Patchbay y continúe allí.",
    ],
};

/// What is answered to this visit.
pub(super) fn response(visit: &Visit, asked: &HeaderMap) -> Response<String> {
    let words = wanted(asked);
    let (status, page) = match visit {
        Visit::Answer(parameters) if parameters.iter().any(|(name, _)| name == "error") => {
            (StatusCode::OK, Some(words.refused))
        }
        Visit::Answer(_) => (StatusCode::OK, Some(words.allowed)),
        Visit::OtherAnswer => (StatusCode::BAD_REQUEST, Some(words.other)),
        Visit::Other(status) => (*status, None),
    };
    let body = page.map(|page| document(words.tag, page)).unwrap_or_default();
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}

const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_TYPE, "text/html; charset=utf-8"),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
];

/// Nothing but the page's own style: the port is closed before anything else could be
/// fetched from it.
fn policy() -> String {
    let style = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

fn wanted(headers: &HeaderMap) -> &'static Words {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    match preferred_language(accepted.unwrap_or_default(), &[ENGLISH.tag, SPANISH.tag]) {
        Some(tag) if tag == SPANISH.tag => &SPANISH,
        _ => &ENGLISH,
    }
}

fn document(tag: &str, [heading, text]: [&str; 2]) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{heading}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <p class=\"brand\">Patchbay</p>\n<h1>{heading}</h1>\n<p>{text}</p>\n\
         </main>\n</body>\n</html>\n"
    )
}
