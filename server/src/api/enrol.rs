//! How a device comes in: it shows the code of a link, and proves that it holds its key.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, RequestExt};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use patchbay_contract::device_proof;
use patchbay_firm_store::{Action, Enrolling, NewDevice, NewEntry, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::input::{Body, line, wrong};
use super::me::ServerKeyView;
use crate::auth::{Secret, hash_of};
use crate::frame::Client;
use crate::house::House;
use crate::problem::{Code, Problem};

/// How long a device's token is taken. It renews it long before.
pub(super) const TOKEN_LIVES: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A device that would come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Enrolment {
    /// The code of the link.
    code: String,
    /// What its owner calls the device.
    device_name: String,
    /// The public half of its Ed25519 key, 32 bytes in base64url without padding.
    public_key: String,
    /// That key's signature over `patchbay.device.enrol.1`, the code, the public key and the
    /// name, each preceded by its length as eight bytes; in base64url without padding.
    signature: String,
}

/// A device that is in.
#[derive(Serialize, ToSchema)]
pub(super) struct Enrolled {
    /// The server, as renewals name it.
    server: String,
    /// Its present life: another one after it was restored.
    epoch: String,
    /// The member.
    member: String,
    /// What the member is called.
    name: String,
    /// What they may do.
    #[schema(value_type = String)]
    role: Role,
    /// The device.
    device: String,
    /// The token, told once.
    token: String,
    /// Until when it is taken.
    token_expires_at: String,
    /// To which key connections are handed over; none where the server holds none.
    key: Option<ServerKeyView>,
}

/// Enrol a device by the code of a link, which is taken once.
#[utoipa::path(post, operation_id = "enrol", path = "/api/enrol", tag = "people", request_body = Enrolment,
    responses((status = 201, body = Enrolled), (status = 403, description = "The code opens nothing"),
        (status = 409, description = "The key is enrolled already"), (status = 422)))]
pub(super) async fn enrol(
    State(house): State<House>,
    request: Request,
) -> Result<Response, Problem> {
    let client = Client::of(&request, &house.config.trusted_proxies);
    let Body(asked) = request.extract::<Body<Enrolment>, _>().await?;
    if let Some(pace) = &house.pace_of_codes {
        pace.one_more(&client.household())?;
    }
    let now = (house.config.now)();
    let device_name = line("device_name", &asked.device_name)?;
    let public_key = bytes("public_key", &asked.public_key)?;
    let signature = bytes("signature", &asked.signature)?;
    let said = device_proof::of_enrolment(&asked.code, &public_key, &asked.device_name);
    check(&public_key, &said, &signature)?;

    let key = house.server_key().await.map(ServerKeyView::from);
    let mut change = house.store().await?.write().await?;
    let Some(whom) = change.take_link(&hash_of(&asked.code), now).await? else {
        let detail = "It was used, its time is over, or it is mistyped. Ask for a new link.";
        return Err(Problem::new(Code::LinkRefused, detail));
    };
    let origin = client.address.to_string();
    let member = match whom {
        Enrolling::Member(id) => id,
        Enrolling::Invited(invited) => {
            let id = change
                .add_member(&invited.name, invited.email.as_deref(), invited.role, now)
                .await?;
            let entry =
                NewEntry::new(now, Some(&format!("member:{id}")), &origin, Action::MemberCame)
                    .subject(&id)
                    .with("name", &invited.name)
                    .with("role", invited.role.as_str());
            change.enter(&entry).await?;
            id
        }
    };
    let token = Secret::for_device();
    let token_expires_at = now + TOKEN_LIVES;
    let new = NewDevice {
        member: member.clone(),
        name: device_name.clone(),
        public_key,
        token: token.hash(),
        token_expires_at,
    };
    let Some(device) = change.add_device(&new, now).await? else {
        let detail = "Make a new key for a device that is to be enrolled again.";
        return Err(Problem::new(Code::KeyEnrolled, detail));
    };
    let entry =
        NewEntry::new(now, Some(&format!("member:{member}")), &origin, Action::DeviceEnrolled)
            .subject(&device)
            .with("name", &device_name);
    change.enter(&entry).await?;
    let found = change.member(&member).await?.ok_or_else(super::input::nothing)?;
    let identity = change.identity().await?;
    change.commit().await?;
    let enrolled = Enrolled {
        server: identity.id,
        epoch: identity.epoch,
        member,
        name: found.name,
        role: found.role,
        device,
        token: token.tell().to_owned(),
        token_expires_at: shown(token_expires_at),
        key,
    };
    Ok((StatusCode::CREATED, Json(enrolled)).into_response())
}

/// A time, as answers show it.
pub(super) fn shown(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// So many bytes in base64url.
pub(super) fn bytes<const N: usize>(field: &str, text: &str) -> Result<[u8; N], Problem> {
    let read = BASE64_URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    read.ok_or_else(|| wrong(field, &format!("it is {N} bytes in base64url without padding")))
}

/// Whether this key signed that.
pub(super) fn check(key: &[u8; 32], said: &[u8], signature: &[u8; 64]) -> Result<(), Problem> {
    if patchbay_vault::verify(key, said, signature) {
        return Ok(());
    }
    Err(Problem::new(Code::SignatureWrong, "The signature is not one of that key over that."))
}
