//! The newest mail of a mailbox that this server holds: headers alone. No message is kept here.

use axum::Json;
use axum::extract::State;
use patchbay_firm_store::{MailHeader, PAGE};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::enrol::shown;
use super::input::{Asked, InPath, nothing, wrong};
use super::page::From;
use crate::house::House;
use crate::problem::Problem;

/// A part of the newest mail, and how its reading goes on.
#[derive(Serialize, ToSchema)]
pub(super) struct MailPage {
    /// When it was last read to the end.
    read_at: Option<String>,
    /// Why it was not read since, in words, if something is wrong.
    #[schema(value_type = Option<Object>)]
    problem: Value,
    /// The newest first.
    items: Vec<HeaderView>,
    /// Where the next part begins; nothing on the last.
    next: Option<String>,
}

/// A message's header.
#[derive(Serialize, ToSchema)]
pub(super) struct HeaderView {
    /// Its number in the mailbox.
    uid: u32,
    from_name: Option<String>,
    from_address: Option<String>,
    subject: Option<String>,
    /// When it was written, as its sender says.
    written_at: Option<String>,
    /// When it arrived, as its server says.
    arrived_at: Option<String>,
    message_id: Option<String>,
    /// Whether somebody read it.
    seen: bool,
}

/// The newest mail of a connection that the server holds.
#[utoipa::path(get, operation_id = "connections_mail", path = "/api/connections/{id}/mail", tag = "connections",
    security(("token" = [])), params(("id" = String, Path), From),
    responses((status = 200, body = MailPage), (status = 404)))]
pub(super) async fn list(
    State(house): State<House>,
    InPath(id): InPath,
    Asked(from): Asked<From>,
) -> Result<Json<MailPage>, Problem> {
    let below = match from.after()? {
        "" => None,
        cursor => {
            let number = cursor.parse();
            Some(number.map_err(|_| wrong("cursor", "it is not what a page named as its next"))?)
        }
    };
    let mut view = house.store().await?.read().await?;
    view.connection(&id).await?.ok_or_else(nothing)?;
    let mailbox = view.mailbox(&id).await?.ok_or_else(nothing)?;
    let headers = view.mail_headers(&id, below).await?;
    let next = (headers.len() == PAGE).then(|| headers.last().map(|one| one.uid.to_string()));
    let problem = mailbox.problem.and_then(|problem| serde_json::from_str(&problem).ok());
    Ok(Json(MailPage {
        read_at: mailbox.read_at.map(shown),
        problem: problem.unwrap_or_default(),
        items: headers.into_iter().map(show).collect(),
        next: next.flatten(),
    }))
}

fn show(of: MailHeader) -> HeaderView {
    HeaderView {
        uid: of.uid,
        from_name: of.from_name,
        from_address: of.from_address,
        subject: of.subject,
        written_at: of.written_at.map(shown),
        arrived_at: of.arrived_at.map(shown),
        message_id: of.message_id,
        seen: of.marks & 1 != 0,
    }
}
