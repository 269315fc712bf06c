//! One call, from the provider's file to the answer.

use std::collections::BTreeMap;
use std::time::Duration;

use patchbay_providers::{Cure, Encoding, Method, Request, Template, TroubleAt};
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use crate::http::Answer;
use crate::party::of_the_moment;
use crate::retry::{Again, PATIENCE, Tries};
use crate::{CallError, Gateway, Party, Refusal, credential};

impl Gateway {
    /// Makes a call that only reads, with the party's credential, counted towards the
    /// provider's limits.
    pub(crate) async fn read(
        &self,
        party: Party<'_>,
        request: &Request,
    ) -> Result<Answer, CallError> {
        self.call(party, request, Again::IsTheSame, None).await
    }

    /// The same for any call: again as far as that is safe, and with a time of its own for
    /// each answer where the usual one is too short.
    pub(crate) async fn call(
        &self,
        party: Party<'_>,
        request: &Request,
        again: Again,
        within: Option<Duration>,
    ) -> Result<Answer, CallError> {
        let values = of_the_moment(party.values, &self.outside)?;
        let party = party.knowing(&values);
        let mut built = build(party, request)?;
        credential::of_party(&mut built, party)?;
        // What the file says for this request alone stands before what all calls have.
        headers(&mut built, party, request.headers.iter())?;
        credential::sign(&mut built, party, self.outside.now())?;
        *built.timeout_mut() = within;
        let mut tries = Tries::of(again);
        loop {
            let ended = self.in_turn(party, &built).await;
            match tries.wait_after(&ended) {
                Some(wait) => self.outside.wait(wait).await,
                None => return ended,
            }
        }
    }

    async fn in_turn(
        &self,
        party: Party<'_>,
        request: &reqwest::Request,
    ) -> Result<Answer, CallError> {
        let wait = self.pace.limits.turn(party, PATIENCE, self.outside.now());
        self.outside.wait(wait.map_err(|wait| CallError::UsedUp { wait })?).await;
        let _under_way = self.pace.limits.gates(party).await;
        self.once(party, request, Some(TroubleAt::Call)).await
    }

    /// A request of the file without the party's credential, for whoever adds another.
    pub(crate) fn bare(
        &self,
        party: Party<'_>,
        request: &Request,
    ) -> Result<reqwest::Request, CallError> {
        let mut built = build(party, request)?;
        headers(&mut built, party, request.headers.iter())?;
        Ok(built)
    }

    /// Sends what was built, again as far as that is safe.
    pub(crate) async fn send(
        &self,
        party: Party<'_>,
        request: &reqwest::Request,
        again: Again,
    ) -> Result<Answer, CallError> {
        let mut tries = Tries::of(again);
        loop {
            let ended = self.once(party, request, None).await;
            match tries.wait_after(&ended) {
                Some(wait) => self.outside.wait(wait).await,
                None => return ended,
            }
        }
    }

    /// `at` says what kind of call it is, where its file may know a 429 that waiting does
    /// not cure.
    async fn once(
        &self,
        party: Party<'_>,
        request: &reqwest::Request,
        at: Option<TroubleAt>,
    ) -> Result<Answer, CallError> {
        let host = request.url().host_str().unwrap_or_default();
        if let Some((wait, status)) = self.pace.quiet.left(party, host, self.outside.now()) {
            if wait > PATIENCE {
                return Err(CallError::Busy { status, wait: Some(wait) });
            }
            self.outside.wait(wait).await;
        }
        let address = self.reach.address(&party.provider.id, request.url());
        let mut out = reqwest::Request::new(request.method().clone(), address);
        *out.headers_mut() = request.headers().clone();
        *out.timeout_mut() = request.timeout().copied();
        let body = request.body().and_then(|body| body.as_bytes());
        *out.body_mut() = body.map(|body| body.to_vec().into());
        let answer = self.http.send(out, host).await?;
        let status = answer.status;
        if status != 429 && status < 500 {
            return Ok(answer);
        }
        if let Some(refusal) = at.and_then(|at| not_cured_by_waiting(party, at, &answer)) {
            return Err(refusal.into());
        }
        let now = self.outside.now();
        let wait = answer.retry_after(now);
        if let Some(wait) = wait {
            self.pace.quiet.note(party, host, wait, status, now);
        }
        Err(CallError::Busy { status, wait })
    }
}

/// The no behind a 429, where the file knows one that waiting does not cure: credit that is
/// used up, say.
fn not_cured_by_waiting(party: Party<'_>, at: TroubleAt, answer: &Answer) -> Option<Box<Refusal>> {
    let refusal = (answer.status == 429).then(|| Refusal::of(party, at, answer))?;
    let cure = refusal.known.as_ref()?.action;
    (cure != Cure::Wait).then_some(refusal)
}

/// What is wrong with an answer that is not what was hoped for.
pub(crate) fn refused(party: Party<'_>, at: TroubleAt, answer: &Answer) -> CallError {
    match answer.status {
        300..=399 => CallError::Redirected(answer.status),
        200..=299 if answer.is_a_web_page() => CallError::WebPage(answer.status),
        _ => CallError::Refused(Refusal::of(party, at, answer)),
    }
}

fn build(party: Party<'_>, request: &Request) -> Result<reqwest::Request, CallError> {
    let address = party.address(request.url.of(party.environment))?;
    let mut built = reqwest::Request::new(method(request.method), address);
    body(&mut built, party, request)?;
    Ok(built)
}

/// Adds headers. One that rests on an optional field that was left empty is left out.
pub(crate) fn headers<'t>(
    built: &mut reqwest::Request,
    party: Party<'_>,
    templates: impl Iterator<Item = (&'t String, &'t Template)>,
) -> Result<(), CallError> {
    for (name, value) in templates.filter(|(_, value)| !party.rests_on_nothing(value)) {
        let value = value.fill(party.values.expose_secrets(), Encoding::Plain)?;
        header(built, name, &value)?;
    }
    Ok(())
}

/// Adds a header, which is not printed.
pub(crate) fn header(
    built: &mut reqwest::Request,
    name: &str,
    value: &str,
) -> Result<(), CallError> {
    let wrong = || CallError::Unusable(name.to_owned());
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
    value.set_sensitive(true);
    built.headers_mut().insert(header, value);
    Ok(())
}

fn body(
    built: &mut reqwest::Request,
    party: Party<'_>,
    request: &Request,
) -> Result<(), CallError> {
    let values = party.values.expose_secrets();
    let (kind, body) = if let Some(json) = &request.json {
        ("application/json", json.fill(values, Encoding::Json)?)
    } else if let Some(xml) = &request.xml {
        ("text/xml", xml.fill(values, Encoding::Xml)?)
    } else if request.form.is_empty() {
        return Ok(());
    } else {
        ("application/x-www-form-urlencoded", form(party, &request.form)?)
    };
    built.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *built.body_mut() = Some(body.into());
    Ok(())
}

fn form(party: Party<'_>, fields: &BTreeMap<String, Template>) -> Result<String, CallError> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields.iter().filter(|(_, value)| !party.rests_on_nothing(value)) {
        form.append_pair(name, &value.fill(party.values.expose_secrets(), Encoding::Plain)?);
    }
    Ok(form.finish())
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}
