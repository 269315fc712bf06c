//! Which part of a provider's file a request is meant for.

mod part;
mod spot;

use std::collections::BTreeMap;

use patchbay_providers::Method;

pub(crate) use part::{Kind, Part, Work, parts};

/// A request, as far as it says where it goes.
pub(crate) struct Target<'a> {
    pub(crate) method: &'a str,
    /// Host and path, as `api.example.com/v1/me`.
    pub(crate) address: &'a str,
    pub(crate) query: &'a [(String, String)],
}

/// A part that a request is meant for, and the values that stood in its address.
pub(crate) struct Meant<'a> {
    pub(crate) part: &'a Part,
    pub(crate) values: BTreeMap<String, String>,
}

/// Why no part was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Nobody {
    /// The file names no such address.
    NoSuchAddress,
    /// It does, with another method.
    OtherMethod,
    /// It does, with a parameter that is missing here or says something else.
    QueryLacks(String),
}

/// The parts that a request is meant for: those of one kind that fit best. There can be
/// several, since ways to sign in share addresses.
pub(crate) fn meant<'a>(parts: &'a [Part], target: &Target<'_>) -> Result<Vec<Meant<'a>>, Nobody> {
    let here: Vec<Meant<'a>> = parts
        .iter()
        .filter_map(|part| Some(Meant { part, values: part.spot.read(target.address)? }))
        .collect();
    if here.is_empty() {
        return Err(Nobody::NoSuchAddress);
    }
    let mut by_method: Vec<Meant<'a>> =
        here.into_iter().filter(|meant| takes(meant.part, target.method)).collect();
    let Some(closest) = by_method.iter().map(|meant| meant.part.spot.fixed()).max() else {
        return Err(Nobody::OtherMethod);
    };
    by_method.retain(|meant| meant.part.spot.fixed() == closest);
    let lacks = by_method.iter().find_map(|meant| meant.part.spot.lacks(target.query));
    by_method.retain(|meant| meant.part.spot.lacks(target.query).is_none());

    // Of two addresses that differ in their query alone, the one that says more.
    let most = by_method.iter().map(|meant| meant.part.spot.parameters()).max().unwrap_or(0);
    by_method.retain(|meant| meant.part.spot.parameters() == most);
    let Some(kind) = by_method.first().map(|meant| meant.part.work.kind()) else {
        return Err(Nobody::QueryLacks(lacks.unwrap_or_default()));
    };
    by_method.retain(|meant| meant.part.work.kind() == kind);
    Ok(by_method)
}

fn takes(part: &Part, method: &str) -> bool {
    match part.work {
        Work::Authorize => matches!(method, "GET" | "POST"),
        _ => {
            let named = match part.method {
                Method::Get => "GET",
                Method::Post => "POST",
                Method::Put => "PUT",
                Method::Delete => "DELETE",
            };
            named == method
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::provider;

    fn works(id: &str, method: &str, address: &str, query: &[(&str, &str)]) -> Vec<Work> {
        let parts = parts(&provider(id));
        let query: Vec<_> = query.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
        let target = Target { method, address, query: &query };
        meant(&parts, &target)
            .map(|found| found.iter().map(|meant| meant.part.work).collect())
            .unwrap_or_default()
    }

    #[test]
    fn an_address_with_places_is_found_with_the_values_in_them() {
        let parts = parts(&provider("quickbooks_online"));
        let target = Target {
            method: "GET",
            address: "sandbox-quickbooks.api.intuit.com/v3/company/77/companyinfo/77",
            query: &[("minorversion".into(), "75".into())],
        };
        let found = meant(&parts, &target).unwrap_or_default();
        assert!(found.len() > 1, "the probe and the discovery share it");
        assert!(found.iter().all(|meant| meant.values["realm_id"] == "77"));
    }

    #[test]
    fn two_addresses_that_differ_in_their_query_alone_are_told_apart() {
        let token = "app.hellosign.com/oauth/token";
        let exchange = Work::Token { exchange: true, renewal: false };
        let renewal = Work::Token { exchange: false, renewal: true };
        assert_eq!(works("dropbox_sign", "POST", token, &[]), [exchange]);
        assert_eq!(works("dropbox_sign", "POST", token, &[("refresh", "")]), [renewal]);
    }

    #[test]
    fn what_the_file_does_not_name_is_nobodys() {
        let parts = parts(&provider("xero"));
        let nobody = |method, address, query: &[(String, String)]| {
            meant(&parts, &Target { method, address, query }).err()
        };
        let report = "api.xero.com/api.xro/2.0/Reports/TrialBalance";
        assert_eq!(nobody("GET", "api.xero.com/elsewhere", &[]), Some(Nobody::NoSuchAddress));
        assert_eq!(nobody("PUT", "api.xero.com/connections", &[]), Some(Nobody::OtherMethod));
        assert_eq!(nobody("GET", report, &[]), Some(Nobody::QueryLacks("date".into())));
    }
}
