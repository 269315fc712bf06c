//! How this computer leaves the firm's server: it has itself shut out there, then forgets its
//! key here.

use patchbay_contract::{AuditAction, EnrolmentView, Leaving, Problem};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Enrolment};
use reqwest::Method;

use super::client::FirmClient;
use crate::Installation;
use crate::problems::{not_enrolled, not_left, store_did_not_open};

impl Installation {
    /// Leaves. Connections and their credentials stay as they are.
    ///
    /// # Errors
    /// When this computer is in nowhere, or the server could not be told and `untold` is not
    /// wished. It is in as before then.
    pub async fn leave_server(&self, leaving: Leaving) -> Result<EnrolmentView, Problem> {
        let row = self.enrolled().await?;
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
        let ended = store.end_enrolment(Change { at: &at, entries: &[entry] }).await;
        if !ended.map_err(|error| store_did_not_open(&error))? {
            return Err(not_enrolled());
        }
        self.sign_what_was_entered().await;
        self.enrolment().await
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
