//! Whether an answer is what a step of the test expects.

use patchbay_providers::{Expect, TroubleAt};
use serde_json::Value;

use crate::answer::{Said, plain};
use crate::call::refused;
use crate::http::Answer;
use crate::{CallError, Party};

/// Nothing, when it is.
///
/// # Errors
/// What about it is not as the file expects it.
pub(crate) fn as_expected(
    expect: &Expect,
    party: Party<'_>,
    answer: &Answer,
    said: Said<'_>,
) -> Result<(), CallError> {
    let refused = || refused(party, TroubleAt::Call, answer);
    if !expect.status.contains(&answer.status) {
        return Err(refused());
    }
    if answer.is_well() && answer.is_a_web_page() && reads(expect) {
        return Err(CallError::WebPage(answer.status));
    }
    if let Some(place) = &expect.true_at
        && said.value(place) != Some(&Value::Bool(true))
    {
        return Err(refused());
    }
    let text_at = |place: &str| place.parse().ok().and_then(|source| said.text(&source));
    for (place, wanted) in &expect.equal {
        if text_at(place).as_deref() != Some(wanted) {
            return Err(refused());
        }
    }
    for (place, wanted) in &expect.contains {
        let value = place.parse().ok().and_then(|source| said.value(&source).cloned());
        let there = match value {
            Some(Value::Array(items)) => {
                items.iter().any(|item| plain(item).as_deref() == Some(wanted))
            }
            _ => text_at(place).is_some_and(|text| text.contains(wanted.as_str())),
        };
        if !there {
            return Err(CallError::Nonsense(format!("“{wanted}” is not at “{place}”")));
        }
    }
    Ok(())
}

/// Whether a status other than 200 is expected too: then it is the status that proves
/// it, and the page behind it may be one for people.
fn reads(expect: &Expect) -> bool {
    expect.status == [200]
}
