//! Taking a permission back at the provider.

use patchbay_providers::TroubleAt;
use patchbay_providers::sign_in::{ClientSecret, OAuth, TokenKind};
use patchbay_vault::Secret;
use url::form_urlencoded::byte_serialize;

use super::FirmApp;
use crate::basic::basic;
use crate::call::{header, refused};
use crate::http::Answer;
use crate::retry::Again;
use crate::{CallError, Gateway, Party};

/// How the provider took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revoked {
    /// It says that the permission is over.
    Confirmed,
    /// It was over before.
    WasOver,
    /// The provider has no call for it: a person does it by hand.
    ByHand,
}

impl Gateway {
    /// Takes the permission back. `token` gives the one that the file names.
    ///
    /// # Errors
    /// When the provider cannot be asked or says no: the permission stands.
    pub async fn revoke<'t>(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        app: &FirmApp,
        token: impl FnOnce(TokenKind) -> Option<&'t Secret<String>>,
    ) -> Result<Revoked, CallError> {
        let Some(revoke) = &oauth.revoke else {
            return Ok(Revoked::ByHand);
        };
        let Some(token) = token(revoke.token) else {
            return Ok(Revoked::WasOver);
        };
        let mut values = party.values.with("token", token.expose_secret().clone());
        app.fill(&mut values);
        let party = party.knowing(&values);
        let mut request = self.bare(party, &revoke.request)?;
        if revoke.basic {
            prove_client(&mut request, oauth.client_secret, app)?;
        }
        // Taken back twice is taken back.
        let answer = self.send(party, &request, Again::IsTheSame).await?;
        taken(party, &answer)
    }
}

/// Id and secret as HTTP Basic has them in OAuth (RFC 6749, 2.3.1).
pub(super) fn prove_client(
    request: &mut reqwest::Request,
    apps_have: ClientSecret,
    app: &FirmApp,
) -> Result<(), CallError> {
    let Some(secret) = app.secret(apps_have) else { return Ok(()) };
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    header(request, "authorization", &basic(&escaped(&app.client_id), &escaped(secret)))
}

fn taken(party: Party<'_>, answer: &Answer) -> Result<Revoked, CallError> {
    let no = refused(party, TroubleAt::Call, answer);
    let denied = matches!(
        crate::answer::Body::read(&answer.body).json(),
        Some(json) if json["ok"] == serde_json::Value::Bool(false)
    );
    if answer.is_well() && !denied && !answer.is_a_web_page() {
        return Ok(Revoked::Confirmed);
    }
    match &no {
        CallError::Refused(refusal) => match refusal.code.as_deref() {
            // The token is dead, which is what was wanted.
            Some("invalid_token" | "invalid_grant" | "token_revoked" | "token_expired") => {
                Ok(Revoked::WasOver)
            }
            _ => Err(no),
        },
        _ => Err(no),
    }
}
