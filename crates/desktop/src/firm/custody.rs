//! What is said to the firm's server about its custody of a connection, one question a function,
//! and the server's key. What it answers is read as from a stranger; when what is said is
//! decided elsewhere ([`crate::custody`]).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::custody::{OwnKeyState, ServerKey, purpose};
use patchbay_contract::{Problem, Standing};
use patchbay_store::{Enrolment, Handover, Store};
use patchbay_vault::{PublicIdentity, Secret};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::answers::{MISFIT, Me};
use super::client::{FirmClient, Unsaid};
use super::custody_answers::{Custody, View};
use super::token::{Device, Fill};
use crate::Installation;
use crate::problems::{
    firm_unsaid, server_has_no_key, server_keeps_no_credentials, server_key_away, server_restored,
};

/// What the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// How far it is there.
    So(View),
    /// It knows of none, or of another number: it holds nothing of this one.
    Nothing,
    /// This number was called back.
    Withdrawn,
    /// Another number is the one that counts there.
    Other,
    /// It does not hold it: it does not work from there, or was not tried yet.
    NotProven,
    /// What it was sent is of no use to it, by this code.
    NoUse(String),
}

/// What is meant by calling one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawal {
    /// The server is to have nothing of it. One that it holds by now stays there, since it may have
    /// renewed it.
    UnlessHeld,
    /// What the server has is of no use any more.
    Forgotten,
    /// And the provider is to take it back.
    Revoked,
}

/// The server's key, taken apart and put together by ourselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedKey {
    /// What is sealed to.
    pub(crate) key: PublicIdentity,
    /// As it is shown.
    pub(crate) shown: ServerKey,
}

impl NamedKey {
    /// Of what a server says, or what is kept; nothing where that is none.
    pub(crate) fn of(public: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(public).ok()?;
        let key = PublicIdentity::from_bytes(&bytes).ok()?;
        let shown = ServerKey {
            suite: patchbay_contract::custody::SUITE.into(),
            public: BASE64_URL_SAFE_NO_PAD.encode(key.as_bytes()),
            fingerprint: key.fingerprint(),
        };
        Some(Self { key, shown })
    }
}

impl Installation {
    /// This computer at the server that it is in at. One that was restored says nothing of who
    /// holds what before a person goes along with it.
    pub(crate) async fn at_the_server(&self, store: &Store) -> Result<Device, Problem> {
        let row = self.enrolled_at_the_firms().await?;
        if row.standing == Standing::AnotherLife.as_str() {
            return Err(server_restored());
        }
        self.device(store, row).await
    }

    /// The key that the server names now.
    pub(crate) async fn key_of_server(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<NamedKey, Problem> {
        let ask = async |client: &FirmClient, request| {
            let me: Me = client.ask(request).await?;
            me.looked_at().map_err(|_| MISFIT)
        };
        let me = self.ask_as(store, device, Method::GET, "/api/me", ask).await?;
        let address = &device.row.address;
        if me.server != device.row.server || me.device != device.row.device {
            return Err(firm_unsaid(&MISFIT, address));
        }
        let Some(key) = &me.key else {
            return Err(match me.own_key() {
                Some(OwnKeyState::None) => server_has_no_key(address),
                Some(OwnKeyState::Unavailable) => server_key_away(address),
                // An older server does not say which of the two it is.
                Some(OwnKeyState::Ready) | None => server_keeps_no_credentials(address),
            });
        };
        key.read().ok_or_else(|| firm_unsaid(&MISFIT, address))
    }

    /// Sends what opens a connection, sealed for this server, this connection and this number.
    pub(crate) async fn deliver(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
        to: &NamedKey,
        held: &Secret<Vec<u8>>,
    ) -> Result<Said, Problem> {
        let words = purpose(&device.row.server, &one.connection, &one.handover);
        let sealed = to.key.seal_handed(&words, held);
        let sealed = sealed.map_err(|_| firm_unsaid(&MISFIT, &device.row.address))?;
        let body = json!({
            "handover": one.handover,
            "fingerprint": to.shown.fingerprint,
            "sealed": BASE64_URL_SAFE_NO_PAD.encode(sealed),
        });
        let fill = move |request: RequestBuilder| request.json(&body);
        self.about(store, device, Method::PUT, one, "", &fill).await
    }

    /// Says that this computer has let go.
    pub(crate) async fn say_let_go(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<Said, Problem> {
        let body = json!({ "handover": one.handover });
        let fill = move |request: RequestBuilder| request.json(&body);
        self.about(store, device, Method::POST, one, "/take", &fill).await
    }

    /// Asks how far it is there.
    pub(crate) async fn custody_there(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<Said, Problem> {
        self.about(store, device, Method::GET, one, "", &|request| request).await
    }

    /// Has the server make the checks of what it holds.
    pub(crate) async fn test_there(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<Said, Problem> {
        self.about(store, device, Method::POST, one, "/test", &|request| request).await
    }

    /// Has the server hold nothing of it any more, as far as this is meant.
    pub(crate) async fn withdraw(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
        meant: Withdrawal,
    ) -> Result<Said, Problem> {
        let meant = match meant {
            Withdrawal::UnlessHeld => "&unless_held=true",
            Withdrawal::Forgotten => "",
            Withdrawal::Revoked => "&revoke=true",
        };
        let rest = format!("?handover={}{meant}", one.handover);
        self.about(store, device, Method::DELETE, one, &rest, &|request| request).await
    }

    async fn about(
        &self,
        store: &Store,
        device: &mut Device,
        method: Method,
        one: &Handover,
        rest: &str,
        fill: &Fill<'_>,
    ) -> Result<Said, Problem> {
        let path = format!("/api/connections/{}/custody{rest}", one.connection);
        let ask = async |client: &FirmClient, request| match client.ask::<Custody>(request).await {
            Ok(custody) => Ok(Ok(custody)),
            Err(unsaid) => refused(unsaid).map(Err),
        };
        let said = self.ask_with(store, device, method, &path, fill, ask).await?;
        let said = match said {
            Ok(custody) => {
                custody.read(one).map_err(|_| firm_unsaid(&MISFIT, &device.row.address))?
            }
            Err(said) => said,
        };
        let Said::NoUse(code) = &said else { return Ok(said) };
        let address = &device.row.address;
        match code.as_str() {
            "custody_no_key" => Err(server_has_no_key(address)),
            "custody_key_away" | "custody_wrong_key" => Err(server_key_away(address)),
            _ => Ok(said),
        }
    }
}

/// What a refusal means. One that is about something else is a failure of the asking.
fn refused(unsaid: Unsaid) -> Result<Said, Unsaid> {
    let Unsaid::Refused { status, code, .. } = &unsaid else { return Err(unsaid) };
    match (status, code.as_str()) {
        (404, "not_found") => Ok(Said::Nothing),
        (409, "custody_other") => Ok(Said::Other),
        (409, "custody_withdrawn") => Ok(Said::Withdrawn),
        (409, "custody_not_proven" | "custody_not_held") => Ok(Said::NotProven),
        (422, "custody_not_opened" | "custody_not_held_here")
        | (503, "custody_no_key" | "custody_key_away" | "custody_wrong_key") => {
            Ok(Said::NoUse(code.clone()))
        }
        _ => Err(unsaid),
    }
}

/// The key that is trusted, if one is.
pub(crate) fn trusted_key(row: &Enrolment) -> Option<NamedKey> {
    NamedKey::of(row.server_key.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no(status: u16, code: &str) -> Result<Said, Unsaid> {
        refused(Unsaid::Refused { status, code: code.into(), its_time: None })
    }

    #[test]
    fn only_the_servers_own_words_about_custody_mean_something() {
        assert_eq!(no(409, "custody_withdrawn").unwrap(), Said::Withdrawn);
        assert_eq!(no(404, "not_found").unwrap(), Said::Nothing);
        assert_eq!(no(409, "custody_not_proven").unwrap(), Said::NotProven);
        for code in ["custody_no_key", "custody_key_away", "custody_wrong_key"] {
            assert_eq!(no(503, code).unwrap(), Said::NoUse(code.into()));
        }
        for (status, code) in [(404, "gone"), (503, "database_unavailable"), (401, "not_found")] {
            assert!(no(status, code).is_err(), "{status} {code} says nothing of it");
        }
    }

    #[test]
    fn a_key_is_shown_by_the_groups_that_are_worked_out_here() {
        assert_eq!(NamedKey::of("AAAA"), None);
        let public = BASE64_URL_SAFE_NO_PAD.encode([9; 32]);
        let named = NamedKey::of(&public).unwrap();
        assert_eq!(named.shown.fingerprint, named.key.fingerprint());
        assert_eq!(named.shown.public, public);
    }
}
