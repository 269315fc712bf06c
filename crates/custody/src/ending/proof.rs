//! The proof that a permission is over: the provider is asked about it, or what worked
//! before is tried once more and has to be refused.

use jiff::Timestamp;
use patchbay_contract::EndProof;
use patchbay_gateway::{CallError, Found};

use super::Holding;
use crate::Custodian;

impl Custodian {
    /// How it was proven, and until when what still works goes on to, where that is known.
    /// Some providers end a permission at once and let its last token run out.
    pub(super) async fn proof_of_end(
        &self,
        account: &str,
        holding: &Holding,
        now: Timestamp,
    ) -> (EndProof, Option<Timestamp>) {
        match self.introspected(account, holding).await {
            Some((true, until)) => (EndProof::StillWorks, until),
            Some((false, _)) => (EndProof::Introspected, None),
            None => self.tried_once_more(account, holding, now).await,
        }
    }

    /// Whether the provider says that it still works, where it says that at all.
    async fn introspected(
        &self,
        account: &str,
        holding: &Holding,
    ) -> Option<(bool, Option<Timestamp>)> {
        let (values, tokens) = (holding.values(), holding.tokens());
        let Holding { spot, app, .. } = holding;
        let party = spot.party(account, &values);
        let asked = self.gateway.introspect(party, spot.oauth()?, app, |kind| tokens.of(kind));
        match asked.await {
            Ok(said) => said.map(|said| (said.active, said.until)),
            Err(error) => {
                tracing::info!(%error, "a provider did not say whether a permission stands");
                None
            }
        }
    }

    async fn tried_once_more(
        &self,
        account: &str,
        holding: &Holding,
        now: Timestamp,
    ) -> (EndProof, Option<Timestamp>) {
        let grant = holding.grant.expose_secret();
        let until: Option<Timestamp> = grant.access_until.as_deref().and_then(|at| at.parse().ok());
        // What ended by itself is refused in any case.
        let ended = until.is_some_and(|until| until <= now);
        let (false, Ok(found)) = (ended, grant.found()) else {
            return (EndProof::NotProvable, None);
        };
        match self.tried(account, holding, &found).await {
            Some(Ok(())) => (EndProof::StillWorks, until),
            Some(Err(CallError::Refused(_))) => (EndProof::RefusedAfterwards, None),
            Some(Err(_)) | None => (EndProof::NotProvable, None),
        }
    }

    /// Makes the calls that had proven the connection; nothing where none of them is one
    /// that a provider could refuse.
    async fn tried(
        &self,
        account: &str,
        holding: &Holding,
        found: &Found,
    ) -> Option<Result<(), CallError>> {
        let values = holding.values();
        let party = holding.spot.party(account, &values);
        let sign_in = holding.spot.sign_in();
        if sign_in.probe.iter().any(|probe| probe.request.is_some() && !probe.visible) {
            let proof = self.gateway.probe(party, found, &|_| ()).await;
            return Some(proof.failure().cloned().map_or(Ok(()), Err));
        }
        sign_in.discovery.as_ref()?.request.as_ref()?;
        Some(self.gateway.discover(party, found).await.map(drop))
    }
}
