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

/// What a move leaves in a database: no password, as addresses are shown.
pub(crate) struct Marks {
    /// Where the server went.
    pub(crate) moved_to: Option<String>,
    /// From where it comes, until the move has ended.
    pub(crate) arriving_from: Option<String>,
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

    /// This view or change, unless the server lives elsewhere.
    pub(crate) async fn at_home(mut self) -> Result<Self, StoreError> {
        let Marks { moved_to, arriving_from } = self.marks().await?;
        match (moved_to, arriving_from) {
            (Some(to), _) => Err(StoreError::Moved(to)),
            (None, Some(from)) => Err(StoreError::Arriving(from)),
            (None, None) => Ok(self),
        }
    }

    /// What a move left here.
    pub(crate) async fn marks(&mut self) -> Result<Marks, StoreError> {
        let marks = self.row("select moved_to, arriving_from from server", values![], |row| {
            Ok(Marks { moved_to: row.maybe_text()?, arriving_from: row.maybe_text()? })
        });
        marks.await?.ok_or(StoreError::NotMigrated)
    }

    /// Begins another life, as a restored server does.
    pub async fn begin_epoch(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let epoch = crate::id::new(now)?;
        self.run("update server set epoch = $1", values![&epoch]).await.map(drop)
    }
}
