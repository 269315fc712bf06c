//! The provider: Salesforce, played on this computer without any delay. Its answers come by
//! a link, and what it is asked afterwards is as much as with any: the code, the company,
//! and two calls that prove.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::Timestamp;
use patchbay_practice::{
    Decision, Endpoint, Gate, Misbehaviour, Practice, Trick, client, played_at,
};
use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::net::TcpListener;

pub(crate) const ID: &str = "salesforce";

/// It, and a plain client that is open already.
pub(crate) struct Provider {
    pub(crate) practice: Practice,
    pub(crate) http: Client,
    server: SocketAddr,
}

impl Provider {
    pub(crate) async fn play() -> Self {
        let all = patchbay_providers::catalogue().into_iter().map(Arc::new);
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let practice = Practice::of(all, Arc::new(Timestamp::now), entropy);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        tokio::spawn(practice.clone().serve(listener, std::future::pending()));
        let http = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { practice, http, server }
    }

    /// Where the app finds it.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.server)
    }

    /// Where an address of the vendor is played.
    pub(crate) fn at(&self, address: &str) -> String {
        played_at(self.server, ID, address).unwrap()
    }

    /// Allows what this page asks, for a company of this round. Where the browser is sent.
    pub(crate) async fn allow(&self, page: &str, round: usize) -> String {
        let form = Decision::Allow(client(round).unwrap()).form();
        let kind = "application/x-www-form-urlencoded";
        let asked = self.http.post(page).header("content-type", kind).body(form);
        let answer = asked.send().await.unwrap();
        match answer.headers().get("location") {
            Some(home) => home.to_str().unwrap().to_owned(),
            None => panic!("{}", answer.text().await.unwrap()),
        }
    }

    /// Something that tells when the next code is brought for a token. It holds up nobody.
    pub(crate) fn next_code(&self) -> Gate {
        let gate = Gate::default();
        gate.open();
        let passes = Misbehaviour::once(Endpoint::Token, Trick::Hold(gate.clone()));
        self.practice.misbehave(ID, passes);
        gate
    }
}
