//! Changing a setting, by what the pages of the app use for it.

use patchbay_contract::{
    AccountAt, ChosenModel, DefaultChange, ErrorCode, Money, Problem, SigningFlow,
};

use super::Place;
use super::name::Name;

impl Place<'_> {
    /// Changes a setting to what was typed.
    ///
    /// # Errors
    /// When it cannot be that. Nothing is changed then.
    pub(super) async fn set(
        &self,
        name: &Name,
        value: &str,
        address: Option<String>,
    ) -> Result<(), Problem> {
        let is_sender = matches!(name, Name::Default(patchbay_contract::DefaultKind::Email));
        if address.is_some() && !is_sender {
            return Err(not_one_of(name, "An address goes with default.email alone."));
        }
        let change = match name {
            Name::Relay => return self.providers.installation.set_relay(Some(value)).await,
            Name::AiOrder => {
                let ids = value.split(',').map(str::trim).filter(|id| !id.is_empty());
                return self.ai.set_order(&ids.map(str::to_owned).collect::<Vec<_>>()).await;
            }
            Name::AiModel(provider) => {
                let (provider, model) = (provider.clone(), Some(value.to_owned()));
                return self.ai.set_model(&ChosenModel { provider, model }).await;
            }
            Name::Default(kind) => {
                DefaultChange::Use { kind: *kind, connection: value.to_owned(), address }
            }
            Name::Pays(segment, money) => DefaultChange::Pay {
                segment: segment.clone(),
                money: *money,
                into: Some(account(value)),
            },
            Name::Holds(connection) => DefaultChange::Holds {
                connection: connection.clone(),
                money: Money::from_name(value)
                    .ok_or_else(|| not_one_of(name, "It may be operating or trust."))?,
            },
            Name::Segment(segment) => {
                DefaultChange::RenameSegment { segment: segment.clone(), name: value.to_owned() }
            }
            Name::TaxFile(connection, of) => {
                return self.set_tax_file(connection, *of, Some(value)).await;
            }
            Name::Signs(provider) => {
                let (flow, method) = value.split_once(',').unwrap_or((value, ""));
                DefaultChange::Sign {
                    provider: provider.clone(),
                    flow: SigningFlow::from_name(flow.trim()).ok_or_else(|| {
                        not_one_of(
                            name,
                            "It may be sequential or parallel, with a method behind a comma.",
                        )
                    })?,
                    identity: Some(method.trim().to_owned()).filter(|method| !method.is_empty()),
                }
            }
        };
        self.change(change).await
    }

    /// Takes a setting away.
    ///
    /// # Errors
    /// When it is one that always is something, or cannot be written.
    pub(super) async fn unset(&self, name: &Name) -> Result<(), Problem> {
        let change = match name {
            Name::Relay => return self.providers.installation.set_relay(None).await,
            Name::AiOrder => return self.ai.set_order(&[]).await,
            Name::AiModel(provider) => {
                let provider = provider.clone();
                return self.ai.set_model(&ChosenModel { provider, model: None }).await;
            }
            Name::TaxFile(connection, of) => {
                return self.set_tax_file(connection, *of, None).await;
            }
            Name::Default(kind) => DefaultChange::UseNone { kind: *kind },
            Name::Pays(segment, money) => {
                DefaultChange::Pay { segment: segment.clone(), money: *money, into: None }
            }
            Name::Segment(segment) => DefaultChange::RemoveSegment { segment: segment.clone() },
            Name::Holds(_) | Name::Signs(_) => {
                return Err(not_one_of(
                    name,
                    "It always is something: set it to what it is to be.",
                ));
            }
        };
        self.change(change).await
    }

    /// Changes how the firm works where nobody chose otherwise.
    pub(super) async fn change(&self, change: DefaultChange) -> Result<(), Problem> {
        let catalogue = &self.providers.catalogue;
        self.providers.installation.change_default(catalogue, change).await.map(drop)
    }
}

/// An account, as it is printed.
fn account(typed: &str) -> AccountAt {
    let (connection, account) = typed.split_once('/').unwrap_or((typed, ""));
    AccountAt { connection: connection.trim().to_owned(), account: account.trim().to_owned() }
}

pub(super) fn not_one_of(name: &Name, remedy: &str) -> Problem {
    Problem::new(
        ErrorCode::FieldMissing,
        format!("{name} cannot be changed so."),
        "Nothing was changed.",
        remedy,
    )
}
