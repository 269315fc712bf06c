//! Which provider, and which of its ways to sign in, in which environment.

use patchbay_contract::SignInAt;
use patchbay_gateway::{Party, Values};
use patchbay_providers::sign_in::{How, OAuth};
use patchbay_providers::{Provider, SignIn};

/// A provider and one of its ways to sign in.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Whose it is.
    pub provider: Provider,
    way: usize,
    /// The same by its names.
    pub at: SignInAt,
}

impl Spot {
    /// The one of that name. None where the provider has no such way.
    #[must_use]
    pub fn of(provider: Provider, at: &SignInAt) -> Option<Self> {
        let way = provider.sign_in.iter().position(|way| way.id == at.sign_in)?;
        Some(Self { provider, way, at: at.clone() })
    }

    /// The way to sign in.
    #[must_use]
    pub fn sign_in(&self) -> &SignIn {
        &self.provider.sign_in[self.way]
    }

    /// Who is called, as whom.
    #[must_use]
    pub fn party<'a>(&'a self, account: &'a str, values: &'a Values) -> Party<'a> {
        Party {
            provider: &self.provider,
            sign_in: self.sign_in(),
            environment: self.at.environment,
            account,
            values,
        }
    }

    /// How people sign in by the browser, where they do.
    #[must_use]
    pub fn oauth(&self) -> Option<&OAuth> {
        self.sign_in().oauth()
    }

    /// Whether it is a mailbox that a form opens, which is proven by talking to its servers.
    #[must_use]
    pub fn is_mailbox(&self) -> bool {
        matches!(self.sign_in().how, How::Mailbox(_))
    }

    /// Whether any custodian could hold it. A folder is on a computer, or in its network.
    #[must_use]
    pub fn is_anywhere(&self) -> bool {
        !matches!(self.sign_in().how, How::FileTarget(_))
    }
}

#[cfg(test)]
mod tests {
    use patchbay_contract::EnvironmentId;

    use super::*;

    fn spots(fits: impl Fn(&How) -> bool) -> Vec<Spot> {
        let mut all = Vec::new();
        for provider in patchbay_providers::catalogue() {
            for way in provider.sign_in.iter().filter(|way| fits(&way.how)) {
                let at = SignInAt {
                    provider: provider.id.clone(),
                    sign_in: way.id.clone(),
                    environment: EnvironmentId::Live,
                };
                all.extend(Spot::of(provider.clone(), &at));
            }
        }
        all
    }

    #[test]
    fn a_folder_is_where_its_computer_is_and_everything_else_may_be_held_elsewhere() {
        let folders = spots(|how| matches!(how, How::FileTarget(_)));
        assert!(!folders.is_empty() && folders.iter().all(|spot| !spot.is_anywhere()));
        let others = spots(|how| !matches!(how, How::FileTarget(_)));
        assert!(others.len() > folders.len() && others.iter().all(Spot::is_anywhere));
    }

    #[test]
    fn a_way_that_a_provider_has_not_is_no_spot() {
        let spot = spots(|_| true).swap_remove(0);
        let at = SignInAt { sign_in: "by_pigeon".into(), ..spot.at.clone() };
        assert!(Spot::of(spot.provider, &at).is_none());
    }
}
