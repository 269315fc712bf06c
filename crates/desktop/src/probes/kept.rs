//! Keeping what a test came to, and reading it again.

use patchbay_contract::{ErrorCode, PastProbe, PastTrouble, ProbeAsker, ProbeStep, Problem};
use patchbay_store::{Probe, Store};

use crate::Installation;
use crate::problems::{may_pass, store_did_not_open};

/// A test that has ended.
pub(crate) struct Ended<'a> {
    /// Who wanted to know.
    pub(crate) asked_by: ProbeAsker,
    /// What it failed in.
    pub(crate) problem: Option<&'a Problem>,
    /// How long it took, in milliseconds.
    pub(crate) took_ms: u64,
    /// Its steps.
    pub(crate) steps: &'a [ProbeStep],
}

impl Installation {
    /// Keeps it. That it could not be kept does not undo what the test found.
    pub(crate) async fn keep_probe(&self, store: &Store, connection: &str, ended: &Ended<'_>) {
        let probe = Probe {
            at: self.now().to_string(),
            asked_by: ended.asked_by.as_str().to_owned(),
            problem: ended.problem.map(|problem| problem.code.to_string()),
            what: ended.problem.map(|problem| problem.what.clone()),
            took_ms: i64::try_from(ended.took_ms).unwrap_or(i64::MAX),
            steps: serde_json::to_string(ended.steps).unwrap_or_else(|_| "[]".to_owned()),
        };
        if let Err(error) = store.keep_probe(connection, &probe).await {
            tracing::error!(%error, "what a test came to could not be kept");
        }
    }

    /// The newest tests of a connection, the newest first. Of one that is not there, none.
    ///
    /// # Errors
    /// When the database cannot be opened or read.
    pub async fn probes_of(&self, connection: &str, most: u32) -> Result<Vec<PastProbe>, Problem> {
        let store = self.opened().await?;
        let kept = store.probes_of(connection, most).await;
        let kept = kept.map_err(|error| store_did_not_open(&error))?;
        Ok(kept.into_iter().filter_map(past).collect())
    }
}

/// As it is shown. What somebody else wrote into the table is passed over.
fn past(probe: Probe) -> Option<PastProbe> {
    let trouble = probe.problem.zip(probe.what);
    Some(PastProbe {
        at: probe.at.parse().ok()?,
        asked_by: ProbeAsker::from_name(&probe.asked_by)?,
        trouble: trouble.map(|(code, what)| {
            let code = code_of(code);
            PastTrouble { code, what, passes: may_pass(code) }
        }),
        took_ms: u64::try_from(probe.took_ms).ok()?,
        steps: serde_json::from_str(&probe.steps).ok()?,
    })
}

/// A code that only another version knows keeps its sentence.
fn code_of(name: String) -> ErrorCode {
    serde_json::from_value(name.into()).unwrap_or(ErrorCode::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Probe {
        Probe {
            at: "2026-11-21T09:00:00Z".into(),
            asked_by: "schedule".into(),
            problem: Some("key_refused".into()),
            what: Some("Stripe does not take this key.".into()),
            took_ms: 12,
            steps: r#"[{"name": "Reads payments", "holds": false, "took_ms": 12}]"#.into(),
        }
    }

    #[test]
    fn what_was_kept_is_read_as_it_was_and_what_is_none_of_ours_is_passed_over() {
        let read = past(kept()).unwrap();
        assert_eq!(read.asked_by, ProbeAsker::Schedule);
        assert_eq!(read.trouble.unwrap().code, ErrorCode::KeyRefused);
        assert_eq!(read.steps[0].holds, Some(false));
        assert_eq!(past(Probe { asked_by: "nobody".into(), ..kept() }), None);
        assert_eq!(past(Probe { steps: "{}".into(), ..kept() }), None);
        let newer = past(Probe { problem: Some("of_tomorrow".into()), ..kept() }).unwrap();
        let trouble = newer.trouble.unwrap();
        assert_eq!(trouble.code, ErrorCode::Internal);
        assert_eq!(trouble.what, "Stripe does not take this key.");
    }
}
