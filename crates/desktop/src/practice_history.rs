//! What a practice firm has in its audit trail: five months of a small firm, with a dead
//! ledger connection, a new administrator and a kit that was checked. Only in development
//! builds.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction as Did, AuditActor, AuditOutcome};
use patchbay_store::audit::{Detail, NewEntry};

const DANA: &str = "Dana Miller";
const SAM: &str = "Sam Ortiz";
const FRONT_DESK: &str = "Patchbay 0.1.0 on FRONT-DESK";
const LAPTOP: &str = "Patchbay 0.1.0 on DANA-LAPTOP";
const SCRIPT: &str = "patchbayctl 0.1.0 on FRONT-DESK";

/// The accounts, as the practice connections have them: provider, number, name, and on
/// which day before today they were connected.
const ACCOUNTS: [(&str, usize, &str, i64); 8] = [
    ("quickbooks_online", 0, "Miller & Sons Plumbing", 148),
    ("xero", 1, "Harbor Street Dental", 147),
    ("stripe", 3, "Miller CPA", 140),
    ("gmail", 5, "office@miller-cpa.example", 139),
    ("slack", 2, "miller-cpa", 120),
    ("anthropic", 7, "Miller CPA", 96),
    ("zoom", 8, "Dana Miller", 61),
    ("azure_blob", 10, "millercpaarchive", 33),
];

/// Everything up to now, the oldest first.
pub(crate) fn so_far(now: Timestamp) -> Vec<NewEntry> {
    let mut trail = Trail { now, entries: Vec::new() };
    trail.beginning();
    for (provider, n, account, days) in ACCOUNTS {
        trail.connected(provider, n, account, days);
    }
    trail.everyday();
    trail.what_people_did();
    trail.entries.sort_by_key(|(minutes_ago, _)| std::cmp::Reverse(*minutes_ago));
    trail.entries.into_iter().map(|(_, entry)| entry).collect()
}

struct Trail {
    now: Timestamp,
    entries: Vec<(i64, NewEntry)>,
}

/// Minutes ago, from days ago and the time of that day in minutes back from now.
const fn ago(days: i64, minutes: i64) -> i64 {
    days * 24 * 60 + minutes
}

impl Trail {
    fn add(
        &mut self,
        minutes_ago: i64,
        who: Option<&str>,
        origin: &str,
        did: Did,
    ) -> &mut NewEntry {
        let actor = who.map_or(AuditActor::Patchbay, |name| AuditActor::Person(name.to_owned()));
        let at = self.now - SignedDuration::from_mins(minutes_ago);
        self.entries.push((minutes_ago, NewEntry::new(at, actor, origin, did)));
        let last = self.entries.len() - 1;
        &mut self.entries[last].1
    }

    fn beginning(&mut self) {
        let word = |name, word| Detail::new().word(name, word);
        change(self.add(ago(149, 50), Some(DANA), FRONT_DESK, Did::KeyMade), |entry| {
            entry.detail(word("place", "keychain"))
        });
        self.add(ago(149, 48), Some(DANA), FRONT_DESK, Did::RecoveryKitMade);
        self.add(ago(149, 41), Some(DANA), FRONT_DESK, Did::RecoveryKitChecked);
        change(self.add(ago(138, 200), Some(DANA), LAPTOP, Did::AdministratorAdded), |entry| {
            entry.detail(Detail::new().text("person", SAM))
        });
        change(self.add(ago(138, 199), Some(DANA), LAPTOP, Did::RoleChanged), |entry| {
            entry.detail(word("from", "staff").word("to", "admin").text("person", SAM))
        });
    }

    fn connected(&mut self, provider: &str, n: usize, account: &str, days: i64) {
        let who = if n.is_multiple_of(2) { DANA } else { SAM };
        let about = |entry: NewEntry| {
            entry
                .connection(provider, &format!("practice-{n:02}"))
                .detail(Detail::new().text("account", account))
        };
        let minute = i64::try_from(n).unwrap_or_default() * 7;
        for (after, did) in
            [(0, Did::CredentialSaved), (1, Did::ConnectionMade), (3, Did::ConnectionTested)]
        {
            change(self.add(ago(days, 90 - after + minute), Some(who), FRONT_DESK, did), about);
        }
    }

    /// What Patchbay does by itself, every few days.
    fn everyday(&mut self) {
        for (provider, n, account, since) in ACCOUNTS {
            let about = |entry: NewEntry, detail: Detail| {
                entry
                    .connection(provider, &format!("practice-{n:02}"))
                    .detail(detail.text("account", account))
            };
            let dead = provider == "xero";
            let step = 3 + i64::try_from(n).unwrap_or_default() % 4;
            let mut day = since - 1;
            while day > 0 && !(dead && day < 4) {
                let records = 12 + (day.unsigned_abs() * 37) % 400;
                let minutes = ago(day, 31 * step + 11);
                change(self.add(minutes, None, FRONT_DESK, Did::CredentialUsed), |entry| {
                    about(entry, Detail::new().count("records", records))
                });
                if day % 2 == 0 {
                    change(
                        self.add(minutes - 1, None, FRONT_DESK, Did::CredentialRenewed),
                        |entry| about(entry, Detail::new()),
                    );
                }
                day -= step;
            }
            if dead {
                change(self.add(ago(2, 33), None, FRONT_DESK, Did::CredentialRenewed), |entry| {
                    let why = "Xero ended the permission: it was not used for 60 days.";
                    about(entry, Detail::new().text("reason", why)).ended(AuditOutcome::Failed)
                });
            }
        }
    }

    fn what_people_did(&mut self) {
        let account = |name: &str| Detail::new().text("account", name);
        change(self.add(ago(88, 300), Some(SAM), FRONT_DESK, Did::CredentialReplaced), |entry| {
            entry.connection("stripe", "practice-03").detail(account("Miller CPA"))
        });
        change(self.add(ago(64, 61), Some(SAM), FRONT_DESK, Did::ConnectionRenamed), |entry| {
            let detail = account("Miller CPA").text("from", "Stripe").text("to", "Miller CPA");
            entry.connection("stripe", "practice-03").detail(detail)
        });
        change(self.add(ago(45, 12), Some(DANA), LAPTOP, Did::KeyRotated), |entry| {
            entry.detail(Detail::new().count("credentials", 11))
        });
        change(self.add(ago(40, 77), Some(SAM), FRONT_DESK, Did::SettingsChanged), |entry| {
            let setting = Detail::new().text("setting", "Warn of dying permissions");
            entry.detail(setting.text("from", "7 days ahead").text("to", "14 days ahead"))
        });
        change(self.add(ago(31, 5), Some(DANA), SCRIPT, Did::ExportMade), |entry| {
            let file = Detail::new().text("file", "patchbay-audit-2026-10-21-101500.csv");
            entry.detail(file.word("format", "csv").count("entries", 214))
        });
        change(
            self.add(ago(12, 140), Some(SAM), FRONT_DESK, Did::ConnectionDisconnected),
            |entry| {
                let why = "A second administrator has to agree.";
                entry
                    .connection("quickbooks_online", "practice-00")
                    .ended(AuditOutcome::Refused)
                    .detail(account("Miller & Sons Plumbing").text("reason", why))
            },
        );
        change(self.add(ago(9, 30), Some(SAM), FRONT_DESK, Did::ConnectionPaused), |entry| {
            entry.connection("box", "practice-09").detail(account("Client papers"))
        });
        change(self.add(ago(1, 45), Some(DANA), LAPTOP, Did::ConnectionTested), |entry| {
            let why = "Xero refused the credential.";
            entry
                .connection("xero", "practice-01")
                .ended(AuditOutcome::Failed)
                .detail(account("Harbor Street Dental").text("reason", why))
        });
        change(self.add(ago(0, 130), Some(DANA), LAPTOP, Did::ConnectionTested), |entry| {
            entry
                .connection("quickbooks_online", "practice-00")
                .detail(account("Miller & Sons Plumbing"))
        });
    }
}

fn change(entry: &mut NewEntry, how: impl FnOnce(NewEntry) -> NewEntry) {
    *entry = how(entry.clone());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_trail_is_months_long_and_of_providers_in_the_catalogue() {
        let now: Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();
        let trail = so_far(now);
        assert!(trail.len() > 200, "{} entries", trail.len());
        let catalogue = patchbay_providers::catalogue();
        for (provider, ..) in ACCOUNTS {
            assert!(catalogue.iter().any(|known| known.id == provider), "{provider}");
        }
    }
}
