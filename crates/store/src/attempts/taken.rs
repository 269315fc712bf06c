//! Taking the answer of a sign-in: once, by one, in its time, from the provider that was
//! asked.

use sqlx::SqliteConnection;

use super::Attempt;
use crate::vault::SealedRow;
use crate::{Change, OpenError, Store};

/// What became of an answer that came home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was taken now, and nobody takes it again: the sign-in, and what the answer is
    /// redeemed with.
    Now(Attempt, SealedRow),
    /// The sign-in has ended.
    Already(Ended),
    /// Its time is over.
    TooLate(Attempt),
    /// It came in the name of another provider than the one that was asked.
    OtherProvider(Attempt),
    /// It was taken before, and the sign-in is still under way.
    UnderWay(Attempt),
    /// Nobody asked for it, or that is long ago.
    Unknown,
}

/// The row of `ended_attempts`, without the digest.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Ended {
    /// The id that it had.
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// `done`, `refused`, `cancelled`, `expired`, `failed` or `replaced`.
    pub how: String,
    /// When.
    pub at: String,
}

impl Store {
    /// Takes the answer that came with the state of this digest, in the name of this
    /// provider. Only an answer that is taken now changes anything and is entered.
    pub async fn take_attempt(
        &self,
        state_digest: &str,
        provider: &str,
        at: &str,
        change: Change<'_>,
    ) -> Result<Taken, OpenError> {
        self.make(change, async |writer| {
            let Some(Found { attempt, in_time }) = under_way(writer, state_digest, at).await?
            else {
                let ended = ended(writer, state_digest).await?;
                return Ok(ended.map_or(Taken::Unknown, Taken::Already));
            };
            if attempt.provider != provider {
                return Ok(Taken::OtherProvider(attempt));
            }
            if attempt.phase != "waiting" {
                return Ok(Taken::UnderWay(attempt));
            }
            if !in_time {
                return Ok(Taken::TooLate(attempt));
            }
            let sealed = sqlx::query_as(
                "update attempts set phase = 'answered' where id = ?
                 returning id, generation, key_id, sealed",
            )
            .bind(&attempt.id)
            .fetch_one(&mut *writer)
            .await?;
            change.enter(writer).await?;
            Ok(Taken::Now(Attempt { phase: "answered".into(), ..attempt }, sealed))
        })
        .await
    }
}

#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(flatten)]
    attempt: Attempt,
    in_time: bool,
}

async fn under_way(
    writer: &mut SqliteConnection,
    state_digest: &str,
    at: &str,
) -> Result<Option<Found>, sqlx::Error> {
    sqlx::query_as(
        "select *, unixepoch(ends_at, 'subsec') > unixepoch(?, 'subsec') as in_time
         from attempts where state_digest = ?",
    )
    .bind(at)
    .bind(state_digest)
    .fetch_optional(writer)
    .await
}

async fn ended(
    writer: &mut SqliteConnection,
    state_digest: &str,
) -> Result<Option<Ended>, sqlx::Error> {
    sqlx::query_as("select id, provider, how, at from ended_attempts where state_digest = ?")
        .bind(state_digest)
        .fetch_optional(writer)
        .await
}
