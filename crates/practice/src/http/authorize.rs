//! The consent page, and what the person decides there.

use axum::http::Method;
use axum::response::Response;
use url::Url;

use super::asked::{Wrong, asked};
use super::params::Params;
use super::tricks::Tricks;
use super::{Call, failure, home, respond, sent};
use crate::company;
use crate::desk::Asked;
use crate::misbehaviour::{Endpoint, Trick};
use crate::page;

pub(super) async fn authorize(call: &Call<'_>) -> Response {
    let decides = call.method == Method::POST;
    let tricks = Tricks::only(call, Endpoint::Authorize, |trick| trick.is_of_decision() == decides);
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let response = match asked(call) {
        Err(wrong) => refused(call, &wrong),
        Ok(asked) if decides => decided(call, asked, &tricks),
        Ok(asked) => {
            let html = page::consent(call.role, &asked);
            respond::page(200, html, leads_to(asked.redirect.as_deref()).as_deref())
        }
    };
    tricks.after(call, response).await
}

fn refused(call: &Call<'_>, wrong: &Wrong) -> Response {
    call.role.desk().counts.refused += 1;
    let (refusal, redirect) = match (wrong, call.query.get("redirect_uri")) {
        (Wrong::Here(why), _) => return respond::page(400, page::mistake(call.role, why), None),
        (Wrong::Back(refusal), redirect) => (refusal, redirect),
    };
    match redirect
        .and_then(|redirect| Url::parse(redirect).ok())
        .filter(|url| !url.cannot_be_a_base())
    {
        Some(url) => {
            let said = (refusal.error, &*refusal.description);
            respond::sent_on(&sent::with_error(call, url, said, call.query.get("state"), None))
        }
        None => respond::page(400, page::mistake(call.role, &refusal.description), None),
    }
}

fn decided(call: &Call<'_>, mut asked: Asked, tricks: &Tricks) -> Response {
    let form = Params::of_query(&call.body);
    let state = asked.state.clone().filter(|_| !tricks.has(|t| matches!(t, Trick::StateDropped)));
    let redirect = asked.redirect.as_deref().and_then(|redirect| Url::parse(redirect).ok());
    let home = redirect.filter(|url| !url.cannot_be_a_base());
    let not_allowed = || (call.role.denial(), "the person did not allow it");
    let failure = tricks.sent_home().map(|named| failure::said(named, call.role.denial()));
    let denied = (form.get("decision") != Some("allow")).then(not_allowed);
    if let Some(said) = failure.or(denied) {
        call.role.desk().counts.refused += 1;
        let silent = failure.is_none() && tricks.has(|t| matches!(t, Trick::SilentDenial));
        return match home.filter(|_| !silent) {
            Some(url) => respond::sent_on(&sent::with_error(
                call,
                url,
                said,
                state.as_deref(),
                tricks.issuer(),
            )),
            None => respond::page(200, page::denied(call.role), None),
        };
    }
    asked.companies = company::chosen(form.get("company").unwrap_or_default());
    if asked.companies.is_empty() {
        let why = "Choose one of the companies.";
        return respond::page(400, page::mistake(call.role, why), None);
    }
    if tricks.has(|trick| matches!(trick, Trick::OtherCompany)) {
        asked.companies = company::others(&asked.companies);
    }
    let outside = call.practice.outside();
    let code = outside.fresh("practice-code-");
    asked.event = outside.fresh("practice-event-");
    let pairs = sent::with_code(call, &asked, &code, state.as_deref(), tricks.issuer());
    let is_paste = call
        .role
        .oauth(asked.sign_ins[0])
        .is_some_and(|oauth| home::is_paste(&oauth.home, asked.redirect.as_deref()));
    call.role.desk().allow(code.clone(), asked, outside.now());
    match home.filter(|_| !is_paste) {
        Some(mut url) => {
            url.query_pairs_mut().extend_pairs(pairs);
            respond::sent_on(url.as_str())
        }
        None => respond::page(200, page::code(call.role, &code), None),
    }
}

/// Where the form's answer leads in the end, as a browser wants it in the page's policy.
fn leads_to(redirect: Option<&str>) -> Option<String> {
    let url = Url::parse(redirect?).ok()?;
    match url.origin() {
        url::Origin::Tuple(..) => Some(url.origin().ascii_serialization()),
        url::Origin::Opaque(_) => Some(format!("{}:", url.scheme())),
    }
}
