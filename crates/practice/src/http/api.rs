//! The calls of the API, and what is posted to a secret address.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use patchbay_providers::sign_in::How;
use patchbay_providers::{Encoding, Request, SignIn, Template};
use serde_json::{Value, json};

use super::tricks::Tricks;
use super::{Call, failure, respond};
use crate::answer::{self, Answer, Asker};
use crate::company::{self, COMPANIES, Company};
use crate::find::{Meant, Work};
use crate::key;
use crate::misbehaviour::{Books, Endpoint, Trick};
use crate::pattern::{Pattern, Values, fits, marked};
use crate::question::{Question, models};
use crate::refusal::Refusal;

pub(super) async fn api(call: &Call<'_>) -> Response {
    let tricks = Tricks::of(call, Endpoint::Api);
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let response = match answered(call, tricks.all()) {
        Ok(answer) => {
            call.role.desk().counts.probes += 1;
            let mut response = respond::of(answer.status, answer.media_type, answer.body);
            for (name, value) in answer.headers {
                if let (Ok(name), Ok(value)) =
                    (HeaderName::try_from(name), HeaderValue::try_from(value))
                {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
        Err(denied) => {
            call.role.desk().counts.refused += 1;
            denied.response(call)
        }
    };
    tricks.after(call, response).await
}

/// Why a call gets no answer.
enum Denied {
    /// For a reason that providers share.
    Because(Refusal),
    /// Its key opens nothing.
    WrongKey,
}

impl Denied {
    /// In the vendor's own words, as far as its file knows them.
    fn response(&self, call: &Call<'_>) -> Response {
        let unknown = Refusal::token("the call carries no token or key that works");
        match (self, key::refusal(&call.role.provider)) {
            (Self::Because(refusal), _) => respond::refused(refusal),
            (Self::WrongKey, Some(known)) => failure::answer(call.role, Endpoint::Api, &known),
            (Self::WrongKey, None) => respond::refused(&unknown),
        }
    }
}

/// A message to a secret address is taken, whatever it says.
pub(super) async fn posted(call: &Call<'_>) -> Response {
    let tricks = Tricks::of(call, Endpoint::Api);
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let response = if serde_json::from_str::<Value>(&call.body).is_ok() {
        call.role.desk().counts.probes += 1;
        respond::json(200, &json!({"ok": true, "status": "success"}))
    } else {
        call.role.desk().counts.refused += 1;
        respond::refused(&Refusal::request("what is posted has to be JSON"))
    };
    tricks.after(call, response).await
}

fn answered(call: &Call<'_>, tricks: &[Trick]) -> Result<Answer, Denied> {
    well_formed(call).map_err(Denied::Because)?;
    let question = asked(call).map_err(Denied::Because)?;
    let wished = Wished { question: question.as_ref(), tricks };
    let mut denied = Denied::WrongKey;
    for meant in &call.meant {
        let Some(sign_in) = call.role.sign_in(meant.part.sign_in) else { continue };
        match answer(call, meant, sign_in, wished) {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(why) => denied = Denied::Because(why),
        }
    }
    Err(denied)
}

/// What an AI is asked, and what it does wrong with it.
#[derive(Clone, Copy)]
struct Wished<'a> {
    question: Option<&'a Question>,
    tricks: &'a [Trick],
}

/// The question that the call asks, if it asks one: of a model that there is.
fn asked(call: &Call<'_>) -> Result<Option<Question>, Refusal> {
    let asks = |meant: &&Meant<'_>| meant.part.work == Work::Ask;
    let Some((meant, ai)) = call.meant.iter().find(asks).zip(call.role.provider.ai.as_ref()) else {
        return Ok(None);
    };
    // A test of the file may ask at the same address, in words of its own.
    let is_test = call.meant.iter().any(|meant| {
        let json = request(call, meant).and_then(|request| request.json.as_ref());
        let words = json.and_then(|json| json.fill(&Values::new(), Encoding::Json).ok());
        meant.part.work != Work::Ask && words.as_ref() == Some(&call.body)
    });
    match Question::read(ai, &meant.values, &call.body) {
        _ if is_test => Ok(None),
        Some(asked) if models(&call.role.provider).contains(&asked.model) => Ok(Some(asked)),
        Some(asked) => Err(Refusal::model(format!("there is no model “{}”", asked.model))),
        None => Err(Refusal::request("this is not how the file asks a question")),
    }
}

/// The answer, if the call is one of this way to sign in.
fn answer(
    call: &Call<'_>,
    meant: &Meant<'_>,
    sign_in: &SignIn,
    wished: Wished<'_>,
) -> Result<Option<Answer>, Refusal> {
    let bearer = "Bearer {access_token}".parse().ok();
    let authorization = match &sign_in.how {
        How::OAuth(oauth) => Some(&oauth.authorization),
        How::ClientCredentials(_) => bearer.as_ref(),
        How::Key(key) => {
            let text = format!("{} {} {}", call.address, call.raw_query, call.body);
            let key_call = key::Call { headers: &call.headers, text: &text };
            let is_in = key::is_in(key, sign_in, &key_call);
            return Ok(is_in.then(|| of_all(call, wished)));
        }
        // A token that is signed here goes into a link for people; calls need none.
        _ => return Ok(Some(of_all(call, wished))),
    };
    let own = request(call, meant).and_then(|request| request.headers.get("authorization"));
    let Some(token) = own.or(authorization).and_then(|template| token_in(call, template)) else {
        return Ok(None);
    };
    let desk = call.role.desk();
    let grant = desk
        .access(&token, call.practice.outside().now())
        .ok_or_else(|| Refusal::token("the token has expired or was taken back"))?;
    let environment = meant.part.spot.environment;
    if environment.is_some() && grant.asked.environment.is_some_and(|e| Some(e) != environment) {
        return Err(Refusal::token("the token is one of another environment"));
    }
    let company = named(call, &grant.asked.companies)?;
    let companies = &grant.asked.companies;
    let Wished { question, tricks } = wished;
    let (query, books) = (call.query.all(), Books::among(tricks));
    let asker = Asker { grant: Some(grant), company, companies, question, tricks, query, books };
    Ok(Some(answer::api(call.role, &call.meant, &asker)))
}

/// The answer to somebody whose key opens the practice firm's own account.
fn of_all(call: &Call<'_>, wished: Wished<'_>) -> Answer {
    let companies = [&COMPANIES[0]];
    let Wished { question, tricks } = wished;
    let (query, books) = (call.query.all(), Books::among(tricks));
    let company = &COMPANIES[0];
    let asker =
        Asker { grant: None, company, companies: &companies, question, tricks, query, books };
    answer::api(call.role, &call.meant, &asker)
}

fn token_in(call: &Call<'_>, template: &Template) -> Option<String> {
    let there = call.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let values = Pattern::of_value(&marked(template), &Values::new()).read(there)?;
    ["access_token", "token"].into_iter().find_map(|place| values.get(place).cloned())
}

/// The company that the call is about: one that was allowed.
fn named(call: &Call<'_>, allowed: &[&'static Company]) -> Result<&'static Company, Refusal> {
    let mut text = format!("{} {} {}", call.address, call.raw_query, call.body);
    for (name, value) in &call.headers {
        if *name != header::AUTHORIZATION {
            text.push(' ');
            text.push_str(value.to_str().unwrap_or_default());
        }
    }
    match company::named_in(&text) {
        Some(company) if allowed.contains(&company) => Ok(company),
        Some(_) => Err(Refusal::forbidden("nobody has allowed this company")),
        None => allowed.first().copied().ok_or_else(|| Refusal::forbidden("no company is left")),
    }
}

fn request<'a>(call: &'a Call<'_>, meant: &Meant<'_>) -> Option<&'a Request> {
    let sign_in = call.role.sign_in(meant.part.sign_in)?;
    match meant.part.work {
        Work::Discovery => sign_in.discovery.as_ref()?.request.as_ref(),
        Work::Probe(n) => sign_in.probe.get(n)?.request.as_ref(),
        Work::Models => Some(&call.role.provider.ai.as_ref()?.list.as_ref()?.request),
        Work::Ask => Some(&call.role.provider.ai.as_ref()?.ask.request),
        Work::Numbers => {
            let report = call.role.provider.trial_balance.as_ref()?;
            report.numbers.as_ref().map(|one| &one.request)
        }
        Work::TrialBalance => call.role.provider.trial_balance.as_ref().map(|one| &one.request),
        _ => None,
    }
}

/// The headers that are the same in every call are there, and a body is what it says.
fn well_formed(call: &Call<'_>) -> Result<(), Refusal> {
    let of_api = call.role.provider.api.iter().flat_map(|api| &api.headers);
    for (name, template) in of_api.filter(|(_, template)| template.places().next().is_none()) {
        let there = call.headers.get(name).and_then(|value| value.to_str().ok());
        if !there.is_some_and(|there| fits(template, &Values::new(), there)) {
            return Err(Refusal::request(format!("the header “{name}” is missing or other")));
        }
    }
    let wants_json = |meant| request(call, meant).is_some_and(|request| request.json.is_some());
    if call.meant.iter().any(wants_json) && serde_json::from_str::<Value>(&call.body).is_err() {
        return Err(Refusal::request("the body has to be JSON"));
    }
    Ok(())
}
