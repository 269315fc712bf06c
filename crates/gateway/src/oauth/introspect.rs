//! Asking a provider whether a permission still stands, where it answers that (RFC 7662).

use jiff::Timestamp;
use patchbay_providers::TroubleAt;
use patchbay_providers::sign_in::{OAuth, TokenKind};
use patchbay_vault::Secret;

use super::FirmApp;
use super::revoke::prove_client;
use crate::answer::Body;
use crate::call::refused;
use crate::retry::Again;
use crate::{CallError, Gateway, Party};

/// What the provider says of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introspected {
    /// Whether it works.
    pub active: bool,
    /// What it allows, if that is said.
    pub scopes: Option<Vec<String>>,
    /// When it ends, if that is said.
    pub until: Option<Timestamp>,
}

impl Gateway {
    /// Asks whether the token that the file names still works. `None` where the provider
    /// cannot be asked, or the connection has no such token.
    ///
    /// # Errors
    /// When the provider cannot be reached, says no, or answers something else.
    pub async fn introspect<'t>(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        app: &FirmApp,
        token: impl FnOnce(TokenKind) -> Option<&'t Secret<String>>,
    ) -> Result<Option<Introspected>, CallError> {
        let Some(introspect) = &oauth.introspect else { return Ok(None) };
        let Some(token) = token(introspect.token) else { return Ok(None) };
        let mut values = party.values.with("token", token.expose_secret().clone());
        app.fill(&mut values);
        let party = party.knowing(&values);
        let mut request = self.bare(party, &introspect.request)?;
        if introspect.basic {
            prove_client(&mut request, oauth.client_secret, app)?;
        }
        let answer = self.send(party, &request, Again::IsTheSame).await?;
        if !answer.is_well() || answer.is_a_web_page() {
            return Err(refused(party, TroubleAt::Call, &answer));
        }
        read(&Body::read(&answer.body)).map(Some)
    }
}

fn read(body: &Body) -> Result<Introspected, CallError> {
    let said = body.json().and_then(|json| Some((json, json.get("active")?.as_bool()?)));
    let (json, active) =
        said.ok_or_else(|| CallError::Nonsense("it does not say whether the token works".into()))?;
    let scopes = json["scope"].as_str();
    let until = json["exp"].as_i64();
    Ok(Introspected {
        active,
        scopes: scopes.map(|all| all.split_whitespace().map(ToOwned::to_owned).collect()),
        until: until.and_then(|end| Timestamp::from_second(end).ok()),
    })
}
