//! How documents are signed, for each provider of signatures that is connected: in which
//! order, and by which of the provider's methods it is found out who signs.

use patchbay_contract::{IdentityMethod, Problem, Signing, SigningFlow};
use patchbay_providers::Provider;
use patchbay_store::{SigningDefault, Store};

use super::choosable::{Known, Live};
use super::{Changing, failed, with_entry};
use crate::problems::connection_unfit;

pub(super) async fn shown(store: &Store, known: &Known) -> Result<Vec<Signing>, Problem> {
    let rows = store.signing_defaults().await.map_err(failed)?;
    let mut all: Vec<Signing> = Vec::new();
    for Live { provider, .. } in &known.live {
        if all.iter().all(|one| one.provider != provider.id)
            && let Some(one) = of_provider(provider, &rows)
        {
            all.push(one);
        }
    }
    Ok(all)
}

/// How it is at a provider; nothing where nobody signs with it.
fn of_provider(provider: &Provider, rows: &[SigningDefault]) -> Option<Signing> {
    let signing = provider.signing.as_ref()?;
    let row = rows.iter().find(|row| row.provider == provider.id);
    let first = signing.flows.first().copied()?;
    let flow = row.and_then(|row| SigningFlow::from_name(&row.flow));
    let methods = signing.identity.iter().map(|method| IdentityMethod {
        id: method.id.clone(),
        label: method.label.clone(),
        note: method.note.clone(),
    });
    Some(Signing {
        provider: provider.id.clone(),
        provider_name: provider.name.clone(),
        is_chosen: row.is_some(),
        // What a file does not offer any more was chosen once, and is not done.
        flow: flow.filter(|flow| signing.flows.contains(flow)).unwrap_or(first),
        identity: row
            .and_then(|row| row.identity.clone())
            .filter(|id| signing.identity.iter().any(|method| method.id == *id)),
        methods: methods.collect(),
    })
}

pub(super) async fn sign(
    change: Changing<'_>,
    provider: &str,
    flow: SigningFlow,
    identity: Option<&str>,
) -> Result<(), Problem> {
    let found = change.known.live.iter().find(|one| one.row.provider == provider);
    let provider = &found.ok_or_else(connection_unfit)?.provider;
    let signing = provider.signing.as_ref().ok_or_else(connection_unfit)?;
    let known = |id: &str| signing.identity.iter().any(|method| method.id == id);
    if !signing.flows.contains(&flow) || identity.is_some_and(|id| !known(id)) {
        return Err(connection_unfit());
    }
    let rows = change.store.signing_defaults().await.map_err(failed)?;
    let before = rows.iter().find(|row| row.provider == provider.id);
    let from = before.map(|row| told(&row.flow, row.identity.as_deref())).unwrap_or_default();
    let entry = change.entry("how documents are signed", &from, &told(flow.as_str(), identity));
    let entry = entry.provider(&provider.id);
    let row = SigningDefault {
        provider: provider.id.clone(),
        flow: flow.as_str().to_owned(),
        identity: identity.map(str::to_owned),
    };
    let at = change.at();
    let set = change.store.set_signing_default(&row, with_entry(&at, &entry)).await;
    set.map_err(failed)?;
    Ok(())
}

/// What the trail says of it.
fn told(flow: &str, identity: Option<&str>) -> String {
    match identity {
        Some(method) => format!("{flow}, {method}"),
        None => format!("{flow}, nobody is asked who they are"),
    }
}
