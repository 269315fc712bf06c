//! Which company, organisation or account the permission is for: found, chosen, or
//! refused when it is not the one that was connected.

use std::sync::Arc;

use patchbay_contract::{AttemptStep, ChosenCompany, CompanyChoice, ErrorCode, Problem};
use patchbay_gateway::{CallError, Company, Values};
use patchbay_store::{Connection, Store};

use super::SignIns;
use super::apps::told;
use super::settle::UnderWay;
use crate::hub::title;
use crate::keys::Failure;
use crate::problems::{
    Meant, attempt_over, call_failed, no_company, other_company, store_did_not_open,
};

/// What is known of the company.
#[derive(Debug)]
pub(super) enum Which {
    /// This one.
    This(Company),
    /// The proof will name it.
    Unsaid,
    /// One of these, and only the person knows which.
    OneOf(Vec<CompanyChoice>),
}

/// Why no connection came of a permission.
#[derive(Debug)]
pub(super) enum Unfinished {
    /// It passes by itself: the permission is kept.
    Passing(Problem),
    /// It does not.
    Final(Problem),
}

impl Unfinished {
    pub(super) fn of(error: &CallError, provider: &str) -> Self {
        let problem = call_failed(error, provider);
        match error {
            CallError::NoAnswer(_)
            | CallError::Busy { .. }
            | CallError::UsedUp { .. }
            | CallError::WebPage(_) => Self::Passing(problem),
            _ => Self::Final(problem),
        }
    }

    /// A check that failed, made by a call or at a mail server.
    pub(super) fn of_check(failure: &Failure, provider: &str) -> Self {
        match failure {
            Failure::Call(error) => Self::of(error, provider),
            other => {
                let problem = other.problem(provider, Meant::Connecting);
                if other.is_passing() { Self::Passing(problem) } else { Self::Final(problem) }
            }
        }
    }
}

impl From<Problem> for Unfinished {
    /// What is wrong here, rather than at the provider, is put right here: the permission
    /// is kept, unless the attempt itself is over or the company is not the right one.
    fn from(problem: Problem) -> Self {
        match problem.code {
            ErrorCode::AttemptOver | ErrorCode::NoCompany | ErrorCode::OtherCompany => {
                Self::Final(problem)
            }
            _ => Self::Passing(problem),
        }
    }
}

impl SignIns {
    /// Takes the company that the person chose.
    ///
    /// # Errors
    /// When the attempt is over.
    pub async fn choose(self: &Arc<Self>, chosen: ChosenCompany) -> Result<(), Problem> {
        self.resume(&chosen.attempt, Some(chosen.company.clone())).await
    }

    /// Asks the provider once more, with what was allowed already.
    ///
    /// # Errors
    /// When the attempt is over.
    pub async fn try_again(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        self.resume(id, None).await
    }

    async fn resume(self: &Arc<Self>, id: &str, chosen: Option<String>) -> Result<(), Problem> {
        let store = self.installation.open_vault().await?;
        let failed = |error| store_did_not_open(&error);
        let row = store.attempt(id).await.map_err(failed)?;
        let sealed = store.sealed_attempt(id).await.map_err(failed)?;
        let (Some(row), Some(sealed)) = (row, sealed) else { return Err(attempt_over()) };
        let phase = row.phase.clone();
        let under_way = self.under_way(&store, row, &sealed).await?;
        // Without a browser nothing was allowed yet when the provider could not be asked.
        let as_client = phase == "waiting" && under_way.place.sign_in().oauth().is_none();
        if !(as_client || phase == "choosing") || !self.running.goes_on(id) {
            return Err(attempt_over());
        }
        self.notices.attempt_changed(id);
        if as_client {
            self.go_on_as_client(store, under_way);
            return Ok(());
        }
        let us = Arc::clone(self);
        self.settling.spawn(async move { us.go_on(&store, under_way, chosen.as_deref()).await });
        Ok(())
    }

    /// Goes on with a permission that is sealed: finds the company, proves the connection.
    /// Whatever passes by itself, a silence or an outage, does not end it.
    pub(super) async fn go_on(
        self: &Arc<Self>,
        store: &Store,
        under_way: UnderWay,
        chosen: Option<&str>,
    ) {
        let (id, provider) = (under_way.id.clone(), under_way.place.provider.id.clone());
        let gone_on = match self.which(store, &under_way, chosen).await {
            Ok(Which::OneOf(companies)) => {
                return self.step(&id, AttemptStep::Choosing(companies));
            }
            Ok(Which::This(company)) => self.prove(store, under_way, Some(company), chosen).await,
            Ok(Which::Unsaid) => self.prove(store, under_way, None, None).await,
            Err(unfinished) => Err(unfinished),
        };
        match gone_on {
            Ok(()) => {}
            Err(Unfinished::Passing(problem)) => self.step(&id, AttemptStep::Stuck(problem)),
            Err(Unfinished::Final(problem)) => {
                self.end(store, &id, &provider, "failed", problem).await;
            }
        }
    }

    async fn which(
        &self,
        store: &Store,
        under_way: &UnderWay,
        chosen: Option<&str>,
    ) -> Result<Which, Unfinished> {
        let place = &under_way.place;
        if place.sign_in().discovery.is_none() {
            return Ok(Which::Unsaid);
        }
        let Some(grant) = &under_way.kept.expose_secret().grant else {
            return Err(attempt_over().into());
        };
        let values = with_app(grant.values(), under_way);
        let found = told(grant.found())?;
        let mut companies = self
            .gateway
            .discover(place.party(&under_way.id, &values), &found)
            .await
            .map_err(|error| Unfinished::of(&error, &place.provider.name))?;
        let before = self.before(store, under_way).await?;
        let wanted = match (&before, chosen) {
            (_, Some(chosen)) => Some(chosen.to_owned()),
            (Some(before), None) if !under_way.kept.expose_secret().switch_company => {
                before.account_id.clone()
            }
            _ => None,
        };
        if let Some(wanted) = wanted {
            let there = companies.iter().position(|company| company.id == wanted);
            return match (there, &before) {
                (Some(there), _) => Ok(Which::This(companies.swap_remove(there))),
                // It left the list meanwhile.
                _ if chosen.is_some() => {
                    Ok(Which::OneOf(self.choices(store, under_way, companies).await?))
                }
                (None, Some(before)) => {
                    Err(other_company(&title(before), &names(&companies)).into())
                }
                (None, None) => Err(no_company(&place.provider.name).into()),
            };
        }
        match companies.len() {
            0 => Err(no_company(&place.provider.name).into()),
            1 => Ok(Which::This(companies.swap_remove(0))),
            _ => Ok(Which::OneOf(self.choices(store, under_way, companies).await?)),
        }
    }

    /// The connection that is signed in to again.
    pub(super) async fn before(
        &self,
        store: &Store,
        under_way: &UnderWay,
    ) -> Result<Option<Connection>, Problem> {
        let Some(id) = &under_way.connection else { return Ok(None) };
        store.connection(id).await.map_err(|error| store_did_not_open(&error))
    }

    async fn choices(
        &self,
        store: &Store,
        under_way: &UnderWay,
        companies: Vec<Company>,
    ) -> Result<Vec<CompanyChoice>, Problem> {
        let all = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let connected = |company: &Company| {
            all.iter().any(|one| {
                one.provider == under_way.place.at.provider
                    && one.environment == under_way.place.at.environment.as_str()
                    && one.account_id.as_deref() == Some(company.id.as_str())
            })
        };
        Ok(companies
            .into_iter()
            .map(|company| CompanyChoice {
                connected: connected(&company),
                id: company.id.clone(),
                name: company.name.clone(),
            })
            .collect())
    }
}

/// With what some providers want to see of the app in every call.
pub(super) fn with_app(mut values: Values, under_way: &UnderWay) -> Values {
    if let Some(app) = &under_way.app {
        values.set("client_id", app.client_id.clone());
    }
    values
}

fn names(companies: &[Company]) -> String {
    companies.iter().map(|company| company.name.as_str()).collect::<Vec<_>>().join(", ")
}
