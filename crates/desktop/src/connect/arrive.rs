//! Coming home: whichever way an answer took, it is taken here, once.

use std::sync::{Arc, PoisonError};

use patchbay_contract::{
    AttemptStep, AuditAction, AuditOutcome, HomeWay, NoticeKind, PastedAnswer, Problem,
};
use patchbay_gateway::oauth::Returned;
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Taken};
use patchbay_vault::Secret;

use super::SignIns;
use super::begin::digest;
use super::settle::UnderWay;
use crate::problems::{answer_wrong, attempt_over, store_did_not_open};

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// It was taken, and its attempt is over or waits for a choice. Its id.
    Taken(String),
    /// It had been taken before.
    Before,
    /// It was nobody's here, and was refused with a notice.
    Refused,
    /// It could not be looked at: the vault is shut, or the database cannot be read. It
    /// is good for later.
    Later(Problem),
}

/// An answer, as it came. A code is in it.
#[derive(Debug)]
pub(super) struct Later {
    provider: String,
    query: Secret<String>,
    via: HomeWay,
}

impl SignIns {
    /// Takes an answer in: the query of the address that came back, and the provider whose
    /// path it came on. Once it is taken it is followed to its end, whoever stops waiting.
    pub async fn arrive(self: &Arc<Self>, provider: &str, query: &str, via: HomeWay) -> Arrived {
        let answer = Later { provider: provider.into(), query: Secret::new(query.into()), via };
        let us = Arc::clone(self);
        let taking = self.settling.spawn(async move { us.take_in(answer).await });
        taking.await.unwrap_or(Arrived::Refused)
    }

    /// Takes in what came while the vault was shut.
    pub async fn take_in_later_ones(self: &Arc<Self>) {
        let later = std::mem::take(&mut *self.later.lock().unwrap_or_else(PoisonError::into_inner));
        for answer in later {
            self.take_in(answer).await;
        }
    }

    async fn take_in(self: &Arc<Self>, answer: Later) -> Arrived {
        let Later { provider, query, via } = &answer;
        let (provider, via) = (provider.clone(), *via);
        let arrived = match self.taken(&provider, query.expose_secret(), via).await {
            Ok(arrived) => arrived,
            Err(problem) => {
                self.notices.post(
                    NoticeKind::Warning,
                    "A sign-in’s answer has to wait",
                    &format!("{} {}", problem.what, problem.remedy),
                    self.installation.now(),
                );
                // The relay keeps its answers itself.
                if via != HomeWay::Relay {
                    self.later.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
                }
                Arrived::Later(problem)
            }
        };
        tracing::info!(provider, via = via.as_str(), ?arrived, "an answer came home");
        arrived
    }

    /// Takes what a person pasted for an attempt: the code alone, or an address or query
    /// that holds it. What is no answer to it changes nothing.
    ///
    /// # Errors
    /// When it is none.
    pub async fn paste(self: &Arc<Self>, pasted: PastedAnswer) -> Result<(), Problem> {
        let id = &pasted.attempt;
        let store = self.installation.open_vault().await?;
        let row = store.attempt(id).await.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(attempt_over)?;
        let kept = self.kept_attempt(&store, id).await?;
        let query = as_query(&pasted.text, &kept.expose_secret().state)?;
        Returned::read(&query).map_err(|error| answer_wrong(&error.to_string()))?;
        match self.arrive(&row.provider, &query, HomeWay::Paste).await {
            Arrived::Taken(_) => Ok(()),
            Arrived::Before | Arrived::Refused => Err(attempt_over()),
            Arrived::Later(problem) => Err(problem),
        }
    }

    async fn taken(
        self: &Arc<Self>,
        provider: &str,
        query: &str,
        via: HomeWay,
    ) -> Result<Arrived, Problem> {
        let returned = match Returned::read(query) {
            Ok(returned) => returned,
            Err(error) => return self.refuse(provider, via, &error.to_string()).await,
        };
        let Ok(state) = returned.state() else {
            return self.refuse(provider, via, "it does not say what it answers").await;
        };
        let store = self.installation.opened().await?;
        let waiting = store.attempts().await.map_err(|error| store_did_not_open(&error))?;
        if !waiting.is_empty() {
            // What is taken must be opened; where nothing waits, nothing is.
            self.installation.open_vault().await?;
        }
        let at = self.installation.now().to_string();
        let taking = Change { at: &at, entries: &[] };
        let taken = store.take_attempt(&digest(state), provider, &at, taking).await;
        match taken.map_err(|error| store_did_not_open(&error))? {
            Taken::Now(row, sealed) => {
                let id = row.id.clone();
                self.running.came_by(&id, via);
                self.step(&id, AttemptStep::Checking);
                match self.under_way(&store, row, &sealed).await {
                    Ok(under_way) => self.answered(&store, under_way, &returned).await,
                    Err(problem) => self.end(&store, &id, provider, "failed", problem).await,
                }
                Ok(Arrived::Taken(id))
            }
            Taken::UnderWay(_) => Ok(Arrived::Before),
            Taken::Already(ended) if ended.how == "done" => Ok(Arrived::Before),
            Taken::Already(ended) => {
                let why = format!("the sign-in that it answers is over ({})", ended.how);
                self.refuse(provider, via, &why).await
            }
            Taken::TooLate(attempt) => {
                self.end(&store, &attempt.id, provider, "expired", attempt_over()).await;
                self.refuse(provider, via, "it came later than ten minutes").await
            }
            Taken::OtherProvider(_) => {
                self.refuse(provider, via, "another provider was asked").await
            }
            Taken::Unknown => self.refuse(provider, via, "nobody here asked for it").await,
        }
    }

    /// Refuses an answer, calmly: it may be an old tab, or somebody's attempt to slip in a
    /// sign-in of his own.
    async fn refuse(&self, provider: &str, via: HomeWay, why: &str) -> Result<Arrived, Problem> {
        let shown: String = provider.chars().take(40).collect();
        self.notices.post(
            NoticeKind::Warning,
            "A sign-in answer arrived that nobody here asked for",
            &format!(
                "It came back for “{shown}” and was not used: {why}. Nothing was changed. If you \
                 were signing in, start again from the provider’s card."
            ),
            self.installation.now(),
        );
        let detail = Detail::new().word("by", via.as_str()).text("reason", why);
        let entry = self.installation.entry(AuditAction::ConnectionMade);
        let entry = entry.provider(&shown).ended(AuditOutcome::Refused).detail(detail);
        self.installation.enter(entry).await?;
        Ok(Arrived::Refused)
    }

    async fn answered(
        self: &Arc<Self>,
        store: &patchbay_store::Store,
        under_way: UnderWay,
        returned: &Returned,
    ) {
        let (id, provider) = (under_way.id.clone(), under_way.place.provider.id.clone());
        if !returned.answers(&under_way.kept.expose_secret().proofs().state) {
            let problem = answer_wrong("it does not carry this attempt’s mark");
            return self.end(store, &id, &provider, "failed", problem).await;
        }
        self.settle(store, under_way, returned).await;
    }
}

/// What was pasted, as the query of an answer. Codes that a provider shows to be copied
/// come without the state; who pastes one into the attempt's own window has said which.
fn as_query(text: &str, state: &str) -> Result<String, Problem> {
    let text = text.trim();
    let query = text.split_once(['?', '#']).map_or(text, |(_, query)| query);
    let pairs: Vec<(String, String)> = query
        .split('#')
        .flat_map(|part| url::form_urlencoded::parse(part.as_bytes()).into_owned())
        .collect();
    let said = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, said)| said);
    let mut writer = url::form_urlencoded::Serializer::new(String::new());
    if said("code").is_some() || said("error").is_some() {
        match said("state") {
            Some(other) if other != state => {
                return Err(answer_wrong("it is the answer to another sign-in"));
            }
            Some(_) => {}
            None => drop(writer.append_pair("state", state)),
        }
        return Ok(writer.extend_pairs(&pairs).finish());
    }
    if text.is_empty() || text.contains("://") || text.contains(char::is_whitespace) {
        return Err(answer_wrong("there is no code in what was pasted"));
    }
    Ok(writer.append_pair("code", text).append_pair("state", state).finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_code_an_address_and_a_query_all_become_an_answer() {
        for (pasted, query) in [
            (" 4/0Ab_cd= ", "code=4%2F0Ab_cd%3D&state=s"),
            ("https://x.example/return?code=a&state=s", "code=a&state=s"),
            ("app.patchbay://connect/xero/return?code=a%7Cb&state=s#", "code=a%7Cb&state=s"),
            ("https://x.example/return#code=a&state=s", "code=a&state=s"),
            ("code=a&realmId=1", "state=s&code=a&realmId=1"),
            ("error=access_denied&state=s", "error=access_denied&state=s"),
        ] {
            assert_eq!(as_query(pasted, "s").unwrap(), query, "{pasted}");
        }
    }

    #[test]
    fn what_holds_no_code_or_answers_another_sign_in_is_not_taken_for_one() {
        for pasted in [
            "",
            "https://login.example/authorize?response_type=code&client_id=1&scope=a",
            "two words",
            "https://x.example/return?code=a&state=another",
        ] {
            assert!(as_query(pasted, "s").is_err(), "{pasted}");
        }
    }
}
