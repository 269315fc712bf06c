//! Plausible values, by what the file calls them.

use patchbay_providers::sign_in::{CallbackValue, How};
use patchbay_providers::{Address, Provider};
use regex_lite::Regex;
use serde_json::Value;

use super::tree::last;
use crate::company::Company;
use crate::desk::Grant;

/// An account's id. Vendors write them as numbers and as texts, and both are played: in
/// snake case it is a number.
pub(super) fn id(pointer: &str, company: &Company) -> Value {
    let name = last(pointer);
    if is_of_person(&name) {
        company.mail.into()
    } else if name.to_lowercase().contains("uuid") {
        company.uuid.into()
    } else if name == "id" || name.ends_with("_id") {
        company.id.parse::<u64>().map_or_else(|_| company.id.into(), Value::from)
    } else {
        company.id.into()
    }
}

/// An account's name.
pub(super) fn name(pointer: &str, company: &Company) -> Value {
    if is_of_person(&last(pointer)) { company.mail.into() } else { company.name.into() }
}

/// Another value, by its name alone.
pub(super) fn other(pointer: &str, company: &Company) -> Value {
    let name = last(pointer);
    let lower = name.to_lowercase();
    if lower.ends_with("id") || is_of_person(&name) {
        id(pointer, company)
    } else if lower.contains("type") {
        "ORGANISATION".into()
    } else {
        company.key.into()
    }
}

/// What discovery keeps of an item.
pub(super) fn kept(
    provider: &Provider,
    place: &str,
    pointer: &str,
    hosts: Option<&Vec<String>>,
    grant: Option<&Grant>,
    company: &Company,
) -> Value {
    if let Some(host) = hosts.and_then(|hosts| hosts.first()) {
        return leads_to(provider, place, host).into();
    }
    match grant {
        Some(grant) if pointer.ends_with("authEventId") => grant.asked.event.clone().into(),
        _ => other(pointer, company),
    }
}

/// An address or a host that leads to this host, whichever the file wants in this place.
pub(super) fn leads_to(provider: &Provider, place: &str, host: &str) -> String {
    let host = if host.starts_with('.') { format!("practice{host}") } else { host.to_owned() };
    if begins_an_address(provider, place) { format!("https://{host}") } else { host }
}

fn begins_an_address(provider: &Provider, place: &str) -> bool {
    let begins = format!("{{{place}}}");
    let mut addresses: Vec<&Address> = provider.api.iter().map(|api| &api.base).collect();
    for sign_in in &provider.sign_in {
        let probes = sign_in.probe.iter().filter_map(|probe| probe.request.as_ref());
        let discovery = sign_in.discovery.iter().filter_map(|d| d.request.as_ref());
        addresses.extend(probes.chain(discovery).map(|request| &request.url));
        if let How::OAuth(oauth) = &sign_in.how {
            addresses.push(&oauth.token_url);
            addresses.extend(oauth.revoke.iter().map(|revoke| &revoke.request.url));
        }
    }
    addresses.into_iter().flat_map(Address::all).any(|text| text.as_str().starts_with(&begins))
}

/// A parameter beside code and state: of the values allowed the one of the host that
/// consent was asked at, or something that looks as the file says.
pub(crate) fn callback(value: &CallbackValue, host: &str, company: &Company) -> String {
    if let Some(first) = value.allowed.first() {
        let same = value.allowed.iter().find(|allowed| allowed.ends_with(&format!("//{host}")));
        return same.unwrap_or(first).clone();
    }
    let pattern = value.pattern.as_deref().and_then(|pattern| Regex::new(pattern).ok());
    [company.id, company.uuid, company.key, company.mail]
        .into_iter()
        .find(|text| pattern.as_ref().is_none_or(|pattern| pattern.is_match(text)))
        .unwrap_or(company.id)
        .to_owned()
}

/// Whether something of this name is a person's address.
fn is_of_person(name: &str) -> bool {
    let name = name.to_lowercase();
    ["mail", "login", "principal", "preferred_username"].iter().any(|word| name.contains(word))
}
