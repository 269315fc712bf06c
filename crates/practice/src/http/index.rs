//! The list of what is played, and its switches.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use jiff::SignedDuration;

use super::params::Params;
use super::tricks::PATIENCE;
use super::{MOST, respond};
use crate::misbehaviour::{Books, Endpoint, ExpiresIn, Issuer, Misbehaviour, Trick};
use crate::{Practice, page};

/// The kinds of address, as the form names them.
const PLACES: [(&str, Endpoint); 7] = [
    ("consent", Endpoint::Authorize),
    ("exchange", Endpoint::Token),
    ("renewal", Endpoint::Refresh),
    ("revocation", Endpoint::Revoke),
    ("introspection", Endpoint::Introspect),
    ("calls", Endpoint::Api),
    ("mail", Endpoint::Mail),
];

/// What the form offers.
fn switches() -> Vec<(&'static str, Trick)> {
    vec![
        ("answers ten seconds late", Trick::Wait(PATIENCE)),
        ("asks for fewer calls (429)", Trick::TooMany(30)),
        ("has trouble (503)", Trick::Status(503)),
        ("ends the connection", Trick::Reset),
        ("loses the answer", Trick::LostAnswer),
        ("shows a page instead (200)", Trick::Html),
        ("says an error with 200", Trick::ErrorWith200("temporarily_unavailable".into())),
        ("gives no refresh token", Trick::NoRefreshToken),
        ("writes the life as text", Trick::ExpiresIn(ExpiresIn::Text)),
        ("says no life", Trick::ExpiresIn(ExpiresIn::Absent)),
        ("names another type of token", Trick::TokenType("mac".into())),
        ("grants less than was allowed", Trick::FewerScopes),
        ("connects the other company", Trick::OtherCompany),
        ("has a clock an hour ahead", Trick::ClockSkew(SignedDuration::from_hours(1))),
        ("names a wrong issuer", Trick::Issuer(Issuer::Wrong)),
        ("drops the state", Trick::StateDropped),
        ("says nothing when denied", Trick::SilentDenial),
        ("answers a question with nothing", Trick::NoAnswer),
        ("declines to answer a question", Trick::Declines),
        ("does not count tokens", Trick::NoUsage),
        ("tells books that do not tie", Trick::Books(Books::DoNotTie)),
    ]
}

pub(super) async fn show(State(practice): State<Practice>) -> Response {
    let places = PLACES.map(|(name, _)| name);
    let switches: Vec<&str> = switches().into_iter().map(|(name, _)| name).collect();
    respond::page(200, page::list(&practice, &places, &switches), None)
}

pub(super) async fn style() -> Response {
    respond::of(200, "text/css; charset=utf-8", page::STYLE)
}

pub(super) async fn switch(State(practice): State<Practice>, request: Request) -> Response {
    let Ok(body) = to_bytes(request.into_body(), MOST).await else {
        return respond::problem(413, "too_large", "a switch is small");
    };
    let form = Params::of_query(&String::from_utf8_lossy(&body));
    let provider = form.get("provider").unwrap_or_default();
    let wanted = match form.get("do") {
        Some("misbehave") => misbehaviour(&form),
        Some("fail") => failure(&practice, provider, &form),
        Some("behave") => {
            practice.behave(provider);
            return respond::sent_on("/");
        }
        Some("revoke") => {
            practice.revoke_all(provider);
            return respond::sent_on("/");
        }
        _ => None,
    };
    let Some(misbehaviour) = wanted else {
        return respond::problem(400, "no_such_switch", "there is no switch of this name");
    };
    practice.misbehave(provider, misbehaviour);
    respond::sent_on("/")
}

/// One of the failures that the provider's file names, by its place there.
fn failure(practice: &Practice, provider: &str, form: &Params) -> Option<Misbehaviour> {
    let place: usize = form.get("failure")?.parse().ok()?;
    Misbehaviour::named(practice.role(provider)?.provider.error.get(place)?)
}

fn misbehaviour(form: &Params) -> Option<Misbehaviour> {
    let at = form.get("at")?;
    let how = form.get("how")?;
    let (_, at) = PLACES.into_iter().find(|(name, _)| *name == at)?;
    let (_, trick) = switches().into_iter().find(|(name, _)| *name == how)?;
    let times = match form.get("times") {
        Some(times) => Some(times.parse().ok().filter(|times| *times > 0)?),
        None => None,
    };
    Some(Misbehaviour { times, ..Misbehaviour::always(at, trick) })
}
