//! What a computer and this server tell each other of their trails. See
//! `crates/firm-store/src/audit/witness.rs` for what that is good for.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::{Action, TrailPlace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun};
use super::input::{Body, wrong};
use crate::auth::Who;
use crate::house::House;
use crate::problem::{Code, Problem};

/// An entry of a trail.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrailPlace)]
pub(super) struct Place {
    /// Its number; 0 before the first.
    #[schema(minimum = 0)]
    entry: i64,
    /// Its hash: 64 hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

/// What a computer says.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ends {
    /// Where its own trail ends.
    ends: Place,
    /// What it was told last of this server's trail, if it was told.
    yours: Option<Place>,
}

/// What this server says to it.
#[derive(Serialize, ToSchema)]
pub(super) struct Witnessed {
    /// The entry that this was entered as here.
    entered: Place,
    /// Where the computer said last that its trail ends; nothing the first time.
    before: Option<Place>,
    /// Whether what it was told of this trail still stands in it.
    yours_stands: bool,
}

/// Say where the trail of this computer ends, and be told where this server's does.
#[utoipa::path(post, operation_id = "trail_witness", path = "/api/trail", tag = "audit",
    security(("token" = [])), request_body = Ends,
    responses((status = 200, body = Witnessed), (status = 422)))]
pub(super) async fn witness(
    State(house): State<House>,
    asker: Asker,
    Body(said): Body<Ends>,
) -> Result<Response, Problem> {
    let Who::Person(_, device) = &asker.caller.who else {
        return Err(Problem::new(Code::NotAllowed, "This is for computers."));
    };
    let device = device.id.clone();
    let ends = said.ends.read("ends")?;
    let yours = said.yours.as_ref().map(|yours| yours.read("yours")).transpose()?;
    let mut change = match asker.begin(&house, "POST /api/trail", &said).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let before = change.session.trail_of_device(&device).await?;
    let yours_stands = match &yours {
        Some(yours) => change.session.is_in_trail(yours).await?,
        None => true,
    };
    let mut entry =
        change.entry(Action::TrailWitnessed).subject(&device).with("ended", &ends.written());
    if let Some(yours) = yours.filter(|_| !yours_stands) {
        tracing::error!(entry = yours.entry, "a computer was told another trail than this one");
        entry = entry.with("not_here", &yours.written());
    }
    change.session.enter(&entry).await?;
    let entered = Place::of(change.session.end_of_trail().await?);
    let witnessed = Witnessed { entered, before: before.map(Place::of), yours_stands };
    change.done(StatusCode::OK, &witnessed).await
}

impl Place {
    fn of(place: TrailPlace) -> Self {
        Self { entry: place.entry, hash: super::audit::hex(&place.hash) }
    }

    fn read(&self, field: &str) -> Result<TrailPlace, Problem> {
        let fits = self.hash.len() == 64
            && self.hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if self.entry < 0 || !fits {
            return Err(wrong(field, "it is no place in a trail"));
        }
        let digits = |n: usize| u8::from_str_radix(&self.hash[2 * n..2 * n + 2], 16);
        let hash = std::array::from_fn(|n| digits(n).unwrap_or_default());
        Ok(TrailPlace { entry: self.entry, hash })
    }
}
