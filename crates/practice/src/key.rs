//! The credentials of a form: what the practice firm's are, and whether a call has them.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_providers::sign_in::{Field, Key, SignedToken, TokenAlgorithm};
use patchbay_providers::{Cure, Encoding, How, Provider, SignIn, Template, TroubleAt};

use crate::misbehaviour::Failure;
use crate::pattern::{Values, fits};

/// A private key for practice: it opens nothing anywhere.
const PRACTICE_KEY: &str = include_str!("practice_key.pem");

/// What each field is filled with. One that may stay empty does, unless the file says
/// what stands there.
pub(crate) fn credentials(sign_in: &SignIn) -> Values {
    let fields = sign_in.field.iter().filter(|field| !field.optional || field.default.is_some());
    let mut filled: Values = fields.map(|field| (field.id.clone(), filled(field))).collect();
    // An example of a key is none: what signs has to be one.
    if let How::SignedToken(SignedToken { algorithm: TokenAlgorithm::Rs256, key_field, .. }) =
        &sign_in.how
    {
        filled.insert(key_field.clone(), PRACTICE_KEY.to_owned());
    }
    filled
}

fn filled(field: &Field) -> String {
    let choice = || field.choice.first().map(|choice| choice.value.clone());
    let made_up = || "EXAMPLE0PRACTICE0".to_owned();
    field.default.clone().or_else(|| field.example.clone()).or_else(choice).unwrap_or_else(made_up)
}

/// How this vendor refuses a key that opens nothing, as far as its file knows.
pub(crate) fn refusal(provider: &Provider) -> Option<Failure> {
    let mut known = provider.error.iter().filter(|one| one.at == TroubleAt::Call && !one.ended);
    let trouble = known.find(|one| one.action == Cure::ReplaceKey)?;
    Some(Failure {
        status: Some(trouble.status.unwrap_or(401)),
        code: trouble.code.clone(),
        text: trouble.contains.clone(),
    })
}

/// A call, as far as a key can be in it.
pub(crate) struct Call<'a> {
    pub(crate) headers: &'a HeaderMap,
    /// The address and the body.
    pub(crate) text: &'a str,
}

/// Whether the call carries the practice firm's key where the file says.
pub(crate) fn is_in(key: &Key, sign_in: &SignIn, call: &Call<'_>) -> bool {
    let live = credentials(sign_in);
    let sandbox = of_sandbox(&live);
    [live, sandbox].iter().any(|known| has(key, sign_in, call, known))
}

/// The keys of the sandbox, which say so where live ones say that.
fn of_sandbox(live: &Values) -> Values {
    live.iter().map(|(id, value)| (id.clone(), value.replace("_live_", "_test_"))).collect()
}

fn has(key: &Key, sign_in: &SignIn, call: &Call<'_>, known: &Values) -> bool {
    let headers = key.headers.iter().all(|(name, template)| {
        match call.headers.get(name).and_then(|value| value.to_str().ok()) {
            Some(there) => fits(template, known, there),
            None => rests_on_empty_field(sign_in, template, known),
        }
    });
    let basic = key.basic.as_ref().is_none_or(|basic| {
        let user = basic.user.fill(known, Encoding::Plain).unwrap_or_default();
        let password = basic.password.fill(known, Encoding::Plain).unwrap_or_default();
        basic_of(call.headers) == Some((user, password))
    });
    // Signatures are the business of the crate that makes them; here one has to be there.
    let signed = key.signature.is_none() || call.headers.contains_key(header::AUTHORIZATION);
    let in_request = !key.in_request || names_its_secrets(sign_in, known, call);
    headers && basic && signed && in_request
}

/// A header whose optional field was left empty is left out.
fn rests_on_empty_field(sign_in: &SignIn, template: &Template, known: &Values) -> bool {
    template.places().any(|place| {
        !known.contains_key(place)
            && sign_in.field.iter().any(|field| field.id == place && field.optional)
    })
}

/// The probes of such a key name its fields in their bodies or addresses.
fn names_its_secrets(sign_in: &SignIn, known: &Values, call: &Call<'_>) -> bool {
    let named = |id: &str| {
        let requests = sign_in.probe.iter().filter_map(|probe| probe.request.as_ref());
        requests.flat_map(|request| request.templates()).any(|t| t.places().any(|p| p == id))
    };
    sign_in
        .field
        .iter()
        .filter(|field| field.secret && named(&field.id))
        .filter_map(|field| known.get(&field.id))
        .all(|value| call.text.contains(value.as_str()))
}

/// User and password of HTTP Basic.
pub(crate) fn basic_of(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, code) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(BASE64_STANDARD.decode(code.trim()).ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}
