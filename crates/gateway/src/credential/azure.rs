//! Azure Storage: a signature over each call by the account key of a connection string,
//! or the shared access signature in it, which is added to the address.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use patchbay_providers::Missing;
use patchbay_vault::Secret;
use sha2::Sha256;

use crate::call::header;
use crate::{CallError, Party};

pub(super) fn sign(
    built: &mut reqwest::Request,
    party: Party<'_>,
    now: Timestamp,
) -> Result<(), CallError> {
    const PLACE: &str = "connection_string";
    let text = party.values.get(PLACE).ok_or_else(|| Missing(PLACE.to_owned()))?;
    let unusable = || CallError::Unusable(PLACE.to_owned());
    let parts = parts(text);
    if let Some(signature) = parts.get("SharedAccessSignature") {
        let both = [built.url().query().unwrap_or_default(), signature.trim_start_matches('?')];
        let query = both.join("&");
        built.url_mut().set_query(Some(query.trim_start_matches('&')));
        return Ok(());
    }
    let (Some(account), Some(key)) = (parts.get("AccountName"), parts.get("AccountKey")) else {
        return Err(unusable());
    };
    let date = DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&now)
        .map_err(|_| CallError::Nonsense("this computer's clock shows no date".into()))?;
    header(built, "x-ms-date", &date)?;
    let signed = signature(key, &to_sign(built, account)).ok_or_else(unusable)?;
    header(built, "authorization", &format!("SharedKey {account}:{}", signed.expose_secret()))
}

/// `AccountName=a;AccountKey=b==;…`
fn parts(text: &str) -> BTreeMap<&str, &str> {
    text.split(';').filter_map(|part| part.trim().split_once('=')).collect()
}

/// What is signed, in Azure's order: the method, eleven standard headers, of which ours
/// have none, Azure's own headers, and the resource.
fn to_sign(request: &reqwest::Request, account: &str) -> String {
    let mut parameters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in request.url().query_pairs() {
        parameters.entry(name.to_lowercase()).or_default().push(value.into_owned());
    }
    let mut resource = format!("/{account}{}", request.url().path());
    for (name, mut values) in parameters {
        values.sort();
        resource.push_str(&format!("\n{name}:{}", values.join(",")));
    }
    let own: BTreeMap<&str, &str> = request
        .headers()
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("x-ms-"))
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let own: String = own.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let empty = "\n".repeat(12);
    format!("{}{empty}{own}{resource}", request.method())
}

fn signature(key: &str, text: &str) -> Option<Secret<String>> {
    let key = Secret::new(BASE64_STANDARD.decode(key).ok()?);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose_secret()).ok()?;
    mac.update(text.as_bytes());
    Some(Secret::new(BASE64_STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_in_azures_order() {
        let address = "https://firm.blob.core.windows.net/docs?restype=container&comp=list";
        let mut request = reqwest::Request::new(reqwest::Method::GET, address.parse().unwrap());
        header(&mut request, "x-ms-version", "2021-08-06").unwrap();
        header(&mut request, "x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT").unwrap();
        header(&mut request, "accept", "application/xml").unwrap();
        assert_eq!(
            to_sign(&request, "firm"),
            "GET\n\n\n\n\n\n\n\n\n\n\n\n\
             x-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2021-08-06\n\
             /firm/docs\ncomp:list\nrestype:container"
        );
    }

    #[test]
    fn a_connection_string_is_taken_apart_with_the_equals_signs_of_its_key() {
        let parts = parts("DefaultEndpointsProtocol=https;AccountName=firm;AccountKey=a2V5==;");
        assert_eq!((parts["AccountName"], parts["AccountKey"]), ("firm", "a2V5=="));
    }

    #[test]
    fn a_signature_is_an_hmac_by_the_decoded_key() {
        let signed = signature("a2V5", "The quick brown fox jumps over the lazy dog").unwrap();
        // The well-known test of HMAC-SHA-256 with the key “key”.
        assert_eq!(signed.expose_secret(), "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=");
        assert!(signature("not base64!", "x").is_none());
    }
}
