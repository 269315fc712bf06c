//! Who whoever asks is.

use axum::extract::State;
use axum::{Extension, Json};
use patchbay_contract::custody::{OwnKeyState, ServerKey};
use patchbay_firm_store::Role;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Caller, Who};
use crate::house::House;
use crate::problem::Problem;

/// Who asks.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// The server.
    server: String,
    /// Its present life: another one after it was restored.
    epoch: String,
    /// The member, or who made the key.
    member: String,
    /// What they are called.
    name: String,
    /// The role of a person.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// The device of a person.
    device: Option<String>,
    /// The scopes of a key.
    scopes: Option<Vec<String>>,
    /// To which key connections are handed over; none where the server holds none.
    key: Option<ServerKeyView>,
    /// How the server's own key is, without which it names no `key`: `none` where it has none and
    /// holds no connections, `ready`, or `unavailable` while it cannot be had or does not fit. What
    /// it holds stays as it is then, and is not renewed until the key is back.
    #[schema(value_type = String)]
    own_key: OwnKeyState,
}

/// The server's public key, to which computers seal what they hand over.
#[derive(Serialize, ToSchema)]
pub(super) struct ServerKeyView {
    /// How it seals.
    suite: String,
    /// Its bytes, in base64url without padding.
    public: String,
    /// By which two people make sure that they look at the same key.
    fingerprint: String,
}

impl From<ServerKey> for ServerKeyView {
    fn from(ServerKey { suite, public, fingerprint }: ServerKey) -> Self {
        Self { suite, public, fingerprint }
    }
}

/// Who you are here, and what you may.
#[utoipa::path(get, operation_id = "me", path = "/api/me", tag = "people", security(("token" = [])),
    responses((status = 200, body = Me)))]
pub(super) async fn me(
    State(house): State<House>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<Me>, Problem> {
    let key = house.server_key().await.map(ServerKeyView::from);
    // Behind that question, which finds out whether it fits.
    let own_key = house.keys.state();
    let identity = house.store().await?.read().await?.identity().await?;
    let (server, epoch) = (identity.id, identity.epoch);
    let member = caller.member().to_owned();
    Ok(Json(match caller.who {
        Who::Person(person, device) => Me {
            server,
            epoch,
            member,
            name: person.name,
            role: Some(person.role),
            device: Some(device.id),
            scopes: None,
            key,
            own_key,
        },
        Who::Software(software) => Me {
            server,
            epoch,
            member,
            name: software.name,
            role: None,
            device: None,
            scopes: Some(software.scopes),
            key,
            own_key,
        },
    }))
}
