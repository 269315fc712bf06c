//! From the text of a file to a provider, or to the list of its mistakes.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::{Mistake, Provider, check};

/// Reads a provider file strictly: its syntax, its fields, and the rules that fields
/// have among each other. `file` is only for the words of a mistake.
///
/// # Errors
/// Every mistake that was found, in the order of the file; a file that is not well
/// formed has one.
pub fn read(file: &str, text: &str) -> Result<Provider, Vec<Mistake>> {
    let provider: Provider = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![mistake(file, text, at, error.message().to_owned())]
    })?;

    let mut found = check::rules(&provider);
    if found.is_empty() {
        return Ok(provider);
    }
    let places = DeTable::parse(text).ok();
    let mut mistakes: Vec<(usize, Mistake)> = found
        .drain(..)
        .map(|found| {
            let at = places
                .as_ref()
                .map_or(0, |table| locate(table.get_ref(), &found.place).unwrap_or_default());
            (at, mistake(file, text, at, found.what))
        })
        .collect();
    mistakes.sort_by_key(|(at, _)| *at);
    Err(mistakes.into_iter().map(|(_, mistake)| mistake).collect())
}

/// Reads a file and also holds it to its name: `ID.toml`.
///
/// # Errors
/// As [`read`], and when the name and the id differ.
pub fn read_named(file: &str, text: &str) -> Result<Provider, Vec<Mistake>> {
    let provider = read(file, text)?;
    let stem = file.strip_suffix(".toml").unwrap_or(file);
    let stem = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    if stem == provider.id {
        return Ok(provider);
    }
    let at = DeTable::parse(text)
        .ok()
        .and_then(|table| locate(table.get_ref(), "id"))
        .unwrap_or_default();
    let what = format!("the id is “{}”, so the file has to be called {0}.toml", provider.id);
    Err(vec![mistake(file, text, at, what)])
}

fn mistake(file: &str, text: &str, at: usize, what: String) -> Mistake {
    let before = text.get(..at).unwrap_or(text);
    Mistake { file: file.to_owned(), line: before.matches('\n').count() + 1, what }
}

/// Where the thing that `place` names begins: keys and numbers between dots, as
/// `sign_in.0.oauth.scope.2`. As far as it is there, since a missing field is told
/// at the table that misses it.
fn locate(table: &DeTable<'_>, place: &str) -> Option<usize> {
    let mut steps = place.split('.');
    let first = steps.next()?;
    let (key, mut value) = table.iter().find(|(key, _)| key.get_ref() == first)?;
    let mut at: Range<usize> = key.span();
    if matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_)) {
        at = value.span();
    }
    for step in steps {
        let next = match value.get_ref() {
            DeValue::Array(array) => step.parse::<usize>().ok().and_then(|n| array.get(n)),
            DeValue::Table(table) => {
                table.iter().find(|(key, _)| key.get_ref() == step).map(|(_, value)| value)
            }
            _ => None,
        };
        let Some(next) = next else { break };
        at = next.span();
        value = next;
    }
    Some(at.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A whole small file, with `extra` behind it.
    fn with(extra: &str) -> String {
        format!("{}{extra}", include_str!("../tests/fixtures/small.toml"))
    }

    fn only_mistake(text: &str) -> Mistake {
        let mut mistakes = read("small.toml", text).expect_err("this file has a mistake");
        assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
        mistakes.remove(0)
    }

    #[test]
    fn the_small_file_that_these_tests_change_is_right() {
        read_named("small.toml", &with("")).unwrap();
    }

    #[test]
    fn an_unknown_field_is_told_with_its_line_and_the_fields_there_are() {
        let text = with("").replace("vendor =", "vendr =");
        let line = text.lines().position(|l| l.starts_with("vendr")).unwrap() + 1;
        let mistake = only_mistake(&text);
        assert_eq!(mistake.line, line);
        assert!(mistake.what.contains("unknown field `vendr`"), "{mistake}");
        assert!(mistake.what.contains("`vendor`"), "{mistake}");
    }

    #[test]
    fn a_kind_that_does_not_exist_is_told_with_those_that_do() {
        let mistake = only_mistake(&with("").replace("\"storage\"", "\"cellar\""));
        assert!(mistake.what.contains("`cellar`"), "{mistake}");
        assert!(mistake.what.contains("`storage`"), "{mistake}");
    }

    #[test]
    fn a_mistake_deep_in_a_list_is_told_at_its_own_line() {
        let text = with("").replace("pattern = \"^sk-\"", "pattern = \"^sk-(\"");
        let line = text.lines().position(|l| l.contains("^sk-(")).unwrap() + 1;
        assert_eq!(only_mistake(&text).line, line);
    }

    #[test]
    fn text_that_is_not_toml_is_one_mistake_with_its_line() {
        let mistake = only_mistake(&with("\n[[error\n"));
        assert!(mistake.line > 20, "{mistake}");
    }

    #[test]
    fn a_file_that_is_nested_without_end_is_a_mistake_and_no_end_of_the_program() {
        let (open, close) = ("[".repeat(30_000), "]".repeat(30_000));
        for text in [format!("a = {open}{close}\n"), format!("a = {}", "{a = ".repeat(10_000))] {
            assert!(read("deep.toml", &with(&text)).is_err());
        }
        let dotted = vec!["a"; 20_000].join(".");
        assert!(read("deep.toml", &with(&format!("\n[{dotted}]\n"))).is_err());
        assert!(read("deep.toml", &with(&format!("\n{dotted} = 1\n"))).is_err());
    }

    #[test]
    fn a_file_that_is_not_called_after_its_id_is_refused() {
        let mistakes = read_named("other.toml", &with("")).unwrap_err();
        assert!(mistakes[0].what.contains("small.toml"), "{}", mistakes[0]);
        assert_eq!(mistakes[0].line, 2);
    }
}
