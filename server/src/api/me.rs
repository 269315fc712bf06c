//! Who whoever asks is.

use axum::{Extension, Json};
use patchbay_firm_store::Role;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Caller, Who};

/// Who asks.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
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
}

/// Who you are here, and what you may.
#[utoipa::path(get, operation_id = "me", path = "/api/me", tag = "people", security(("token" = [])),
    responses((status = 200, body = Me)))]
pub(super) async fn me(Extension(caller): Extension<Caller>) -> Json<Me> {
    let member = caller.member().to_owned();
    Json(match caller.who {
        Who::Person(person, device) => Me {
            member,
            name: person.name,
            role: Some(person.role),
            device: Some(device.id),
            scopes: None,
        },
        Who::Software(key) => {
            Me { member, name: key.name, role: None, device: None, scopes: Some(key.scopes) }
        }
    })
}
