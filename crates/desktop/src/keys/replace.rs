//! Putting another key in the place of one: for the same account, unless another is meant.

use patchbay_contract::Problem;
use patchbay_store::Connection;

use super::Proof;
use crate::hub::title;
use crate::problems::other_account;

/// Nothing, when the new key is for the account that was connected, or the provider does
/// not say for which.
///
/// # Errors
/// When it is for another one.
pub(super) fn same_account(
    before: &Connection,
    proof: &Proof,
    on_purpose: bool,
) -> Result<(), Problem> {
    let (Some(old), Some(new)) = (&before.account_id, &proof.account_id) else { return Ok(()) };
    if old == new || on_purpose {
        return Ok(());
    }
    Err(other_account(&name(before), proof.account_name.as_deref().unwrap_or(new)))
}

/// The account's own name before what the firm calls it: two accounts are told apart here.
fn name(row: &Connection) -> String {
    row.account_name.clone().or_else(|| row.account_id.clone()).unwrap_or_else(|| title(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(id: Option<&str>, name: &str) -> Proof {
        Proof {
            account_id: id.map(Into::into),
            account_name: Some(name.into()),
            ..Proof::default()
        }
    }

    #[test]
    fn a_key_of_another_account_is_refused_with_both_names_unless_it_is_meant() {
        let before = Connection {
            account_id: Some("1".into()),
            account_name: Some("Miller".into()),
            ..Connection::made("c", "stripe", "2026-01-01T00:00:00Z")
        };
        assert!(same_account(&before, &of(Some("1"), "Miller & Co"), false).is_ok());
        assert!(same_account(&before, &of(None, ""), false).is_ok());
        assert!(same_account(&before, &of(Some("2"), "Smith"), true).is_ok());
        let problem = same_account(&before, &of(Some("2"), "Smith"), false).unwrap_err();
        assert!(problem.what.contains("Miller") && problem.what.contains("Smith"), "{problem}");
    }
}
