//! The calls of the file, with everything they carry.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_providers::sign_in::{How, TokenKind};
use patchbay_providers::{Encoding, Method, Request};
use reqwest::RequestBuilder;

use super::Walk;
use crate::house::form_on;

impl Walk<'_> {
    /// A request of the file, with everything a call carries.
    pub(crate) fn call(&self, request: &Request) -> RequestBuilder {
        let address = self.house.at(&self.provider.id, &self.address(&request.url));
        let client = &self.house.client;
        let mut call = match request.method {
            Method::Get => client.get(address),
            Method::Post => client.post(address),
            Method::Put => client.put(address),
            Method::Delete => client.delete(address),
        };
        let mut headers = BTreeMap::new();
        for (name, value) in self.credential_headers() {
            headers.insert(name, value);
        }
        let of_api = self.provider.api.iter().flat_map(|api| &api.headers);
        for (name, template) in of_api.chain(&request.headers) {
            // What rests on an optional field that is empty, or is not known yet, is left out.
            if let Ok(value) = template.fill(&self.values, Encoding::Plain) {
                headers.insert(name.clone(), value);
            }
        }
        for (name, value) in headers {
            call = call.header(name, value);
        }
        let form: Vec<_> = request.form.iter().map(|(n, t)| (n.as_str(), self.fill(t))).collect();
        if !form.is_empty() {
            let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
            call = form_on(call, &form);
        }
        if let Some(json) = &request.json {
            call = call.header("content-type", "application/json").body(self.fill(json));
        }
        call
    }

    fn credential_headers(&self) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        match &self.sign_in.how {
            How::OAuth(oauth) => {
                headers.push(("authorization".to_owned(), self.fill(&oauth.authorization)));
            }
            How::ClientCredentials(_) => {
                let token = self.value("access_token").unwrap_or_default();
                headers.push(("authorization".to_owned(), format!("Bearer {token}")));
            }
            How::Key(key) => {
                for (name, template) in &key.headers {
                    if let Ok(value) = template.fill(&self.values, Encoding::Plain) {
                        headers.push((name.clone(), value));
                    }
                }
                if let Some(basic) = &key.basic {
                    let pair = format!("{}:{}", self.fill(&basic.user), self.fill(&basic.password));
                    let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
                    headers.push(("authorization".to_owned(), value));
                }
                if key.signature.is_some() {
                    headers.push(("authorization".to_owned(), "SharedKey signed".to_owned()));
                }
            }
            _ => {}
        }
        headers
    }

    /// The revocation, if the file has one.
    pub(crate) fn revocation(&mut self) -> Option<RequestBuilder> {
        let revoke = self.oauth().revoke.as_ref()?;
        let named = match revoke.token {
            TokenKind::Access => "access_token",
            TokenKind::Refresh => "refresh_token",
        };
        let token = self.value(named).unwrap().to_owned();
        self.know("token", &token);
        let mut call = self.call(&revoke.request);
        if revoke.basic {
            call = self.call_without_credential(&revoke.request);
            call = call.basic_auth(self.value("client_id").unwrap(), self.value("client_secret"));
        }
        Some(call)
    }

    /// The question whether a token works, if the file has one.
    pub(crate) fn introspection(&mut self) -> Option<RequestBuilder> {
        let introspect = self.oauth().introspect.as_ref()?;
        let named = match introspect.token {
            TokenKind::Access => "access_token",
            TokenKind::Refresh => "refresh_token",
        };
        let token = self.value(named).unwrap().to_owned();
        self.know("token", &token);
        let call = self.call_without_credential(&introspect.request);
        Some(call.basic_auth(self.value("client_id").unwrap(), self.value("client_secret")))
    }

    fn call_without_credential(&self, request: &Request) -> RequestBuilder {
        let address = self.house.at(&self.provider.id, &self.address(&request.url));
        let call = self.house.client.post(address);
        if let Some(json) = &request.json {
            return call.header("content-type", "application/json").body(self.fill(json));
        }
        let form: Vec<_> = request.form.iter().map(|(n, t)| (n.as_str(), self.fill(t))).collect();
        let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        form_on(call, &form)
    }
}
