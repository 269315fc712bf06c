//! Who somebody is, by a token that holds.

use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreTokenType};
use openidconnect::{
    AdditionalClaims, ClientId, IdTokenVerifier, IssuerUrl, Nonce, StandardTokenResponse,
    TokenResponse,
};
use patchbay_firm_store::DirectoryAccount;
use serde::{Deserialize, Serialize};

use super::{Fields, Trouble};
use crate::config::Entra;

/// How far the directory's clock may be off.
const OFF: SignedDuration = SignedDuration::from_mins(5);

/// What the firm's directory says of who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// What never changes of them.
    pub(crate) account: DirectoryAccount,
    /// The address they sign in with. It may be given to somebody else one day.
    pub(crate) address: Option<String>,
    /// Whether they belong to another directory.
    pub(crate) is_guest: bool,
}

/// What Microsoft says besides what everybody does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    tid: Option<String>,
    oid: Option<String>,
    /// Who knows them, where that is not the issuer.
    idp: Option<String>,
    /// 1 for a guest, where the app asks for it.
    acct: Option<u8>,
    nbf: Option<i64>,
}

impl AdditionalClaims for Claims {}

/// Reads a token of this directory, this app, this sign-in and this time.
pub(super) fn read(
    entra: &Entra,
    keys: CoreJsonWebKeySet,
    answer: &StandardTokenResponse<Fields, CoreTokenType>,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<Person, Trouble> {
    let token = answer.id_token().ok_or(Trouble::Token("there is none"))?;
    let issuer = IssuerUrl::from_url(entra.issuer.clone());
    let (earliest, latest) = (now - OFF, (now + OFF).as_second());
    // By the directory's own keys alone: the app's secret signs nothing.
    let verifier =
        IdTokenVerifier::new_public_client(ClientId::new(entra.client_id.clone()), issuer, keys)
            .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
            .set_time_fn(move || SystemTime::from(earliest).into())
            .set_issue_time_verifier_fn(move |at| {
                if at.timestamp() > latest { Err("from the future".into()) } else { Ok(()) }
            });
    let claims = token.claims(&verifier, nonce)?;
    let Claims { tid, oid, idp, acct, nbf } = claims.additional_claims();
    if nbf.is_some_and(|at| at > latest) {
        return Err(Trouble::Token("it is not of this time"));
    }
    if !tid.as_ref().is_some_and(|tid| tid.eq_ignore_ascii_case(&entra.tenant)) {
        return Err(Trouble::Token("it is of another directory"));
    }
    let object = oid.as_ref().filter(|oid| !oid.is_empty() && oid.len() <= LONGEST);
    let object = object.ok_or(Trouble::Token("it does not say whose it is"))?;
    let address = claims.preferred_username().map(|name| name.trim().to_owned());
    let address = address.filter(|address| is_address(address));
    // Microsoft names a directory in two ways; its id is in both.
    let from_elsewhere =
        idp.as_ref().is_some_and(|idp| !idp.to_ascii_lowercase().contains(&entra.tenant));
    let named_so =
        claims.preferred_username().is_some_and(|name| name.to_ascii_lowercase().contains("#ext#"));
    Ok(Person {
        account: DirectoryAccount {
            tenant: entra.tenant.clone(),
            object: object.to_ascii_lowercase(),
        },
        address,
        is_guest: from_elsewhere || named_so || *acct == Some(1),
    })
}

/// Longer than any id.
const LONGEST: usize = 64;

/// Something like an address, which can stand in a page and in the trail.
fn is_address(text: &str) -> bool {
    text.len() <= 200 && text.contains('@') && text.chars().all(|c| c.is_ascii_graphic())
}
