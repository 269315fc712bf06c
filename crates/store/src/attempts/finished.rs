//! What a sign-in brought: a connection with its credential, in the transaction that ends
//! the sign-in.

use super::end;
use crate::defaults::put_payment_accounts;
use crate::vault::{self, NewCredential, SealedBytes, SealedTable, sealed};
use crate::{Change, Connection, OpenError, Store, connections, handovers, mailboxes};

/// A connection that was signed in to, new or there already, and its credential.
#[derive(Debug, Clone, Copy)]
pub struct FinishedSignIn<'a> {
    /// The connection. One of that id that is there is written in place.
    pub connection: &'a Connection,
    /// What it is called from now on, where that was said. Otherwise one that is there keeps
    /// its name, also one that it was given meanwhile.
    pub name: Option<&'a str>,
    /// Its credential: everything but the secret itself.
    pub credential: NewCredential<'a>,
    /// The payment accounts that were named with it, each with whose money it holds.
    pub accounts: &'a [(&'a str, &'a str)],
    /// Where it is a mailbox: `firm` or `personal`. One that is there stays what it is.
    pub mailbox: Option<&'a str>,
}

impl Store {
    /// Ends a sign-in as done, with the connection and the credential that it brought. A
    /// renewal of the connection that is under way comes too late from here on, and one that
    /// the firm's server holds comes back. Says whether the sign-in was still under way; where
    /// it was not, nothing changes.
    pub async fn finish_attempt<E>(
        &self,
        id: &str,
        finished: &FinishedSignIn<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        let FinishedSignIn { connection, name, credential, accounts, mailbox } = finished;
        self.make(change, async |writer| {
            if sealed::written(writer, SealedTable::Attempts, id).await?.is_none() {
                return Ok(Ok(false));
            }
            let fresh = match vault::seal_credential(writer, credential.id, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            mailboxes::forget_another(writer, connection).await?;
            if connections::update(writer, connection, *name, change.at).await? {
                connections::forget_renewal(writer, &connection.id).await?;
                handovers::take_back(writer, &connection.id, change.at).await?;
            } else {
                connections::add(writer, connection).await?;
            }
            vault::put_credential(writer, credential, &fresh, change.at).await?;
            put_payment_accounts(writer, &connection.id, accounts, change.at).await?;
            if let Some(kind) = mailbox {
                mailboxes::put(writer, &connection.id, kind).await?;
            }
            end(writer, id, "done", change.at).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }
}
