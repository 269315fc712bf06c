//! A small trial balance that keeps every rule there is, to try formats out with.

use jiff::civil::date;
use patchbay_contract::{Basis, Cents, TaxFileSettings, TrialBalance, TrialBalanceRow};
use patchbay_providers::sign_in::{FileFormat, FileTarget};

use super::{FileTrouble, Made, Manner, Order, name};

/// The sample in each of the formats, the default one first.
pub(crate) fn sample(target: &FileTarget) -> Result<Vec<Made>, FileTrouble> {
    let read = books();
    let made = |format: &FileFormat| {
        let format = Some(format.id.clone());
        let wanted = TaxFileSettings { format, ..TaxFileSettings::default() };
        let manner = &Manner::of(target, &wanted)?;
        Order { target, manner, client: "Patchbay sample", prior: None }.made(&read)
    };
    target.format.iter().map(made).collect()
}

/// What a file is called in each of the formats, for a client of any name.
pub(crate) fn example_names(target: &FileTarget) -> Vec<String> {
    let year = books().as_of.year();
    let named =
        target.format.iter().map(|format| name::of(&target.name, format, "Miller & Co", year));
    named.filter_map(Result::ok).collect()
}

/// They balance to the cent, and not when each is rounded to the dollar.
pub(super) fn books() -> TrialBalance {
    let row = |number: &str, name: &str, balance: i64| TrialBalanceRow {
        number: Some(number.to_owned()),
        name: name.to_owned(),
        debit: Cents(balance.max(0)),
        credit: Cents((-balance).max(0)),
    };
    TrialBalance {
        provider: "Patchbay".to_owned(),
        company: None,
        as_of: date(2026, 12, 31),
        basis: Basis::Accrual,
        currency: None,
        rows: vec![
            row("1000", "Checking", 123_445),
            row("1200", "Accounts Receivable from everybody", 200_040),
            row("4000", "Services, net", -323_485),
        ],
    }
}
