//! The test message to a secret address. Whoever reads there sees it, so it is sent once
//! and only when a person allowed it.

use patchbay_providers::sign_in::How;
use patchbay_providers::{Encoding, Missing, TroubleAt};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use url::Url;

use crate::call::refused;
use crate::hosts::leads_to;
use crate::party::of_the_moment;
use crate::retry::Again;
use crate::{CallError, Gateway, Party};

impl Gateway {
    pub(crate) async fn post_test_message(&self, party: Party<'_>) -> Result<(), CallError> {
        let values = of_the_moment(party.values, &self.outside)?;
        let party = party.knowing(&values);
        let request = test_message(party)?;
        let answer = self.send(party, &request, Again::MayHarm).await?;
        let taken = answer.is_well() && !answer.is_a_web_page();
        if taken { Ok(()) } else { Err(refused(party, TroubleAt::Call, &answer)) }
    }
}

fn test_message(party: Party<'_>) -> Result<Request, CallError> {
    let How::PostAddress(post) = &party.sign_in.how else {
        return Err(CallError::Elsewhere("post_address".to_owned()));
    };
    let elsewhere = || CallError::Elsewhere(post.field.clone());
    let address = party.values.get(&post.field).ok_or_else(|| Missing(post.field.clone()))?;
    let url = Url::parse(address).map_err(|_| elsewhere())?;
    let secure = url.scheme() == "https" && url.username().is_empty();
    if !secure || !(post.hosts.is_empty() || leads_to(address, &post.hosts)) {
        return Err(elsewhere());
    }
    let body = post.test_message.fill(party.values.expose_secrets(), Encoding::Json)?;
    let mut built = Request::new(Method::POST, url);
    built.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *built.body_mut() = Some(body.into());
    Ok(built)
}
