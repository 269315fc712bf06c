//! Tokens for a refresh token.

use serde_json::Value;

use super::Call;
use super::params::Params;
use super::token::{fresh, read, ways};
use crate::answer;
use crate::find::Work;
use crate::refusal::Refusal;

/// Gives new tokens for a refresh token, by the provider's rules.
pub(super) fn renewal(call: &Call<'_>, anyhow: &Params) -> Result<Value, Refusal> {
    let refresh =
        anyhow.get("refresh_token").ok_or_else(|| Refusal::request("refresh_token is missing"))?;
    let asked = call.role.desk().asked_of(refresh);
    let here = |work| matches!(work, Work::Token { renewal: true, .. });
    let mut refusal = Refusal::grant_type("nothing is renewed at this address");
    for (meant, oauth) in ways(call, here) {
        if asked.as_ref().is_some_and(|(sign_in, _)| *sign_in != meant.part.sign_in) {
            continue;
        }
        let asked = asked.as_ref().map(|(_, asked)| asked);
        if let Err(why) = read(call, oauth, &oauth.refresh_params, asked, "") {
            refusal = why;
            continue;
        }
        let event = asked.map(|asked| asked.event.clone()).unwrap_or_default();
        let fresh = fresh(call, &event);
        let now = call.practice.outside().now();
        let mut desk = call.role.desk();
        let renewed = desk.renew(refresh, oauth, fresh, now)?;
        return Ok(answer::token(call.role, renewed.grant, &renewed.given, now));
    }
    Err(refusal)
}
