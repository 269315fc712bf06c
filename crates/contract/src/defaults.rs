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
    /// Who says whose money an account holds.
    SaidBy {
        /// The form that connected it, at this computer.
        Form = "form",
        /// A person at this computer, since no form does.
        Person = "person",
        /// The computer that connected it, which is another one.
        Elsewhere = "elsewhere",
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

/// Where what opens a connection is, which alone can use it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// On this computer.
    #[default]
    Here,
    /// At the firm's server.
    ByServer,
    /// On another computer of the firm.
    Elsewhere {
        /// Who connected it there.
        by: Option<String>,
    },
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
    /// The connection that was chosen, by its id. It may be none of the choices: another computer
    /// of the firm chose what is not known here, or not yet.
    pub chosen: Option<String>,
    /// Of the sender of mail: the address.
    pub address: Option<String>,
    /// The connections that can be.
    pub choices: Vec<Choosable>,
}

impl DefaultOfKind {
    /// The connection that was chosen, as far as it is known here.
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
    /// Where it can be used.
    pub held: Held,
}

/// Where clients pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payments {
    /// The firm's segments, everybody else last.
    pub segments: Vec<SegmentView>,
    /// The accounts there are.
    pub accounts: Vec<MoneyAccount>,
}

impl Payments {
    /// The account into which a segment pays such money by its own choice. Nothing where none was
    /// chosen, and where it is not known here that the account holds such money: then it pays
    /// nowhere, and not as everybody else does.
    #[must_use]
    pub fn paid_into(&self, segment: &SegmentView, money: Money) -> Option<&MoneyAccount> {
        let at = segment.account(money).filter(|_| !segment.unpaid.contains(&money))?;
        self.accounts.iter().find(|one| one.at == *at && one.money == Some(money))
    }
}

/// Clients that pay alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentView {
    /// Its id.
    pub id: String,
    /// What the firm calls it. Everybody who is in no other segment has no name.
    pub name: Option<String>,
    /// Where it pays what it owes, as was chosen ([`Payments::paid_into`]). Nothing where it pays as
    /// everybody else does.
    pub operating: Option<AccountAt>,
    /// Where it pays what the firm keeps for it.
    pub trust: Option<AccountAt>,
    /// Of which money the account that was chosen is not known to hold such: nothing is paid there.
    pub unpaid: Vec<Money>,
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
    /// Who says that.
    pub said_by: SaidBy,
    /// How the connection is.
    pub status: Status,
    /// Where it can be used.
    pub held: Held,
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
    fn nothing_is_paid_into_an_account_that_is_not_known_to_hold_such_money() {
        let at = AccountAt { connection: "c".into(), account: "op".into() };
        let account = |money| MoneyAccount {
            at: at.clone(),
            provider: "lawpay".into(),
            provider_name: "LawPay".into(),
            title: "Miller".into(),
            money,
            said_by: SaidBy::Form,
            status: Status::Connected,
            held: Held::Here,
        };
        let segment = SegmentView {
            id: "s".into(),
            name: None,
            operating: Some(at.clone()),
            trust: None,
            unpaid: Vec::new(),
        };
        for (money, is_paid) in
            [(Some(Money::Operating), true), (Some(Money::Trust), false), (None, false)]
        {
            let all = Payments { segments: vec![segment.clone()], accounts: vec![account(money)] };
            assert_eq!(all.paid_into(&segment, Money::Operating).is_some(), is_paid, "{money:?}");
            assert_eq!(all.paid_into(&segment, Money::Trust), None);
            let unpaid = SegmentView { unpaid: vec![Money::Operating], ..segment.clone() };
            assert_eq!(all.paid_into(&unpaid, Money::Operating), None);
        }
    }

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
