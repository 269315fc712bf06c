//! A refresh token, for a newer grant.

use oauth2::RefreshToken;
use patchbay_providers::TroubleAt;
use patchbay_providers::sign_in::{OAuth, Refresh, Rotation};
use patchbay_vault::Secret;
use serde_json::Value;

use super::endpoint::Endpoint;
use super::{FirmApp, Grant, TokenError, scopes};
use crate::retry::Again;
use crate::{Gateway, Party};

/// No grant came of a renewal.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
pub struct NotRenewed {
    /// Why not.
    pub why: TokenError,
    /// The refresh token of an answer that was of no use otherwise. The one before may be
    /// dead, so this one is kept.
    pub replaced: Option<Secret<String>>,
}

impl Gateway {
    /// Renews a grant. Where a refresh token dies by its use, it is never shown twice once
    /// it may have arrived: what that means for it is the custodian's to decide. The
    /// party's values have what the grant before left there.
    ///
    /// # Errors
    /// When no grant came. Only [`TokenError::ends_the_grant`] says that it is over.
    pub async fn renew(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        app: &FirmApp,
        refresh_token: &Secret<String>,
    ) -> Result<Grant, NotRenewed> {
        let mut values = party.values.clone();
        app.fill(&mut values);
        values.set("refresh_token", refresh_token.expose_secret().clone());
        let party = party.knowing(&values);
        let (at, further) = (TroubleAt::Refresh, &oauth.refresh_params);
        let endpoint = Endpoint::of(self, party, oauth, further, at, again(&oauth.refresh))
            .map_err(|why| NotRenewed { why, replaced: None })?;
        self.renewed(party, oauth, app, refresh_token, &endpoint)
            .await
            .map_err(|why| NotRenewed { why, replaced: endpoint.refresh_token_heard() })
    }

    async fn renewed(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        app: &FirmApp,
        refresh_token: &Secret<String>,
        endpoint: &Endpoint<'_>,
    ) -> Result<Grant, TokenError> {
        let address = oauth.refresh_url.as_ref().unwrap_or(&oauth.token_url);
        let client = endpoint.client(address, app)?;
        let token = RefreshToken::new(refresh_token.expose_secret().clone());
        let request = client.exchange_refresh_token(&token);
        let received = request.request_async(endpoint).await;
        let received = endpoint.received(received)?;
        let (callback, now) = (Default::default(), self.outside.now());
        let mut grant = Grant::of(party, oauth, received, Value::Null, callback, now)?;
        let replaces = matches!(oauth.refresh.rotation, Rotation::SingleUse | Rotation::Rotates);
        if replaces && grant.refresh_token.is_none() {
            return Err(TokenError::NoRefreshToken);
        }
        grant.lacks = scopes::not_allowed(oauth, &[], grant.scopes.as_deref());
        Ok(grant)
    }
}

/// A token that stays, or works a while longer, may be shown again.
fn again(refresh: &Refresh) -> Again {
    match refresh.rotation {
        Rotation::Same => Again::IsTheSame,
        Rotation::Rotates if refresh.previous_works_for.is_some() => Again::IsTheSame,
        _ => Again::MayHarm,
    }
}
