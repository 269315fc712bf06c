//! The app's side of a connection, as a provider's file says it: a small gateway that
//! knows nothing but the file.

mod calls;
mod home;
mod tokens;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_practice::{Company, Decision};
use patchbay_providers::sign_in::{ClientSecret, OAuth};
use patchbay_providers::{
    Address, AuthorizeInput, Encoding, EnvironmentId, Provider, SignIn, Source, Template,
    authorize_url,
};
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::house::{House, with_form};

/// A verifier of the least length there is.
pub(crate) const VERIFIER: &str = "a-verifier-of-forty-three-characters-exactly";

/// One connection on its way.
pub(crate) struct Walk<'a> {
    pub(crate) house: &'a House,
    pub(crate) provider: &'a Provider,
    pub(crate) sign_in: &'a SignIn,
    pub(crate) environment: EnvironmentId,
    /// Everything known so far, by the place it fills.
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) callback: BTreeMap<String, String>,
    pub(crate) token: Value,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        house: &'a House,
        provider: &'a Provider,
        sign_in: &'a SignIn,
        environment: EnvironmentId,
    ) -> Self {
        let mut values = house.practice.credentials_of(&provider.id, &sign_in.id);
        for (place, value) in [
            ("state", "the-state"),
            ("code_verifier", VERIFIER),
            ("today", "2026-11-21"),
            ("yesterday", "2026-11-20"),
            ("year_start", "2026-01-01"),
            ("random_id", "00000000-0000-4000-8000-000000000000"),
        ] {
            values.insert(place.into(), value.into());
        }
        let mut walk = Self {
            house,
            provider,
            sign_in,
            environment,
            values,
            callback: BTreeMap::new(),
            token: Value::Null,
        };
        if let Some(oauth) = sign_in.oauth() {
            let app = house.practice.app_of(&provider.id);
            walk.know("client_id", &app.client_id);
            if let Some(secret) =
                app.client_secret.filter(|_| oauth.client_secret != ClientSecret::Never)
            {
                walk.know("client_secret", &secret);
            }
            if let Some(home) = home::home(&provider.id, &oauth.home, environment) {
                walk.know("redirect_address", &home);
            }
        }
        walk
    }

    /// The first browser sign-in of this provider, in the live environment.
    pub(crate) fn of(house: &'a House, provider: &'a Provider) -> Self {
        let sign_in = provider.sign_in.iter().find(|s| s.oauth().is_some()).unwrap();
        Self::new(house, provider, sign_in, EnvironmentId::Live)
    }

    pub(crate) fn oauth(&self) -> &'a OAuth {
        self.sign_in.oauth().unwrap()
    }

    pub(crate) fn know(&mut self, place: &str, value: &str) {
        self.values.insert(place.into(), value.into());
    }

    pub(crate) fn value(&self, place: &str) -> Option<&str> {
        self.values.get(place).map(String::as_str)
    }

    pub(crate) fn fill(&self, template: &Template) -> String {
        template.fill(&self.values, Encoding::Plain).unwrap()
    }

    pub(crate) fn address(&self, address: &Address) -> String {
        let text = address.of(self.environment).fill(&self.values, Encoding::Url).unwrap();
        match &self.provider.api {
            Some(api) if text.starts_with('/') => {
                let base = api.base.of(self.environment).fill(&self.values, Encoding::Url).unwrap();
                format!("{base}{text}")
            }
            _ => text,
        }
    }

    /// The address of the consent page.
    pub(crate) fn consent(&self) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let input = AuthorizeInput {
            environment: self.environment,
            client_id: self.value("client_id").unwrap(),
            redirect_address: self.value("redirect_address"),
            state: "the-state",
            code_challenge: &challenge,
            nonce: "the-nonce",
            wanted: &[],
            values: &self.values,
        };
        authorize_url(self.oauth(), &input).unwrap().into()
    }

    /// Presses a button of the consent page.
    pub(crate) async fn decide(&self, decision: Decision<'_>) -> Response {
        self.decide_at(&self.consent(), decision).await
    }

    /// Presses a button of the consent page with this address.
    pub(crate) async fn decide_at(&self, consent: &str, decision: Decision<'_>) -> Response {
        let page = self.house.client.post(self.house.at(&self.provider.id, consent));
        with_form(page, decision.form()).send().await.unwrap()
    }

    /// Allows for this company, and notes what comes home.
    pub(crate) async fn allow(&mut self, company: &Company) {
        let answer = self.decide(Decision::Allow(company)).await;
        self.comes_home(answer).await;
    }

    /// Sends, and notes what the token answer says.
    pub(crate) async fn takes(&mut self, request: RequestBuilder) {
        let answer = request.send().await.unwrap();
        let status = answer.status();
        self.token = answer.json().await.unwrap();
        let place = format!("{} / {}: {}", self.provider.id, self.sign_in.id, self.token);
        assert_eq!(status, 200, "{place}");
        for name in ["access_token", "refresh_token"] {
            if let Some(value) = self.token.get(name).and_then(Value::as_str).map(str::to_owned) {
                self.know(name, &value);
            }
        }
        for wanted in self.sign_in.oauth().iter().flat_map(|oauth| &oauth.token_value) {
            let value = self.read(&wanted.from, &Value::Null).expect(&place);
            self.know(&wanted.keep_as, &value);
        }
    }

    /// The value that a source points at, as text.
    pub(crate) fn read(&self, source: &Source, body: &Value) -> Option<String> {
        let value = match source {
            Source::Body(pointer) => body.pointer(pointer)?.clone(),
            Source::Token(pointer) => self.token.pointer(pointer)?.clone(),
            Source::Callback(name) => self.callback.get(name)?.clone().into(),
            Source::Field(name) => self.value(name)?.into(),
            Source::Claim(name) => self.claims()?.get(name)?.clone(),
            Source::Header(_) | Source::Xml(_) => return None,
        };
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    pub(crate) fn claims(&self) -> Option<Value> {
        self.claims_of(self.token.get("id_token")?.as_str()?)
    }

    /// What a token in the form of a JWT says.
    pub(crate) fn claims_of(&self, token: &str) -> Option<Value> {
        let body = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&body).ok()
    }
}
