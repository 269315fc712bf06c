//! Which server this is.

use jiff::Timestamp;

use crate::value::values;
use crate::{Session, StoreError};

/// Which server a database belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The server, for ever.
    pub id: String,
    /// Its life: another one after every restore.
    pub epoch: String,
    /// Since when.
    pub made_at: Timestamp,
}

impl Session {
    /// Which server this is.
    pub async fn identity(&mut self) -> Result<Identity, StoreError> {
        let identity = self.row("select id, epoch, made_at from server", values![], |row| {
            Ok(Identity { id: row.text()?, epoch: row.text()?, made_at: row.time()? })
        });
        identity.await?.ok_or(StoreError::NotMigrated)
    }

    /// Names it, unless it has a name.
    pub(crate) async fn name_server(
        &mut self,
        id: &str,
        epoch: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into server (one, id, epoch, made_at) values (1, $1, $2, $3)
                   on conflict do nothing";
        self.run(sql, values![id, epoch, now]).await.map(drop)
    }

    /// Begins another life, as a restored server does.
    pub async fn begin_epoch(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let epoch = crate::id::new(now)?;
        self.run("update server set epoch = $1", values![&epoch]).await.map(drop)
    }
}
