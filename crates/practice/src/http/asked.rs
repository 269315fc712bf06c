//! What is asked at the consent page, checked as the vendor would.

use patchbay_providers::sign_in::{OAuth, Pkce, ScopesAsked};

use super::{Call, home};
use crate::desk::{Asked, Challenge};
use crate::find::Meant;
use crate::pattern::fits;
use crate::refusal::Refusal;

/// Why nothing is asked.
pub(super) enum Wrong {
    /// Nobody may be sent anywhere: the person reads it.
    Here(String),
    /// The app is told.
    Back(Refusal),
}

/// What is asked, for all the ways to sign in that it can be for.
pub(super) fn asked(call: &Call<'_>) -> Result<Asked, Wrong> {
    let mut found: Option<Asked> = None;
    let mut wrong = None;
    for meant in &call.meant {
        let Some(oauth) = call.role.oauth(meant.part.sign_in) else { continue };
        match of(call, meant, oauth) {
            Ok(asked) => match &mut found {
                Some(before) => before.sign_ins.extend(asked.sign_ins),
                None => found = Some(asked),
            },
            // The recommended way stands first, so its mistake is the one to tell.
            Err(mistake) => wrong = wrong.or(Some(mistake)),
        }
    }
    let nothing = || Wrong::Here("Nothing is asked here.".to_owned());
    found.ok_or_else(|| wrong.unwrap_or_else(nothing))
}

fn of(call: &Call<'_>, meant: &Meant<'_>, oauth: &OAuth) -> Result<Asked, Wrong> {
    let query = &call.query;
    let environment = meant.part.spot.environment;
    if query.get("client_id") != Some(&call.role.app.client_id) {
        return Err(Wrong::Here(format!(
            "{} does not know this app. Its id has to be {}.",
            call.role.provider.name, call.role.app.client_id
        )));
    }
    let redirect = query.get("redirect_uri");
    if !home::permits(&call.role.provider, &oauth.home, environment, redirect) {
        return Err(Wrong::Here(format!(
            "The redirect address {} is not one that is registered for this app.",
            redirect.unwrap_or("that was not sent")
        )));
    }
    let back = |refusal| Err(Wrong::Back(refusal));
    if let Err(refusal) = query.each_once() {
        return back(refusal);
    }
    if query.get("response_type") != Some("code") {
        return back(Refusal::request("response_type has to be code"));
    }
    if query.get("state").is_none() {
        return back(Refusal::request("state is missing"));
    }
    if oauth.nonce && query.get("nonce").is_none() {
        return back(Refusal::request("nonce is missing"));
    }
    for (name, template) in &oauth.authorize_params {
        if !query.get(name).is_some_and(|value| fits(template, &meant.values, value)) {
            return back(Refusal::request(format!("“{name}” is missing or says something else")));
        }
    }
    let text = |name| query.get(name).map(str::to_owned);
    Ok(Asked {
        sign_ins: vec![meant.part.sign_in],
        redirect: text("redirect_uri"),
        state: text("state"),
        nonce: text("nonce"),
        challenge: challenge(call, oauth).map_err(Wrong::Back)?,
        scopes: scopes(call, oauth).map_err(Wrong::Back)?,
        environment,
        companies: Vec::new(),
        event: String::new(),
    })
}

/// The PKCE challenge. One without a method means the verifier itself, as the standard
/// says and some vendors do.
fn challenge(call: &Call<'_>, oauth: &OAuth) -> Result<Option<Challenge>, Refusal> {
    let Some(text) = call.query.get("code_challenge").map(str::to_owned) else {
        return match oauth.pkce {
            Pkce::Required => Err(Refusal::request("code_challenge is missing")),
            _ => Ok(None),
        };
    };
    match (oauth.pkce, call.query.get("code_challenge_method")) {
        (Pkce::Refused, _) => Err(Refusal::request("code_challenge is not taken here")),
        (_, Some("S256")) => Ok(Some(Challenge::S256(text))),
        (Pkce::Required, None | Some("plain")) => {
            Err(Refusal::request("code_challenge_method has to be S256"))
        }
        (_, None | Some("plain")) => Ok(Some(Challenge::Plain(text))),
        (_, Some(other)) => {
            Err(Refusal::request(format!("the method “{other}” of the challenge is not known")))
        }
    }
}

fn scopes(call: &Call<'_>, oauth: &OAuth) -> Result<Vec<String>, Refusal> {
    if oauth.scopes_asked == ScopesAsked::OnTheApp {
        let ticked = oauth.scope.iter().filter(|scope| !scope.optional);
        return Ok(ticked.map(|scope| scope.value.clone()).collect());
    }
    let asked = call.query.get("scope").unwrap_or_default();
    let asked: Vec<String> = asked
        .split(oauth.scope_separator.as_str())
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    if asked.is_empty() {
        return Err(Refusal::scope("no scope is asked for"));
    }
    let unknown = asked.iter().find(|asked| oauth.scope.iter().all(|known| known.value != **asked));
    match unknown {
        Some(unknown) => Err(Refusal::scope(format!("the scope “{unknown}” is not known"))),
        None => Ok(asked),
    }
}
