//! The row of a connection whose key was proven.

use patchbay_contract::{NewKey, Problem};
use patchbay_providers::sign_in::How;
use patchbay_providers::{Life, Period};
use patchbay_store::Connection;

use super::place::Place;
use super::replace::same_account;
use super::save::Proven;
use super::{Keys, Proof};
use crate::label;

impl Keys {
    /// The connection's row: a new one, or the one that was there.
    pub(super) fn row(
        &self,
        place: &Place,
        typed: &NewKey,
        id: &str,
        before: Option<&Connection>,
        proven: &Proven,
    ) -> Result<Connection, Problem> {
        let now = self.installation.now();
        let at = now.to_string();
        if let Some(before) = before {
            same_account(before, &proven.proof, typed.switch_account)?;
        }
        let made = before.cloned().unwrap_or_else(|| Connection {
            owner: self.installation.person(),
            environment: typed.at.environment.as_str().to_owned(),
            ..Connection::made(id, &typed.at.provider, &at)
        });
        let label = label::meant(typed.label.as_deref())?;
        let worked = proven.checks.iter().any(|check| check.holds == Some(true));
        let ends = life(place).and_then(|life| now.checked_add(life.duration()).ok());
        // Of another account nothing is known but what its checks say.
        let as_before = |known: Option<String>| known.filter(|_| !typed.switch_account);
        let Proof { account_id, account_name, .. } = proven.proof.clone();
        Ok(Connection {
            label: label.or(made.label),
            account_id: account_id.or_else(|| as_before(made.account_id)),
            account_name: account_name.or_else(|| as_before(made.account_name)),
            sign_in: Some(typed.at.sign_in.clone()),
            condition: "works".to_owned(),
            condition_about: proven.odd.clone(),
            retry_at: None,
            last_success_at: if worked { Some(at.clone()) } else { made.last_success_at },
            idle_ends_at: None,
            absolute_ends_at: ends.map(|ends| ends.to_string()),
            access_ends_at: None,
            changed_at: at,
            ..made
        })
    }
}

/// How long such a key lives, where the vendor says.
fn life(place: &Place) -> Option<Period> {
    match &place.sign_in().how {
        How::Key(key) => match key.life {
            Some(Life::For(period)) => Some(period),
            _ => None,
        },
        _ => None,
    }
}
