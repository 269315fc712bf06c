//! What was handed over: whether the server can hold it, and whether it works from here. Nothing is
//! renewed: the computer is still the one that does.

use patchbay_contract::Check;
use patchbay_custody::problems::{Meant, from_the_server};
use patchbay_custody::{Held, from_bytes};
use patchbay_firm_store::{Clocks, Connection};
use patchbay_providers::Provider;
use patchbay_vault::Secret;

use super::model::chosen_model;
use crate::api::provider;
use crate::house::House;
use crate::problem::{Code, Problem};

/// The firm's own files say where keys are sent as whoever wrote them wants it: people take them at
/// their computers, and what the server holds is never sent by them.
const NOT_OF_THE_CATALOGUE: &str = "The service did not come with this server: it is the \
    firm\u{2019}s own, or newer than the server. Its connections stay at the firm\u{2019}s computers.";

/// Something that was handed over, and fits its connection.
pub(crate) struct Handed {
    pub(crate) held: Secret<Held>,
    pub(crate) provider: &'static Provider,
}

/// What the checks of it said.
pub(crate) struct Proven {
    pub(crate) checks: Vec<Check>,
    /// What is wrong, where something is.
    pub(crate) problem: Option<patchbay_contract::Problem>,
}

impl Handed {
    /// Reads what was opened.
    pub(crate) fn read(bytes: &Secret<Vec<u8>>) -> Result<Self, Problem> {
        let held: Secret<Held> = from_bytes(bytes).map_err(|_| {
            Problem::new(Code::CustodyNotOpened, "What is in it is nothing that is handed over.")
        })?;
        let not_here = |detail: &str| Problem::new(Code::CustodyNotHeldHere, detail);
        let inside = held.expose_secret();
        let provider = provider(&inside.provider).map_err(|_| not_here(NOT_OF_THE_CATALOGUE))?;
        let Some(spot) = inside.spot(provider) else {
            let detail = "This server does not know that way to sign in. It may be older.";
            return Err(not_here(detail));
        };
        if !spot.is_anywhere() {
            return Err(not_here(
                "It works on a computer of the firm\u{2019}s alone, as a folder does.",
            ));
        }
        if inside.grant.is_none() && inside.key.is_none() {
            return Err(not_here("Nothing that opens the connection is in it."));
        }
        Ok(Self { held, provider })
    }

    /// Whether it is what opens this connection.
    pub(crate) fn fits(&self, connection: &Connection) -> bool {
        let held = self.held.expose_secret();
        held.provider == connection.provider && held.environment == connection.environment
    }

    /// When it ends. What it does not say itself, the connection's row does.
    pub(crate) fn clocks(&self, connection: &Connection) -> Clocks {
        let said = clocks(self.held.expose_secret());
        Clocks {
            idle_ends_at: said.idle_ends_at.or(connection.idle_ends_at),
            absolute_ends_at: said.absolute_ends_at.or(connection.absolute_ends_at),
            ..said
        }
    }

    /// Makes the provider's own checks with it.
    pub(crate) async fn prove(&self, house: &House, id: &str) -> Result<Proven, Problem> {
        let custodian = house.custodian()?;
        let mut view = house.store().await?.read().await?;
        let model = chosen_model(&mut view, self.provider).await?;
        drop(view);
        let held = self.held.expose_secret();
        Ok(match custodian.check(self.provider, held, id, model.as_deref(), &|_| {}).await {
            Ok(proof) => {
                // Books that do not tie are the firm's to put right: the connection works.
                let failure = proof.failure().filter(|failure| !failure.is_about_the_books());
                let problem =
                    failure.map(|failure| failure.problem(&self.provider.name, Meant::Testing));
                Proven { checks: proof.checks(), problem: problem.map(from_the_server) }
            }
            Err(problem) => Proven { checks: Vec::new(), problem: Some(from_the_server(problem)) },
        })
    }
}

/// When what is held ends, as its permission says.
pub(super) fn clocks(held: &Held) -> Clocks {
    let time = |at: &Option<String>| at.as_deref().and_then(|at| at.parse().ok());
    held.grant.as_ref().map_or_else(Clocks::default, |grant| Clocks {
        access_ends_at: time(&grant.access_until),
        idle_ends_at: time(&grant.idle_until),
        absolute_ends_at: time(&grant.absolute_until),
    })
}
