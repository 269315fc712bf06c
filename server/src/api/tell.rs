//! Several changes told at once, as a desktop does: each with a key of its own, and each done or
//! refused by itself, in one transaction. What each is and wants is in [`super::known`] and
//! [`super::settings`].

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::{Answer, Claim};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::change::{Asker, Begun, Change};
use super::choices;
use super::facts::{ConnectionFacts, Known};
use super::input::{Body, is_name, wrong};
use super::known;
use super::settings::{self, NewValue};
use crate::auth::check;
use crate::house::House;
use crate::problem::{Code, Problem};

/// So many at once.
const MOST: usize = 100;

/// The longest key.
const LONGEST_KEY: usize = 200;

/// What is told.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    /// Up to 100, each a `ToldChange` about another thing. They are read one by one: one that does
    /// not fit is refused by itself, and keeps no other from being done.
    #[schema(max_items = 100)]
    changes: Vec<Value>,
}

/// One change.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldChange {
    /// By which it is known if it comes again, as an `Idempotency-Key` is.
    #[schema(min_length = 1, max_length = 200)]
    key: String,
    kind: ToldKind,
    /// The id of the connection, or the name of the setting.
    id: String,
    /// The version that was read; none where it is new.
    #[schema(minimum = 1)]
    version: Option<i64>,
    /// What is known of the connection; none where it is to be removed.
    connection: Option<ConnectionFacts>,
    /// What the setting is to be.
    setting: Option<NewValue>,
}

/// Of what a change is.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ToldKind {
    Connection,
    Setting,
}

/// What came of each, in the order in which they were told.
#[derive(Serialize, ToSchema)]
pub(super) struct Results {
    results: Vec<ToldResult>,
}

/// What came of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ToldResult {
    /// As if it had been asked by itself.
    status: u16,
    /// Its version now, where it was done and is there.
    version: Option<i64>,
    /// Why it was refused, where it was. It has changed nothing then.
    code: Option<&'static str>,
}

/// Tell what was changed, several things at once.
#[utoipa::path(post, operation_id = "changes_tell", path = "/api/changes", tag = "sync",
    security(("token" = [])), request_body = Told,
    responses((status = 200, body = Results), (status = 422)))]
pub(super) async fn tell(
    State(house): State<House>,
    asker: Asker,
    Body(told): Body<Told>,
) -> Result<Response, Problem> {
    if told.changes.len() > MOST {
        return Err(wrong("changes", "there are more than 100"));
    }
    let mut change = match asker.begin(&house, "POST /api/changes", &told).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let mut results = Vec::with_capacity(told.changes.len());
    for one in told.changes {
        let done = match serde_json::from_value(one) {
            Ok(told) => done(&mut change, &told).await,
            Err(_) => Err(wrong("changes", "one of them does not fit")),
        };
        results.push(match done {
            Ok(result) => result,
            Err(problem) if problem.code.status().is_client_error() => {
                let (status, code) = (problem.code.status().as_u16(), problem.code.as_str());
                ToldResult { status, version: None, code: Some(code) }
            }
            // The database failed: nothing of all this is done.
            Err(problem) => return Err(problem),
        });
    }
    change.done(StatusCode::OK, &Results { results }).await
}

/// Does one that was not done before. A refusal has changed nothing.
async fn done(change: &mut Change, told: &ToldChange) -> Result<ToldResult, Problem> {
    let task = Task::of(told)?;
    check(&change.caller, task.method(), task.route(&told.id))?;
    let asker = change.caller.id();
    let fingerprint = Sha256::digest(serde_json::to_vec(told).unwrap_or_default()).into();
    match change.session.claim(&asker, &told.key, &fingerprint, change.now).await? {
        Claim::New => {}
        Claim::Before(answer) => return Ok(again(&answer)),
        Claim::Other => {
            let detail = "Another change had this key. Make a new one for each.";
            return Err(Problem::new(Code::IdempotencyKeyUsed, detail));
        }
    }
    let (status, version) = match task.done(change, &told.id).await {
        Ok(done) => done,
        Err(problem) => {
            change.session.unclaim(&asker, &told.key).await?;
            return Err(problem);
        }
    };
    let (status, body) = (status.as_u16(), json!({ "version": version }).to_string());
    let kept = Answer { status: status.into(), body };
    change.session.keep_answer(&asker, &told.key, &kept).await?;
    Ok(ToldResult { status, version, code: None })
}

fn again(answer: &Answer) -> ToldResult {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let status = u16::try_from(answer.status).unwrap_or_default();
    ToldResult { status, version: body["version"].as_i64(), code: None }
}

/// What is to be done.
enum Task {
    Keep(Box<Known>),
    Remove(i64),
    Set(i64, String),
}

impl Task {
    fn of(told: &ToldChange) -> Result<Self, Problem> {
        let fits = (1..=LONGEST_KEY).contains(&told.key.len()) && told.key.is_ascii();
        if !fits {
            return Err(wrong("key", "it has 1 to 200 plain characters"));
        }
        if !is_name(&told.id) {
            return Err(wrong("id", "it is no id"));
        }
        if told.version.is_some_and(|version| version < 1) {
            return Err(wrong("version", "it is none"));
        }
        match (told.kind, &told.connection, &told.setting) {
            (ToldKind::Connection, Some(facts), None) => {
                Known::read(&told.id, facts, told.version).map(Box::new).map(Self::Keep)
            }
            (ToldKind::Connection, None, None) => {
                let version = told.version.ok_or_else(|| {
                    Problem::new(Code::VersionNeeded, "Say which version is to be removed.")
                })?;
                Ok(Self::Remove(version))
            }
            (ToldKind::Setting, None, Some(value)) => {
                Ok(Self::Set(told.version.unwrap_or(0), value.read(&told.id)?))
            }
            _ => Err(wrong("kind", "it has the facts of another kind, or none")),
        }
    }

    /// By which the table of rules knows it.
    const fn method(&self) -> &'static str {
        match self {
            Self::Remove(_) => "DELETE",
            Self::Keep(_) | Self::Set(..) => "PUT",
        }
    }

    fn route(&self, id: &str) -> &'static str {
        match self {
            Self::Keep(_) | Self::Remove(_) => "/api/connections/{id}",
            // Whose money accounts hold is known where they are connected, which staff do too.
            Self::Set(..) if id.starts_with(choices::MONEY) => "/api/connections/{id}",
            Self::Set(..) => "/api/settings/{name}",
        }
    }

    async fn done(
        self,
        change: &mut Change,
        id: &str,
    ) -> Result<(StatusCode, Option<i64>), Problem> {
        match self {
            Self::Keep(known) => {
                let (status, now, _) = known::take(change, &known).await?;
                Ok((status, Some(now.version)))
            }
            Self::Remove(version) => {
                known::let_go(change, id, version).await?;
                Ok((StatusCode::NO_CONTENT, None))
            }
            Self::Set(version, value) => {
                let (status, now) = settings::take(change, id, version, value).await?;
                Ok((status, Some(now.version)))
            }
        }
    }
}
