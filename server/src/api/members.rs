//! The people of the firm.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::{Action, Member, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun, Change};
use super::enrol::shown;
use super::input::{Asked, Body, InPath, line, maybe_line, nothing};
use super::page::{From, Page};
use super::version::{changed, tagged, wanted};
use crate::auth::may_decide_about;
use crate::house::House;
use crate::problem::{Code, Problem};

/// A person of the firm.
#[derive(Serialize, ToSchema)]
pub(super) struct MemberView {
    id: String,
    name: String,
    email: Option<String>,
    #[schema(value_type = String)]
    role: Role,
    since: String,
    version: i64,
}

/// What is to be another. What is missing stays.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberChange {
    name: Option<String>,
    email: Option<String>,
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
}

/// The people of the firm.
#[utoipa::path(get, operation_id = "members_list", path = "/api/members", tag = "people", params(From),
    security(("token" = [])), responses((status = 200, body = Page<MemberView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(from): Asked<From>,
) -> Result<Json<Page<MemberView>>, Problem> {
    let found = house.store().await?.read().await?.members(from.after()?).await?;
    Ok(Json(Page::of(found, |member| member.id.clone(), show)))
}

/// Change the name, the address or the role of somebody.
#[utoipa::path(patch, operation_id = "members_change", path = "/api/members/{id}", tag = "people", security(("token" = [])),
    params(("id" = String, Path)), request_body = MemberChange,
    responses((status = 200, body = MemberView), (status = 403), (status = 404), (status = 409),
        (status = 412), (status = 428)))]
pub(super) async fn change(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(asked): Body<MemberChange>,
) -> Result<Response, Problem> {
    let version = wanted(&asker.headers)?;
    let name = maybe_line("name", asked.name.as_deref())?;
    let email = asked.email.as_deref().map(|email| line("email", email)).transpose()?;
    let what = format!("PATCH /api/members/{id} {version}");
    let mut change = match asker.begin(&house, &what, &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let found = there(&mut change, &id).await?;
    let to = Member {
        name: name.unwrap_or_else(|| found.name.clone()),
        email: email.or_else(|| found.email.clone()),
        role: asked.role.unwrap_or(found.role),
        version,
        ..found.clone()
    };
    may_decide_about(change.caller.role(), found.role)?;
    may_decide_about(change.caller.role(), to.role)?;
    if to.role != Role::Owner {
        leaves_an_owner(&mut change, &found).await?;
    }
    if !change.session.change_member(&to).await? {
        return Err(changed());
    }
    let mut entry = change.entry(Action::MemberChanged).subject(&id);
    if to.role != found.role {
        entry = entry.with("role", to.role.as_str()).with("was", found.role.as_str());
    }
    change.session.enter(&entry).await?;
    let now = Member { version: version + 1, ..to };
    Ok(tagged(version + 1, change.done(StatusCode::OK, &show(now)).await?))
}

/// Let somebody go. Their devices are shut out with it.
#[utoipa::path(delete, operation_id = "members_end", path = "/api/members/{id}", tag = "people", security(("token" = [])),
    params(("id" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 428)))]
pub(super) async fn end(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let version = wanted(&asker.headers)?;
    let what = format!("DELETE /api/members/{id}");
    let mut change = match asker.begin(&house, &what, &version).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let found = there(&mut change, &id).await?;
    may_decide_about(change.caller.role(), found.role)?;
    leaves_an_owner(&mut change, &found).await?;
    let now = change.now;
    if !change.session.end_member(&id, version, now).await? {
        return Err(changed());
    }
    let entry = change.entry(Action::MemberLeft).subject(&id).with("name", &found.name);
    change.session.enter(&entry).await?;
    change.done(StatusCode::NO_CONTENT, &()).await
}

async fn there(change: &mut Change, id: &str) -> Result<Member, Problem> {
    let found = change.session.member(id).await?;
    found.filter(|member| member.ended_at.is_none()).ok_or_else(nothing)
}

/// There is always somebody who may do everything.
async fn leaves_an_owner(change: &mut Change, who: &Member) -> Result<(), Problem> {
    if who.role == Role::Owner && change.session.count_owners().await? < 2 {
        let detail = "This is the only owner. Make somebody else one first.";
        return Err(Problem::new(Code::LastOwner, detail));
    }
    Ok(())
}

fn show(of: Member) -> MemberView {
    let Member { id, name, email, role, made_at, version, .. } = of;
    MemberView { id, name, email, role, since: shown(made_at), version }
}
