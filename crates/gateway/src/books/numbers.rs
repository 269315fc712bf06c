//! The numbers of accounts whose report does not tell them, from the list of all accounts.

use std::collections::BTreeMap;

use patchbay_contract::TrialBalanceRow;
use patchbay_providers::{Numbers, TroubleAt};
use serde_json::Value;

use super::rows::{Read, at};
use crate::answer::{Body, plain};
use crate::call::refused;
use crate::{CallError, Gateway, Party};

/// More pages than any chart of accounts has.
const MOST_PAGES: usize = 50;

impl Gateway {
    /// The rows with their numbers. Nobody is asked where there are no rows.
    pub(super) async fn numbered(
        &self,
        party: Party<'_>,
        numbers: &Numbers,
        read: Vec<Read>,
    ) -> Result<Vec<TrialBalanceRow>, CallError> {
        let lacks = |one: &Read| one.row.number.is_none() && one.id.is_some();
        let known = if read.iter().any(lacks) {
            self.all_numbers(party, numbers).await?
        } else {
            BTreeMap::new()
        };
        let with_number = |Read { mut row, id }| {
            let found = id.and_then(|id| known.get(&id).cloned());
            row.number = row.number.or(found);
            row
        };
        Ok(read.into_iter().map(with_number).collect())
    }

    async fn all_numbers(
        &self,
        party: Party<'_>,
        numbers: &Numbers,
    ) -> Result<BTreeMap<String, String>, CallError> {
        let mut known = BTreeMap::new();
        for page in 0..MOST_PAGES {
            let first = page * usize::from(numbers.page) + 1;
            let values = party.values.with("first", first.to_string());
            let answer = self.read(party.knowing(&values), &numbers.request).await?;
            if !answer.is_well() || answer.is_a_web_page() {
                return Err(refused(party, TroubleAt::Call, &answer));
            }
            let body = Body::read(&answer.body);
            let json =
                body.json().ok_or_else(|| CallError::Nonsense("it is no JSON".to_owned()))?;
            let Some(Value::Array(list)) = at(json, &numbers.list) else { break };
            for account in list {
                let text = |source| at(account, source).and_then(plain);
                let number = text(&numbers.number).filter(|number| !number.trim().is_empty());
                known.extend(text(&numbers.id).zip(number));
            }
            if list.len() < usize::from(numbers.page) {
                break;
            }
        }
        Ok(known)
    }
}
