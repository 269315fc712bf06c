//! How the firm works where nobody chose otherwise: which connection meets, signs, sends and
//! takes tax returns, and where clients pay.

use serde::{Deserialize, Serialize};

use crate::catalogue::names;
use crate::{Category, Status};

names! {
    /// What one connection of the firm does by default.
    DefaultKind {
        /// New meetings are made with it.
        Meeting = "meeting",
        /// Documents are sent to be signed with it.
        Esign = "esign",
        /// Mail of the firm is sent from it.
        Email = "email",
        /// Tax returns go to it.
        Tax = "tax",
    }
}

names! {
    /// Whose money an account holds.
    Money {
        /// The firm's own: fees that it earned.
        Operating = "operating",
        /// Its clients': what the firm only keeps for them.
        Trust = "trust",
    }
}

names! {
    /// In which order several people sign.
    SigningFlow {
        /// One after the other.
        Sequential = "sequential",
        /// All at once.
        Parallel = "parallel",
    }
}

impl DefaultKind {
    /// The group of the hub in which such a connection is found.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::Meeting => Category::Meetings,
            Self::Esign => Category::Esign,
            Self::Email => Category::Email,
            Self::Tax => Category::Tax,
        }
    }
}

/// What `GetDefaults` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defaults {
    /// For each kind, what can be chosen and what is.
    pub kinds: Vec<DefaultOfKind>,
    /// Where clients pay.
    pub payments: Payments,
    /// How documents are signed, for each provider of signatures that is connected.
    pub signing: Vec<Signing>,
}

/// One kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultOfKind {
    /// Which.
    pub kind: DefaultKind,
    /// The connection that was chosen, by its id.
    pub chosen: Option<String>,
    /// Of the sender of mail: the address.
    pub address: Option<String>,
    /// The connections that can be.
    pub choices: Vec<Choosable>,
}

impl DefaultOfKind {
    /// The connection that was chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choosable> {
        self.choices.iter().find(|one| Some(&one.connection) == self.chosen.as_ref())
    }
}

/// A connection that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosable {
    /// Its id.
    pub connection: String,
    /// Its provider's id.
    pub provider: String,
    /// The provider's name.
    pub provider_name: String,
    /// What the connection is called.
    pub title: String,
    /// The address that mail would be sent from, where it is known.
    pub address: Option<String>,
    /// How it is.
    pub status: Status,
}

/// Where clients pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payments {
    /// The firm's segments, everybody else last.
    pub segments: Vec<SegmentView>,
    /// The accounts there are.
    pub accounts: Vec<MoneyAccount>,
}

/// Clients that pay alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentView {
    /// Its id.
    pub id: String,
    /// What the firm calls it. Everybody who is in no other segment has no name.
    pub name: Option<String>,
    /// Where it pays what it owes. Nothing where it pays as everybody else does.
    pub operating: Option<AccountAt>,
    /// Where it pays what the firm keeps for it.
    pub trust: Option<AccountAt>,
}

impl SegmentView {
    /// Where it pays such money.
    #[must_use]
    pub const fn account(&self, money: Money) -> Option<&AccountAt> {
        match money {
            Money::Operating => self.operating.as_ref(),
            Money::Trust => self.trust.as_ref(),
        }
    }
}

/// An account at a provider, by its ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAt {
    /// The connection.
    pub connection: String,
    /// The provider's id of the account. Empty where the connection has one alone.
    pub account: String,
}

/// An account at a provider that takes payments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyAccount {
    /// Which.
    pub at: AccountAt,
    /// The provider's id.
    pub provider: String,
    /// The provider's name.
    pub provider_name: String,
    /// What the connection is called.
    pub title: String,
    /// Whose money it holds, where that is known.
    pub money: Option<Money>,
    /// Whether the connection's form says so. Otherwise a person does.
    pub by_form: bool,
    /// How the connection is.
    pub status: Status,
}

/// How documents are signed at one provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// The provider's id.
    pub provider: String,
    /// Its name.
    pub provider_name: String,
    /// Whether that was chosen. Otherwise it is what Patchbay begins with.
    pub is_chosen: bool,
    /// In which order.
    pub flow: SigningFlow,
    /// By which method it is found out who signs.
    pub identity: Option<String>,
    /// The methods of the provider.
    pub methods: Vec<IdentityMethod>,
}

/// A method to find out who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityMethod {
    /// Its name within the provider.
    pub id: String,
    /// What the vendor calls it.
    pub label: String,
    /// What it means for who signs, and what it needs.
    pub note: String,
}

/// One change of how the firm works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultChange {
    /// Use this connection.
    Use {
        /// For what.
        kind: DefaultKind,
        /// The connection.
        connection: String,
        /// Of the sender of mail: the address.
        address: Option<String>,
    },
    /// Use none.
    UseNone {
        /// For what.
        kind: DefaultKind,
    },
    /// Have a segment pay into an account, or as everybody else does.
    Pay {
        /// The segment.
        segment: String,
        /// Which money.
        money: Money,
        /// Where to.
        into: Option<AccountAt>,
    },
    /// Say whose money the only account of a connection holds.
    Holds {
        /// The connection.
        connection: String,
        /// Whose.
        money: Money,
    },
    /// Add a segment.
    AddSegment {
        /// What it is called.
        name: String,
    },
    /// Give a segment another name.
    RenameSegment {
        /// Which.
        segment: String,
        /// The name.
        name: String,
    },
    /// Remove a segment: its clients pay as everybody else does.
    RemoveSegment {
        /// Which.
        segment: String,
    },
    /// Have documents signed so.
    Sign {
        /// The provider.
        provider: String,
        /// In which order.
        flow: SigningFlow,
        /// By which method it is found out who signs.
        identity: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_survives_the_way_from_the_page() {
        for change in [
            DefaultChange::UseNone { kind: DefaultKind::Meeting },
            DefaultChange::Pay {
                segment: "s".into(),
                money: Money::Trust,
                into: Some(AccountAt { connection: "c".into(), account: String::new() }),
            },
            DefaultChange::Sign {
                provider: "docusign".into(),
                flow: SigningFlow::Parallel,
                identity: None,
            },
        ] {
            let wire = serde_json::to_string(&change).unwrap();
            assert_eq!(serde_json::from_str::<DefaultChange>(&wire).unwrap(), change, "{wire}");
        }
    }
}
