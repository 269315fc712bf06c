//! Receipts as people read them, and where something is left to do at the provider.

use jiff::Timestamp;
use patchbay_contract::{ByHand, EndProof, EnvironmentId, Problem, Receipt as Shown, TakenBack};
use patchbay_providers::{How, Provider, SignIn};
use patchbay_store::Receipt;

use crate::connect::SignIns;
use crate::problems::store_did_not_open;

impl SignIns {
    /// The receipts of a provider's connections that were ended, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn receipts(&self, provider: &str) -> Result<Vec<Shown>, Problem> {
        let store = self.installation.opened().await?;
        let rows = store.receipts(provider).await.map_err(|error| store_did_not_open(&error))?;
        Ok(rows.into_iter().map(|row| self.as_receipt(row)).collect())
    }

    /// The receipt of this row. Where a person takes back what is left is what the
    /// provider's file says today.
    pub(super) fn as_receipt(&self, row: Receipt) -> Shown {
        let mut shown = shown(row);
        if shown.1.is_left_to_do() {
            let (sign_in, receipt) = (&shown.0, &mut shown.1);
            let provider = self.catalogue.find(&receipt.provider).map(|(provider, _)| provider);
            let provider = provider.filter(|one| !is_a_folder(one, sign_in.as_deref()));
            receipt.by_hand = provider.map(|provider| by_hand(&provider, sign_in.as_deref()));
        }
        shown.1
    }
}

/// The receipt, and by which way it had signed in.
fn shown(row: Receipt) -> (Option<String>, Shown) {
    let time = |at: &str| at.parse::<Timestamp>();
    let names = [&row.label, &row.account_name, &row.account_id];
    let title = names.into_iter().flatten().find(|name| !name.trim().is_empty());
    let receipt = Shown {
        title: title.unwrap_or(&row.connection).clone(),
        environment: EnvironmentId::from_name(&row.environment).unwrap_or(EnvironmentId::Live),
        connected_at: time(&row.connected_at).unwrap_or_default(),
        ended_at: time(&row.ended_at).unwrap_or_default(),
        taken: TakenBack::from_name(&row.taken).unwrap_or(TakenBack::NotAsked),
        proof: EndProof::from_name(&row.proof).unwrap_or(EndProof::NotProvable),
        works_until: row.works_until.as_deref().and_then(|at| time(at).ok()),
        id: row.id,
        connection: row.connection,
        provider: row.provider,
        account: row.account_name.or(row.account_id),
        ended_by: row.ended_by,
        said: row.said,
        by_hand: None,
    };
    (row.sign_in, receipt)
}

/// Whether it is a folder of the firm's own, where nothing is left to do.
pub(super) fn is_a_folder(provider: &Provider, sign_in: Option<&str>) -> bool {
    let way = provider.sign_in.iter().find(|way| Some(way.id.as_str()) == sign_in);
    way.is_some_and(|way| matches!(way.how, How::FileTarget(_)))
}

/// Where a person takes back what this way to sign in gave. What the file does not say in
/// words begins at the page where the key, or the firm's app, was made.
pub(super) fn by_hand(provider: &Provider, sign_in: Option<&str>) -> ByHand {
    let way = provider.sign_in.iter().find(|way| Some(way.id.as_str()) == sign_in);
    let oauth = way.and_then(SignIn::oauth);
    let how = oauth.and_then(|oauth| oauth.revoke_by_hand.clone());
    let page = match (&how, oauth) {
        (Some(_), _) => None,
        (None, Some(oauth)) => Some(oauth.app.register_at.clone()),
        (None, None) => provider
            .guide
            .iter()
            .filter(|step| step.sign_in.is_none() || step.sign_in.as_deref() == sign_in)
            .find_map(|step| step.link.clone()),
    };
    ByHand { how, page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_can_be_connected_says_where_it_is_taken_back_by_hand() {
        for provider in patchbay_providers::catalogue() {
            let ways = provider.sign_in.iter().filter(|way| way.oauth().is_some());
            for way in ways {
                let place = by_hand(&provider, Some(&way.id));
                assert!(place.how.is_some() || place.page.is_some(), "{}", provider.id);
            }
        }
    }
}
