//! What comes home in the address: a code or an error, and what the vendor adds.

use url::Url;

use super::Call;
use crate::answer;
use crate::desk::Asked;
use crate::misbehaviour::Issuer;

/// Who answers for a vendor that names itself wrongly.
const SOMEBODY: &str = "https://somebody-else.example";

/// The way home, with an error and its description.
pub(super) fn with_error(
    call: &Call<'_>,
    mut url: Url,
    (error, why): (&str, &str),
    state: Option<&str>,
    how: Option<Issuer>,
) -> String {
    let mut query = url.query_pairs_mut();
    query.append_pair("error", error);
    query.append_pair("error_description", why);
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    for issuer in issuers(call, how) {
        query.append_pair("iss", &issuer);
    }
    drop(query);
    url.into()
}

/// Everything that comes home with a code.
pub(super) fn with_code(
    call: &Call<'_>,
    asked: &Asked,
    code: &str,
    state: Option<&str>,
    how: Option<Issuer>,
) -> Vec<(String, String)> {
    let mut pairs = vec![("code".to_owned(), code.to_owned())];
    pairs.extend(state.map(|state| ("state".to_owned(), state.to_owned())));
    pairs.extend(issuers(call, how).into_iter().map(|issuer| ("iss".to_owned(), issuer)));
    let host = call.address.split('/').next().unwrap_or_default();
    let oauth = asked.sign_ins.first().and_then(|n| call.role.oauth(*n));
    for value in oauth.iter().flat_map(|oauth| &oauth.callback_value) {
        pairs.push((value.name.clone(), answer::callback(value, host, asked.companies[0])));
    }
    pairs
}

/// The issuer, where this provider names itself, or as it is misbehaved.
fn issuers(call: &Call<'_>, how: Option<Issuer>) -> Vec<String> {
    let oauth = call.meant.iter().find_map(|meant| call.role.oauth(meant.part.sign_in));
    let own = oauth.and_then(|oauth| oauth.issuer.clone());
    match how {
        None => own.into_iter().collect(),
        Some(Issuer::Wrong) => vec![SOMEBODY.to_owned()],
        Some(Issuer::Twice) => {
            vec![own.unwrap_or_else(|| SOMEBODY.to_owned()), SOMEBODY.to_owned()]
        }
        Some(Issuer::Absent) => Vec::new(),
    }
}
