//! The checks of a connection: the calls of the provider's file, and what is proven at its mail
//! servers, where a form or a token opens any.

use patchbay_contract::Problem;
use patchbay_gateway::{Found, Values};
use patchbay_providers::BuiltInProbe;

use crate::problems::no_address;
use crate::{ADDRESS, Custodian, Proof, Spot, Step, prove};

/// What is to be checked, and with what.
#[derive(Debug, Clone, Copy)]
pub struct Checks<'a> {
    /// Where it signs in.
    pub spot: &'a Spot,
    /// What its calls are counted under.
    pub account: &'a str,
    /// What fills the places of the calls, secrets included.
    pub values: &'a Values,
    /// What was said beside the tokens.
    pub found: &'a Found,
    /// The name that it is known by, which is the address of a mailbox that a token opens
    /// where its provider does not say it again.
    pub known: Option<&'a str>,
    /// Whether steps are taken that others could see: somebody allowed that.
    pub in_sight: bool,
}

impl Custodian {
    /// Makes them, in the order of the file, to the first that fails. `told` hears of each as
    /// it ends.
    ///
    /// # Errors
    /// When the provider does not say whose mailbox the permission opens, or mail servers
    /// cannot be talked to from here.
    pub async fn checked(
        &self,
        checks: Checks<'_>,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Result<Proof, Problem> {
        let Checks { spot, values, .. } = checks;
        if spot.is_mailbox() {
            return self.at_servers(spot, values, told).await;
        }
        let mut proof = self.by_calls(checks, told).await;
        if spot.sign_in().mailbox().is_none() || proof.failure().is_some() {
            return Ok(proof);
        }
        let address = |name: Option<&str>| name.filter(|name| is_address(name)).map(str::to_owned);
        let named = address(proof.account_name.as_deref()).or_else(|| address(checks.known));
        let address = named.ok_or_else(|| no_address(&spot.provider.name))?;
        let values = values.with(ADDRESS, address);
        proof.steps.extend(self.at_servers(spot, &values, told).await?.steps);
        Ok(proof)
    }

    /// The calls. The gateway has no word for what is proven at mail servers.
    async fn by_calls(&self, checks: Checks<'_>, told: &(dyn Fn(&Step) + Sync)) -> Proof {
        let Checks { spot, account, values, found, in_sight, .. } = checks;
        let of_mail = |name: &str| {
            let mut probes = spot.sign_in().probe.iter();
            probes.any(|one| one.name == name && one.built_in.is_some_and(BuiltInProbe::is_of_mail))
        };
        let tell = |step: &patchbay_gateway::Step| {
            if !of_mail(&step.name) {
                told(&step.clone().into());
            }
        };
        let party = spot.party(account, values);
        let mut proof: Proof = if in_sight {
            self.gateway.probe_in_sight(party, found, &tell).await
        } else {
            self.gateway.probe(party, found, &tell).await
        }
        .into();
        proof.steps.retain(|step| !of_mail(&step.name));
        proof
    }

    async fn at_servers(
        &self,
        spot: &Spot,
        values: &Values,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Result<Proof, Problem> {
        let mail = self.mail.of_provider(&spot.provider.id)?;
        Ok(prove(&mail, &spot.provider, spot.sign_in(), values, told).await)
    }
}

/// Some providers name people otherwise: by a number, or a word.
fn is_address(name: &str) -> bool {
    name.split_once('@').is_some_and(|(person, domain)| !person.is_empty() && domain.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_a_word_is_no_address() {
        for (name, is) in [
            ("office@firm.example", true),
            ("+4915112345678", false),
            ("office", false),
            ("@firm.example", false),
            ("office@firm", false),
        ] {
            assert_eq!(is_address(name), is, "{name}");
        }
    }
}
