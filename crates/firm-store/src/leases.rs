//! Which of several servers over one database leads, and what it has to do now and then.
//!
//! A lease in the database, by the database's own clock, which all of them share. Whoever takes it
//! has a term with a number; whoever takes over has a higher one. What is done in a term is done
//! in a transaction that begins by asking whether the term lasts ([`Session::leads`]): since of
//! several changes one is under way at a time, nobody takes over in between, and whoever was
//! paused, or lost its connection, does nothing twice.

use jiff::{SignedDuration, Timestamp};

use crate::value::{Row, values};
use crate::{Session, StoreError};

/// The one lease there is.
const LEADING: &str = "leading";

/// A term in which one server leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Who leads.
    pub holder: String,
    /// Rises from term to term.
    pub number: i64,
}

/// When something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Now. It was to be done at this time.
    Now(Timestamp),
    /// In so long.
    In(SignedDuration),
}

impl Session {
    /// What time it is in the database.
    pub async fn database_time(&mut self) -> Result<Timestamp, StoreError> {
        let sql = self.clock();
        self.row(sql, values![], Row::time).await?.ok_or(StoreError::Broken("no time"))
    }

    /// Leads from now on for so long, or goes on to. Nothing while another one does.
    pub async fn lead(
        &mut self,
        holder: &str,
        lasts: SignedDuration,
    ) -> Result<Option<Term>, StoreError> {
        let now = self.database_time().await?;
        let sql = "insert into leases (name, holder, term, until) values ($1, $2, 1, $3)
                   on conflict (name) do update set
                       term = case when leases.until > $4 then leases.term
                                   else leases.term + 1 end,
                       holder = excluded.holder, until = excluded.until
                   where leases.holder = excluded.holder or leases.until <= $4";
        if !self.took(sql, values![LEADING, holder, now + lasts, now]).await? {
            return Ok(None);
        }
        let sql = "select holder, term from leases where name = $1";
        let read = |row: &mut Row| Ok(Term { holder: row.text()?, number: row.number()? });
        self.row(sql, values![LEADING], read).await
    }

    /// Whether this term lasts. Asked at the beginning of a change, the answer holds to its end.
    pub async fn leads(&mut self, term: &Term) -> Result<bool, StoreError> {
        let now = self.database_time().await?;
        let sql = "select term from leases
                   where name = $1 and holder = $2 and term = $3 and until > $4";
        let found = self.row(sql, values![LEADING, &term.holder, term.number, now], Row::number);
        Ok(found.await?.is_some())
    }

    /// Ends a term, so that another one begins at once.
    pub async fn resign(&mut self, term: &Term) -> Result<(), StoreError> {
        let now = self.database_time().await?;
        let sql = "update leases set until = $1 where name = $2 and holder = $3 and term = $4";
        self.run(sql, values![now, LEADING, &term.holder, term.number]).await.map(drop)
    }

    /// When a duty is to be done. One that was never done is to be done now.
    pub async fn due(&mut self, duty: &str) -> Result<Due, StoreError> {
        let now = self.database_time().await?;
        let sql = "insert into duties (name, due_at, times) values ($1, $2, 0)
                   on conflict do nothing";
        self.run(sql, values![duty, now]).await?;
        let sql = "select due_at from duties where name = $1";
        let due = self.row(sql, values![duty], Row::time).await?;
        let due = due.ok_or(StoreError::Broken("a duty that went away"))?;
        Ok(if due <= now { Due::Now(due) } else { Due::In(due.duration_since(now)) })
    }

    /// Notes that what was due is done. It is due again so long after it was due, or as many
    /// times that as lie behind: what nobody was there to do is made up for once.
    pub async fn did(
        &mut self,
        duty: &str,
        term: &Term,
        due: Timestamp,
        every: SignedDuration,
    ) -> Result<SignedDuration, StoreError> {
        let now = self.database_time().await?;
        let every = every.max(SignedDuration::from_millis(1));
        let behind = now.duration_since(due).as_millis() / every.as_millis();
        let times = i32::try_from(behind + 1).unwrap_or(i32::MAX);
        let next = due.checked_add(every * times).unwrap_or(now + every);
        let sql = "update duties set due_at = $1, done_at = $2, term = $3, times = times + 1
                   where name = $4";
        self.run(sql, values![next, now, term.number, duty]).await?;
        Ok(next.duration_since(now))
    }
}
