//! The data keys, wrapped; the doors that lead to them; and the server's pair, sealed. All of it
//! is bytes here: what wraps and seals is the server's.

use jiff::Timestamp;

use super::row::SealedCustody;
use crate::value::{Row, values};
use crate::{Session, StoreError};

/// A way to the data keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyDoor {
    /// Rises, and is never given twice.
    pub number: u32,
    /// Tells its own key from another.
    pub check_value: Vec<u8>,
}

/// A data key, wrapped by a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The door.
    pub door: u32,
    /// The data key.
    pub key: u32,
    /// As it is kept.
    pub wrapped: Vec<u8>,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustodyKeys {
    /// The doors, the oldest first.
    pub doors: Vec<CustodyDoor>,
    /// The data keys, each once for a door, in their order.
    pub wrapped: Vec<WrappedKey>,
    /// The pair, as it is sealed.
    pub pair: Option<SealedCustody>,
}

fn number(row: &mut Row) -> Result<u32, StoreError> {
    u32::try_from(row.number()?).map_err(|_| StoreError::Broken("a number that is none of a key"))
}

impl Session {
    /// Which data keys there are, the oldest first. The last one seals.
    pub async fn custody_key_ids(&mut self) -> Result<Vec<u32>, StoreError> {
        self.rows("select id from custody_keys order by id", values![], number).await
    }

    /// Since when the newest data key is there.
    pub async fn newest_custody_key_made_at(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "select made_at from custody_keys order by id desc limit 1";
        self.row(sql, values![], Row::time).await
    }

    /// All that leads to what is sealed.
    pub async fn custody_keys(&mut self) -> Result<CustodyKeys, StoreError> {
        let sql = "select number, check_value from custody_doors order by number";
        let read =
            |row: &mut Row| Ok(CustodyDoor { number: number(row)?, check_value: row.bytes()? });
        let doors = self.rows(sql, values![], read).await?;
        let sql = "select door, data_key, wrapped from wrapped_keys order by door, data_key";
        let read = |row: &mut Row| {
            Ok(WrappedKey { door: number(row)?, key: number(row)?, wrapped: row.bytes()? })
        };
        let wrapped = self.rows(sql, values![], read).await?;
        let read = |row: &mut Row| Ok(SealedCustody { key: number(row)?, bytes: row.bytes()? });
        let pair = self.row("select data_key, sealed from server_pair", values![], read).await?;
        Ok(CustodyKeys { doors, wrapped, pair })
    }

    /// Keeps a door.
    pub async fn add_custody_door(
        &mut self,
        door: &CustodyDoor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into custody_doors (number, check_value, made_at) values ($1, $2, $3)";
        let values = values![i64::from(door.number), &door.check_value[..], now];
        self.run(sql, values).await.map(drop)
    }

    /// Removes every door but this one, and what they wrapped. Says how many went.
    pub async fn drop_other_custody_doors(&mut self, door: u32) -> Result<u64, StoreError> {
        let door = i64::from(door);
        self.run("delete from wrapped_keys where door <> $1", values![door]).await?;
        self.run("delete from custody_doors where number <> $1", values![door]).await
    }

    /// Keeps a data key, which seals from now on.
    pub async fn add_custody_key(&mut self, id: u32, now: Timestamp) -> Result<(), StoreError> {
        let sql = "insert into custody_keys (id, made_at) values ($1, $2)";
        self.run(sql, values![i64::from(id), now]).await.map(drop)
    }

    /// Keeps it as a door wrapped it.
    pub async fn add_wrapped_key(&mut self, key: &WrappedKey) -> Result<(), StoreError> {
        let sql = "insert into wrapped_keys (door, data_key, wrapped) values ($1, $2, $3)";
        let values = values![i64::from(key.door), i64::from(key.key), &key.wrapped[..]];
        self.run(sql, values).await.map(drop)
    }

    /// Keeps the server's pair, or keeps it sealed anew.
    pub async fn set_server_pair(
        &mut self,
        sealed: &SealedCustody,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into server_pair (one, sealed, data_key, made_at) values (1, $1, $2, $3)
                   on conflict (one) do update set sealed = $1, data_key = $2";
        self.run(sql, values![&sealed.bytes[..], i64::from(sealed.key), now]).await.map(drop)
    }
}
