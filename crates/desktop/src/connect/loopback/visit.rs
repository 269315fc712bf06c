//! What a request is: the answer that is waited for, or anything else.

use hyper::header::{HOST, HeaderName};
use hyper::{HeaderMap, Method, Request, StatusCode};
use patchbay_contract::answer_parameters;
use subtle::ConstantTimeEq;

/// What makes a request the one that is waited for.
pub(super) struct Expected {
    /// Name and port, as the browser has to call us.
    pub(super) authority: String,
    pub(super) path: String,
    pub(super) state: String,
}

/// A request, judged.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Visit {
    /// The answer.
    Answer(Vec<(String, String)>),
    /// An answer, and not the one that is waited for.
    OtherAnswer,
    /// Something that wants nothing of us.
    Other(StatusCode),
}

impl Expected {
    /// Judges a request by its head.
    pub(super) fn judge<B>(&self, request: &Request<B>) -> Visit {
        if !self.is_for_us(request) {
            return Visit::Other(StatusCode::MISDIRECTED_REQUEST);
        }
        if request.uri().path() != self.path {
            return Visit::Other(StatusCode::NOT_FOUND);
        }
        if request.method() != Method::GET {
            return Visit::Other(StatusCode::METHOD_NOT_ALLOWED);
        }
        if is_ahead_of_the_person(request.headers()) {
            return Visit::Other(StatusCode::SERVICE_UNAVAILABLE);
        }
        let Ok(parameters) = answer_parameters(request.uri().query().unwrap_or_default()) else {
            return Visit::OtherAnswer;
        };
        if self.is_meant(&parameters) { Visit::Answer(parameters) } else { Visit::OtherAnswer }
    }

    /// Whether the browser was sent to us by the name that we gave. A page whose own name
    /// was bent to this computer calls it by that.
    fn is_for_us<B>(&self, request: &Request<B>) -> bool {
        let mut named = request.headers().get_all(HOST).iter();
        let ours = named.next().is_some_and(|host| host.as_bytes() == self.authority.as_bytes());
        ours && named.next().is_none() && request.uri().authority().is_none()
    }

    fn is_meant(&self, parameters: &[(String, String)]) -> bool {
        let state = parameters.iter().find(|(name, _)| name == "state");
        state.is_some_and(|(_, state)| state.as_bytes().ct_eq(self.state.as_bytes()).into())
    }
}

/// Whether a browser fetches this before anybody wants to see it.
fn is_ahead_of_the_person(headers: &HeaderMap) -> bool {
    const SAID_IN: [HeaderName; 4] = [
        HeaderName::from_static("sec-purpose"),
        HeaderName::from_static("purpose"),
        HeaderName::from_static("x-purpose"),
        HeaderName::from_static("x-moz"),
    ];
    SAID_IN.iter().filter_map(|name| headers.get(name)?.to_str().ok()).any(|purpose| {
        let purpose = purpose.to_ascii_lowercase();
        ["prefetch", "prerender", "preview"].iter().any(|ahead| purpose.contains(ahead))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(request: hyper::http::request::Builder) -> Visit {
        let expected = Expected {
            authority: "localhost:41811".to_owned(),
            path: "/connect/xero/return".to_owned(),
            state: "right".to_owned(),
        };
        expected.judge(&request.body(()).unwrap())
    }

    fn get(uri: &str) -> hyper::http::request::Builder {
        Request::get(uri).header("host", "localhost:41811")
    }

    #[test]
    fn the_one_answer_is_known_by_name_path_method_and_state() {
        let answer = judged(get("/connect/xero/return?code=a%7Cb&state=right"));
        let expected = [("code", "a|b"), ("state", "right")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(answer, Visit::Answer(expected.to_vec()));
    }

    #[test]
    fn everything_else_is_told_apart_from_it() {
        const HOME: &str = "/connect/xero/return?code=a&state=right";
        let other = Visit::Other;
        let by = |host| Request::get(HOME).header("host", host);
        for (request, expected) in [
            (by("evil.example:41811"), other(StatusCode::MISDIRECTED_REQUEST)),
            (by("127.0.0.1:41811"), other(StatusCode::MISDIRECTED_REQUEST)),
            (by("localhost:41812"), other(StatusCode::MISDIRECTED_REQUEST)),
            (Request::get(HOME), other(StatusCode::MISDIRECTED_REQUEST)),
            (get(HOME).header("host", "evil.example"), other(StatusCode::MISDIRECTED_REQUEST)),
            (get("http://evil.example/x"), other(StatusCode::MISDIRECTED_REQUEST)),
            (get("/favicon.ico"), other(StatusCode::NOT_FOUND)),
            (get("/connect/box/return?state=right"), other(StatusCode::NOT_FOUND)),
            (get("/connect/xero/return/?state=right"), other(StatusCode::NOT_FOUND)),
            (get(HOME).method("HEAD"), other(StatusCode::METHOD_NOT_ALLOWED)),
            (get(HOME).method("POST"), other(StatusCode::METHOD_NOT_ALLOWED)),
            (
                get(HOME).header("sec-purpose", "prefetch;prerender"),
                other(StatusCode::SERVICE_UNAVAILABLE),
            ),
            (get(HOME).header("x-moz", "Prefetch"), other(StatusCode::SERVICE_UNAVAILABLE)),
            (get("/connect/xero/return"), Visit::OtherAnswer),
            (get("/connect/xero/return?code=a"), Visit::OtherAnswer),
            (get("/connect/xero/return?code=a&state=wrong"), Visit::OtherAnswer),
            (get("/connect/xero/return?code=a&state=righ"), Visit::OtherAnswer),
            (get("/connect/xero/return?state=right&state=right"), Visit::OtherAnswer),
            (get("/connect/xero/return?state=right&code=%00"), Visit::OtherAnswer),
        ] {
            let shown = format!("{request:?}");
            assert_eq!(judged(request), expected, "{shown}");
        }
    }
}
