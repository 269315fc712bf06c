//! Sealing anew, a part at a time: whatever is cut off in between goes on where it was, since
//! each value names the data key that it is sealed with.

use super::row::SealedCustody;
use crate::value::{Row, values};
use crate::{Session, StoreError};

/// A value that an older data key sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldSeal {
    /// The connection.
    pub connection: String,
    /// Its generation.
    pub generation: u64,
    /// As it is sealed.
    pub sealed: SealedCustody,
}

impl Session {
    /// Some of what an older data key than this one sealed, behind this connection.
    pub async fn old_seals(
        &mut self,
        newest: u32,
        after: &str,
        at_most: usize,
    ) -> Result<Vec<OldSeal>, StoreError> {
        let sql = "select connection, generation, data_key, sealed from custody
                   where data_key < $1 and connection > $2 order by connection limit $3";
        let read = |row: &mut Row| {
            let broken = || StoreError::Broken("a number that is none of a seal");
            Ok(OldSeal {
                connection: row.text()?,
                generation: u64::try_from(row.number()?).map_err(|_| broken())?,
                sealed: SealedCustody {
                    key: u32::try_from(row.number()?).map_err(|_| broken())?,
                    bytes: row.bytes()?,
                },
            })
        };
        let at_most = i64::try_from(at_most).unwrap_or(i64::MAX);
        self.rows(sql, values![i64::from(newest), after, at_most], read).await
    }

    /// Puts the same value back as a newer data key sealed it. Its generation stays, so that
    /// whoever renews it meanwhile still knows it.
    pub async fn seal_anew(
        &mut self,
        old: &OldSeal,
        sealed: &SealedCustody,
    ) -> Result<(), StoreError> {
        let sql = "update custody set data_key = $1, sealed = $2
                   where connection = $3 and generation = $4 and data_key = $5";
        let generation = i64::try_from(old.generation).unwrap_or(i64::MAX);
        let values = values![
            i64::from(sealed.key),
            &sealed.bytes[..],
            &old.connection,
            generation,
            i64::from(old.sealed.key)
        ];
        self.run(sql, values).await.map(drop)
    }

    /// Removes the data keys that nothing needs, but never the newest. Says how many went.
    pub async fn drop_unneeded_custody_keys(&mut self) -> Result<u64, StoreError> {
        let sql = "delete from wrapped_keys
                   where data_key < (select max(id) from custody_keys)
                       and data_key not in
                           (select data_key from custody where data_key is not null)
                       and data_key not in (select data_key from server_pair)";
        self.run(sql, values![]).await?;
        let sql = "delete from custody_keys
                   where id < (select max(id) from custody_keys)
                       and id not in (select data_key from wrapped_keys)";
        self.run(sql, values![]).await
    }
}
