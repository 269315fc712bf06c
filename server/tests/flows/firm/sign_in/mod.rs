//! People of the firm who come in by its own directory: at one that others wrote, and at one that
//! says whatever a story wants.

mod answers;
mod browser;
mod directory;
mod pages;
mod people;
mod program;
mod tokens;

use jiff::Timestamp;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, SigningKey, code_of, minute};
use directory::{Directory, SECRET, keys};

pub(super) use answers::*;
pub(super) use pages::*;
pub(super) use people::*;
pub(super) use tokens::*;

/// A firm whose people sign in at this directory, at the time that it is: the directory's clock
/// cannot be set.
async fn firm_at(issuer: &str, ground: Ground) -> (Firm, Desk) {
    let firm = Firm::open_with(ground, &keys(issuer)).await;
    firm.pass(Timestamp::now().duration_since(minute(0)).as_mins());
    let ana = firm.owner().await;
    (firm, ana)
}

/// Somebody with an account of the firm's directory.
fn person(n: u8, address: &str) -> Value {
    let oid = format!("00000000-0000-0000-0000-0000000000{n:02x}");
    json!({ "oid": oid, "preferred_username": address })
}

impl Firm {
    /// Invites somebody by this address. Gives the invitation with its code.
    async fn invite(&self, owner: &Desk, name: &str, address: &str) -> Value {
        let request = self.by(&owner.token, Method::POST, "/api/invitations");
        let request = request.json(&json!({ "name": name, "email": address, "role": "staff" }));
        self.send(request, StatusCode::CREATED).await
    }

    /// What the trail has of this, the newest first.
    async fn entries(&self, owner: &Desk, action: &str) -> Vec<Value> {
        let found = self.get(&owner.token, &format!("/api/audit?action={action}")).await;
        found["items"].as_array().unwrap().clone()
    }

    /// How many entries the trail has.
    async fn trail(&self, owner: &Desk) -> Value {
        self.get(&owner.token, "/api/audit/check").await["entries"].clone()
    }

    /// What comes of this code.
    async fn enrolled(&self, code: &str, n: u8) -> (StatusCode, String) {
        let enrolment = Firm::enrolment(code, &SigningKey::from_bytes(&[n; 32]));
        let request = self.ask(Method::POST, "/api/enrol").json(&enrolment);
        code_of(request.send().await.unwrap()).await
    }
}
