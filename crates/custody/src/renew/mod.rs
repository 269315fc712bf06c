//! Renewing: another grant for one that is kept, by its refresh token, or asked for again with
//! what was typed.
//!
//! Who may renew, and that only one does, is the custodian's to know before it asks here; what
//! comes back is to be sealed before anybody uses it. What a failure means is in `meaning`, when
//! it is time in `due`.

mod due;
mod held;
mod meaning;

use patchbay_gateway::oauth::{FirmApp, Grant, NotRenewed, TokenError};
use patchbay_gateway::{CallError, Values};
use patchbay_providers::Missing;
use patchbay_providers::sign_in::Rotation;
use patchbay_vault::Secret;

use crate::{Custodian, Damaged, KeptGrant, Spot};

pub use held::Renewal;
pub use meaning::Meaning;

/// What came of asking for another grant.
#[derive(Debug)]
pub enum Again {
    /// Another one.
    Granted(Box<Granted>),
    /// None.
    Refused(Box<Ungranted>),
    /// There is nothing to ask with: it lives as long as its token does.
    Nothing,
    /// The firm's app was removed: nothing can be renewed without it.
    NoApp,
}

/// Another grant.
#[derive(Debug)]
pub struct Granted {
    /// What is kept from now on.
    pub kept: Secret<KeptGrant>,
    /// What it does not allow though it was asked for.
    pub lacks: Vec<String>,
}

/// No grant.
#[derive(Debug)]
pub struct Ungranted {
    /// Why not.
    pub why: TokenError,
    /// What that means.
    pub meaning: Meaning,
    /// What has to be kept all the same: the refresh token before may be dead.
    pub keep: Option<Secret<KeptGrant>>,
}

/// What another grant is asked for with.
enum With {
    /// What was typed.
    Typed,
    /// This, and the firm's app.
    Token(Secret<String>),
    /// There is nothing.
    Nothing,
}

impl With {
    fn of(spot: &Spot, before: &KeptGrant) -> Self {
        let Some(oauth) = spot.oauth() else { return Self::Typed };
        let rotates = oauth.refresh.rotation != Rotation::None;
        let token = before.refresh_token.clone().filter(|_| rotates);
        token.map_or(Self::Nothing, |token| Self::Token(Secret::new(token)))
    }
}

/// Whether the firm's app is needed to renew this.
#[must_use]
pub fn needs_app(spot: &Spot, before: &KeptGrant) -> bool {
    matches!(With::of(spot, before), With::Token(_))
}

impl Custodian {
    /// Asks for another grant.
    ///
    /// # Errors
    /// When what is kept cannot be read. The provider is not asked then.
    pub async fn again(
        &self,
        spot: &Spot,
        account: &str,
        before: &KeptGrant,
        app: Option<&FirmApp>,
    ) -> Result<Again, Damaged> {
        before.found()?;
        let values = before.values();
        let asked = match (With::of(spot, before), spot.oauth()) {
            (With::Typed, _) => self.as_client(spot, account, &values).await.map_err(alone),
            (With::Token(token), Some(oauth)) => {
                let Some(app) = app else { return Ok(Again::NoApp) };
                self.gateway.renew(spot.party(account, &values), oauth, app, &token).await
            }
            (With::Token(_), None) | (With::Nothing, _) => return Ok(Again::Nothing),
        };
        let mut kept = before.clone();
        match asked {
            Ok(grant) => {
                kept.renewed_by(&grant)?;
                let granted = Granted { kept: Secret::new(kept), lacks: grant.lacks };
                Ok(Again::Granted(Box::new(granted)))
            }
            Err(NotRenewed { why, replaced: None }) => {
                let meaning = Meaning::of(&why);
                Ok(Again::Refused(Box::new(Ungranted { why, meaning, keep: None })))
            }
            Err(NotRenewed { why, replaced: Some(token) }) => {
                kept.refresh_token = Some(token.expose_secret().clone());
                let (meaning, keep) = (Meaning::replaced(), Some(Secret::new(kept)));
                Ok(Again::Refused(Box::new(Ungranted { why, meaning, keep })))
            }
        }
    }

    /// Asks for a token with what was typed. A connection whose token ends is given the next
    /// one by this, with the values that lie sealed in it.
    ///
    /// # Errors
    /// When no token came, or one that may not do what the connection is for.
    pub async fn as_client(
        &self,
        spot: &Spot,
        account: &str,
        values: &Values,
    ) -> Result<Grant, TokenError> {
        let how = spot.sign_in().client_credentials();
        let how = how.ok_or_else(|| CallError::from(Missing("client_credentials".to_owned())))?;
        self.gateway.sign_in_as_client(spot.party(account, values), how).await
    }
}

/// Of a sign-in that needs no refresh token, none is left behind.
fn alone(why: TokenError) -> NotRenewed {
    NotRenewed { why, replaced: None }
}
