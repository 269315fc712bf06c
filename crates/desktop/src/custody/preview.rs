//! What handing a connection over would mean, and whether it can be, found out before anybody
//! does it.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    EnvironmentId, FirmRole, HandoverPreview, HandoverStep, Problem, SignInAt, Standing,
};
use patchbay_store::{Connection, Enrolment, Store};

use super::{Handing, found, is};
use crate::firm::trusted_key;
use crate::hub::title;
use crate::problems::{
    connection_busy, connection_unknown, device_shut_out, held_by_server, not_for_the_server,
    server_restored, store_did_not_open,
};

/// How long whoever renews is left alone.
const A_RENEWAL: SignedDuration = SignedDuration::from_mins(5);

impl Handing {
    /// What it would mean. The server is asked for its key, unless something is in the way.
    ///
    /// # Errors
    /// When there is no such connection, this computer is in at no server, the vault is shut, or
    /// the server does not answer.
    pub async fn preview(&self, connection: &str) -> Result<HandoverPreview, Problem> {
        let installation = self.keys.installation();
        let store = installation.opened().await?;
        let row = row(&store, connection).await?;
        let enrolment = installation.enrolled_at_the_firms().await?;
        let in_the_way = self.fit(&store, &row, &enrolment).await?.err();
        let trusted = trusted_key(&enrolment);
        let key = match &in_the_way {
            Some(_) => None,
            None => {
                let store = installation.open_vault().await?;
                let mut device = installation.at_the_server(&store).await?;
                Some(installation.key_of_server(&store, &mut device).await?)
            }
        };
        let is_trusted = match (&key, &trusted) {
            (Some(key), Some(trusted)) => key.key == trusted.key,
            _ => false,
        };
        Ok(HandoverPreview {
            connection: row.id.clone(),
            title: title(&row),
            provider: self.keys.name_of(&row.provider),
            server: enrolment.address,
            key: key.map(|key| key.shown),
            trusted: trusted.map(|trusted| trusted.shown.fingerprint),
            is_trusted,
            reads_mail: self.keys.is_read(&row),
            in_the_way,
        })
    }

    /// Where it signed in, or why it cannot be handed over.
    pub(super) async fn fit(
        &self,
        store: &Store,
        row: &Connection,
        enrolment: &Enrolment,
    ) -> Result<Result<SignInAt, Problem>, Problem> {
        let no = |why, remedy| Ok(Err(not_for_the_server(why, remedy)));
        match Standing::from_name(&enrolment.standing) {
            Some(Standing::In) => {}
            Some(Standing::AnotherLife) => return Ok(Err(server_restored())),
            Some(Standing::ShutOut) | None => return Ok(Err(device_shut_out(&enrolment.address))),
        }
        let under_way = found(store, &row.id).await?;
        if row.custodian != "this_computer" {
            return Ok(Err(held_by_server()));
        }
        if under_way.as_ref().is_some_and(|one| is(one, HandoverStep::TakingBack)) {
            return no(
                "The firm’s server does not know yet that this connection was taken back.",
                "Have it told first: press “Sync now” at the foot of the page, then try again.",
            );
        }
        let role = FirmRole::from_name(&enrolment.role).unwrap_or(FirmRole::Support);
        if role == FirmRole::Support {
            return no(
                "Your role at the firm’s server may look, and not hand connections over.",
                "Ask an owner or an administrator of the firm for another role.",
            );
        }
        if self.keys.installation().is_embedded(&enrolment.address) {
            return no(
                "This firm server runs inside the app, and sleeps when this computer does.",
                "Leave the connection here: it would not be kept alive any better there. A \
                 server that runs by itself can hold it.",
            );
        }
        let at = row.sign_in.clone().zip(EnvironmentId::from_name(&row.environment));
        let known = at.map(|(sign_in, environment)| SignInAt {
            provider: row.provider.clone(),
            sign_in,
            environment,
        });
        let Some(at) = known.filter(|at| self.keys.is_for_a_server(at)) else {
            return no(
                "This connection works on this computer alone: it is a folder, or of a provider \
                 that the firm described itself.",
                "Leave it here.",
            );
        };
        if row.condition == "paused" {
            return no("This connection is paused.", "Have it go on first, then try again.");
        }
        if row.condition == "reconnect_needed" {
            return no(
                "This connection does not work at the moment.",
                "Sign in again first, then try again.",
            );
        }
        if self.is_busy(store, row).await? {
            return Ok(Err(connection_busy()));
        }
        Ok(Ok(at))
    }

    /// Whether somebody renews it, or signs in to it, just now.
    async fn is_busy(&self, store: &Store, row: &Connection) -> Result<bool, Problem> {
        let now = self.keys.installation().now();
        let since = row.renewing_since.as_ref().and_then(|at| at.parse::<Timestamp>().ok());
        if since.is_some_and(|since| now.duration_since(since).abs() <= A_RENEWAL) {
            return Ok(true);
        }
        let attempts = store.attempts().await.map_err(|error| store_did_not_open(&error))?;
        Ok(attempts.iter().any(|one| one.connection.as_deref() == Some(&row.id)))
    }
}

pub(super) async fn row(store: &Store, connection: &str) -> Result<Connection, Problem> {
    let row = store.connection(connection).await.map_err(|error| store_did_not_open(&error))?;
    row.ok_or_else(connection_unknown)
}
