//! The API: what the firm's programs and its desktops ask. One file a subject; who may what is
//! in [`crate::auth`].
//!
//! Bodies and answers are read strictly: what a field does not know is refused, so that no
//! secret gets in under another name. Invariant: whatever comes in, the answer is one of this
//! server's own, and a refused request has changed nothing.

mod audit;
mod change;
mod changes;
mod choices;
mod connect;
mod connections;
mod custody;
mod devices;
mod enrol;
mod facts;
mod input;
mod integrations;
mod invitations;
mod keys;
mod known;
mod mail;
mod me;
mod members;
mod page;
mod provider_files;
mod refusals;
mod settings;
mod tell;
mod trail;
mod version;

use axum::Json;
use axum::middleware::from_fn_with_state;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::guarded;
use crate::house::House;

pub(crate) use connect::{open_link, take_link};
pub(crate) use integrations::provider;

#[derive(OpenApi)]
#[openapi(
    components(schemas(tell::ToldChange)),
    info(
        title = "Patchbay firm server",
        description = "What a firm's programs and desktops ask its own server.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    )
)]
struct Begun;

/// For everybody: whoever comes in has no token yet.
fn open() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(enrol::enrol)).routes(routes!(devices::renew))
}

/// For those who are in.
fn closed() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(me::me))
        .routes(routes!(integrations::list))
        .routes(routes!(integrations::sync_status))
        .routes(routes!(connect::ask))
        .routes(routes!(connections::list))
        .routes(routes!(connections::one, connections::put, connections::remove))
        .routes(routes!(custody::one, custody::deliver, custody::withdraw))
        .routes(routes!(mail::list))
        .routes(routes!(custody::take))
        .routes(routes!(custody::test))
        .routes(routes!(changes::list, tell::tell))
        .routes(routes!(settings::list))
        .routes(routes!(settings::one, settings::put))
        .routes(routes!(audit::list))
        .routes(routes!(audit::check))
        .routes(routes!(trail::witness))
        .routes(routes!(members::list))
        .routes(routes!(members::change, members::end))
        .routes(routes!(invitations::list, invitations::invite))
        .routes(routes!(invitations::withdraw))
        .routes(routes!(devices::list))
        .routes(routes!(devices::link))
        .routes(routes!(devices::revoke))
        .routes(routes!(keys::list, keys::make))
        .routes(routes!(keys::one, keys::revoke))
        .routes(routes!(keys::rotate))
}

/// The routes, each behind what guards it.
pub(crate) fn routes(house: &House) -> axum::Router<House> {
    let closed = closed().route_layer(from_fn_with_state(house.clone(), guarded));
    let (router, _) = open().merge(closed).split_for_parts();
    router.route("/api/openapi.json", axum::routing::get(description))
}

/// The description of all this, OpenAPI 3.1.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let begun = OpenApiRouter::with_openapi(Begun::openapi());
    let mut document = begun.merge(open()).merge(closed()).into_openapi();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    refusals::describe(&mut document);
    document
}

async fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
