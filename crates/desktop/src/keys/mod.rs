//! Connecting by what is typed into a form, and testing whatever is connected.
//!
//! [`Keys::save`] cleans what was typed, proves it by the provider's own checks and only
//! then keeps it; [`Keys::test`] makes the checks again with what is kept. What a key looks
//! like and what proves it stands in the provider's file; calls are the gateway's; browser
//! sign-ins are in [`crate::connect`], and a permission is opened and proven there.
//! Invariant: nothing is kept that was not proven, unless there is nothing to prove it by;
//! and only the provider's own no says anything against a key.

mod clean;
mod conditions;
mod diagnosis;
mod entered;
mod finding;
mod folder;
mod judge;
mod kept;
mod mailbox;
mod noting;
mod opened;
mod opening;
mod place;
mod proving;
mod replace;
mod row;
mod save;
mod schedule;
mod tax_settings;
mod tax_targets;
mod test;
mod test_all;
mod webhooks;

use std::sync::Arc;

use patchbay_contract::Problem;
use patchbay_custody::Custodian;
use patchbay_gateway::Gateway;

use crate::catalogue::Catalogue;
use crate::connect::SignIns;
use crate::problems::no_randomness;
use crate::{Installation, Notices};

pub(crate) use mailbox::OpenedMailbox;
pub(crate) use opened::Opened;
pub(crate) use patchbay_custody::{Failure, Proof, Step};

pub(crate) use proving::Ticks;
pub(crate) use test::Made;

/// Every form of this firm, and every test.
#[derive(Debug)]
pub struct Keys {
    installation: Arc<Installation>,
    catalogue: Arc<Catalogue>,
    notices: Arc<Notices>,
    gateway: Gateway,
    custodian: Custodian,
    /// They know what a permission is made of.
    sign_ins: Arc<SignIns>,
}

impl Keys {
    /// Beside these sign-ins, over the same gateway and at the same mail servers: their calls
    /// are counted together.
    #[must_use]
    pub fn beside(sign_ins: &Arc<SignIns>) -> Arc<Self> {
        let (installation, catalogue, notices, gateway) = sign_ins.parts();
        let (sign_ins, custodian) = (Arc::clone(sign_ins), sign_ins.custodian().clone());
        Arc::new(Self { installation, catalogue, notices, gateway, custodian, sign_ins })
    }

    /// What whoever asks the same providers shares with them.
    pub(crate) fn parts(&self) -> (Arc<Installation>, Arc<Catalogue>, Arc<Notices>, Gateway) {
        self.sign_ins.parts()
    }

    /// A number that nobody can guess: 32 hexadecimal digits.
    pub(crate) fn random_id(&self) -> Result<String, Problem> {
        let bytes = self.gateway.random::<16>().map_err(|error| no_randomness(&error))?;
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}
