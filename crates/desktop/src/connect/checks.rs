//! The checks of a permission: the calls of the provider's file, and behind them what is
//! proven at the mail servers that the token opens, if it opens any.

use patchbay_contract::Problem;
use patchbay_custody::Spot;
use patchbay_gateway::{Found, Values};
use patchbay_providers::BuiltInProbe;

use super::SignIns;
use crate::keys::{Proof, Step};
use crate::problems::no_address;
use patchbay_custody::{ADDRESS, prove};

impl SignIns {
    /// Makes them, in the order of the file, to the first that fails. `told` hears of each as
    /// it ends.
    ///
    /// # Errors
    /// When the provider does not say whose mailbox the permission opens, or mail servers
    /// cannot be talked to from here.
    pub(super) async fn checked(
        &self,
        place: &Spot,
        account: &str,
        values: &Values,
        found: &Found,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Result<Proof, Problem> {
        let of_mail = |name: &str| {
            let mut probes = place.sign_in().probe.iter();
            probes.any(|one| one.name == name && one.built_in.is_some_and(BuiltInProbe::is_of_mail))
        };
        let tell = |step: &patchbay_gateway::Step| {
            // The gateway has no word for these.
            if !of_mail(&step.name) {
                told(&step.clone().into());
            }
        };
        let party = place.party(account, values);
        let mut proof: Proof = self.gateway.probe(party, found, &tell).await.into();
        proof.steps.retain(|step| !of_mail(&step.name));
        if place.sign_in().mailbox().is_none() || proof.failure().is_some() {
            return Ok(proof);
        }
        let named = proof.account_name.as_deref().filter(|name| is_address(name));
        let address = named.ok_or_else(|| no_address(&place.provider.name))?;
        let mut values = values.clone();
        values.set(ADDRESS, address.to_owned());
        let mail = self.mail.of_provider(&place.provider.id)?;
        let at_servers = prove(&mail, &place.provider, place.sign_in(), &values, told).await;
        proof.steps.extend(at_servers.steps);
        Ok(proof)
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
