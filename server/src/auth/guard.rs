//! Stands before every route that is not for everybody: finds who asks, and asks the table.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use jiff::Timestamp;
use patchbay_firm_store::{Store, StoreError};
use tokio::time::timeout;

use super::Caller;
use super::rules::check;
use crate::house::House;
use crate::problem::Problem;

/// How long a request waits to note who was here.
const NOTING: Duration = Duration::from_millis(250);

/// Lets a request through with its caller, or answers it.
pub(crate) async fn guarded(
    State(house): State<House>,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let route = route.to_owned();
    // A question for the head alone is the same question.
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let (method, headers) = (method.clone(), request.headers().clone());
    match admit(&house, &headers, method.as_str(), &route).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn admit(
    house: &House,
    headers: &HeaderMap,
    method: &str,
    route: &str,
) -> Result<Caller, Problem> {
    let now = (house.config.now)();
    let store = house.store().await?;
    let mut view = store.read().await?;
    let caller = Caller::find(headers, &mut view, now).await?;
    drop(view);
    if let Some(pace) = &house.pace_of_callers {
        pace.one_more(&caller.id())?;
    }
    check(&caller, method, route)?;
    if caller.is_to_be_noted(now) {
        // Worth noting, and neither worth waiting for whoever writes just now nor refusing anybody
        // for: the next request notes it.
        match timeout(NOTING, note(store, &caller, now)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "who was here is not noted"),
            Err(_) => tracing::debug!("who was here is not noted: somebody writes"),
        }
    }
    Ok(caller)
}

async fn note(store: &Store, caller: &Caller, now: Timestamp) -> Result<(), StoreError> {
    let mut note = store.note().await?;
    caller.note(&mut note, now).await?;
    note.commit().await
}
