//! Handing a connection over: it is offered, the server proves it, this computer lets go, and
//! the server takes it. What is cut off anywhere leaves a connection that works here or there,
//! and a row that says how far it is.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::custody::CustodyState;
use patchbay_contract::{
    AuditAction, AuditOutcome, CustodyNow, HandoverStep, NewHandover, Problem, SignInAt,
};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Handover, LettingGo, NewHandover as New, Store};

use super::held::Parcel;
use super::preview::row;
use super::{Handing, found, is};
use crate::firm::{Device, NamedKey, Said};
use crate::problems::{
    connection_busy, may_pass, not_proven, server_cannot_hold, store_did_not_open,
};

/// What ends so soon is renewed before it is sent: neither side is in a hurry then.
const SOON: SignedDuration = SignedDuration::from_mins(10);
/// So often something may be renewed between being sent and being let go.
const MOST_TRIES: u32 = 4;

impl Handing {
    /// Hands a connection over, or goes on where that was cut off.
    ///
    /// # Errors
    /// When something is in the way, the server does not answer, or the connection does not work
    /// from there. It works here as before then, unless the problem says that the server's word
    /// is missing.
    pub async fn hand_over(&self, wish: &NewHandover) -> Result<CustodyNow, Problem> {
        let installation = self.keys.installation();
        let store = installation.opened().await?;
        let is_let_go = async || -> Result<bool, Problem> {
            let one = found(&store, &wish.connection).await?;
            Ok(one.is_some_and(|one| is(&one, HandoverStep::LettingGo)))
        };
        if is_let_go().await? {
            installation.settled(&wish.connection).await?;
        } else {
            let at = self.may_be_handed(&store, &wish.connection).await?;
            // The server has to know the connection before it can hold it.
            installation.sync_now().await?;
            let _ours = installation.handing().lock().await;
            let handed = self.handed(&store, wish, &at).await;
            if let Err(problem) = handed {
                self.it_stays(&store, &wish.connection, &problem).await?;
                return Err(problem);
            }
        }
        self.keys.notices().hub_changed();
        // So that every computer of the firm shows it; where that fails, the next round does.
        let _ = installation.sync_now().await;
        installation.custody_of(&wish.connection).await
    }

    /// Goes on with what was cut off: with what waits for the server's word, and with what was
    /// only offered yet, unless a person has to do something first.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn go_on(&self) -> Result<(), Problem> {
        if self.keys.installation().settle_handovers().await? {
            self.keys.notices().hub_changed();
        }
        let store = self.keys.installation().opened().await?;
        let all = store.handovers().await.map_err(|error| store_did_not_open(&error))?;
        for one in all.into_iter().filter(|one| is(one, HandoverStep::Offered) && goes_on(one)) {
            let wish = NewHandover { connection: one.connection, compared: None };
            if let Err(problem) = self.hand_over(&wish).await {
                tracing::info!(code = %problem.code, "a hand-over did not go on");
            }
        }
        Ok(())
    }

    async fn may_be_handed(&self, store: &Store, connection: &str) -> Result<SignInAt, Problem> {
        let row = row(store, connection).await?;
        let enrolment = self.keys.installation().enrolled_at_the_firms().await?;
        self.fit(store, &row, &enrolment).await?
    }

    async fn handed(
        &self,
        store: &Store,
        wish: &NewHandover,
        at: &SignInAt,
    ) -> Result<(), Problem> {
        let installation = self.keys.installation();
        let vault = installation.open_vault().await?;
        let mut device = installation.at_the_server(&vault).await?;
        let key =
            installation.key_to_seal_to(&vault, &mut device, wish.compared.as_deref()).await?;
        for _ in 0..MOST_TRIES {
            let Some((one, parcel)) = self.offered(store, &wish.connection, at).await? else {
                return Err(connection_busy());
            };
            self.keys.notices().hub_changed();
            self.delivered(&vault, &mut device, &one, &key, &parcel).await?;
            let at = installation.now().to_string();
            let change = Change { at: &at, entries: &[] };
            let let_go = store.let_go(&one, &parcel.credential, change).await;
            match let_go.map_err(|error| store_did_not_open(&error))? {
                LettingGo::Done => {
                    self.keys.notices().hub_changed();
                    installation.settled_by_us(&wish.connection).await?;
                    return Ok(());
                }
                // Whoever was killed in the middle of a renewal is followed to its end.
                LettingGo::Busy => {
                    self.keys.sign_ins().renew_when_due(&wish.connection).await?;
                }
                LettingGo::Changed => {}
                LettingGo::Gone => return Err(connection_busy()),
            }
        }
        Err(connection_busy())
    }

    /// Writes down that it is being offered, with what opens it now.
    async fn offered(
        &self,
        store: &Store,
        connection: &str,
        at: &SignInAt,
    ) -> Result<Option<(Handover, Parcel)>, Problem> {
        let mut row = row(store, connection).await?;
        let ends = row.access_ends_at.as_ref().and_then(|at| at.parse::<Timestamp>().ok());
        let now = self.keys.installation().now();
        if ends.is_some_and(|ends| ends.duration_since(now) <= SOON) {
            self.keys.sign_ins().renewed(connection).await?;
            row = super::preview::row(store, connection).await?;
        }
        let parcel = self.parcel(store, &row, at).await?;
        let handover = self.keys.random_id()?;
        let new = New {
            connection,
            handover: &handover,
            credential: &parcel.credential,
            generation: parcel.generation,
        };
        let now = now.to_string();
        let one = store.offer(new, Change { at: &now, entries: &[] }).await;
        let one = one.map_err(|error| store_did_not_open(&error))?;
        Ok(one.map(|one| (one, parcel)))
    }

    /// Sends it, and is content only with its having been proven there.
    async fn delivered(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
        key: &NamedKey,
        parcel: &Parcel,
    ) -> Result<(), Problem> {
        let installation = self.keys.installation();
        match installation.deliver(store, device, one, key, &parcel.bytes).await? {
            Said::So(view) => match view.state {
                CustodyState::Proven | CustodyState::Held => Ok(()),
                CustodyState::Delivered | CustodyState::Withdrawn => Err(not_proven(view.problem)),
            },
            Said::NoUse(code) => Err(server_cannot_hold(&code)),
            Said::Nothing => Err(server_cannot_hold("not_found")),
            Said::Other => Err(server_cannot_hold("custody_other")),
            Said::NotProven => Err(not_proven(None)),
            // It was called back under this number: another one is begun.
            Said::Withdrawn => {
                installation.is_kept(store, device, one).await?;
                Err(connection_busy())
            }
        }
    }

    /// Writes down why it stays here, where it was on its way.
    async fn it_stays(
        &self,
        store: &Store,
        connection: &str,
        problem: &Problem,
    ) -> Result<(), Problem> {
        let Some(one) = found(store, connection).await? else { return Ok(()) };
        // What waits for the server's word says so itself.
        if !is(&one, HandoverStep::Offered) {
            return Ok(());
        }
        let installation = self.keys.installation();
        installation.note(store, &one, Some(problem)).await?;
        self.keys.notices().hub_changed();
        // What fails in the same again and again is entered once.
        if said(&one).is_some_and(|before| before.code == problem.code) {
            return Ok(());
        }
        let row = row(store, connection).await?;
        let detail = Detail::new().text("reason", &problem.code.to_string());
        let entry = installation.entry(AuditAction::ConnectionHandedOver);
        let entry = entry.connection(&row.provider, &row.id).ended(AuditOutcome::Failed);
        installation.enter(entry.detail(detail)).await
    }
}

/// Whether nobody has to do anything first: it was cut off, or failed in what passes.
fn goes_on(one: &Handover) -> bool {
    use patchbay_contract::ErrorCode::{
        ConnectionBusy, ServerBusy, ServerKeyAway, ServerNotReached,
    };
    said(one).is_none_or(|problem| {
        may_pass(problem.code)
            || matches!(
                problem.code,
                ServerNotReached | ServerBusy | ServerKeyAway | ConnectionBusy
            )
    })
}

/// Why it did not go on last.
fn said(one: &Handover) -> Option<Problem> {
    serde_json::from_str(one.problem.as_deref()?).ok()
}
