//! Whether what was allowed is what was asked for.

use patchbay_providers::sign_in::{ClientCredentials, OAuth, ScopesAsked};

/// These are answered by the kind of answer, and rarely named in it.
const NEVER_NAMED: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The scopes that were asked for and not allowed. A provider that does not say what it
/// allowed has allowed what was asked for (RFC 6749, 5.1).
pub(super) fn not_allowed(
    oauth: &OAuth,
    wanted: &[&str],
    allowed: Option<&[String]>,
) -> Vec<String> {
    let Some(allowed) = allowed.filter(|_| oauth.scopes_asked == ScopesAsked::InAddress) else {
        return Vec::new();
    };
    oauth
        .scope
        .iter()
        .filter(|scope| !scope.optional || wanted.contains(&scope.value.as_str()))
        .filter(|scope| !NEVER_NAMED.contains(&scope.value.as_str()))
        .filter(|scope| !allowed.iter().any(|one| is_same(one, &scope.value)))
        .map(|scope| scope.value.clone())
        .collect()
}

/// The features whose scope a token for the app itself does not have.
pub(super) fn not_granted(how: &ClientCredentials, allowed: Option<&[String]>) -> Vec<String> {
    let allowed = allowed.unwrap_or_default();
    how.must_grant
        .iter()
        .filter(|(_, scope)| !allowed.contains(scope))
        .map(|(feature, _)| feature.clone())
        .collect()
}

/// Some providers answer with the short name of a scope that is an address, or the
/// other way round, and in other letters.
fn is_same(allowed: &str, asked: &str) -> bool {
    let short = |scope: &str| scope.rsplit('/').next().unwrap_or(scope).to_ascii_lowercase();
    allowed.eq_ignore_ascii_case(asked)
        || ((allowed.contains("://") != asked.contains("://")) && short(allowed) == short(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oauth(provider: &str) -> OAuth {
        let all = patchbay_providers::catalogue();
        let provider = all.iter().find(|one| one.id == provider).unwrap();
        provider.sign_in.iter().find_map(|one| one.oauth()).unwrap().clone()
    }

    fn missing(provider: &str, wanted: &[&str], allowed: &str) -> Vec<String> {
        let allowed: Vec<String> = allowed.split(' ').map(ToOwned::to_owned).collect();
        not_allowed(&oauth(provider), wanted, Some(&allowed))
    }

    #[test]
    fn a_scope_that_was_not_allowed_is_named() {
        let quickbooks = "com.intuit.quickbooks.accounting";
        assert_eq!(missing("quickbooks_online", &[], "openid"), [quickbooks]);
        assert!(missing("quickbooks_online", &[], quickbooks).is_empty());
        assert!(not_allowed(&oauth("quickbooks_online"), &[], None).is_empty());
    }

    #[test]
    fn an_optional_scope_is_missed_only_when_it_was_asked_for() {
        let gmail = oauth("gmail");
        let needed: Vec<&str> =
            gmail.scope.iter().filter(|s| !s.optional).map(|s| s.value.as_str()).collect();
        let optional = &gmail.scope.iter().find(|s| s.optional).unwrap().value;
        assert!(missing("gmail", &[], &needed.join(" ")).is_empty());
        assert_eq!(
            missing("gmail", &[optional], &needed.join(" ")),
            std::slice::from_ref(optional)
        );
    }

    #[test]
    fn a_short_name_and_other_letters_are_the_same_scope() {
        assert!(is_same("mail.read", "https://graph.microsoft.com/Mail.Read"));
        assert!(is_same("Mail.Read", "mail.read"));
        assert!(!is_same("https://a.example/read", "https://b.example/read"));
    }
}
