//! How a party's credential goes with a call, by the kind of its sign-in. Tokens are
//! among the party's values; getting them is in `oauth`.

mod azure;

use jiff::Timestamp;
use patchbay_providers::sign_in::{Key, RequestSignature};
use patchbay_providers::{Encoding, How};

use crate::basic::basic;
use crate::call::{header, headers};
use crate::{CallError, Party};

/// Adds what all calls of the provider have, and the party's credential.
pub(crate) fn of_party(built: &mut reqwest::Request, party: Party<'_>) -> Result<(), CallError> {
    let values = party.values.expose_secrets();
    if let Some(api) = &party.provider.api {
        // A header whose value is not known yet is one for later calls.
        let known = |place| values.contains_key(place);
        let now_known = api.headers.iter().filter(|(_, value)| value.places().all(known));
        headers(built, party, now_known)?;
    }
    match &party.sign_in.how {
        How::OAuth(oauth) => {
            let value = oauth.authorization.fill(values, Encoding::Plain)?;
            header(built, "authorization", &value)
        }
        How::ClientCredentials(_) => match values.get("access_token") {
            Some(token) => header(built, "authorization", &format!("Bearer {token}")),
            None => Err(patchbay_providers::Missing("access_token".into()).into()),
        },
        How::Key(key) => of_key(built, party, key),
        How::Mailbox(_)
        | How::SignedToken(_)
        | How::PostAddress(_)
        | How::OpenAddress(_)
        | How::FileTarget(_) => Ok(()),
    }
}

fn of_key(built: &mut reqwest::Request, party: Party<'_>, key: &Key) -> Result<(), CallError> {
    let values = party.values.expose_secrets();
    if let Some(pair) = &key.basic {
        let user = pair.user.fill(values, Encoding::Plain)?;
        let password = pair.password.fill(values, Encoding::Plain)?;
        header(built, "authorization", &basic(&user, &password))?;
    }
    headers(built, party, key.headers.iter())
}

/// Signs the call, where the file wants that. It is whole by then: nothing is added to it
/// afterwards.
pub(crate) fn sign(
    built: &mut reqwest::Request,
    party: Party<'_>,
    now: Timestamp,
) -> Result<(), CallError> {
    match &party.sign_in.how {
        How::Key(Key { signature: Some(RequestSignature::AzureStorage), .. }) => {
            azure::sign(built, party, now)
        }
        _ => Ok(()),
    }
}
