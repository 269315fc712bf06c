//! The parts of a provider's file that somebody can send a request to.

use patchbay_providers::sign_in::{How, PostAddress};
use patchbay_providers::{Address, EnvironmentId, Method, Provider, Request};

use super::spot::Spot;
use crate::pattern::marked;

/// One address and what is done there.
pub(crate) struct Part {
    /// Which way to sign in, by its place in the file.
    pub(crate) sign_in: usize,
    pub(crate) work: Work,
    pub(crate) method: Method,
    pub(crate) spot: Spot,
}

/// What is done at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Consent is asked.
    Authorize,
    /// Tokens are given.
    Token {
        /// For a code, or for a client's own credentials.
        exchange: bool,
        /// For a refresh token.
        renewal: bool,
    },
    /// A permission is taken back.
    Revoke,
    /// It is said whether a token works.
    Introspect,
    /// The companies are listed.
    Discovery,
    /// This step of the test is answered.
    Probe(usize),
    /// The models are listed.
    Models,
    /// A question is answered.
    Ask,
    /// The books are told.
    TrialBalance,
    /// The numbers of their accounts are told.
    Numbers,
    /// What is posted is taken.
    Post,
}

/// The kinds of work that are told apart before anything is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Authorize,
    Token,
    Revoke,
    Introspect,
    Api,
    Post,
}

impl Work {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Authorize => Kind::Authorize,
            Self::Token { .. } => Kind::Token,
            Self::Revoke => Kind::Revoke,
            Self::Introspect => Kind::Introspect,
            Self::Discovery
            | Self::Probe(_)
            | Self::Models
            | Self::Ask
            | Self::TrialBalance
            | Self::Numbers => Kind::Api,
            Self::Post => Kind::Post,
        }
    }
}

/// Every part of this provider.
pub(crate) fn parts(provider: &Provider) -> Vec<Part> {
    let mut parts = Parts { provider, all: Vec::new() };
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        match &sign_in.how {
            How::OAuth(oauth) => {
                let renewal = oauth.refresh_url.is_none();
                parts.add(n, Work::Authorize, Method::Get, &oauth.authorize_url);
                let both = Work::Token { exchange: true, renewal };
                parts.add(n, both, Method::Post, &oauth.token_url);
                if let Some(elsewhere) = &oauth.refresh_url {
                    let renewal = Work::Token { exchange: false, renewal: true };
                    parts.add(n, renewal, Method::Post, elsewhere);
                }
                if let Some(revoke) = &oauth.revoke {
                    parts.request(n, Work::Revoke, &revoke.request);
                }
                if let Some(introspect) = &oauth.introspect {
                    parts.request(n, Work::Introspect, &introspect.request);
                }
            }
            How::ClientCredentials(client) => {
                let exchange = Work::Token { exchange: true, renewal: false };
                parts.add(n, exchange, Method::Post, &client.token_url);
            }
            How::PostAddress(address) => parts.post(n, address),
            _ => {}
        }
        if let Some(request) = sign_in.discovery.as_ref().and_then(|d| d.request.as_ref()) {
            parts.request(n, Work::Discovery, request);
        }
        if let Some(ai) = &provider.ai {
            if let Some(list) = &ai.list {
                parts.request(n, Work::Models, &list.request);
            }
            parts.request(n, Work::Ask, &ai.ask.request);
        }
        if let Some(report) = &provider.trial_balance {
            parts.request(n, Work::TrialBalance, &report.request);
            if let Some(numbers) = &report.numbers {
                parts.request(n, Work::Numbers, &numbers.request);
            }
        }
        for (step, probe) in sign_in.probe.iter().enumerate() {
            if let Some(request) = &probe.request {
                parts.request(n, Work::Probe(step), request);
            }
        }
    }
    parts.all
}

struct Parts<'a> {
    provider: &'a Provider,
    all: Vec<Part>,
}

impl Parts<'_> {
    fn request(&mut self, sign_in: usize, work: Work, request: &Request) {
        self.add(sign_in, work, request.method, &request.url);
    }

    fn add(&mut self, sign_in: usize, work: Work, method: Method, address: &Address) {
        let live = self.absolute(address, EnvironmentId::Live);
        let sandbox = self.absolute(address, EnvironmentId::Sandbox);
        if live == sandbox {
            self.all.push(Part { sign_in, work, method, spot: Spot::of(&live, None) });
            return;
        }
        for (text, environment) in [(live, EnvironmentId::Live), (sandbox, EnvironmentId::Sandbox)]
        {
            self.all.push(Part { sign_in, work, method, spot: Spot::of(&text, Some(environment)) });
        }
    }

    /// The marked address; a relative one behind the base of the API.
    fn absolute(&self, address: &Address, environment: EnvironmentId) -> String {
        let text = marked(address.of(environment));
        match &self.provider.api {
            Some(api) if text.starts_with('/') => {
                format!("{}{text}", marked(api.base.of(environment)))
            }
            _ => text,
        }
    }

    /// Whatever is posted to one of the hosts is taken, wherever it goes there; where the
    /// file names none, to any.
    fn post(&mut self, sign_in: usize, address: &PostAddress) {
        let mut spots: Vec<Spot> = address.hosts.iter().map(|host| Spot::of_host(host)).collect();
        if spots.is_empty() {
            spots.push(Spot::anywhere());
        }
        for spot in spots {
            self.all.push(Part { sign_in, work: Work::Post, method: Method::Post, spot });
        }
    }
}
