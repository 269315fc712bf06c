//! What opens a played mailbox: what one of the provider's mailbox forms is filled with, or
//! a token that was given for one of its mailboxes, in the name of whoever allowed it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_providers::sign_in::How;

use crate::Practice;
use crate::key::credentials;
use crate::role::Role;

/// Who stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Knock {
    /// Somebody who may come in.
    Opens,
    /// Somebody with a password that opens nothing, or who says nothing that is understood.
    Closed,
    /// Somebody with a token that opens nothing. It is objected to before the no.
    Objected,
}

/// What is said against a token: where one is got that opens it, in Base64.
pub(super) fn objection() -> String {
    let why = r#"{"status":"400","schemes":"Bearer","scope":"practice"}"#;
    BASE64_STANDARD.encode(why)
}

/// Who says this by this mechanism.
pub(super) fn knock(practice: &Practice, role: &Role, mechanism: &str, response: &str) -> Knock {
    let Ok(bytes) = BASE64_STANDARD.decode(response.trim()) else { return Knock::Closed };
    let said = String::from_utf8_lossy(&bytes);
    let opens = match mechanism.to_ascii_uppercase().as_str() {
        "PLAIN" if by_password(role, &said) => return Knock::Opens,
        "XOAUTH2" => by_token(practice, role, &said),
        _ => return Knock::Closed,
    };
    if opens { Knock::Opens } else { Knock::Objected }
}

/// Whether user and password are those of the practice firm.
fn by_password(role: &Role, said: &str) -> bool {
    let mut parts = said.split('\0').skip(1);
    let (Some(user), Some(password)) = (parts.next(), parts.next()) else { return false };
    role.provider.sign_in.iter().filter(|way| matches!(way.how, How::Mailbox(_))).any(|way| {
        let known = credentials(way);
        let is = |field: &str, there: &str| {
            // Vendors show such passwords in groups; the blanks between are not part of them.
            known.get(field).is_some_and(|known| bare(known) == bare(there))
        };
        is("email", user) && is("password", password)
    })
}

/// Whether the token works, was given for a mailbox, and to this person.
fn by_token(practice: &Practice, role: &Role, said: &str) -> bool {
    let part = |name: &str| said.split('\u{1}').find_map(|part| part.strip_prefix(name));
    let (Some(user), Some(token)) = (part("user="), part("auth=Bearer ")) else { return false };
    let now = practice.outside().now();
    let desk = role.desk();
    let Some(grant) = desk.access(token, now) else { return false };
    let is_for_mail = role.sign_in(grant.sign_in).is_some_and(|way| way.mailbox().is_some());
    is_for_mail && grant.asked.companies.iter().any(|one| one.mail.eq_ignore_ascii_case(user))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::{SignedDuration, Timestamp};
    use patchbay_providers::Life;

    use super::*;
    use crate::COMPANIES;
    use crate::desk::{Asked, Given};
    use crate::sample::provider;

    fn asked() -> Asked {
        Asked {
            sign_ins: Vec::new(),
            redirect: None,
            state: None,
            nonce: None,
            challenge: None,
            scopes: Vec::new(),
            environment: None,
            companies: vec![&COMPANIES[0]],
            event: String::new(),
        }
    }

    /// Google's, by a clock that stands, with a token of each way by the browser and one that
    /// has ended.
    fn google() -> Practice {
        let gmail = Arc::new(provider("gmail"));
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(100);
        let entropy = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
        let practice = Practice::of([gmail], Arc::new(move || now), entropy);
        let role = practice.role("gmail").unwrap();
        let ways: Vec<&str> =
            role.provider.sign_in.iter().map(|way| way.id.as_str()).take(2).collect();
        assert_eq!(ways, ["oauth", "oauth_mailbox"]);
        let hour = role.oauth(1).unwrap().clocks.access;
        assert!(matches!(hour, Life::For(_)));
        let mut desk = role.desk();
        let given = |access: &str| Given { access: access.into(), refresh: None };
        desk.begin(0, asked(), &given("calls"), hour, now);
        desk.begin(1, asked(), &given("mail"), hour, now);
        desk.begin(1, asked(), &given("ended"), hour, Timestamp::UNIX_EPOCH);
        drop(desk);
        practice
    }

    fn at(practice: &Practice, user: &str, token: &str) -> Knock {
        let said = format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}");
        let role = practice.role("gmail").unwrap();
        knock(practice, role, "XOAUTH2", &BASE64_STANDARD.encode(said))
    }

    #[test]
    fn a_mailbox_opens_to_its_own_token_while_that_works_and_to_no_other() {
        let (practice, me) = (google(), COMPANIES[0].mail);
        assert_eq!(at(&practice, me, "mail"), Knock::Opens);
        assert_eq!(at(&practice, COMPANIES[1].mail, "mail"), Knock::Objected, "somebody else's");
        assert_eq!(at(&practice, me, "calls"), Knock::Objected, "one for calls");
        assert_eq!(at(&practice, me, "ended"), Knock::Objected);
        assert_eq!(at(&practice, me, "made up"), Knock::Objected);
        practice.revoke_all("gmail");
        assert_eq!(at(&practice, me, "mail"), Knock::Objected);
    }
}
