//! Who is to become a member.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use patchbay_firm_store::{Action, Invitation, NewInvitation, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun};
use super::enrol::shown;
use super::input::{Asked, Body, InPath, line, maybe_line, nothing};
use super::page::{From, Page};
use crate::auth::{Secret, may_decide_about};
use crate::house::House;
use crate::problem::Problem;

/// How long an invitation holds.
const LIVES: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Somebody who was invited.
#[derive(Serialize, ToSchema)]
pub(super) struct InvitationView {
    id: String,
    name: String,
    email: Option<String>,
    #[schema(value_type = String)]
    role: Role,
    made_at: String,
    expires_at: String,
    /// When they came.
    used_at: Option<String>,
    /// The code that lets their first device in, told once.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// The same as a link: a page of this server that opens Patchbay. Without a public address of
    /// the server, its path alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Who is to be invited.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Invited {
    name: String,
    email: Option<String>,
    #[schema(value_type = String)]
    role: Role,
}

/// Who was invited, with those who came.
#[utoipa::path(get, operation_id = "invitations_list", path = "/api/invitations", tag = "people", params(From),
    security(("token" = [])), responses((status = 200, body = Page<InvitationView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(from): Asked<From>,
) -> Result<Json<Page<InvitationView>>, Problem> {
    let found = house.store().await?.read().await?.invitations(from.after()?).await?;
    Ok(Json(Page::of(found, |invitation| invitation.id.clone(), show)))
}

/// Invite somebody.
#[utoipa::path(post, operation_id = "invitations_invite", path = "/api/invitations", tag = "people", security(("token" = [])),
    request_body = Invited,
    responses((status = 201, body = InvitationView), (status = 403), (status = 422)))]
pub(super) async fn invite(
    State(house): State<House>,
    asker: Asker,
    Body(asked): Body<Invited>,
) -> Result<Response, Problem> {
    let name = line("name", &asked.name)?;
    let email = maybe_line("email", asked.email.as_deref())?;
    may_decide_about(asker.caller.role(), asked.role)?;
    let mut change = match asker.begin(&house, "POST /api/invitations", &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let (now, expires_at) = (change.now, change.now + LIVES);
    let made_by = Some(change.caller.member().to_owned());
    let role = asked.role;
    let new = NewInvitation { name, email, role, made_by: made_by.clone(), expires_at };
    let id = change.session.invite(&new, now).await?;
    let secret = Secret::for_link();
    change.session.add_link_for_invitation(&id, &secret.hash(), expires_at, now).await?;
    let entry = change.entry(Action::Invited).subject(&id).with("name", &new.name);
    change.session.enter(&entry.with("role", role.as_str())).await?;
    let NewInvitation { name, email, .. } = new;
    let made =
        Invitation { id, name, email, role, made_by, made_at: now, expires_at, used_at: None };
    let code = [("code", secret.tell().to_owned()), ("link", house.invitation(&secret))];
    change.done_with_secrets(StatusCode::CREATED, &show(made), code).await
}

/// Withdraw an invitation that nobody has used.
#[utoipa::path(delete, operation_id = "invitations_withdraw", path = "/api/invitations/{id}", tag = "people", security(("token" = [])),
    params(("id" = String, Path)), responses((status = 204), (status = 404)))]
pub(super) async fn withdraw(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let what = format!("DELETE /api/invitations/{id}");
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let now = change.now;
    if !change.session.withdraw_invitation(&id, now).await? {
        return Err(nothing());
    }
    let entry = change.entry(Action::InvitationWithdrawn).subject(&id);
    change.session.enter(&entry).await?;
    change.done(StatusCode::NO_CONTENT, &()).await
}

fn show(of: Invitation) -> InvitationView {
    InvitationView {
        id: of.id,
        name: of.name,
        email: of.email,
        role: of.role,
        made_at: shown(of.made_at),
        expires_at: shown(of.expires_at),
        used_at: of.used_at.map(shown),
        code: None,
        link: None,
    }
}
