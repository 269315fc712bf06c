//! What the handlers share.

use std::num::NonZeroU32;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use axum::extract::FromRef;
use patchbay_contract::Invitation;
use patchbay_custody::{Custodian, MailReach};
use patchbay_firm_store::Store;
use patchbay_gateway::{Gateway, Http, Limits, Reach};
use tokio_util::sync::CancellationToken;

use crate::auth::Secret;
use crate::config::Config;
use crate::custody::Keys;
use crate::database::Database;
use crate::directory::Directory;
use crate::frame::{Figures, Pace};
use crate::problem::{Code, Problem};
use crate::relay::{self, Relay};

/// How many codes and signatures one client may try in a minute.
const CODES_A_MINUTE: NonZeroU32 = NonZeroU32::new(20).expect("twenty is not zero");

/// One server's own things. Cheap to copy.
#[derive(Clone)]
pub(crate) struct House(Arc<Things>);

pub(crate) struct Things {
    pub(crate) config: Config,
    pub(crate) figures: Figures,
    pub(crate) pace: Option<Pace>,
    /// Each device and each key by itself.
    pub(crate) pace_of_callers: Option<Pace<String>>,
    /// Who tries codes and signatures.
    pub(crate) pace_of_codes: Option<Pace>,
    /// Where the firm's people may sign in, if they may.
    pub(crate) directory: Option<Directory>,
    database: Database,
    /// What providers are called with, made when it is first needed.
    custodian: OnceLock<Result<Custodian, String>>,
    /// What opens the connections that it holds.
    pub(crate) keys: Keys,
    /// Cancelled once the server is told to end.
    pub(crate) closing: CancellationToken,
    relay: Relay,
}

impl House {
    pub(crate) fn new(config: Config, closing: CancellationToken) -> Self {
        let relay = Relay::new(&config, closing.clone());
        Self::with_relay(config, relay, closing)
    }

    /// With this one for the answers to sign-ins.
    pub(crate) fn with_relay(config: Config, relay: Relay, closing: CancellationToken) -> Self {
        Self(Arc::new(Things {
            pace: config.requests_per_minute.map(Pace::per_minute),
            pace_of_callers: config.requests_per_minute.map(Pace::per_minute),
            pace_of_codes: config.requests_per_minute.map(|_| Pace::per_minute(CODES_A_MINUTE)),
            directory: Directory::of(&config),
            database: Database::of(&config, closing.clone()),
            custodian: OnceLock::new(),
            relay,
            keys: Keys::of(config.own_key.clone()),
            config,
            figures: Figures::new(),
            closing,
        }))
    }

    /// The database, opened when it is first asked for.
    pub(crate) async fn store(&self) -> Result<&Store, Problem> {
        self.database.store().await
    }

    /// What providers are called with.
    pub(crate) fn custodian(&self) -> Result<&Custodian, Problem> {
        let made = self.0.custodian.get_or_init(|| {
            let Config { reach, outside, .. } = &self.config;
            let http = match reach {
                Reach::Vendors => Http::new(Limits::default()),
                // On this machine no proxy stands in between.
                Reach::Practice(_) => Http::direct(Limits::default()),
            }?;
            let gateway = Gateway::new(http, reach.clone(), outside.clone());
            Ok(Custodian::new(gateway, MailReach::of(reach)))
        });
        made.as_ref().map_err(|error| {
            tracing::error!(error, "providers cannot be called from here");
            Problem::new(Code::Internal, "The server\u{2019}s log says more.")
        })
    }

    /// Where answers to sign-ins arrive.
    pub(crate) fn relay(&self) -> &Relay {
        &self.0.relay
    }

    /// Whether there is to be a database.
    pub(crate) fn keeps_something(&self) -> bool {
        self.database.is_wanted()
    }

    /// Whether there is one, once nobody prepares it any more.
    pub(crate) async fn has_its_database(&self) -> bool {
        self.database.is_there().await
    }

    /// The link by which a device comes in with this code. Without a public address of the server,
    /// its path alone.
    pub(crate) fn invitation(&self, secret: &Secret) -> String {
        let server = self.config.public_address.clone().unwrap_or_default();
        Invitation { server, code: secret.tell().to_owned() }.address()
    }

    /// Lets go of what is held open, once nothing comes any more.
    pub(crate) async fn close(&self) {
        relay::farewell(self).await;
        self.database.close().await;
    }
}

impl Deref for House {
    type Target = Things;

    fn deref(&self) -> &Things {
        &self.0
    }
}

impl FromRef<House> for Relay {
    fn from_ref(house: &House) -> Self {
        house.relay.clone()
    }
}
