//! Provider files of the firm's own: each is the setting `provider_file.ID`, with the text of the
//! file as its value, or null once it is shared no more. They say which services there are beside
//! the catalogue's. A person takes each at their computer; this server calls nobody by them: what
//! it holds, the catalogue's own files alone are used for (`crate::custody`).

use std::borrow::Cow;
use std::collections::HashSet;

use patchbay_contract::{is_provider_id, line_with_secret};
use patchbay_firm_store::{NewEntry, Session};
use patchbay_providers::{Mistake, Provider, read_named};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::input::{nothing, wrong};
use super::integrations::{catalogue, provider};
use crate::problem::Problem;

/// What the name of such a setting begins with.
const NAME: &str = "provider_file.";

/// The longest text.
const LONGEST: usize = 64 * 1024;

/// How many mistakes a refusal names, and how much of each.
const MISTAKES: usize = 5;
const A_MISTAKE: usize = 200;

/// The provider whose file a setting of that name is, if it is one.
pub(super) fn provider_of(name: &str) -> Option<&str> {
    name.strip_prefix(NAME)
}

/// Whether this may be the file of that provider. Null may always be: it is shared no more.
pub(super) fn check(id: &str, value: &Value) -> Result<(), Problem> {
    if !is_provider_id(id) {
        return Err(wrong("name", "what stands behind the dot is no id of a service"));
    }
    let text = match value {
        Value::Null => return Ok(()),
        Value::String(text) => text,
        _ => return Err(wrong("value", "it is the text of a provider file, or null")),
    };
    if text.len() > LONGEST {
        return Err(wrong("value", "it is longer than 64 kB"));
    }
    if let Some(line) = line_with_secret(text) {
        let what = "something in it looks like a secret, and none belongs here";
        return Err(wrong("value", &format!("line {line}: {what}")));
    }
    if provider(id).is_ok() {
        let what = "the service of that id comes with Patchbay, so give this one an id of its own";
        return Err(wrong("name", what));
    }
    match patchbay_providers::read(&format!("{id}.toml"), text) {
        Ok(read) if read.id == id => Ok(()),
        Ok(read) => {
            let what =
                format!("the file\u{2019}s id is “{}”, so the setting is {NAME}{0}", read.id);
            Err(wrong("name", &what))
        }
        Err(mistakes) => {
            let what = format!("it is no provider file that this server reads: {}", say(&mistakes));
            Err(wrong("value", &what))
        }
    }
}

/// The first of them, with their lines. What they repeat of the file is no secret: that was looked
/// for before.
fn say(mistakes: &[Mistake]) -> String {
    let one = |mistake: &Mistake| {
        let line = |c: char| if c.is_control() { ' ' } else { c };
        let mut what: String = mistake.what.chars().map(line).take(A_MISTAKE).collect();
        if mistake.what.chars().nth(A_MISTAKE).is_some() {
            what.push('…');
        }
        format!("line {}: {what}", mistake.line)
    };
    let mut said: Vec<_> = mistakes.iter().take(MISTAKES).map(one).collect();
    if let Some(more) = mistakes.len().checked_sub(MISTAKES).filter(|more| *more > 0) {
        said.push(format!("and {more} more"));
    }
    said.join("; ")
}

/// What the trail says of it: how long it is, and its sum in groups of eight. The text itself has
/// no place there.
pub(super) fn entered(entry: NewEntry, value: &str) -> NewEntry {
    match serde_json::from_str(value) {
        Ok(Value::String(text)) => entry
            .with("bytes", &text.len().to_string())
            .with("sha256", &groups(&Sha256::digest(&text))),
        _ => entry.with("value", "null"),
    }
}

fn groups(sum: &[u8]) -> String {
    let group = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    sum.chunks(4).map(group).collect::<Vec<_>>().join(" ")
}

/// The providers whose files the firm shares. One that this server cannot use is left out: it was
/// shared by way of another version, or its id has come with Patchbay since.
pub(super) async fn shared(view: &mut Session) -> Result<Vec<Provider>, Problem> {
    let taken: HashSet<&str> = catalogue().iter().map(|one| one.id.as_str()).collect();
    let (mut after, mut found) = (NAME.to_owned(), Vec::new());
    loop {
        let page = view.settings(&after).await?;
        let Some(end) = page.last() else { return Ok(found) };
        after.clone_from(&end.name);
        for setting in page {
            let Some(id) = provider_of(&setting.name) else { return Ok(found) };
            if !taken.contains(id) {
                found.extend(read(id, &setting.value));
            }
        }
    }
}

fn read(id: &str, value: &str) -> Option<Provider> {
    let text: Option<String> = serde_json::from_str(value).ok()?;
    read_named(&format!("{id}.toml"), &text?).ok()
}

/// The provider of that id: of the catalogue, or one whose file the firm shares.
pub(super) async fn any_provider(
    view: &mut Session,
    id: &str,
) -> Result<Cow<'static, Provider>, Problem> {
    if let Ok(provider) = provider(id) {
        return Ok(Cow::Borrowed(provider));
    }
    let setting = view.setting(&format!("{NAME}{id}")).await?;
    let shared = setting.and_then(|setting| read(id, &setting.value));
    shared.map(Cow::Owned).ok_or_else(nothing)
}

/// Whether connections of that provider may be known here: it is in the catalogue, or the firm
/// shares its file, or did. A connection outlives the sharing.
pub(super) async fn may_be_known(session: &mut Session, id: &str) -> Result<bool, Problem> {
    if provider(id).is_ok() {
        return Ok(true);
    }
    Ok(is_provider_id(id) && session.setting(&format!("{NAME}{id}")).await?.is_some())
}

#[cfg(test)]
mod tests {
    use patchbay_contract::redact_text;

    use super::*;

    #[test]
    fn no_file_of_the_catalogue_looks_as_if_it_had_a_secret_or_is_too_long() {
        let mut found = Vec::new();
        for (name, text) in patchbay_providers::built_in() {
            let line = line_with_secret(text);
            found.extend(line.map(|line| format!("{name}: {:?}", text.lines().nth(line - 1))));
            assert!(text.len() <= LONGEST, "{name}");
        }
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn many_mistakes_are_named_up_to_a_point() {
        let mistake = |line| Mistake { file: "x".into(), line, what: "a\n".repeat(300) };
        let all: Vec<_> = (1..=7).map(mistake).collect();
        let said = say(&all);
        assert!(said.starts_with("line 1: a a ") && said.contains("line 5: "), "{said}");
        assert!(said.ends_with("…; and 2 more") && !said.contains("line 6"), "{said}");
        assert!(said.len() < 1_200 && !said.contains('\n'));
        assert!(!say(&all[..5]).contains("more"));
    }

    #[test]
    fn a_sum_is_told_in_groups_that_do_not_look_like_a_secret() {
        let sum = groups(&Sha256::digest("x"));
        assert_eq!(sum.split(' ').map(str::len).collect::<Vec<_>>(), [8; 8]);
        assert_eq!(redact_text(&sum), sum);
    }
}
