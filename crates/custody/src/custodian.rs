//! Whoever holds connections: what it calls providers with, and where mail servers are.

use patchbay_contract::Problem;
use patchbay_gateway::Gateway;
use patchbay_gateway::ai::CHOSEN_MODEL;
use patchbay_providers::Provider;

use crate::checks::Checks;
use crate::problems::credential_missing;
use crate::{Held, MailReach, Proof, Step};

/// Whoever holds connections. Cheap to clone; clones count their calls together.
#[derive(Debug, Clone)]
pub struct Custodian {
    pub(crate) gateway: Gateway,
    pub(crate) mail: MailReach,
}

impl Custodian {
    /// Over this gateway, and at these mail servers.
    #[must_use]
    pub const fn new(gateway: Gateway, mail: MailReach) -> Self {
        Self { gateway, mail }
    }

    /// What calls are made with.
    #[must_use]
    pub const fn gateway(&self) -> &Gateway {
        &self.gateway
    }

    /// Where mail servers are.
    #[must_use]
    pub const fn mail(&self) -> &MailReach {
        &self.mail
    }

    /// Makes the checks of what is held, as it is: nothing is renewed, and no step is taken
    /// that others could see. `account` is what its calls are counted under, `model` the one
    /// that the firm chose where the provider is an AI. `told` hears of each check as it ends.
    ///
    /// # Errors
    /// When there is nothing to make them with, the provider does not say whose mailbox a
    /// permission opens, or mail servers cannot be talked to from here. What the provider says
    /// no to is in the proof.
    pub async fn check(
        &self,
        provider: &Provider,
        held: &Held,
        account: &str,
        model: Option<&str>,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Result<Proof, Problem> {
        let spot = held.spot(provider).ok_or_else(credential_missing)?;
        if held.grant.is_none() && held.key.is_none() {
            return Err(credential_missing());
        }
        let mut values = held.values();
        if let Some(model) = model.filter(|_| provider.ai.is_some()) {
            values.set(CHOSEN_MODEL, model.to_owned());
        }
        let found = held.found().map_err(|_| credential_missing())?;
        let (spot, values, found) = (&spot, &values, &found);
        let known = held.account.as_deref();
        let checks = Checks { spot, account, values, found, known, in_sight: false };
        self.checked(checks, told).await
    }
}
