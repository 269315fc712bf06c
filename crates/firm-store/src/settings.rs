//! What the firm has set, each under its name.

use jiff::Timestamp;

use crate::changes::Kind;
use crate::value::{Row, values};
use crate::{PAGE, Session, StoreError};

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
    /// Who set it.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// How often.
    pub version: i64,
}

pub(crate) fn setting(row: &mut Row) -> Result<Setting, StoreError> {
    Ok(Setting {
        name: row.text()?,
        value: row.text()?,
        changed_by: row.text()?,
        changed_at: row.time()?,
        version: row.number()?,
    })
}

impl Session {
    /// This one.
    pub async fn setting(&mut self, name: &str) -> Result<Option<Setting>, StoreError> {
        let sql = "select name, value, changed_by, changed_at, version from settings
                   where name = $1";
        self.row(sql, values![name], setting).await
    }

    /// A page of all, behind this name.
    pub async fn settings(&mut self, after: &str) -> Result<Vec<Setting>, StoreError> {
        let sql = "select name, value, changed_by, changed_at, version from settings
                   where name > $1 order by name limit $2";
        self.rows(sql, values![after, PAGE as i64], setting).await
    }

    /// Sets it: anew where its version is 0, else if its row is still of that version.
    pub async fn set(&mut self, to: &Setting) -> Result<bool, StoreError> {
        let Setting { name, value, changed_by, changed_at, version } = to;
        let done = if *version == 0 {
            let sql = "insert into settings (name, value, changed_by, changed_at, version)
                       values ($1, $2, $3, $4, 1) on conflict do nothing";
            self.took(sql, values![name, value, changed_by, *changed_at]).await?
        } else {
            let sql = "update settings set value = $1, changed_by = $2, changed_at = $3,
                           version = version + 1 where name = $4 and version = $5";
            self.took(sql, values![value, changed_by, *changed_at, name, *version]).await?
        };
        if done {
            self.number_change(Kind::Setting, name).await?;
        }
        Ok(done)
    }
}
