//! Devices: the list, a link for one more, another token, and the end.

use axum::Json;
use axum::RequestExt;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use patchbay_contract::device_proof;
use patchbay_firm_store::{Action, Device, NewEntry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun};
use super::enrol::{TOKEN_LIVES, bytes, check, shown};
use super::input::{Asked, Body, InPath, nothing, wrong};
use super::page::{From, Page};
use crate::auth::{Caller, Secret, may_decide_about};
use crate::frame::Client;
use crate::house::House;
use crate::problem::{Code, Problem};

/// How far the clock of a device may be off when it renews its token.
const OFF: SignedDuration = SignedDuration::from_mins(5);

/// How long a link for one more device holds.
const LINK_LIVES: SignedDuration = SignedDuration::from_hours(1);

/// A device.
#[derive(Serialize, ToSchema)]
pub(super) struct DeviceView {
    id: String,
    /// Whose it is.
    member: String,
    name: String,
    enrolled_at: String,
    last_seen_at: Option<String>,
    token_expires_at: String,
}

/// A link that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct LinkMade {
    /// Until when it holds.
    expires_at: String,
    /// The code, told once.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// The same as a link: a page of this server that opens Patchbay. Without a public address of
    /// the server, its path alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// A device that wants another token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Renewal {
    /// What time the device thinks it is.
    #[schema(format = DateTime)]
    at: String,
    /// Its key's signature over `patchbay.device.renew.1`, the server, the device and that time
    /// as it was sent, each preceded by its length as eight bytes; in base64url.
    signature: String,
}

/// Another token.
#[derive(Serialize, ToSchema)]
pub(super) struct Renewed {
    /// Told once.
    token: String,
    token_expires_at: String,
}

/// The devices that are enrolled: an administrator sees all, others their own.
#[utoipa::path(get, operation_id = "devices_list", path = "/api/devices", tag = "people", params(From),
    security(("token" = [])), responses((status = 200, body = Page<DeviceView>)))]
pub(super) async fn list(
    State(house): State<House>,
    axum::Extension(caller): axum::Extension<Caller>,
    Asked(from): Asked<From>,
) -> Result<Json<Page<DeviceView>>, Problem> {
    let after = from.after()?;
    let devices = house.store().await?.read().await?.devices(after).await?;
    let sees_all = may_decide_about(caller.role(), patchbay_firm_store::Role::Staff).is_ok();
    let mut page = Page::of(devices, |device| device.id.clone(), show);
    if !sees_all {
        page.keep(|device| device.member == caller.member());
    }
    Ok(Json(page))
}

fn show(device: Device) -> DeviceView {
    DeviceView {
        id: device.id,
        member: device.member,
        name: device.name,
        enrolled_at: shown(device.made_at),
        last_seen_at: device.last_seen_at.map(shown),
        token_expires_at: shown(device.token_expires_at),
    }
}

/// Make a link for one more device of your own.
#[utoipa::path(post, operation_id = "devices_link", path = "/api/devices/link", tag = "people", security(("token" = [])),
    responses((status = 201, body = LinkMade)))]
pub(super) async fn link(State(house): State<House>, asker: Asker) -> Result<Response, Problem> {
    let mut change = match asker.begin(&house, "POST /api/devices/link", &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let (secret, expires_at) = (Secret::for_link(), change.now + LINK_LIVES);
    let member = change.caller.member().to_owned();
    let now = change.now;
    change.session.add_link_for_member(&member, &secret.hash(), expires_at, now).await?;
    let entry = change.entry(Action::LinkMade).subject(&member);
    change.session.enter(&entry).await?;
    let made = LinkMade { expires_at: shown(expires_at), code: None, link: None };
    let code = [("code", secret.tell().to_owned()), ("link", house.invitation(&secret))];
    change.done_with_secrets(StatusCode::CREATED, &made, code).await
}

/// Give a device another token in place of its own, which need not hold any more.
#[utoipa::path(post, operation_id = "devices_renew", path = "/api/devices/{id}/token", tag = "people", request_body = Renewal,
    params(("id" = String, Path)), responses((status = 200, body = Renewed), (status = 403), (status = 422)))]
pub(super) async fn renew(
    State(house): State<House>,
    InPath(id): InPath,
    request: Request,
) -> Result<Json<Renewed>, Problem> {
    let client = Client::of(&request, &house.config.trusted_proxies);
    let Body(asked) = request.extract::<Body<Renewal>, _>().await?;
    if let Some(pace) = &house.pace_of_codes {
        pace.one_more(&client.household())?;
    }
    let now = (house.config.now)();
    let refused = || {
        let detail = "No such device is enrolled with that key, it was shut out, or its clock is \
                      off by more than five minutes.";
        Problem::new(Code::SignatureWrong, detail)
    };
    let signature = bytes("signature", &asked.signature)?;
    let at: Timestamp = asked.at.parse().map_err(|_| wrong("at", "it is no time"))?;
    let mut change = house.store().await?.write().await?;
    let device = change.device(&id).await?.filter(|device| device.revoked_at.is_none());
    let device = device.ok_or_else(refused)?;
    let member = change.member(&device.member).await?;
    if member.is_none_or(|member| member.ended_at.is_some()) {
        return Err(refused());
    }
    let server = change.identity().await?.id;
    let said = device_proof::of_renewal(&server, &id, &asked.at);
    let key: [u8; 32] = device.public_key.clone().try_into().map_err(|_| refused())?;
    check(&key, &said, &signature).map_err(|_| refused())?;
    // What was signed once renews once: the next has to be of a later time.
    if now.duration_since(at).abs() > OFF || at <= device.token_made_at {
        return Err(refused());
    }
    let (token, expires_at) = (Secret::for_device(), now + TOKEN_LIVES);
    let made_at = now.max(at);
    if !change.renew_token(&device, &token.hash(), expires_at, made_at).await? {
        return Err(refused());
    }
    let actor = format!("member:{}", device.member);
    let origin = client.address.to_string();
    let entry = NewEntry::new(now, Some(&actor), &origin, Action::DeviceRenewed).subject(&id);
    change.enter(&entry).await?;
    change.commit().await?;
    let token = token.tell().to_owned();
    Ok(Json(Renewed { token, token_expires_at: shown(expires_at) }))
}

/// Shut a device out: your own, or as an administrator anybody's.
#[utoipa::path(delete, operation_id = "devices_revoke", path = "/api/devices/{id}", tag = "people", security(("token" = [])),
    params(("id" = String, Path)), responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn revoke(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let what = format!("DELETE /api/devices/{id}");
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let device = change.session.device(&id).await?.ok_or_else(nothing)?;
    if device.member != change.caller.member() {
        let owner = change.session.member(&device.member).await?.ok_or_else(nothing)?;
        may_decide_about(change.caller.role(), owner.role)?;
    }
    let now = change.now;
    if !change.session.revoke_device(&id, now).await? {
        return Err(nothing());
    }
    let entry = change.entry(Action::DeviceRevoked).subject(&id).with("name", &device.name);
    change.session.enter(&entry).await?;
    change.done(StatusCode::NO_CONTENT, &()).await
}
