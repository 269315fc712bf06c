//! How this computer leaves the firm's server: it has itself shut out there, then forgets its
//! key here.

use patchbay_contract::{AuditAction, EnrolmentView, Leaving, Problem};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Enrolment};
use reqwest::Method;

use super::client::FirmClient;
use crate::Installation;
use crate::problems::{
    LEFT_WITH_SERVER, held_while_leaving, not_enrolled, not_left, store_did_not_open,
};

impl Installation {
    /// Leaves. Connections and their credentials stay as they are; one that the server holds has
    /// to be signed in to again, and is a reason not to leave unless `untold` is wished.
    ///
    /// # Errors
    /// When this computer is in nowhere, or the server could not be told and `untold` is not
    /// wished. It is in as before then.
    pub async fn leave_server(&self, leaving: Leaving) -> Result<EnrolmentView, Problem> {
        let _ours = self.syncing().lock().await;
        let row = self.enrolled_at_the_firms().await?;
        if !leaving.untold {
            self.holds_nothing_there().await?;
        }
        let told = match self.tell_of_leaving(row.clone()).await {
            Ok(()) => "yes",
            Err(problem) if leaving.untold => {
                tracing::warn!(code = %problem.code, "the firm's server was not told");
                "no"
            }
            Err(problem) => return Err(not_left(problem)),
        };
        let detail = Detail::new().text("server", &row.address).word("server told", told);
        let entry = self.entry(AuditAction::ServerLeft).detail(detail);
        let at = self.now().to_string();
        let store = self.opened().await?;
        let ended =
            store.end_enrolment(LEFT_WITH_SERVER, Change { at: &at, entries: &[entry] }).await;
        if !ended.map_err(|error| store_did_not_open(&error))? {
            return Err(not_enrolled());
        }
        self.sign_what_was_entered().await;
        self.enrolment().await
    }

    /// Whether the server holds nothing of this computer's, and waits for no word of it. What is
    /// only on its way there is called back.
    async fn holds_nothing_there(&self) -> Result<(), Problem> {
        for one in self.custodies().await?.into_iter().filter(|one| one.step.is_some()) {
            if let Err(problem) = self.called_back(&one.connection).await {
                tracing::info!(code = %problem.code, "a connection stays at the firm’s server");
            }
        }
        let all = self.custodies().await?;
        let held: Vec<String> =
            all.into_iter().filter(|one| one.step.is_some()).map(|one| one.title).collect();
        if held.is_empty() { Ok(()) } else { Err(held_while_leaving(&held.join(", "))) }
    }

    /// Has this computer shut out. One that is not let in any more is out already.
    async fn tell_of_leaving(&self, row: Enrolment) -> Result<(), Problem> {
        use patchbay_contract::ErrorCode::DeviceShutOut;
        let store = self.open_vault().await?;
        let path = format!("/api/devices/{}", row.device);
        let mut device = self.device(&store, row).await?;
        let tell = async |client: &FirmClient, request| client.tell(request).await;
        match self.ask_as(&store, &mut device, Method::DELETE, &path, tell).await {
            Err(problem) if problem.code == DeviceShutOut => Ok(()),
            told => told,
        }
    }
}
