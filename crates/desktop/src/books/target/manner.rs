//! How the files of a target are written: as its provider's file says, with what the firm
//! wants otherwise. What the program that imports them demands cannot be wanted otherwise.

use patchbay_contract::{Rounding, Signs, TaxFileSettings};
use patchbay_providers::sign_in::{Column, FileFormat, FileRule, FileTarget};
use patchbay_providers::{Template, TemplateError};

use crate::label::nobody_sees;

/// As much of a name, beside what is filled in.
const LONGEST: usize = 60;

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) format: FileFormat,
    pub(crate) name: Template,
    pub(crate) rounding: Rounding,
}

/// Why files cannot be written like that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("there is no format “{0}”")]
    Format(String),
    #[error("{0}")]
    Braces(#[from] TemplateError),
    #[error("{{{0}}} is no place of a file’s name")]
    Place(String),
    #[error("a name without {{client}} is the same for every client")]
    NoClient,
    #[error("no file’s name may hold “{0}”")]
    Character(char),
    #[error("a name may have {LONGEST} characters beside what is filled in")]
    Long,
    #[error("a name has to end with “{0}”")]
    Ending(String),
    #[error("the program takes whole dollars alone")]
    Cents,
    #[error("the columns of the format are fixed")]
    Columns,
}

impl Manner {
    /// As the firm wants it, where it may. What does not go with the format is left as the
    /// format has it: a file may be wanted in another one than all others.
    pub(crate) fn of(target: &FileTarget, wanted: &TaxFileSettings) -> Result<Self, Unfit> {
        let format = format(target, wanted.format.as_deref())?;
        let name = wanted.name.as_deref().map_or_else(|| Ok(target.name.clone()), str::parse);
        let rounding = wanted.rounding.unwrap_or(Rounding::Cents);
        let rounding = if dollars_alone(target) { Rounding::WholeDollars } else { rounding };
        let signs = wanted.signs.filter(|_| format.matched_by_hand);
        Ok(Self {
            format: told_apart(format, signs.unwrap_or(signs_of(format))),
            name: name?,
            rounding,
        })
    }
}

/// What the firm wants, without what is so anyway.
///
/// # Errors
/// When files cannot be written like that.
pub(crate) fn judged(
    target: &FileTarget,
    wanted: &TaxFileSettings,
) -> Result<TaxFileSettings, Unfit> {
    let format = format(target, wanted.format.as_deref())?;
    let name = wanted.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    name.map_or(Ok(()), |name| name_fits(target, name))?;
    if wanted.rounding == Some(Rounding::Cents) && dollars_alone(target) {
        return Err(Unfit::Cents);
    }
    if !format.matched_by_hand && wanted.signs.is_some_and(|signs| signs != signs_of(format)) {
        return Err(Unfit::Columns);
    }
    let first = target.format.first().map(|first| first.id.as_str());
    let anyway = if dollars_alone(target) { Rounding::WholeDollars } else { Rounding::Cents };
    Ok(TaxFileSettings {
        format: wanted.format.clone().filter(|id| Some(id.as_str()) != first),
        name: name.filter(|name| *name != target.name.as_str()).map(str::to_owned),
        rounding: wanted.rounding.filter(|rounding| *rounding != anyway),
        signs: wanted.signs.filter(|signs| *signs != signs_of(format)),
    })
}

/// Whether amounts are whole dollars whatever the firm wants.
pub(crate) fn dollars_alone(target: &FileTarget) -> bool {
    target.rules.contains(&FileRule::WholeDollars)
}

/// How a format tells debits and credits apart by itself.
pub(crate) fn signs_of(format: &FileFormat) -> Signs {
    let one = format.columns.contains(&Column::Balance);
    if one { Signs::OneSigned } else { Signs::TwoColumns }
}

fn format<'a>(target: &'a FileTarget, wanted: Option<&str>) -> Result<&'a FileFormat, Unfit> {
    let found = match wanted {
        Some(wanted) => target.format.iter().find(|format| format.id == wanted),
        None => target.format.first(),
    };
    found.ok_or_else(|| Unfit::Format(wanted.unwrap_or_default().to_owned()))
}

fn name_fits(target: &FileTarget, name: &str) -> Result<(), Unfit> {
    let template: Template = name.parse()?;
    if let Some(other) = template.places().find(|place| !["client", "year"].contains(place)) {
        return Err(Unfit::Place(other.to_owned()));
    }
    if !template.places().any(|place| place == "client") {
        return Err(Unfit::NoClient);
    }
    let unfit = |c: &char| c.is_control() || nobody_sees(*c) || "/\\:*?\"<>|".contains(*c);
    if let Some(unfit) = name.chars().find(unfit) {
        return Err(Unfit::Character(unfit));
    }
    if name.starts_with('.') {
        return Err(Unfit::Character('.'));
    }
    if name.replace("{client}", "").replace("{year}", "").chars().count() > LONGEST {
        return Err(Unfit::Long);
    }
    match &target.name_ends {
        Some(ending) if !name.ends_with(ending) => Err(Unfit::Ending(ending.clone())),
        _ => Ok(()),
    }
}

/// The format with its sides told apart like this.
fn told_apart(format: &FileFormat, signs: Signs) -> FileFormat {
    let columns = format.columns.iter().flat_map(|column| match (signs, column) {
        (Signs::OneSigned, Column::Debit) => vec![Column::Balance],
        (Signs::OneSigned, Column::PriorDebit) => vec![Column::PriorBalance],
        (Signs::OneSigned, Column::Credit | Column::PriorCredit) => Vec::new(),
        (Signs::TwoColumns, Column::Balance) => vec![Column::Debit, Column::Credit],
        (Signs::TwoColumns, Column::PriorBalance) => vec![Column::PriorDebit, Column::PriorCredit],
        (_, column) => vec![*column],
    });
    FileFormat { columns: columns.collect(), ..format.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::target;
    use super::*;

    fn wanted(name: &str) -> TaxFileSettings {
        TaxFileSettings { name: Some(name.into()), ..TaxFileSettings::default() }
    }

    #[test]
    fn a_name_has_a_place_for_the_client_and_nothing_that_no_file_may_be_called() {
        let lacerte = target("lacerte");
        for name in ["{client}", "TB {client} {year}", " {year}-{client} ", "{client} (Müller)"] {
            let judged = judged(&lacerte, &wanted(name)).unwrap();
            assert_eq!(judged.name.as_deref(), Some(name.trim()));
        }
        for (name, unfit) in [
            ("TB {year}", Unfit::NoClient),
            ("{client} {month}", Unfit::Place("month".into())),
            ("../{client}", Unfit::Character('/')),
            ("C:{client}", Unfit::Character(':')),
            ("{client}\u{7}", Unfit::Character('\u{7}')),
            ("{client}\u{202e}", Unfit::Character('\u{202e}')),
            (".{client}", Unfit::Character('.')),
        ] {
            assert_eq!(judged(&lacerte, &wanted(name)), Err(unfit), "{name}");
        }
        assert!(matches!(judged(&lacerte, &wanted("{client")), Err(Unfit::Braces(_))));
        let long = format!("{{client}}{}", "a".repeat(LONGEST + 1));
        assert_eq!(judged(&lacerte, &wanted(&long)), Err(Unfit::Long));
        let drake = target("drake");
        assert_eq!(judged(&drake, &wanted("{client} {year}")), Err(Unfit::Ending("TB".into())));
        assert!(judged(&drake, &wanted("{year} {client} TB")).is_ok());
    }

    #[test]
    fn what_is_so_anyway_is_not_kept_and_follows_the_providers_file() {
        let lacerte = target("lacerte");
        let all = TaxFileSettings {
            format: Some("csv".into()),
            name: Some("Lacerte_TB_{client}_{year}".into()),
            rounding: Some(Rounding::Cents),
            signs: Some(Signs::TwoColumns),
        };
        assert_eq!(judged(&lacerte, &all), Ok(TaxFileSettings::default()));
        assert_eq!(judged(&lacerte, &wanted("  ")), Ok(TaxFileSettings::default()));
    }

    #[test]
    fn what_the_program_demands_cannot_be_wanted_otherwise() {
        let rounding =
            |rounding| TaxFileSettings { rounding: Some(rounding), ..Default::default() };
        let proseries = target("proseries");
        assert_eq!(judged(&proseries, &rounding(Rounding::Cents)), Err(Unfit::Cents));
        assert!(judged(&proseries, &rounding(Rounding::WholeDollars)).is_ok());
        let one = TaxFileSettings { signs: Some(Signs::OneSigned), ..Default::default() };
        assert_eq!(judged(&target("drake"), &one), Err(Unfit::Columns));
        let other = TaxFileSettings { format: Some("pdf".into()), ..Default::default() };
        assert_eq!(judged(&target("drake"), &other), Err(Unfit::Format("pdf".into())));
    }

    #[test]
    fn sides_are_told_apart_as_wanted_where_columns_are_matched_by_hand_and_nowhere_else() {
        let one = TaxFileSettings { signs: Some(Signs::OneSigned), ..Default::default() };
        let columns = |id: &str, wanted: &TaxFileSettings| {
            Manner::of(&target(id), wanted).unwrap().format.columns
        };
        use Column::{AccountName, AccountNumber, Balance, Credit, Debit, TaxCode};
        let signed = [AccountNumber, AccountName, Balance, TaxCode];
        assert_eq!(columns("ultratax_cs", &one), signed);
        assert!(columns("drake", &one).contains(&Credit));
        let two = TaxFileSettings {
            format: Some("gl_direct".into()),
            signs: Some(Signs::TwoColumns),
            ..Default::default()
        };
        let columns = columns("cch_axcess", &two);
        assert!(columns.contains(&Debit) && columns.contains(&Credit), "{columns:?}");
    }
}
