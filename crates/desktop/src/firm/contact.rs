//! Asking the server how this computer stands with it.

use jiff::Timestamp;
use patchbay_contract::{AuditAction, EnrolmentView, Finding, Problem, Standing};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Contact, Enrolment};
use reqwest::Method;

use super::answers::{MISFIT, Me};
use crate::Installation;
use crate::doctor::{Asked, clock};
use crate::problems::{firm_unsaid, not_enrolled, store_did_not_open};

impl Installation {
    /// Asks the server who this computer is to it, and notes the answer. With `go_along`, a
    /// server that was restored counts from now on as the one it is.
    ///
    /// # Errors
    /// When this computer is in nowhere, the vault is shut, or the server does not answer or
    /// lets it in no more.
    pub async fn contact_server(&self, go_along: bool) -> Result<EnrolmentView, Problem> {
        let row = self.enrolled().await?;
        let store = self.open_vault().await?;
        let mut device = self.device(&store, row).await?;
        let ask = async |client: &super::client::FirmClient, request| {
            let me: Me = client.ask(request).await?;
            me.looked_at().map_err(|_| MISFIT)
        };
        let me = self.ask_as(&store, &mut device, Method::GET, "/api/me", ask).await?;
        let row = &device.row;
        if me.server != row.server || me.device != row.device {
            return Err(firm_unsaid(&MISFIT, &row.address));
        }
        let lives_anew = me.epoch != row.epoch;
        let at = self.now().to_string();
        let detail = Detail::new().text("server", &row.address);
        let entries = match lives_anew && go_along {
            true => vec![self.entry(AuditAction::ServerGoneAlong).detail(detail)],
            false => Vec::new(),
        };
        let standing = if lives_anew && !go_along { Standing::AnotherLife } else { Standing::In };
        let contact = Contact {
            name: &me.name,
            role: me.role.as_str(),
            standing: standing.as_str(),
            epoch: (lives_anew && go_along).then_some(me.epoch.as_str()),
        };
        let noted =
            store.note_contact(&row.device, contact, Change { at: &at, entries: &entries }).await;
        noted.map_err(|error| store_did_not_open(&error))?;
        self.sign_what_was_entered().await;
        self.enrolment().await
    }

    /// How it is in, at whichever server.
    pub(super) async fn enrolled(&self) -> Result<Enrolment, Problem> {
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        row.ok_or_else(not_enrolled)
    }

    /// How it is in at the firm's own server.
    pub(crate) async fn enrolled_at_the_firms(&self) -> Result<Enrolment, Problem> {
        self.at_the_firms().await?.ok_or_else(not_enrolled)
    }

    /// The same, or that it is in at none: the one inside the app is nobody else's.
    pub(crate) async fn at_the_firms(&self) -> Result<Option<Enrolment>, Problem> {
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        Ok(row.filter(|row| !row.embedded))
    }

    /// Whether this computer's clock is off, as far as the server's answer tells.
    pub(super) fn clock_is_wrong(&self, its: Option<Timestamp>, host: &str) -> Option<Problem> {
        let asked = Asked::Answered { host: host.to_owned(), its, ours: self.now() };
        match clock(&asked) {
            Finding::Trouble(problem) => Some(problem),
            _ => None,
        }
    }
}
