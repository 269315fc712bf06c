//! What can be said of what was typed before anything is sent. What the file calls surely
//! something else is refused; a guess warns and stands in nobody's way.

use std::collections::BTreeMap;

use patchbay_contract::{EnvironmentId, NewKey, Problem, Slip};
use patchbay_gateway::Values;
use patchbay_providers::SignIn;
use patchbay_providers::sign_in::{Field, FieldKind};

use super::Keys;
use super::clean::cleaned;
use crate::problems::{field_missing_in_form, key_wrong_kind};

/// Longer than any key, certificate or address.
const LONGEST: usize = 20_000;

impl Keys {
    /// What is wrong or odd about what was typed, field by field. Empty fields are not.
    ///
    /// # Errors
    /// When there is no such form.
    pub fn judge(&self, typed: &NewKey) -> Result<Vec<Slip>, Problem> {
        let place = self.place(&typed.at)?;
        Ok(slips(place.sign_in(), typed.at.environment, &meant(place.sign_in(), &typed.fields)))
    }
}

/// The values that were meant. One that was left empty has the file's default, if any.
pub(super) fn meant(sign_in: &SignIn, typed: &BTreeMap<String, String>) -> Values {
    let value = |field: &Field| {
        let typed = typed.get(&field.id).map(|typed| cleaned(field, typed)).unwrap_or_default();
        match &field.default {
            Some(default) if typed.is_empty() => default.clone(),
            _ => typed,
        }
    };
    sign_in.field.iter().map(|field| (field.id.clone(), value(field))).collect()
}

/// Nothing, when it may be sent.
///
/// # Errors
/// What is missing, or surely something else.
pub(super) fn may_be_sent(
    sign_in: &SignIn,
    environment: EnvironmentId,
    values: &Values,
    provider: &str,
) -> Result<(), Problem> {
    let empty = |field: &&Field| values.get(&field.id).is_none_or(str::is_empty);
    if let Some(missing) = sign_in.field.iter().filter(|field| !field.optional).find(empty) {
        return Err(field_missing_in_form(&missing.label));
    }
    match slips(sign_in, environment, values).into_iter().find(|slip| slip.blocks) {
        Some(slip) => Err(key_wrong_kind(&slip.says, provider)),
        None => Ok(()),
    }
}

fn slips(sign_in: &SignIn, environment: EnvironmentId, values: &Values) -> Vec<Slip> {
    sign_in
        .field
        .iter()
        .filter_map(|field| {
            let value = values.get(&field.id).filter(|value| !value.is_empty())?;
            let (says, blocks) = mixed(sign_in, field, values)
                .map(|says| (says, true))
                .or_else(|| slip(field, value, environment))?;
            Some(Slip { field: field.id.clone(), says, blocks })
        })
        .collect()
}

/// What is said where one account is named for money of two kinds.
fn mixed(sign_in: &SignIn, field: &Field, values: &Values) -> Option<String> {
    let (money, value) = (field.money?, values.get(&field.id)?);
    let mut others = sign_in.field.iter().take_while(|other| other.id != field.id);
    let same = others.find(|other| {
        other.money.is_some_and(|of_other| of_other != money)
            && values.get(&other.id) == Some(value)
    })?;
    Some(format!(
        "{}: this is what stands under {} already. Clients’ money and the firm’s own never share \
         an account.",
        field.label, same.label
    ))
}

fn slip(field: &Field, value: &str, environment: EnvironmentId) -> Option<(String, bool)> {
    if let Some(says) = field.wrong_kind_of(value, environment) {
        return Some((says.to_owned(), true));
    }
    if field.kind == FieldKind::Choice && field.choice.iter().all(|choice| choice.value != value) {
        return Some((format!("{}: this is none of the choices.", field.label), true));
    }
    if value.chars().count() > LONGEST {
        return Some((format!("{}: this is longer than any.", field.label), true));
    }
    if field.kind != FieldKind::Lines && value.contains(char::is_control) {
        let says = "there is a line break in it, or another sign that cannot be seen. Copy it \
                    again, whole and nothing else with it.";
        return Some((format!("{}: {says}", field.label), true));
    }
    if let Some(doubt) = field.doubt_about(value) {
        return Some((doubt.to_owned(), false));
    }
    let broken =
        field.secret && field.kind != FieldKind::Lines && value.contains(char::is_whitespace);
    broken.then(|| {
        (
            "There is a space in it. Check that it was copied whole, and nothing else with it."
                .to_owned(),
            false,
        )
    })
}
