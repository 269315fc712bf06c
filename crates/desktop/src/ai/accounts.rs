//! The providers that can be asked, each with the account that is used there, in order.

use patchbay_contract::{AiCredential, EnvironmentId, Problem};
use patchbay_providers::{Ai as Part, Provider};
use patchbay_store::{Connection, Store};

use super::Ai;
use super::choices::Choices;
use super::environment::FromEnvironment;
use crate::hub::title;
use crate::keys::Opened;
use crate::problems::{credential_missing, store_did_not_open};

/// What an account of the environment is known by where connections have their ids.
const ENVIRONMENT: &str = "environment";

/// A provider that can be asked, and by which account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) provider: Provider,
    pub(super) part: Part,
    pub(super) by: By,
}

/// Whose credential it is.
#[derive(Debug, Clone)]
pub(super) enum By {
    Firm(Box<Connection>),
    Environment(FromEnvironment),
}

impl Account {
    /// By which it is told from another account of the same provider.
    pub(super) fn id(&self) -> &str {
        match &self.by {
            By::Firm(row) => &row.id,
            By::Environment(_) => ENVIRONMENT,
        }
    }

    pub(super) fn credential(&self) -> AiCredential {
        match &self.by {
            By::Firm(row) => AiCredential::Firm { connection: row.id.clone(), title: title(row) },
            By::Environment(found) => {
                AiCredential::Environment { variables: found.variables.clone() }
            }
        }
    }
}

impl Ai {
    /// Every provider of the catalogue that answers questions.
    pub(super) fn providers(&self) -> Vec<(Provider, Part)> {
        self.catalogue.read_own_at_least_once();
        let own = self.catalogue.own();
        let own = own.good.iter().map(|file| file.provider.clone());
        let all = self.catalogue.built_in().iter().cloned().chain(own).collect::<Vec<_>>();
        let part = |provider: Provider| provider.ai.clone().map(|part| (provider, part));
        all.into_iter().filter_map(part).collect()
    }

    /// Those that can be asked, in the order in which they are.
    pub(super) async fn accounts(
        &self,
        store: &Store,
        choices: &Choices,
    ) -> Result<Vec<Account>, Problem> {
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let mut accounts: Vec<Account> = self
            .providers()
            .into_iter()
            .filter_map(|(provider, part)| {
                let by = self.account_at(&provider, &rows)?;
                Some(Account { provider, part, by })
            })
            .collect();
        accounts.sort_by_cached_key(|account| {
            let id = &account.provider.id;
            let chosen = choices.order.iter().position(|known| known == id);
            (chosen.unwrap_or(usize::MAX), account.part.rank, id.clone())
        });
        Ok(accounts)
    }

    /// The firm's own account there, one that works before others; without any, the
    /// environment's.
    fn account_at(&self, provider: &Provider, rows: &[Connection]) -> Option<By> {
        let mut connected = rows.iter().filter(|row| row.provider == provider.id).peekable();
        if connected.peek().is_none() {
            return self.environment.key_of(provider).map(By::Environment);
        }
        let usable = connected.filter(|row| row.sign_in.is_some() && row.condition != "paused");
        // One that the firm's server holds says so, where there is no other.
        let best = usable.min_by_key(|row| {
            (row.custodian != "this_computer", row.condition != "works", row.id.clone())
        })?;
        Some(By::Firm(Box::new(best.clone())))
    }

    /// An account as calls need it.
    pub(super) async fn opened(&self, account: &Account) -> Result<Opened, Problem> {
        match &account.by {
            By::Firm(row) => {
                let store = self.installation.open_vault().await?;
                self.keys.opened(&store, row).await
            }
            By::Environment(found) => {
                let provider = account.provider.clone();
                let FromEnvironment { sign_in, values, .. } = found.clone();
                Opened::by(provider, &sign_in, EnvironmentId::Live, ENVIRONMENT, values)
                    .ok_or_else(credential_missing)
            }
        }
    }
}
