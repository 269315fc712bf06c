//! What was changed last, in order: connections and settings, each under the number of its
//! newest change. A device that has gone along up to a number asks for what is above it.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::connections::connection;
use crate::settings::setting;
use crate::value::{Row, values};
use crate::{Connection, PAGE, Session, Setting, StoreError};

/// Something that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Rises with every change, and is never given twice.
    pub seq: i64,
    /// What it is now.
    pub what: Changed,
}

/// What it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// A connection, and since when it is removed, if it is.
    Connection(Box<Connection>, Option<Timestamp>),
    /// A setting.
    Setting(Setting),
}

/// What a change is about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Connection,
    Setting,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Setting => "setting",
        }
    }
}

impl Session {
    /// A page of what was changed behind this number.
    pub async fn changes(&mut self, after: i64) -> Result<Vec<Change>, StoreError> {
        let sql = "select seq, kind, id from changes where seq > $1 order by seq limit $2";
        let read = |row: &mut Row| Ok((row.number()?, row.text()?, row.text()?));
        let page = self.rows(sql, values![after, PAGE as i64], read).await?;
        let Some((last, ..)) = page.last() else { return Ok(Vec::new()) };
        let (mut connections, mut settings) = self.changed_between(after, *last).await?;
        let change = |(seq, kind, id): (i64, String, String)| {
            let what = if kind == Kind::Setting.name() {
                settings.remove(&id).map(Changed::Setting)
            } else {
                let found = connections.remove(&id);
                found.map(|(one, removed_at)| Changed::Connection(Box::new(one), removed_at))
            };
            let what = what.ok_or(StoreError::Broken("a change of nothing"))?;
            Ok(Change { seq, what })
        };
        page.into_iter().map(change).collect()
    }

    /// What was changed behind the one number and up to the other, by its id.
    async fn changed_between(
        &mut self,
        after: i64,
        last: i64,
    ) -> Result<
        (HashMap<String, (Connection, Option<Timestamp>)>, HashMap<String, Setting>),
        StoreError,
    > {
        let sql = "select c.id, c.provider, c.environment, c.label, c.account_id, c.account_name,
                       c.owner, c.custodian, c.status, c.last_success, c.idle_ends_at,
                       c.absolute_ends_at, c.made_at, c.changed_at, c.version, c.removed_at
                   from connections c join changes h on h.kind = 'connection' and h.id = c.id
                   where h.seq > $1 and h.seq <= $2";
        let read = |row: &mut Row| Ok((connection(row)?, row.maybe_time()?));
        let connections = self.rows(sql, values![after, last], read).await?;
        let sql = "select s.name, s.value, s.changed_by, s.changed_at, s.version
                   from settings s join changes h on h.kind = 'setting' and h.id = s.name
                   where h.seq > $1 and h.seq <= $2";
        let settings = self.rows(sql, values![after, last], setting).await?;
        Ok((
            connections.into_iter().map(|found| (found.0.id.clone(), found)).collect(),
            settings.into_iter().map(|found| (found.name.clone(), found)).collect(),
        ))
    }

    /// Gives a change its number. Of several transactions that change something, one is under
    /// way at a time, so that numbers become visible in their order.
    pub(crate) async fn number_change(&mut self, kind: Kind, id: &str) -> Result<(), StoreError> {
        let sql = "insert into changes (kind, id, seq)
                   values ($1, $2, (select coalesce(max(seq), 0) + 1 from changes))
                   on conflict (kind, id) do update set seq = excluded.seq";
        self.run(sql, values![kind.name(), id]).await.map(drop)
    }
}
