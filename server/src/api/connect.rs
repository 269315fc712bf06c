//! Asking somebody to connect a service: a link that opens a page of this server once, from
//! which Patchbay is opened on the computer of whoever pressed it.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::SignedDuration;
use patchbay_contract::Support;
use patchbay_firm_store::{Action, NewConnectLink, NewEntry, Role, Session};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun};
use super::enrol::shown;
use super::input::{Body, InPath};
use super::provider_files::any_provider;
use crate::asked::{AskedTo, asked_to};
use crate::auth::{Secret, hash_of};
use crate::house::House;
use crate::problem::{Code, Problem};

/// How long a link holds.
const LIVES: SignedDuration = SignedDuration::from_hours(24);

/// For whom the link is meant.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    /// Who should press it; whether they may connect, their own Patchbay decides.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
}

/// A link.
#[derive(Serialize, ToSchema)]
pub(super) struct AskLink {
    id: String,
    provider: String,
    #[schema(value_type = String)]
    role: Role,
    expires_at: String,
    /// The link, told once. Without a public address of the server, its path alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Make a link that asks somebody to connect this service.
#[utoipa::path(post, operation_id = "connect_ask", path = "/api/integrations/{provider}/connect", tag = "integrations",
    security(("token" = [])), params(("provider" = String, Path)), request_body = Ask,
    responses((status = 201, body = AskLink), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn ask(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(asked): Body<Ask>,
) -> Result<Response, Problem> {
    let provider = any_provider(&mut house.store().await?.read().await?, &id).await?;
    if provider.support == Support::NotSupported {
        let detail =
            "This service cannot be connected. Its page in Patchbay says what to do instead.";
        return Err(Problem::new(Code::NotConnectable, detail));
    }
    let what = format!("POST /api/integrations/{id}/connect");
    let mut change = match asker.begin(&house, &what, &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let role = asked.role.unwrap_or(Role::Staff);
    let (secret, now, expires_at) = (Secret::for_link(), change.now, change.now + LIVES);
    let made_by = change.caller.id();
    let new = NewConnectLink { provider: id.clone(), role, made_by, expires_at };
    let link = change.session.add_connect_link(&new, &secret.hash(), now).await?;
    let entry = change.entry(Action::ConnectLinkMade).subject(&link).provider(&id);
    change.session.enter(&entry.with("role", role.as_str())).await?;
    let base = house.config.public_address.as_deref().unwrap_or_default();
    let address = format!("{base}/connect/{id}/open/{}", secret.tell());
    let made = AskLink { id: link, provider: id, role, expires_at: shown(expires_at), link: None };
    change.done_with_secrets(StatusCode::CREATED, &made, Some(("link", address))).await
}

/// `GET /connect/{provider}/open/{code}`: what is asked, and a button. Looking takes nothing:
/// programs that preview links look too.
pub(crate) async fn open_link(
    State(house): State<House>,
    Path((id, code)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = (house.config.now)();
    let mut view = house.store().await?.read().await?;
    let found = view.connect_link(&hash_of(&code)).await?;
    let holds = |link: &patchbay_firm_store::ConnectLink| {
        link.provider == id && link.used_at.is_none() && link.expires_at > now
    };
    let name = match found.filter(holds) {
        Some(_) => name_of(&mut view, &id).await?,
        None => None,
    };
    let page = name.as_deref().map_or(AskedTo::Nothing, AskedTo::Press);
    Ok(asked_to(&headers, &page))
}

/// `POST` to the same: takes the link, and shows the way into Patchbay.
pub(crate) async fn take_link(
    State(house): State<House>,
    Path((id, code)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // Nobody else's page may press the button.
    let elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin");
    if elsewhere {
        return Ok(asked_to(&headers, &AskedTo::Nothing));
    }
    let now = (house.config.now)();
    let mut change = house.store().await?.write().await?;
    let taken = change.take_connect_link(&hash_of(&code), now).await?;
    let link = taken.filter(|link| link.provider == id);
    let name = match &link {
        Some(_) => name_of(&mut change, &id).await?,
        None => None,
    };
    let (Some(link), Some(name)) = (link, name) else {
        return Ok(asked_to(&headers, &AskedTo::Nothing));
    };
    let entry = NewEntry::new(now, None, "page", Action::ConnectLinkUsed);
    change.enter(&entry.subject(&link.id).provider(&id)).await?;
    change.commit().await?;
    Ok(asked_to(&headers, &AskedTo::GoOn(&name)))
}

/// Nothing where the firm shares its file no more.
async fn name_of(view: &mut Session, id: &str) -> Result<Option<String>, Problem> {
    match any_provider(view, id).await {
        Ok(provider) => Ok(Some(provider.name.clone())),
        Err(problem) if problem.code == Code::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}
