//! What the firm's server answers about its custody and its key, read as from a stranger: lines
//! of bounded length without what has the shape of a secret, and no word of another number.

use patchbay_contract::custody::{CustodyState, SUITE};
use patchbay_contract::{Check, EndProof, ErrorCode, Problem, TakenBack, redact_text};
use patchbay_custody::Ended;
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
    /// How the provider took it that its permission is over, where it was told.
    #[serde(default)]
    revoked: Option<Value>,
}

/// The same, once it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) state: CustodyState,
    pub(crate) checks: Vec<Check>,
    pub(crate) problem: Option<Problem>,
    pub(crate) revoked: Option<Ended>,
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
            revoked: self.revoked.as_ref().and_then(ended),
        }))
    }
}

/// How the provider took it: whether it says that it is over, or all that was found.
fn ended(said: &Value) -> Option<Ended> {
    let taken = match said {
        Value::Bool(true) => TakenBack::Confirmed,
        Value::Bool(false) => TakenBack::ByHand,
        _ => TakenBack::from_name(said["taken"].as_str()?)?,
    };
    let proof = said["proof"].as_str().and_then(EndProof::from_name);
    Some(Ended {
        taken,
        proof: proof.unwrap_or(EndProof::NotProvable),
        works_until: said["works_until"].as_str().and_then(|until| until.parse().ok()),
        said: said["said"].as_str().map(line),
    })
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
            "revoked": { "taken": "was_over", "said": "Bearer CANARYcanary12345678" },
            "of a newer one": 1,
        });
        let Said::So(view) = read(answer).unwrap() else { panic!("it is ours") };
        assert_eq!(
            view.checks,
            [Check { holds: Some(false), ..Check::to_be_made("Readspayments") }]
        );
        let revoked = view.revoked.unwrap();
        assert_eq!((revoked.taken, revoked.proof), (TakenBack::WasOver, EndProof::NotProvable));
        assert!(!revoked.said.unwrap().contains("CANARY"));
        assert_eq!(ended(&json!(true)).map(|ended| ended.taken), Some(TakenBack::Confirmed));
        let problem = view.problem.unwrap();
        assert!(!problem.what.contains("CANARY"), "{problem}");
        assert_eq!(problem.code, ErrorCode::ProviderRefused);
        let other = json!({ "connection": "c", "handover": "8", "state": "held" });
        assert_eq!(read(other), Ok(Said::Nothing));
        let of_another = json!({ "connection": "d", "handover": "7", "state": "held" });
        assert_eq!(read(of_another), Err(Misfit("connection")));
    }
}
