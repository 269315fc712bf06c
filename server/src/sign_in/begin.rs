//! The way out: the page that says what will happen, and the way to Microsoft.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::browser::Browser;
use super::refused::Refused;
use super::words::Words;
use super::{LIVES, page};
use crate::frame::Client;
use crate::house::House;

/// `GET /sign-in`: what will happen, and a button.
pub(super) async fn welcome(headers: HeaderMap) -> Response {
    page::response(StatusCode::OK, page::welcome(Words::wanted(&headers)))
}

/// `GET /sign-in/microsoft`: keeps that this browser begins, and sends it to Microsoft.
pub(super) async fn leave(State(house): State<House>, request: Request) -> Response {
    let words = Words::wanted(request.headers());
    // A question for the head alone begins nothing.
    if request.method() == Method::HEAD {
        return page::response(StatusCode::OK, String::new());
    }
    let client = Client::of(&request, &house.config.trusted_proxies);
    match sent(&house, client).await {
        Ok((address, browser)) => {
            let headers = [(header::LOCATION, address), (header::SET_COOKIE, browser.cookie())];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(refused) => page::refusal(words, refused, "../"),
    }
}

async fn sent(house: &House, client: Client) -> Result<(HeaderValue, Browser), Refused> {
    let directory = house.directory.as_ref().ok_or(Refused::Internal)?;
    if let Some(pace) = &house.pace_of_codes {
        pace.one_more(&client.household())?;
    }
    let browser = Browser::new();
    let address = directory.address(&browser.bond()).await?;
    let address = HeaderValue::try_from(address.as_str()).map_err(|_| Refused::NotTheDirectory)?;
    let now = (house.config.now)();
    let mut change = house.store().await?.write().await?;
    change.begin_sign_in(&browser.hash(), now + LIVES, now).await?;
    change.commit().await?;
    Ok((address, browser))
}
