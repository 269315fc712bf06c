//! `GET /sign-in/microsoft/callback`: the browser is back.

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use patchbay_contract::answer_parameters;

use super::admit::{Admitted, admit};
use super::browser::Browser;
use super::page::{self, FROM_CALLBACK};
use super::refused::Refused;
use super::words::Words;
use crate::frame::Client;
use crate::house::House;

/// Takes the answer, once, and shows the code that comes of it. A reload of the bare address and
/// a question for the head alone change nothing.
pub(super) async fn arrive(
    State(house): State<House>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let words = Words::wanted(request.headers());
    let query = query.filter(|query| !query.is_empty() && request.method() == Method::GET);
    let Some(query) = query else {
        return page::response(StatusCode::OK, page::done(words));
    };
    let client = Client::of(&request, &house.config.trusted_proxies);
    let taken = taken(&house, client, request.headers(), &query).await;
    // What was not taken leaves the cookie: another sign-in of this browser may be on its way.
    let stays = matches!(
        taken,
        Err(Refused::NoAnswer | Refused::NotBegunHere | Refused::TooOften | Refused::DatabaseAway)
    );
    let mut response = match taken {
        Ok(admitted) => {
            let server = house.config.public_address.as_deref().unwrap_or_default();
            page::response(StatusCode::OK, page::code(words, &admitted, server))
        }
        Err(refused) => page::refusal(words, refused, FROM_CALLBACK),
    };
    if !stays {
        response.headers_mut().insert(header::SET_COOKIE, Browser::forgotten());
    }
    response
}

async fn taken(
    house: &House,
    client: Client,
    headers: &HeaderMap,
    query: &str,
) -> Result<Admitted, Refused> {
    let directory = house.directory.as_ref().ok_or(Refused::Internal)?;
    if let Some(pace) = &house.pace_of_codes {
        pace.one_more(&client.household())?;
    }
    let parameters = answer_parameters(query).map_err(|_| Refused::NoAnswer)?;
    let said = |name: &str| parameters.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let state = said("state").ok_or(Refused::NoAnswer)?;
    let browser = Browser::of(headers).filter(|browser| browser.began(state));
    let browser = browser.ok_or(Refused::NotBegunHere)?;
    // Taken before anything is made of it: whatever comes, it is not taken again.
    let mut change = house.store().await?.write().await?;
    if !change.take_sign_in(&browser.hash(), (house.config.now)()).await? {
        return Err(Refused::Over);
    }
    change.commit().await?;
    // Where it is said (RFC 9207), it has to be the one that was asked.
    if said("iss").is_some_and(|issuer| issuer != directory.issuer()) {
        return Err(Refused::NotBelieved);
    }
    match said("error") {
        Some("access_denied" | "consent_required") => return Err(Refused::Denied),
        Some("server_error" | "temporarily_unavailable") => return Err(Refused::Away),
        Some("unauthorized_client" | "invalid_client") => return Err(Refused::AppUnknown),
        Some(_) => return Err(Refused::Failed),
        None => {}
    }
    let code = said("code").ok_or(Refused::NoAnswer)?.to_owned();
    let person = directory.person(browser.bond(), code).await?;

    let now = (house.config.now)();
    let mut change = house.store().await?.write().await?;
    let admitted = admit(&mut change, &person, &client.address.to_string(), now).await?;
    change.commit().await?;
    Ok(admitted)
}
