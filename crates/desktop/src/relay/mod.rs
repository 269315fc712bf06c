//! The firm server's public address: how it is set, which one counts, and what is found
//! there. What happens on the relay page is the server's; who waits for its answers is in
//! `connect`. Invariant: what is set is an https address that a vendor can send people to.

mod address;

use patchbay_contract::{AuditAction, Problem, RelayFound, RelaySetting};
use patchbay_store::Change;
use patchbay_store::audit::Detail;
use url::Url;

use crate::Installation;
use crate::problems::{no_client, relay_address_wrong, store_did_not_open};
use crate::server_client::{ServerClient, Unhealthy};

use address::{Slip, public_address, written};
pub(crate) use address::{below, of_return_page, return_page};

/// The setting's name in the database.
const SETTING: &str = "relay_address";

impl Installation {
    /// How it is set, and which address counts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn relay(&self) -> Result<RelaySetting, Problem> {
        let address = self.relay_as_set().await?;
        let used = self.relay_address().await?.map(|used| written(&used));
        Ok(RelaySetting { address: address.map(|set| written(&set)), used })
    }

    /// Sets it, or takes away how it was set. It counts from the next sign-in on.
    ///
    /// # Errors
    /// When it cannot be the public address of a server, or the database cannot be written.
    pub async fn set_relay(&self, typed: Option<&str>) -> Result<(), Problem> {
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
        let address = typed.map(public_address).transpose().map_err(wrong)?;
        let before = self.relay_as_set().await?;
        let text = |address: &Option<Url>| address.as_ref().map(written).unwrap_or_default();
        let detail = Detail::new()
            .word("setting", "public address of the firm server")
            .text("from", &text(&before))
            .text("to", &text(&address));
        let entry = self.entry(AuditAction::SettingsChanged).detail(detail);
        let (at, address) = (self.now().to_string(), address.as_ref().map(written));
        let store = self.opened().await?;
        store
            .set(SETTING, address.as_deref(), Change { at: &at, entries: &[entry] })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        self.sign_what_was_entered().await;
        Ok(())
    }

    /// Asks whoever answers at an address whether it is a firm server.
    ///
    /// # Errors
    /// When it cannot be the address of one.
    pub async fn check_relay(&self, typed: &str) -> Result<RelayFound, Problem> {
        let typed = typed.trim();
        // The one inside this program is asked too: a practice firm has it.
        let own = self.embedded_relay().filter(|own| written(own) == typed);
        let client = match &own {
            Some(own) => ServerClient::on_this_machine(written(own)),
            None => ServerClient::out_there(written(&public_address(typed).map_err(wrong)?)),
        };
        Ok(found(&client.map_err(|error| no_client(&error.to_string()))?).await)
    }

    /// Where a browser reaches the firm server, if it does: where a person said, or, for
    /// providers that are practised, at the one inside this program.
    pub(crate) async fn relay_address(&self) -> Result<Option<Url>, Problem> {
        if let Some(set) = self.relay_as_set().await? {
            return Ok(Some(set));
        }
        let practised = self.is_practice_firm().await?;
        Ok(self.embedded_relay().filter(|_| practised))
    }

    async fn relay_as_set(&self) -> Result<Option<Url>, Problem> {
        let store = self.opened().await?;
        let set = store.setting(SETTING).await.map_err(|error| store_did_not_open(&error))?;
        Ok(set.and_then(|set| {
            let address = public_address(&set);
            address.inspect_err(|slip| tracing::error!(%slip, "the relay is set wrong")).ok()
        }))
    }

    fn embedded_relay(&self) -> Option<Url> {
        format!("http://{}", self.embedded_server()?).parse().ok()
    }
}

async fn found(client: &ServerClient) -> RelayFound {
    match client.health().await {
        Ok(health) => RelayFound::Ours { version: health.version },
        Err(Unhealthy::Stranger { status, .. }) => RelayFound::Other { status },
        Err(silent @ Unhealthy::NoAnswer { .. }) => {
            let causes =
                std::iter::successors(std::error::Error::source(&silent), |cause| cause.source());
            let causes: Vec<String> = causes.map(ToString::to_string).collect();
            RelayFound::Silent { why: causes.join(": ") }
        }
    }
}

/// Whether this can be the public address of a server, as it is kept.
pub(crate) fn is_public_address(text: &str) -> bool {
    public_address(text).is_ok_and(|address| written(&address) == text)
}

fn wrong(slip: Slip) -> Problem {
    relay_address_wrong(&slip.to_string())
}

#[cfg(test)]
mod tests {
    use patchbay_vault::Keychain;
    use tokio::net::TcpListener;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::FirmServer;

    fn installation(home: &tempfile::TempDir) -> Installation {
        Installation::in_folder(home.path(), None, Keychain::of_this_system())
    }

    #[tokio::test]
    async fn the_address_is_kept_without_the_slash_at_its_end_and_entered_when_it_changes() {
        let home = tempfile::tempdir().unwrap();
        let here = installation(&home);
        assert_eq!(here.relay().await.unwrap(), RelaySetting::default());
        for _ in 0..2 {
            here.set_relay(Some(" https://patchbay.firm.example/ ")).await.unwrap();
        }
        let set = Some("https://patchbay.firm.example".to_owned());
        assert_eq!(here.relay().await.unwrap(), RelaySetting { address: set.clone(), used: set });
        let refused = here.set_relay(Some("http://firm.example")).await.unwrap_err();
        assert!(refused.what.contains("https://"), "{refused}");
        here.set_relay(Some("")).await.unwrap();
        assert_eq!(here.relay().await.unwrap(), RelaySetting::default());
        assert_eq!(here.opened().await.unwrap().audit().facts().await.unwrap().total, 2);
    }

    #[tokio::test]
    async fn a_practice_firm_comes_home_by_its_own_server_until_an_address_is_set() {
        let home = tempfile::tempdir().unwrap();
        let here = installation(&home);
        here.set_firm_server(FirmServer::Embedded(([127, 0, 0, 1], 4000).into()));
        let used = async || here.relay().await.unwrap().used;
        assert_eq!(used().await, None, "no vendor sends people to this computer");
        here.become_practice_firm().await.unwrap();
        assert_eq!(used().await.as_deref(), Some("http://127.0.0.1:4000"));
        here.set_relay(Some("https://firm.example")).await.unwrap();
        assert_eq!(used().await.as_deref(), Some("https://firm.example"));
    }

    #[tokio::test]
    async fn a_check_tells_a_firm_server_from_a_stranger_and_from_silence() {
        let home = tempfile::tempdir().unwrap();
        let here = installation(&home);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        here.set_firm_server(FirmServer::Embedded(address));
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(patchbay_server::serve(
            listener,
            patchbay_server::Config::embedded(),
            shutdown.clone(),
        ));
        let own = format!("http://{address}");
        let ours = RelayFound::Ours { version: patchbay_server::VERSION.into() };
        assert_eq!(here.check_relay(&own).await.unwrap(), ours);
        let stranger = ServerClient::on_this_machine(format!("{own}/elsewhere")).unwrap();
        assert_eq!(found(&stranger).await, RelayFound::Other { status: 404 });
        assert!(here.check_relay("http://127.0.0.1:1").await.is_err(), "not the one in here");
        shutdown.cancel();
        serving.await.unwrap().unwrap();
        let silent = here.check_relay(&own).await.unwrap();
        assert!(matches!(&silent, RelayFound::Silent { why } if !why.is_empty()), "{silent:?}");
    }
}
