//! Accounts of the firm's directory, and the people they belong to. An account is known by its
//! tenant and its object id, which never change: an address may be given to somebody else.
//!
//! Whether an address makes somebody the one who is meant is not decided here. Addresses are
//! compared as they are, but for the case of ASCII: no other letter is taken for one of those.

use jiff::Timestamp;

use crate::enrolment::invitation;
use crate::members::member;
use crate::value::{Row, values};
use crate::{Invitation, Member, Session, StoreError, id};

/// The most that are looked at: with two it is clear already that an address does not say who.
const SOME: i64 = 20;

/// An account of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryAccount {
    /// Of which directory.
    pub tenant: String,
    /// Which in it.
    pub object: String,
}

impl Session {
    /// Whose account this is, also of somebody who left.
    pub async fn member_of_account(
        &mut self,
        account: &DirectoryAccount,
    ) -> Result<Option<Member>, StoreError> {
        let DirectoryAccount { tenant, object } = account;
        let sql = "select id, name, email, role, made_at, ended_at, version from members
                   where id = (select member from directory_accounts
                               where tenant = $1 and object = $2)";
        self.row(sql, values![tenant, object], member).await
    }

    /// Whether somebody signs in by an account of this directory already.
    pub async fn has_account(&mut self, member: &str, tenant: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from directory_accounts where member = $1 and tenant = $2";
        let count = self.row(sql, values![member, tenant], Row::number).await?;
        Ok(count.unwrap_or_default() > 0)
    }

    /// The members with this address, also those who left, those who are there first.
    pub async fn members_by_address(&mut self, address: &str) -> Result<Vec<Member>, StoreError> {
        let sql = "select id, name, email, role, made_at, ended_at, version from members
                   where lower(email) = $1 order by ended_at is not null, id limit $2";
        self.rows(sql, values![&address.to_ascii_lowercase(), SOME], member).await
    }

    /// The invitations for this address that nobody took or withdrew, also those whose time is
    /// over, the newest first.
    pub async fn invitations_by_address(
        &mut self,
        address: &str,
    ) -> Result<Vec<Invitation>, StoreError> {
        let sql = "select id, name, email, role, made_by, made_at, expires_at, used_at
                   from invitations where lower(email) = $1 and used_at is null
                       and revoked_at is null order by expires_at desc, id limit $2";
        self.rows(sql, values![&address.to_ascii_lowercase(), SOME], invitation).await
    }

    /// From now on this account is that member.
    pub async fn bind_account(
        &mut self,
        account: &DirectoryAccount,
        member: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let DirectoryAccount { tenant, object } = account;
        let sql = "insert into directory_accounts (id, tenant, object, member, bound_at)
                   values ($1, $2, $3, $4, $5)
                   on conflict (tenant, object) do update
                       set member = excluded.member, bound_at = excluded.bound_at";
        self.run(sql, values![&id::new(now)?, tenant, object, member, now]).await.map(drop)
    }
}
