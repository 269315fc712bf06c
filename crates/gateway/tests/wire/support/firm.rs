//! A firm that uses a provider of the catalogue.

use std::sync::LazyLock;

use patchbay_gateway::oauth::{Allowed, Attempt, FirmApp, Proofs, Returned};
use patchbay_gateway::{Party, Values};
use patchbay_providers::sign_in::OAuth;
use patchbay_providers::{EnvironmentId, Provider, SignIn, catalogue};
use patchbay_vault::Secret;

/// One of the catalogue's ways to sign in, with a firm that uses it.
pub(crate) struct Firm {
    pub(crate) provider: Provider,
    sign_in: usize,
    pub(crate) values: Values,
    pub(crate) app: FirmApp,
    pub(crate) environment: EnvironmentId,
}

impl Firm {
    pub(crate) fn of(provider: &str, sign_in: &str) -> Self {
        static ALL: LazyLock<Vec<Provider>> = LazyLock::new(catalogue);
        let provider = ALL.iter().find(|one| one.id == provider).unwrap();
        Self::with(provider.clone(), sign_in)
    }

    pub(crate) fn with(provider: Provider, sign_in: &str) -> Self {
        let sign_in = provider.sign_in.iter().position(|one| one.id == sign_in).unwrap();
        let values = provider.sign_in[sign_in]
            .field
            .iter()
            .filter(|field| !field.optional)
            .map(|field| {
                let typed = field.default.clone().or_else(|| field.example.clone());
                (field.id.clone(), typed.unwrap_or_else(|| format!("typed-{}", field.id)))
            })
            .collect();
        let app = FirmApp {
            client_id: "the-client".into(),
            client_secret: Some(Secret::new("the-client-secret".into())),
        };
        Self { provider, sign_in, values, app, environment: EnvironmentId::Live }
    }

    /// The provider's file with some of its text changed.
    pub(crate) fn changed(provider: &str, sign_in: &str, from: &str, to: &str) -> Self {
        let name = format!("{provider}.toml");
        let (_, text) =
            patchbay_providers::built_in().find(|(file, _)| file.ends_with(&name)).unwrap();
        assert!(text.contains(from), "{provider} has no {from}");
        Self::with(patchbay_providers::read(&name, &text.replace(from, to)).unwrap(), sign_in)
    }

    pub(crate) fn knowing(mut self, values: &[(&str, &str)]) -> Self {
        for (name, value) in values {
            self.values.set(name, *value);
        }
        self
    }

    pub(crate) fn sign_in(&self) -> &SignIn {
        &self.provider.sign_in[self.sign_in]
    }

    pub(crate) fn oauth(&self) -> &OAuth {
        self.sign_in().oauth().unwrap()
    }

    pub(crate) fn party(&self) -> Party<'_> {
        Party {
            provider: &self.provider,
            sign_in: self.sign_in(),
            environment: self.environment,
            account: "connection-1",
            values: &self.values,
        }
    }

    pub(crate) fn attempt<'a>(&'a self, proofs: &'a Proofs) -> Attempt<'a> {
        Attempt {
            app: &self.app,
            proofs,
            redirect_address: Some("https://firm.example/connect/return"),
            wanted: &[],
        }
    }

    /// What came back, checked.
    pub(crate) fn allowed(&self, query: &str) -> Allowed {
        Returned::read(query).unwrap().check(&self.provider, self.oauth()).unwrap()
    }

    /// Every scope that the file asks for.
    pub(crate) fn scopes(&self) -> String {
        let needed = self.oauth().scope.iter().filter(|scope| !scope.optional);
        needed.map(|scope| scope.value.as_str()).collect::<Vec<_>>().join(" ")
    }
}
