//! How this computer comes in: everything that could be in the way here is looked for before
//! the code is used up, and a device that cannot be kept here is taken back there.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::{
    AuditAction, EnrolmentView, Health, Invitation, NewEnrolment, Problem, Standing, device_proof,
};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, DEVICE_KEY, Enrolment, Store};
use patchbay_vault::{Key, Secret, SigningKey};
use reqwest::Method;
use serde_json::json;

use super::address::server_address;
use super::answers::{CameIn, Enrolled, MISFIT};
use super::client::{FirmClient, Unsaid};
use super::computer;
use crate::Installation;
use crate::problems::{
    device_name_wrong, enrolled_already, enrolment_code_wrong, enrolment_unsaid, no_client,
    practice_stays_apart, server_address_wrong, store_did_not_open, vault_trouble,
};

/// The longest name that a server takes.
const LONGEST_NAME: usize = 200;
/// Longer than any code.
const LONGEST_CODE: usize = 200;

/// At which server, and as what.
#[derive(Clone, Copy)]
pub(super) struct Entering<'a> {
    pub(super) address: &'a str,
    pub(super) embedded: bool,
    pub(super) device_name: &'a str,
}

impl Installation {
    /// Comes in at the firm's server by a code, which is used up by that.
    ///
    /// # Errors
    /// When what was typed cannot be so, this computer is in already, nothing here is real, the
    /// vault cannot keep its key, or the server does not answer or says no. This computer is not in then.
    pub async fn enrol(&self, new: NewEnrolment) -> Result<EnrolmentView, Problem> {
        let new = as_invited(new);
        let base =
            server_address(&new.server).map_err(|slip| server_address_wrong(&slip.to_string()))?;
        let code = Secret::new(new.code.trim().to_owned());
        if !(1..=LONGEST_CODE).contains(&code.expose_secret().len()) {
            return Err(enrolment_code_wrong());
        }
        let device_name = named(&new.device_name)?;
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        // The one inside the app gives way, and everything goes along.
        if row.is_some_and(|row| !row.embedded) {
            return Err(enrolled_already());
        }
        // What goes along from it would stand among the firm's own.
        if self.is_practice_firm().await? {
            return Err(practice_stays_apart());
        }
        let client = FirmClient::of(&base).map_err(|error| no_client(&error.to_string()))?;
        let address = base.as_str().trim_end_matches('/').to_owned();
        let unsaid = |unsaid: Unsaid| enrolment_unsaid(&unsaid, &address);
        // A round at the server inside the app ends first: what that agreed on is not this one's.
        let _ours = self.syncing().lock().await;
        is_a_firm_server(&client).await.map_err(unsaid)?;
        let store = self.open_vault_to_save().await?;
        let seed = Key::generate().map_err(|error| vault_trouble(&error.into()))?;
        let came_in = come_in(&client, &code, &device_name, &seed).await.map_err(unsaid)?;
        let entry = self.entry(AuditAction::ServerEntered);
        let as_what = Entering { address: &address, embedded: false, device_name: &device_name };
        self.keep(&store, as_what, entry, &client, &seed, &came_in).await?;
        self.leave_embedded();
        self.enrolment().await
    }

    /// Keeps that this computer came in, or takes its device back there.
    pub(super) async fn keep(
        &self,
        store: &Store,
        as_what: Entering<'_>,
        entry: NewEntry,
        client: &FirmClient,
        seed: &Key,
        came_in: &CameIn,
    ) -> Result<(), Problem> {
        let kept = self.kept_in(store, as_what, entry, seed, came_in).await;
        if kept.is_err() {
            take_back(client, came_in).await;
        }
        kept
    }

    async fn kept_in(
        &self,
        store: &Store,
        as_what: Entering<'_>,
        entry: NewEntry,
        seed: &Key,
        came_in: &CameIn,
    ) -> Result<(), Problem> {
        let Entering { address, embedded, device_name } = as_what;
        let at = self.now().to_string();
        let detail = Detail::new()
            .text("server", address)
            .text("as", &came_in.name)
            .word("role", came_in.role.as_str());
        let entry = entry.detail(detail);
        let row = Enrolment {
            embedded,
            address: address.into(),
            server: came_in.server.clone(),
            epoch: came_in.epoch.clone(),
            member: came_in.member.clone(),
            name: came_in.name.clone(),
            role: came_in.role.as_str().into(),
            device: came_in.device.clone(),
            device_name: device_name.into(),
            enrolled_at: at.clone(),
            last_contact_at: Some(at.clone()),
            token_expires_at: came_in.token_expires_at.to_string(),
            standing: Standing::In.as_str().into(),
            server_key: came_in.key.as_ref().map(|key| key.shown.public.clone()),
        };
        let token = Secret::new(came_in.token.expose_secret().as_bytes().to_vec());
        let seed = Secret::new(seed.expose_secret().to_vec());
        let seal = |name: &str, generation| {
            self.seal_own(name, generation, if name == DEVICE_KEY { &seed } else { &token })
        };
        let change = Change { at: &at, entries: &[entry] };
        let kept = store.keep_enrolment(&row, change, seal).await;
        let kept = kept.map_err(|error| store_did_not_open(&error))?;
        // Another program of this computer may have come in meanwhile.
        if !kept.map_err(|trouble| vault_trouble(&trouble))? {
            return Err(enrolled_already());
        }
        self.sign_what_was_entered().await;
        Ok(())
    }
}

/// Whoever pastes the whole link, into whichever field, means what it says.
fn as_invited(new: NewEnrolment) -> NewEnrolment {
    for (pasted, other) in [(&new.server, &new.code), (&new.code, &new.server)] {
        let Some(Invitation { server, code }) = Invitation::from_address(pasted) else { continue };
        let other = other.trim();
        if other.is_empty() || [&server, &code, pasted].into_iter().any(|said| said == other) {
            return NewEnrolment { server, code, ..new };
        }
    }
    new
}

/// What this computer is to be called.
fn named(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(computer());
    }
    if typed.chars().count() > LONGEST_NAME || typed.chars().any(char::is_control) {
        return Err(device_name_wrong());
    }
    Ok(typed.to_owned())
}

/// A code is shown to nobody who is no firm server.
async fn is_a_firm_server(client: &FirmClient) -> Result<(), Unsaid> {
    let health: Health = client.ask(client.request(Method::GET, "/healthz")).await?;
    if health.program == Health::PROGRAM {
        return Ok(());
    }
    Err(Unsaid::Nonsense { status: 200, why: "another program" })
}

pub(super) async fn come_in(
    client: &FirmClient,
    code: &Secret<String>,
    device_name: &str,
    seed: &Key,
) -> Result<CameIn, Unsaid> {
    let (key, code) = (SigningKey::from_seed(seed), code.expose_secret());
    let public_key = key.public();
    let said = device_proof::of_enrolment(code, &public_key, device_name);
    let request = client.request(Method::POST, "/api/enrol").json(&json!({
        "code": code,
        "device_name": device_name,
        "public_key": BASE64_URL_SAFE_NO_PAD.encode(public_key),
        "signature": BASE64_URL_SAFE_NO_PAD.encode(key.sign(&said)),
    }));
    client.ask::<Enrolled>(request).await?.looked_at().map_err(|_| MISFIT)
}

/// A device that nobody has the key of is no use there. Where even that fails, an administrator
/// sees it in the list.
async fn take_back(client: &FirmClient, came_in: &CameIn) {
    let path = format!("/api/devices/{}", came_in.device);
    let request = client.request_by(&came_in.token, Method::DELETE, &path);
    if let Err(error) = client.tell(request).await {
        tracing::warn!(%error, "a device that could not be kept is still at the firm's server");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(server: &str, code: &str) -> (String, String) {
        let device_name = String::new();
        let new = NewEnrolment { server: server.into(), code: code.into(), device_name };
        let NewEnrolment { server, code, .. } = as_invited(new);
        (server, code)
    }

    #[test]
    fn a_whole_link_in_either_field_says_both() {
        let (server, link) = ("https://firm.example/p", "https://firm.example/p/enrol#pbl_a");
        for (in_server, in_code) in
            [(link, ""), ("", link), (link, link), (link, "pbl_a"), (server, link), (link, " ")]
        {
            let said = meant(in_server, in_code);
            assert_eq!(said, (server.into(), "pbl_a".into()), "{in_server} {in_code}");
        }
    }

    #[test]
    fn two_that_contradict_each_other_stay_as_they_were_typed() {
        for (server, code) in [
            ("https://other.example", "https://firm.example/enrol#pbl_a"),
            ("https://firm.example/enrol#pbl_a", "pbl_b"),
            ("https://firm.example", "pbl_a"),
        ] {
            assert_eq!(meant(server, code), (server.into(), code.into()));
        }
    }
}
