//! Renewing what is held as a whole, with the firm's app that came with it.

use jiff::Timestamp;
use patchbay_contract::Problem;
use patchbay_gateway::oauth::TokenError;
use patchbay_providers::Provider;
use patchbay_vault::Secret;

use super::{Again, Meaning};
use crate::problems::{credential_missing, firm_app_missing, token_unusable};
use crate::{Custodian, Held, KeptApp, KeptGrant};

/// What came of renewing what is held.
#[derive(Debug)]
pub enum Renewal {
    /// There are new tokens, to be sealed before anybody uses them.
    Renewed {
        /// What is held from now on.
        held: Secret<Held>,
        /// What the permission does not allow though it was asked for.
        lacks: Vec<String>,
    },
    /// There are none.
    NotRenewed {
        /// Why not, for people.
        problem: Problem,
        /// What that means.
        meaning: Meaning,
        /// What has to be sealed all the same: the token before may be dead.
        keep: Option<Secret<Held>>,
    },
    /// It is a key, or a permission that never ends.
    NeverEnds,
}

impl Custodian {
    /// Renews what is held. That nobody else does is known before this is called; `account` is
    /// what its calls are counted under.
    ///
    /// # Errors
    /// When what is held cannot be read, or is not this provider's. The provider was not asked.
    pub async fn renew(
        &self,
        provider: &Provider,
        held: &Held,
        account: &str,
        now: Timestamp,
    ) -> Result<Renewal, Problem> {
        let Some(before) = &held.grant else { return Ok(Renewal::NeverEnds) };
        let spot = held.spot(provider).ok_or_else(credential_missing)?;
        let app = held.app.as_ref().map(KeptApp::app);
        let again = self.again(&spot, account, before, app.as_ref()).await;
        let with = |grant: &Secret<KeptGrant>| {
            Secret::new(Held { grant: Some(grant.expose_secret().clone()), ..held.clone() })
        };
        let failed = |problem, meaning| Renewal::NotRenewed { problem, meaning, keep: None };
        Ok(match again.map_err(|_| credential_missing())? {
            Again::Granted(granted) => {
                Renewal::Renewed { held: with(&granted.kept), lacks: granted.lacks }
            }
            Again::Refused(no) => Renewal::NotRenewed {
                problem: token_unusable(&no.why, &provider.name),
                meaning: no.meaning,
                keep: no.keep.as_ref().map(with),
            },
            Again::NoApp => failed(firm_app_missing(&provider.name), Meaning::Settings),
            Again::Nothing => {
                let ends = before.access_until.as_deref().and_then(|at| at.parse().ok());
                let problem = token_unusable(&TokenError::NoRefreshToken, &provider.name);
                let meaning = Meaning::of_nothing(ends, now);
                meaning.map_or(Renewal::NeverEnds, |meaning| failed(problem, meaning))
            }
        })
    }
}
