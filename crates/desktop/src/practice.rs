//! A practice firm to look at: connections in every state there is, none of them
//! real. Only in development builds; the store refuses to put it over real ones.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, Problem};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Connection, NotAPracticeFirm, Store};
use patchbay_vault::Secret;

use crate::catalogue::Catalogue;
use crate::vault::{Credential, VaultTrouble};
use crate::{Installation, Notices, practice_history, problems};

impl Installation {
    /// Fills this installation with the practice firm, in place of an earlier one.
    ///
    /// # Errors
    /// When the store does not open, or holds real connections.
    pub async fn fill_with_practice(&self) -> Result<usize, Problem> {
        let rows = rows(self.now());
        let store = self.opened().await?;
        let so_far = practice_history::so_far(self.now());
        let detail = Detail::new().count("connections", rows.len() as u64);
        let filled = self.entry(AuditAction::PracticeFilled).detail(detail);
        match store.fill_practice(&rows, &so_far, filled).await {
            Ok(Ok(())) => {
                for row in &rows {
                    self.save_practice_credential(&store, row).await?;
                }
                // The person is not told of it all when the window opens.
                let catalogue = Catalogue::in_folder(store.folder().path());
                self.look_at_repairs(&catalogue, &Notices::default()).await?;
                Ok(rows.len())
            }
            Ok(Err(NotAPracticeFirm { count })) => Err(problems::not_a_practice_firm(count)),
            Err(error) => Err(problems::store_did_not_open(&error)),
        }
    }
}

impl Installation {
    /// Seals something for a practice connection, as a real one would have it.
    async fn save_practice_credential(
        &self,
        store: &Store,
        row: &Connection,
    ) -> Result<(), Problem> {
        let secret = format!("practice-{}-0000000000000000000000000000-{}", row.id, &row.id[..4]);
        let credential = Credential {
            id: &row.id,
            connection: &row.id,
            kind: "practice",
            hint: Some(&row.id[..4]),
            secret: Secret::new(secret.into_bytes()),
        };
        let at = self.now().to_string();
        let made = self.entry_by_itself(AuditAction::KeyMade);
        let saved = self.entry(AuditAction::CredentialSaved).connection(&row.provider, &row.id);
        let save = async {
            self.vault().open_or_make(store, Change { at: &at, entries: &[made] }).await?;
            self.vault().save(store, &credential, Change { at: &at, entries: &[saved] }).await
        };
        match save.await {
            // A practice firm can be looked at without a keychain, too.
            Ok(()) | Err(VaultTrouble::Keychain(_) | VaultTrouble::PassphraseNeeded) => Ok(()),
            Err(trouble) => Err(problems::vault_trouble(&trouble)),
        }
    }
}

/// One line each: which provider, whose account, how it is.
fn rows(now: Timestamp) -> Vec<Connection> {
    let mut rows = Vec::new();
    let mut add = |provider: &str, account: &str, owner: &str, how: How<'_>| {
        rows.push(row(rows.len(), provider, account, owner, &how, now));
    };
    add(
        "quickbooks_online",
        "Miller & Sons Plumbing",
        "Dana Miller",
        How::works_until(71).signed_in_for(83),
    );
    add(
        "xero",
        "Harbor Street Dental",
        "Dana Miller",
        How::about("reconnect_needed", "Xero ended the permission: it was not used for 60 days.")
            .until(-3),
    );
    add("slack", "miller-cpa", "Sam Ortiz", How::works_until(6));
    add("stripe", "Miller CPA", "Dana Miller", How::works());
    add("stripe", "Miller CPA (test mode)", "Sam Ortiz", How::works().sandbox());
    add("gmail", "office@miller-cpa.example", "Sam Ortiz", How::works_until(176));
    add(
        "outlook_mail",
        "dana@miller-cpa.example",
        "Dana Miller",
        How::about("more_permission_needed", "sending mail"),
    );
    add("anthropic", "Miller CPA", "Dana Miller", How::works());
    add("zoom", "Dana Miller", "Dana Miller", How::delayed().until(82));
    add("box", "Client papers", "Sam Ortiz", How::about("paused", "").until(41));
    add("azure_blob", "millercpaarchive", "Sam Ortiz", How::about("check_settings", "Container"));
    add("drake", "Tax folder", "Sam Ortiz", How::works());
    rows
}

/// How a practice connection is.
struct How<'a> {
    condition: &'a str,
    about: Option<&'a str>,
    ends_in_days: Option<i64>,
    /// When it ends in any case.
    over_in_days: Option<i64>,
    retries: bool,
    environment: &'a str,
}

impl<'a> How<'a> {
    fn works() -> Self {
        Self {
            condition: "works",
            about: None,
            ends_in_days: None,
            over_in_days: None,
            retries: false,
            environment: "live",
        }
    }

    fn works_until(days: i64) -> Self {
        Self::works().until(days)
    }

    fn until(self, days: i64) -> Self {
        Self { ends_in_days: Some(days), ..self }
    }

    fn about(condition: &'a str, about: &'a str) -> Self {
        Self { condition, about: (!about.is_empty()).then_some(about), ..Self::works() }
    }

    fn delayed() -> Self {
        Self { condition: "delayed", retries: true, ..Self::works() }
    }

    fn signed_in_for(self, days: i64) -> Self {
        Self { over_in_days: Some(days), ..self }
    }

    fn sandbox(self) -> Self {
        Self { environment: "sandbox", ..self }
    }
}

fn row(
    n: usize,
    provider: &str,
    account: &str,
    owner: &str,
    how: &How<'_>,
    now: Timestamp,
) -> Connection {
    let minutes = |minutes: i64| SignedDuration::from_mins(minutes);
    let in_days = |days: i64| (now + SignedDuration::from_hours(24 * days + 1)).to_string();
    let since = i64::try_from(n).unwrap_or_default();
    let broken = !matches!(how.condition, "works" | "delayed");
    let last = if broken { minutes(60 * 24 * (since + 1)) } else { minutes(2 + 3 * since) };
    let made_at = (now - minutes(60 * 24 * 90)).to_string();
    Connection {
        environment: how.environment.into(),
        account_id: Some(format!("practice-account-{n:02}")),
        account_name: Some(account.into()),
        owner: Some(owner.into()),
        condition: how.condition.into(),
        condition_about: how.about.map(Into::into),
        retry_at: how.retries.then(|| (now + minutes(12)).to_string()),
        last_success_at: Some((now - last).to_string()),
        idle_ends_at: how.ends_in_days.map(in_days),
        absolute_ends_at: how.over_in_days.map(in_days),
        changed_at: now.to_string(),
        ..Connection::made(&format!("practice-{n:02}"), provider, &made_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_connection_is_of_a_provider_in_the_catalogue() {
        let catalogue = patchbay_providers::catalogue();
        for row in rows(Timestamp::UNIX_EPOCH) {
            assert!(catalogue.iter().any(|p| p.id == row.provider), "{}", row.provider);
        }
    }
}
