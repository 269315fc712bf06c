//! What fills a form: from a file, from the input, or from a person who types it. A secret never
//! comes from the arguments, which every program of this computer can read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Read};

use patchbay_contract::{ErrorCode, FieldView, Problem, SignInView};

use crate::vault;

/// More than any key, certificate or address has, in bytes. What never ends is not read for ever.
const MOST: u64 = 1 << 20;

const NOTHING_SENT: &str = "Nothing was sent, and nothing was saved.";

/// What fills the form. A secret that was not named is asked for, where a person is there.
pub(crate) fn fields(
    form: &SignInView,
    given: &[String],
) -> Result<BTreeMap<String, String>, Problem> {
    let mut fields = given_fields(form, given)?;
    for field in &form.fields {
        let asked_for = field.secret && !field.optional && !fields.contains_key(&field.id);
        if asked_for && std::io::stdin().is_terminal() {
            fields.insert(field.id.clone(), vault::ask(&format!("{}: ", field.label)));
        }
        let is_empty = fields.get(&field.id).is_none_or(|given| given.trim().is_empty());
        if is_empty && !field.optional && field.default.is_none() {
            return Err(missing(field));
        }
    }
    Ok(fields)
}

/// What was named of a form, and nothing else.
pub(crate) fn given_fields(
    form: &SignInView,
    given: &[String],
) -> Result<BTreeMap<String, String>, Problem> {
    let mut fields = BTreeMap::new();
    let mut from_input = None;
    for one in given {
        let (name, value) =
            one.split_once('=').map_or((one.as_str(), None), |(name, value)| (name, Some(value)));
        let field = form.fields.iter().find(|field| field.id == name);
        let field = field.ok_or_else(|| no_such_field(name, form))?;
        if fields.contains_key(name) {
            return Err(twice(&format!("{} is given twice.", field.label)));
        }
        if value == Some("-")
            && let Some(first) = from_input.replace(&field.label)
        {
            let both = format!("{first} and {} cannot both come from the input.", field.label);
            return Err(twice(&both));
        }
        let value = match value {
            Some(value) => value_of(field, value)?,
            None => vault::ask(&format!("{}: ", field.label)),
        };
        fields.insert(name.to_owned(), value);
    }
    Ok(fields)
}

fn value_of(field: &FieldView, given: &str) -> Result<String, Problem> {
    if let Some(read) = read(&field.label, given) {
        return read;
    }
    if field.secret && !given.is_empty() {
        let instead = format!("--field {}=@FILE, or --field {0}=-", field.id);
        return Err(in_the_open(&field.label, &instead));
    }
    Ok(given.to_owned())
}

/// What a file or the input holds, where one of them was named.
pub(crate) fn read(label: &str, given: &str) -> Option<Result<String, Problem>> {
    let unreadable = |from: &str, error: std::io::Error| {
        Problem::new(
            ErrorCode::FieldMissing,
            format!("{label} could not be read from {from}."),
            NOTHING_SENT,
            "Name a file that is there and holds the value as text.",
        )
        .with_details(error.to_string())
    };
    if given == "-" {
        return Some(text(std::io::stdin().lock()).map_err(|error| unreadable("the input", error)));
    }
    let file = given.strip_prefix('@')?;
    let from = if file.is_empty() { "a file without a name" } else { file };
    let read = File::open(file).and_then(text);
    Some(read.map_err(|error| unreadable(from, error)))
}

/// All of it as text, unless it is more than any value.
pub(crate) fn text(from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, "it has more than 1 MB"));
    }
    Ok(text)
}

/// A secret among the arguments. `instead` is how it is given.
pub(crate) fn in_the_open(label: &str, instead: &str) -> Problem {
    Problem::new(
        ErrorCode::SecretInTheOpen,
        format!("{label} is a secret, and arguments are read by every program here."),
        "Nothing was sent, and nothing was saved. It may stand in the shell’s history now.",
        format!(
            "Write it into a file and give {instead}. Better make a new one: this one was in the \
             open."
        ),
    )
}

/// Nothing was given, or nothing is in it.
fn missing(field: &FieldView) -> Problem {
    let remedy = if field.secret {
        format!("Give it with --field {}=@FILE, or with --field {0}=- and the input.", field.id)
    } else {
        format!("Give it with --field {}=VALUE.", field.id)
    };
    let what = format!("{} is empty.", field.label);
    Problem::new(ErrorCode::FieldMissing, what, NOTHING_SENT, remedy)
}

/// Two values where there is room for one.
fn twice(what: &str) -> Problem {
    let remedy = "Give each field once, and one of them at most from the input.";
    Problem::new(ErrorCode::FieldMissing, what, NOTHING_SENT, remedy)
}

fn no_such_field(name: &str, form: &SignInView) -> Problem {
    let known: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
    Problem::new(
        ErrorCode::FieldMissing,
        format!("The form has no field “{name}”."),
        NOTHING_SENT,
        format!("Its fields are: {}.", known.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_not_read_for_ever() {
        let whole = text(std::io::repeat(b'a').take(MOST)).unwrap();
        assert_eq!(whole.len() as u64, MOST);
        assert_eq!(text(std::io::repeat(b'a')).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
