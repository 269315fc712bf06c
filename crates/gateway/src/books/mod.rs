//! The books of a ledger: its trial balance, read by what the provider's file says of the
//! report, and summed up here.
//!
//! A report is money, so nothing in it is guessed: what is no amount, a row of totals that
//! says another sum and columns that are not the ones meant are each told. That debits and
//! credits differ is no mistake of the reading: it is read, and whoever asked looks at the
//! sums.

mod amount;
mod numbers;
mod rows;
mod trouble;

use jiff::civil::Date;
use patchbay_contract::{Basis, Cents, TrialBalance, TrialBalanceRow};
use patchbay_providers::{TrialBalance as Report, TroubleAt};

use crate::answer::{Body, Said};
use crate::call::refused;
use crate::{CallError, Gateway, Party};
use rows::{Sides, read};

pub use trouble::BooksTrouble;

impl Gateway {
    /// Reads the trial balance as of a day.
    ///
    /// # Errors
    /// When the ledger has none of that kind, cannot be asked, says no, or answers with
    /// something that is not a trial balance to the cent.
    pub async fn trial_balance(
        &self,
        party: Party<'_>,
        as_of: Date,
        basis: Basis,
    ) -> Result<TrialBalance, CallError> {
        let report = party.provider.trial_balance.as_ref().ok_or(BooksTrouble::NotOffered)?;
        let word = match basis {
            Basis::Accrual => &report.basis.accrual,
            Basis::Cash => &report.basis.cash,
        };
        let word = word.as_ref().ok_or(BooksTrouble::BasisNotOffered)?;
        let values = party
            .values
            .with("as_of", as_of.to_string())
            .with("year_begins", as_of.first_of_year().to_string())
            .with("basis", word);
        let answer = self.read(party.knowing(&values), &report.request).await?;
        if !answer.is_well() || answer.is_a_web_page() {
            return Err(refused(party, TroubleAt::Call, &answer));
        }
        let body = Body::read(&answer.body);
        let json = body.json().ok_or_else(|| CallError::Nonsense("it is no JSON".to_owned()))?;
        let read = read(report, json)?;
        let rows = match &report.numbers {
            Some(numbers) => self.numbered(party, numbers, read).await?,
            None => read.into_iter().map(|one| one.row).collect(),
        };
        Ok(TrialBalance {
            provider: party.provider.name.clone(),
            company: party.values.get("account_name").map(str::to_owned),
            as_of,
            basis,
            currency: currency(report, &body),
            rows,
        })
    }
}

fn currency(report: &Report, body: &Body) -> Option<String> {
    let said = Said { body: Some(body), ..Said::default() };
    let text = said.text(report.currency.as_ref()?)?;
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then_some(text)
}

/// An account with one side: what it has more on one than on the other.
fn row(name: String, number: Option<String>, Sides { debit, credit }: Sides) -> TrialBalanceRow {
    let net = debit.0 - credit.0;
    TrialBalanceRow { number, name, debit: Cents(net.max(0)), credit: Cents((-net).max(0)) }
}
