//! A connection as one custodian hands it to another: what opens it, and all that is needed to
//! prove it and to keep it alive.

use patchbay_contract::{EnvironmentId, Problem, SignInAt};
use patchbay_gateway::{Found, Values};
use patchbay_providers::Provider;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::problems::{MailFailure, Meant, credential_missing};
use crate::{ADDRESS, Damaged, KeptApp, KeptGrant, KeptKey, Servers, Spot};

/// What is handed over, and what the new custodian keeps. Either a permission or a key is in it.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub struct Held {
    /// The provider's id.
    pub provider: String,
    /// By which of its ways was signed in.
    pub sign_in: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// The account's name, which is the address where it is a mailbox.
    pub account: Option<String>,
    /// A permission that somebody gave, or that is asked for with what was typed.
    pub grant: Option<KeptGrant>,
    /// What was typed into a form.
    pub key: Option<KeptKey>,
    /// The firm's app at the provider, where the permission was given to one.
    pub app: Option<KeptApp>,
}

impl Held {
    /// Where it signs in, by its names. None where the environment is no name of one.
    #[must_use]
    pub fn at(&self) -> Option<SignInAt> {
        let environment = EnvironmentId::from_name(&self.environment)?;
        let (provider, sign_in) = (self.provider.clone(), self.sign_in.clone());
        Some(SignInAt { provider, sign_in, environment })
    }

    /// Where it signs in, at this provider. None where it is another's, or has no such way.
    #[must_use]
    pub fn spot(&self, provider: &Provider) -> Option<Spot> {
        let at = self.at().filter(|at| at.provider == provider.id)?;
        Spot::of(provider.clone(), &at)
    }

    /// What calls need: what was typed, the tokens, and the app's id.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = self.key.as_ref().map(KeptKey::values).unwrap_or_default();
        if let Some(grant) = &self.grant {
            values.take_in(&grant.values());
        }
        if let Some(app) = &self.app {
            values.set("client_id", app.client_id.clone());
        }
        values
    }

    /// What was said beside the tokens. Nothing where there are none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn found(&self) -> Result<Found, Damaged> {
        self.grant.as_ref().map_or_else(|| Ok(Found::default()), KeptGrant::found)
    }

    /// Whether mail is read from it.
    #[must_use]
    pub fn reads_mail(&self, provider: &Provider) -> bool {
        self.spot(provider).is_some_and(|spot| spot.sign_in().reads_mail())
    }

    /// The servers of a mailbox, and what opens it there. None of what is no mailbox's.
    ///
    /// # Errors
    /// When what was typed, or the file, does not say where one is.
    pub fn servers(&self, provider: &Provider) -> Result<Servers, Problem> {
        let spot = self.spot(provider).ok_or_else(credential_missing)?;
        let mut values = self.values();
        if let (Some(_), Some(address)) = (&self.grant, &self.account) {
            values.set(ADDRESS, address.clone());
        }
        Servers::of(spot.sign_in(), &values).map_err(|error| {
            MailFailure::of(provider, error).problem(&provider.name, Meant::Testing)
        })
    }
}
