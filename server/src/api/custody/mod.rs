//! Handing connections over to the server: what a computer sends, what it says when it has let go,
//! and how it is called back. What opens a connection comes in sealed to the server's key, and
//! never goes out.

mod deliver;
mod take;
mod test;
mod withdraw;

use axum::Json;
use axum::extract::State;
use patchbay_contract::custody::CustodyState;
use patchbay_contract::{EndProof, TakenBack};
use patchbay_firm_store::{Custody, Session};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::input::{InPath, nothing, wrong};
use crate::house::House;
use crate::problem::{Code, Problem};

pub(super) use deliver::{__path_deliver, deliver};
pub(super) use take::{__path_take, take};
pub(super) use test::{__path_test, test};
pub(super) use withdraw::{__path_withdraw, withdraw};

/// What the server says of its custody of one connection.
#[derive(Serialize, ToSchema)]
pub(super) struct CustodyShown {
    /// The connection.
    connection: String,
    /// The number of the hand-over, as the computer chose it.
    handover: String,
    /// `delivered`, `proven`, `held` or `withdrawn`.
    #[schema(value_type = String)]
    state: CustodyState,
    /// What the checks said when they were last made here.
    #[schema(value_type = Vec<Object>)]
    checks: Value,
    /// What is wrong with it, in words, if something is.
    #[schema(value_type = Option<Object>)]
    problem: Value,
    /// What the provider said when it was asked to take back what opens it; in the answer to that
    /// alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked: Option<RevokedShown>,
}

/// What came of asking the provider to take back what opens a connection.
#[derive(Serialize, ToSchema)]
pub(super) struct RevokedShown {
    /// How the provider took it.
    #[schema(value_type = String)]
    taken: TakenBack,
    /// How it was proven that nothing works any more.
    #[schema(value_type = String)]
    proof: EndProof,
    /// Until when what still works goes on to, where that is known.
    works_until: Option<String>,
    /// What the provider said, shortened and without secrets.
    said: Option<String>,
}

/// How the server's custody of a connection is.
#[utoipa::path(get, operation_id = "custody_one", path = "/api/connections/{id}/custody", tag = "custody",
    security(("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = CustodyShown), (status = 404)))]
pub(super) async fn one(
    State(house): State<House>,
    InPath(id): InPath,
) -> Result<Json<CustodyShown>, Problem> {
    let mut view = house.store().await?.read().await?;
    view.connection(&id).await?.ok_or_else(nothing)?;
    Ok(Json(view.custody(&id).await?.map(show).ok_or_else(nothing)?))
}

fn show(row: Custody) -> CustodyShown {
    let read = |json: &str| serde_json::from_str::<Value>(json).ok();
    CustodyShown {
        connection: row.connection,
        handover: row.handover,
        state: row.state,
        checks: read(&row.checks).filter(Value::is_array).unwrap_or_else(|| Value::Array(vec![])),
        problem: row.problem.as_deref().and_then(read).unwrap_or_default(),
        revoked: None,
    }
}

/// As it is within this change.
async fn shown(session: &mut Session, id: &str) -> Result<CustodyShown, Problem> {
    session.custody(id).await?.map(show).ok_or_else(nothing)
}

/// The number of a hand-over: 32 hexadecimal digits.
fn is_number(handover: &str) -> Result<(), Problem> {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if handover.len() == 32 && handover.bytes().all(is_digit) {
        return Ok(());
    }
    Err(wrong("handover", "it is 32 hexadecimal digits, in small letters"))
}

fn other() -> Problem {
    let detail = "The server has this connection under another number. Read how it is, and \
                  decide.";
    Problem::new(Code::CustodyOther, detail)
}

fn called_back() -> Problem {
    let detail = "This number was called back, and is never taken again. Hand the connection over \
                  under a new one.";
    Problem::new(Code::CustodyWithdrawn, detail)
}
