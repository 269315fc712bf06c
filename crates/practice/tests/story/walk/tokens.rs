//! Token requests, written as the file says.

use std::collections::BTreeMap;

use patchbay_providers::Template;
use patchbay_providers::sign_in::{ClientProof, How, TokenBody};
use reqwest::RequestBuilder;

use super::Walk;

impl Walk<'_> {
    /// The exchange of the code.
    pub(crate) fn exchange(&self) -> RequestBuilder {
        let oauth = self.oauth();
        let mut params = vec![("grant_type".to_owned(), "authorization_code".to_owned())];
        for (name, place) in [
            ("code", "code"),
            ("redirect_uri", "redirect_address"),
            ("code_verifier", "code_verifier"),
        ] {
            params.extend(self.value(place).map(|value| (name.to_owned(), value.to_owned())));
        }
        params.extend(oauth.token_params.iter().map(|(name, t)| (name.clone(), self.fill(t))));
        self.token_request(&self.address(&oauth.token_url), params)
    }

    /// A renewal.
    pub(crate) fn renewal(&self) -> RequestBuilder {
        let oauth = self.oauth();
        let mut params = vec![
            ("grant_type".to_owned(), "refresh_token".to_owned()),
            (
                "refresh_token".to_owned(),
                self.value("refresh_token").unwrap_or_default().to_owned(),
            ),
        ];
        params.extend(oauth.refresh_params.iter().map(|(name, t)| (name.clone(), self.fill(t))));
        let address = oauth.refresh_url.as_ref().unwrap_or(&oauth.token_url);
        self.token_request(&self.address(address), params)
    }

    /// A token for a client's own credentials.
    pub(crate) fn own_credentials(&self) -> RequestBuilder {
        let How::ClientCredentials(client) = &self.sign_in.how else { panic!("not of that kind") };
        let mut params = vec![("grant_type".to_owned(), client.grant_type.clone())];
        params.extend(client.token_params.iter().map(|(name, t)| (name.clone(), self.fill(t))));
        let address = self.address(&client.token_url);
        let headers = &client.token_headers;
        self.written(&address, params, client.token_body, client.client_proof, headers)
    }

    fn token_request(&self, address: &str, params: Vec<(String, String)>) -> RequestBuilder {
        let oauth = self.oauth();
        self.written(address, params, oauth.token_body, oauth.client_proof, &oauth.token_headers)
    }

    fn written(
        &self,
        address: &str,
        mut params: Vec<(String, String)>,
        body: TokenBody,
        proof: ClientProof,
        headers: &BTreeMap<String, Template>,
    ) -> RequestBuilder {
        let id = self.value("client_id").unwrap();
        let secret = self.value("client_secret");
        let mut basic = None;
        match (proof, secret) {
            (ClientProof::Basic, Some(secret)) => basic = Some((id, secret)),
            (_, secret) => {
                params.push(("client_id".into(), id.into()));
                params.extend(secret.map(|secret| ("client_secret".into(), secret.into())));
            }
        }
        let pairs: Vec<_> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let mut request = match body {
            TokenBody::Form => self.house.post(&self.provider.id, address, &pairs),
            TokenBody::Json => {
                let map: BTreeMap<_, _> = params.iter().cloned().collect();
                self.house.client.post(self.house.at(&self.provider.id, address)).json(&map)
            }
            TokenBody::Query => {
                let mut url = url::Url::parse(&self.house.at(&self.provider.id, address)).unwrap();
                url.query_pairs_mut().extend_pairs(pairs);
                self.house.client.post(url)
            }
        };
        if let Some((id, secret)) = basic {
            request = request.basic_auth(id, Some(secret));
        }
        for (name, template) in headers {
            request = request.header(name, self.fill(template));
        }
        request
    }
}
