//! The address that mail is sent from. Whether the mailbox may use it, only a mail that is
//! sent can show.

use patchbay_store::Connection;

/// Longer than any address.
const LONGEST: usize = 254;

/// What was typed, if mail can be sent from it.
pub(super) fn cleaned(typed: &str) -> Option<&str> {
    let address = typed.trim();
    let (person, host) = address.rsplit_once('@')?;
    let strange = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c);
    let right = !person.is_empty()
        && !person.contains('@')
        && host.split('.').count() > 1
        && host.split('.').all(|part| !part.is_empty())
        && !address.contains(strange)
        && address.len() <= LONGEST;
    right.then_some(address)
}

/// Whether mail can be sent from it as it stands.
pub(crate) fn is_sender(address: &str) -> bool {
    cleaned(address) == Some(address)
}

/// The address of a mailbox, where the provider says it.
pub(super) fn known(row: &Connection) -> Option<String> {
    let names = [&row.account_name, &row.account_id];
    names.into_iter().flatten().find_map(|name| cleaned(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_person_and_a_host_and_nothing_beside() {
        assert_eq!(cleaned(" office@firm.example "), Some("office@firm.example"));
        for wrong in [
            "",
            "office",
            "@firm.example",
            "office@firm",
            "office@.example",
            "a@b@firm.example",
            "Office <office@firm.example>",
            "office@firm.example, boss@firm.example",
        ] {
            assert_eq!(cleaned(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mailbox_is_known_by_the_name_of_its_account() {
        let row = Connection::made("c", "gmail", "2026-01-01T00:00:00Z");
        assert_eq!(known(&row), None);
        let named = Connection { account_name: Some("office@firm.example".into()), ..row };
        assert_eq!(known(&named).as_deref(), Some("office@firm.example"));
    }
}
