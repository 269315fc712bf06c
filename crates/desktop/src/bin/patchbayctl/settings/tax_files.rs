//! How files for tax software are written into a folder, as settings of their own: format,
//! name, rounding and how debits and credits are told apart.

use patchbay_contract::{
    NewTaxFileSettings, Problem, Rounding, Signs, TaxFileSettings, TaxFormat, TaxTarget,
};

use super::changed::not_one_of;
use super::listed::setting;
use super::name::{Name, OfTaxFile};
use super::{Place, Setting, no_such};

/// The settings of a folder.
pub(super) fn settings(target: &TaxTarget) -> Vec<Setting> {
    OfTaxFile::ALL.into_iter().map(|of| one(target, of)).collect()
}

fn one(target: &TaxTarget, of: OfTaxFile) -> Setting {
    let TaxFileSettings { format, name, rounding, signs } = &target.settings;
    let now = target.format();
    let into = format!("{}, {}", target.provider, target.title);
    let (value, about, choices) = match of {
        OfTaxFile::Format => (
            format.clone(),
            format!("In which format files for {into} are written"),
            target.formats.iter().map(|one| (one.id.clone(), one.label.clone())).collect(),
        ),
        OfTaxFile::Name => (
            name.clone(),
            format!("What files for {into} are called; {} where nothing is set", target.name),
            Vec::new(),
        ),
        OfTaxFile::Rounding => (
            rounding.map(|rounding| rounding.as_str().to_owned()),
            format!("To what amounts for {into} are rounded"),
            roundings(target).iter().map(|one| choice(one.as_str())).collect(),
        ),
        OfTaxFile::Signs => (
            signs.map(|signs| signs.as_str().to_owned()),
            format!("How debits and credits for {into} are told apart"),
            now.map(sides).unwrap_or_default().iter().map(|one| choice(one.as_str())).collect(),
        ),
    };
    setting(&Name::TaxFile(target.connection.clone(), of), value, about, choices)
}

fn choice(value: &str) -> (String, String) {
    (value.to_owned(), String::new())
}

fn roundings(target: &TaxTarget) -> &'static [Rounding] {
    if target.whole_dollars { &[Rounding::WholeDollars] } else { Rounding::ALL }
}

fn sides(format: &TaxFormat) -> Vec<Signs> {
    if format.matched_by_hand { Signs::ALL.to_vec() } else { vec![format.signs] }
}

impl Place<'_> {
    /// Changes one of them, and leaves the others as they are.
    pub(super) async fn set_tax_file(
        &self,
        connection: &str,
        of: OfTaxFile,
        value: Option<&str>,
    ) -> Result<(), Problem> {
        let keys = &self.providers.keys;
        let name = || Name::TaxFile(connection.to_owned(), of);
        let target = keys.tax_targets().await?.into_iter().find(|one| one.connection == connection);
        let target = target.ok_or_else(|| no_such(&name().to_string()))?;
        let mut settings = target.settings;
        let value = value.map(str::to_owned);
        match of {
            OfTaxFile::Format => settings.format = value,
            OfTaxFile::Name => settings.name = value,
            OfTaxFile::Rounding => {
                let known = |value: String| Rounding::from_name(&value);
                let remedy = "It may be cents or whole_dollars.";
                settings.rounding =
                    read(value, known).ok_or_else(|| not_one_of(&name(), remedy))?;
            }
            OfTaxFile::Signs => {
                let known = |value: String| Signs::from_name(&value);
                let remedy = "It may be two_columns or one_signed.";
                settings.signs = read(value, known).ok_or_else(|| not_one_of(&name(), remedy))?;
            }
        }
        let connection = connection.to_owned();
        keys.set_tax_file_settings(&NewTaxFileSettings { connection, settings }).await
    }
}

/// What was typed, where something was. Nothing where it is not known.
fn read<T>(value: Option<String>, known: impl Fn(String) -> Option<T>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(value) => known(value).map(Some),
    }
}
