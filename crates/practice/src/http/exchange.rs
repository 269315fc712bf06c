//! Tokens for a code.

use patchbay_providers::Quirk;
use patchbay_providers::sign_in::{OAuth, Rotation};
use serde_json::Value;

use super::Call;
use super::params::Params;
use super::token::{fresh, read, ways};
use crate::answer;
use crate::desk::{Asked, Offer};
use crate::find::{Meant, Work};
use crate::refusal::Refusal;

/// Gives tokens for a code.
pub(super) fn exchange(call: &Call<'_>, anyhow: &Params) -> Result<Value, Refusal> {
    let code = anyhow.get("code").ok_or_else(|| Refusal::request("code is missing"))?;
    let asked = call.role.desk().asked(code).cloned();
    let here = |work| matches!(work, Work::Token { exchange: true, .. });
    let mut refusal = Refusal::grant_type("codes are not taken here");
    // A code can be for several ways: the one is meant that the request is written for.
    for (meant, oauth) in ways(call, here) {
        if asked.as_ref().is_some_and(|asked| !is_for(asked, meant)) {
            refusal = Refusal::grant("the code is for another address of this provider");
            continue;
        }
        match read(call, oauth, &oauth.token_params, asked.as_ref(), code) {
            Ok(params) => return spend(call, meant.part.sign_in, oauth, code, &params),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

fn is_for(asked: &Asked, meant: &Meant<'_>) -> bool {
    asked.sign_ins.contains(&meant.part.sign_in)
        && meant
            .part
            .spot
            .environment
            .is_none_or(|here| asked.environment.is_none_or(|asked| asked == here))
}

/// Takes the code, and begins the permission in the same moment.
fn spend(
    call: &Call<'_>,
    sign_in: usize,
    oauth: &OAuth,
    code: &str,
    params: &Params,
) -> Result<Value, Refusal> {
    let offer =
        Offer { code, redirect: params.get("redirect_uri"), verifier: params.get("code_verifier") };
    let now = call.practice.outside().now();
    let mut desk = call.role.desk();
    let asked = desk.spend(&offer, oauth.clocks.code.map(|life| life.duration()), now)?;
    if call.role.has(Quirk::OneGrantPerUserAndCompany) {
        desk.make_room(&asked.companies);
    }
    let mut given = fresh(call, &asked.event);
    if oauth.refresh.rotation == Rotation::None {
        given.refresh = None;
    }
    let grant = desk.begin(sign_in, asked, &given, oauth.clocks.access, now);
    let (answer, number) = (answer::token(call.role, grant, &given, now), grant.number);
    desk.gave(code, number);
    Ok(answer)
}
