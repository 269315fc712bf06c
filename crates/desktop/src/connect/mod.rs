//! Signing in, through the system browser or without one, from the wish to the connection.
//!
//! [`SignIns::begin`] seals an attempt before the browser opens; the answer comes home by
//! one of four ways, which all end in [`SignIns::arrive`]; what it is worth is found out
//! behind it, and kept. What is said to a provider is the gateway's, what is shown of an
//! attempt the page's, and opening the browser the shell's. Invariant: an answer is taken
//! once, by whom it was asked, and nothing that was given is used before it is sealed.

mod apps;
mod arrive;
mod as_client;
mod ask_time;
mod begin;
mod company;
mod disconnect;
mod ends;
mod kept;
mod listen;
pub mod loopback;
mod mailbox;
mod opening;
mod party;
mod pickup;
mod prove;
mod prove_again;
mod read_books;
mod renew;
mod restore;
mod running;
mod settle;
mod shown;
mod waiting;
mod ways;

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use patchbay_contract::Problem;
use patchbay_custody::Custodian;
use patchbay_gateway::{Gateway, Http, Limits, Outside};

use tokio_util::task::TaskTracker;

use crate::catalogue::Catalogue;
use crate::mailboxes::MailReach;
use crate::problems::no_client;
use crate::{Installation, Notices};

pub(crate) use apps::told;
pub use arrive::Arrived;
use arrive::Later;
pub(crate) use mailbox::Unopened;
pub use patchbay_gateway::Reach;
pub use renew::Renewal;
pub(crate) use renew::standing;
use running::Running;

/// How long an attempt waits for its answer.
const WAITS: SignedDuration = SignedDuration::from_mins(10);

/// Every sign-in that is under way on this computer.
#[derive(Debug)]
pub struct SignIns {
    installation: Arc<Installation>,
    catalogue: Arc<Catalogue>,
    notices: Arc<Notices>,
    gateway: Gateway,
    /// Who makes the checks: by the same gateway, and at the mail servers.
    custodian: Custodian,
    running: Running,
    /// What is being asked of providers: a program that closes lets it end.
    settling: TaskTracker,
    /// Answers that came while the vault was shut.
    later: Mutex<Vec<Later>>,
}

impl SignIns {
    /// None yet.
    #[must_use]
    pub fn new(
        installation: Arc<Installation>,
        catalogue: Arc<Catalogue>,
        notices: Arc<Notices>,
        gateway: Gateway,
    ) -> Arc<Self> {
        let mail = MailReach::of(gateway.reach());
        Self::with_mail(installation, catalogue, notices, gateway, mail)
    }

    /// The same with mail servers that are somewhere else.
    #[must_use]
    pub fn with_mail(
        installation: Arc<Installation>,
        catalogue: Arc<Catalogue>,
        notices: Arc<Notices>,
        gateway: Gateway,
        mail: MailReach,
    ) -> Arc<Self> {
        let (running, settling) = (Running::default(), TaskTracker::new());
        let later = Mutex::default();
        let custodian = Custodian::new(gateway.clone(), mail);
        Arc::new(Self {
            installation,
            catalogue,
            notices,
            gateway,
            custodian,
            running,
            settling,
            later,
        })
    }

    /// Who makes the checks.
    pub(crate) const fn custodian(&self) -> &Custodian {
        &self.custodian
    }

    /// What whoever asks the same providers shares with them.
    pub(crate) fn parts(&self) -> (Arc<Installation>, Arc<Catalogue>, Arc<Notices>, Gateway) {
        let (installation, catalogue) =
            (Arc::clone(&self.installation), Arc::clone(&self.catalogue));
        (installation, catalogue, Arc::clone(&self.notices), self.gateway.clone())
    }

    /// Waits until what was begun with a provider has ended, and is kept.
    pub async fn settle_down(&self) {
        self.settling.close();
        self.settling.wait().await;
    }

    /// The same over this system's trust, proxy, clock and randomness.
    ///
    /// # Errors
    /// When the system's trust or proxy settings cannot be read.
    pub fn of_this_system(
        installation: Arc<Installation>,
        catalogue: Arc<Catalogue>,
        notices: Arc<Notices>,
        reach: Reach,
    ) -> Result<Arc<Self>, Problem> {
        let http = match &reach {
            Reach::Vendors => Http::new(Limits::default()),
            // Between a program and this computer stands no proxy.
            Reach::Practice(_) => Http::direct(Limits::default()),
        };
        let http = http.map_err(|error| no_client(&error))?;
        let gateway = Gateway::new(http, reach, Outside::of_the_system());
        Ok(Self::new(installation, catalogue, notices, gateway))
    }
}
