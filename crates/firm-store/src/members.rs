//! The people of the firm, and what each may do. Somebody who left stays in the table: what
//! they did is still theirs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::value::{Row, values};
use crate::{PAGE, Session, StoreError, id};

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// All there is; there is always one at least.
    Owner,
    /// All but to make or unmake owners.
    Admin,
    /// Work with what is connected.
    Staff,
    /// Look, to help others.
    Support,
}

/// A person of the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The id.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub made_at: Timestamp,
    /// Until when, for one who left.
    pub ended_at: Option<Timestamp>,
    /// How often the row changed.
    pub version: i64,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Staff, Self::Support];

    /// The name in rows and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Staff => "staff",
            Self::Support => "support",
        }
    }

    pub(crate) fn read(row: &mut Row) -> Result<Self, StoreError> {
        let name = row.text()?;
        let role = Self::ALL.into_iter().find(|role| role.as_str() == name);
        role.ok_or(StoreError::Broken("a role that is none"))
    }
}

pub(crate) fn member(row: &mut Row) -> Result<Member, StoreError> {
    Ok(Member {
        id: row.text()?,
        name: row.text()?,
        email: row.maybe_text()?,
        role: Role::read(row)?,
        made_at: row.time()?,
        ended_at: row.maybe_time()?,
        version: row.number()?,
    })
}

impl Session {
    /// Takes somebody in. Gives the id.
    pub async fn add_member(
        &mut self,
        name: &str,
        email: Option<&str>,
        role: Role,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let id = id::new(now)?;
        let sql = "insert into members (id, name, email, role, made_at, version)
                   values ($1, $2, $3, $4, $5, 1)";
        self.run(sql, values![&id, name, email, role.as_str(), now]).await?;
        Ok(id)
    }

    /// This one.
    pub async fn member(&mut self, id: &str) -> Result<Option<Member>, StoreError> {
        let sql = "select id, name, email, role, made_at, ended_at, version
                   from members where id = $1";
        self.row(sql, values![id], member).await
    }

    /// A page of those who are there, behind this id.
    pub async fn members(&mut self, after: &str) -> Result<Vec<Member>, StoreError> {
        let sql = "select id, name, email, role, made_at, ended_at, version from members
                   where ended_at is null and id > $1 order by id limit $2";
        self.rows(sql, values![after, PAGE as i64], member).await
    }

    /// How many owners there are.
    pub async fn count_owners(&mut self) -> Result<i64, StoreError> {
        let sql = "select count(*) from members where role = 'owner' and ended_at is null";
        Ok(self.row(sql, values![], Row::number).await?.unwrap_or(0))
    }

    /// Gives them another name, address and role, if their row is still of this version.
    pub async fn change_member(&mut self, member: &Member) -> Result<bool, StoreError> {
        let Member { id, name, email, role, version, .. } = member;
        let sql = "update members set name = $1, email = $2, role = $3, version = version + 1
                   where id = $4 and version = $5 and ended_at is null";
        self.took(sql, values![name, email, role.as_str(), id, *version]).await
    }

    /// Lets them go, if their row is still of this version. Their devices end with it.
    pub async fn end_member(
        &mut self,
        id: &str,
        version: i64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update members set ended_at = $1, version = version + 1
                   where id = $2 and version = $3 and ended_at is null";
        let ended = self.took(sql, values![now, id, version]).await?;
        if ended {
            let devices =
                "update devices set revoked_at = $1 where member = $2 and revoked_at is null";
            self.run(devices, values![now, id]).await?;
        }
        Ok(ended)
    }
}
