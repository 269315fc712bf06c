//! How people and their devices come in: somebody is invited, and a link enrols one device.
//!
//! A link is a secret that is told once and kept as its hash. It is taken once.

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Hash, PAGE, Role, Session, StoreError, id};

/// Who is to be invited.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Their name.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// What they are to be.
    pub role: Role,
    /// Who invites them; nobody, for the first owner.
    pub made_by: Option<String>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Somebody who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// What they are to be.
    pub role: Role,
    /// Who invited them.
    pub made_by: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When they came.
    pub used_at: Option<Timestamp>,
}

/// Whom a link lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolling {
    /// Somebody new, as the invitation says.
    Invited(Invitation),
    /// Another device of this member.
    Member(String),
}

pub(crate) fn invitation(row: &mut Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.text()?,
        name: row.text()?,
        email: row.maybe_text()?,
        role: Role::read(row)?,
        made_by: row.maybe_text()?,
        made_at: row.time()?,
        expires_at: row.time()?,
        used_at: row.maybe_time()?,
    })
}

impl Session {
    /// Invites somebody. Gives the id.
    pub async fn invite(
        &mut self,
        new: &NewInvitation,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let id = id::new(now)?;
        let NewInvitation { name, email, role, made_by, expires_at } = new;
        let sql = "insert into invitations (id, name, email, role, made_by, made_at, expires_at)
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let values = values![&id, name, email, role.as_str(), made_by, now, *expires_at];
        self.run(sql, values).await?;
        Ok(id)
    }

    /// A page of the invitations that nobody has withdrawn, behind this id.
    pub async fn invitations(&mut self, after: &str) -> Result<Vec<Invitation>, StoreError> {
        let sql = "select id, name, email, role, made_by, made_at, expires_at, used_at
                   from invitations where revoked_at is null and id > $1 order by id limit $2";
        self.rows(sql, values![after, PAGE as i64], invitation).await
    }

    /// Withdraws one that was not used. Its link opens nothing from then on.
    pub async fn withdraw_invitation(
        &mut self,
        id: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update invitations set revoked_at = $1
                   where id = $2 and used_at is null and revoked_at is null";
        self.took(sql, values![now, id]).await
    }

    /// Keeps a link for an invitation.
    pub async fn add_link_for_invitation(
        &mut self,
        invitation: &str,
        secret: &Hash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into enrolment_links (id, secret_hash, invitation, made_at, expires_at)
                   values ($1, $2, $3, $4, $5)";
        self.run(sql, values![&id::new(now)?, secret, invitation, now, expires_at]).await.map(drop)
    }

    /// Keeps a link for another device of a member.
    pub async fn add_link_for_member(
        &mut self,
        member: &str,
        secret: &Hash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into enrolment_links (id, secret_hash, member, made_at, expires_at)
                   values ($1, $2, $3, $4, $5)";
        self.run(sql, values![&id::new(now)?, secret, member, now, expires_at]).await.map(drop)
    }

    /// Takes a link, once. Nothing when it was taken, withdrawn, too late, or never there:
    /// which of these, nobody outside is told.
    pub async fn take_link(
        &mut self,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<Option<Enrolling>, StoreError> {
        let sql = "update enrolment_links set used_at = $1
                   where secret_hash = $2 and used_at is null and expires_at > $1";
        if !self.took(sql, values![now, secret]).await? {
            return Ok(None);
        }
        let sql = "select invitation, member from enrolment_links where secret_hash = $1";
        let whom = |row: &mut Row| Ok((row.maybe_text()?, row.maybe_text()?));
        match self.row(sql, values![secret], whom).await? {
            Some((Some(id), _)) => {
                Ok(self.take_invitation(&id, now).await?.map(Enrolling::Invited))
            }
            Some((None, Some(member))) => {
                let is_there = self.member(&member).await?.is_some_and(|m| m.ended_at.is_none());
                Ok(is_there.then_some(Enrolling::Member(member)))
            }
            _ => Ok(None),
        }
    }

    /// Takes an invitation, once and in its time, without its link.
    pub async fn take_invitation(
        &mut self,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        let sql = "update invitations set used_at = $1 where id = $2
                   and used_at is null and revoked_at is null and expires_at > $1";
        if !self.took(sql, values![now, id]).await? {
            return Ok(None);
        }
        let sql = "select id, name, email, role, made_by, made_at, expires_at, used_at
                   from invitations where id = $1";
        self.row(sql, values![id], invitation).await
    }
}
