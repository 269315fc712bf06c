//! What the firm's server answers about its custody and its key, read as from a stranger: lines
//! of bounded length without what has the shape of a secret, and no word of another number.

use patchbay_contract::custody::{CustodyState, SUITE};
use patchbay_contract::{Check, ErrorCode, Problem, redact_text};
use patchbay_store::Handover;
use serde::Deserialize;
use serde_json::Value;

use super::answers::Misfit;
use super::custody::{NamedKey, Said};

/// The longest sentence of a problem.
const LONGEST: usize = 600;
/// More checks than any provider has.
const MOST: usize = 50;

/// The server's key, as it names it.
#[derive(Deserialize)]
pub(super) struct Key {
    suite: String,
    public: String,
}

impl Key {
    /// The key, where this version can seal to one of its kind.
    pub(super) fn read(&self) -> Option<NamedKey> {
        if self.suite == SUITE { NamedKey::of(&self.public) } else { None }
    }
}

/// The answer to each question about a connection's custody.
#[derive(Deserialize)]
pub(super) struct Custody {
    connection: String,
    handover: String,
    state: CustodyState,
    #[serde(default)]
    checks: Vec<Value>,
    #[serde(default)]
    problem: Option<Value>,
    /// Whether the provider says that its permission is over, where it was asked.
    #[serde(default)]
    revoked: Option<bool>,
}

/// The same, once it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) state: CustodyState,
    pub(crate) checks: Vec<Check>,
    pub(crate) problem: Option<Problem>,
    pub(crate) revoked: Option<bool>,
}

impl Custody {
    pub(super) fn read(self, one: &Handover) -> Result<Said, Misfit> {
        if self.connection != one.connection {
            return Err(Misfit("connection"));
        }
        // What it has is of another number: of this one it has nothing.
        if self.handover != one.handover {
            return Ok(Said::Nothing);
        }
        let checks = self.checks.into_iter().take(MOST);
        Ok(Said::So(View {
            state: self.state,
            checks: checks.filter_map(check).collect(),
            problem: self.problem.filter(|problem| !problem.is_null()).map(|said| problem(&said)),
            revoked: self.revoked,
        }))
    }
}

fn check(said: Value) -> Option<Check> {
    let check: Check = serde_json::from_value(said).ok()?;
    Some(Check { name: line(&check.name), sums: None, ..check })
}

/// A problem as it is said there. What a newer server calls it is not known here.
fn problem(said: &Value) -> Problem {
    let text = |name: &str| said[name].as_str().map(line).unwrap_or_default();
    let code = serde_json::from_value(said["code"].clone()).unwrap_or(ErrorCode::ProviderRefused);
    let details = said["details"].as_str().map(line);
    Problem { details, ..Problem::new(code, text("what"), text("effect"), text("remedy")) }
}

fn line(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    redact_text(&text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn one() -> Handover {
        Handover {
            connection: "c".into(),
            handover: "7".into(),
            state: "held".into(),
            generation: 1,
            begun_at: String::new(),
            since: String::new(),
            tried_at: None,
            problem: None,
        }
    }

    fn read(answer: Value) -> Result<Said, Misfit> {
        serde_json::from_value::<Custody>(answer).unwrap().read(&one())
    }

    #[test]
    fn what_is_said_is_shown_without_secrets_and_of_no_other_number() {
        let answer = json!({
            "connection": "c", "handover": "7", "state": "held",
            "checks": [{ "name": "Reads\npayments", "holds": false }, { "name": 7 }],
            "problem": { "code": "of_tomorrow", "what": "Bearer CANARYcanary12345678",
                         "effect": "E.", "remedy": "R.", "details": null },
            "of a newer one": 1,
        });
        let Said::So(view) = read(answer).unwrap() else { panic!("it is ours") };
        assert_eq!(
            view.checks,
            [Check { holds: Some(false), ..Check::to_be_made("Readspayments") }]
        );
        let problem = view.problem.unwrap();
        assert!(!problem.what.contains("CANARY"), "{problem}");
        assert_eq!(problem.code, ErrorCode::ProviderRefused);
        let other = json!({ "connection": "c", "handover": "8", "state": "held" });
        assert_eq!(read(other), Ok(Said::Nothing));
        let of_another = json!({ "connection": "d", "handover": "7", "state": "held" });
        assert_eq!(read(of_another), Err(Misfit("connection")));
    }
}
