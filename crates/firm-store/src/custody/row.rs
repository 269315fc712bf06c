//! One connection's row, as it stands.

use jiff::Timestamp;
use patchbay_contract::custody::CustodyState;

use crate::value::{Cell, Row, values};
use crate::{Session, StoreError};

/// What is sealed, and with which data key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedCustody {
    /// The data key.
    pub key: u32,
    /// The envelope.
    pub bytes: Vec<u8>,
}

/// One connection that was handed over, or was to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// The connection.
    pub connection: String,
    /// The number of the hand-over.
    pub handover: String,
    /// How far it is.
    pub state: CustodyState,
    /// What opens it; nothing of one that was withdrawn.
    pub sealed: Option<SealedCustody>,
    /// How often something was sealed here.
    pub generation: u64,
    /// How it is.
    pub condition: String,
    /// What that is about, in words.
    pub about: Option<String>,
    /// What is wrong, as JSON.
    pub problem: Option<String>,
    /// What the checks said, as JSON.
    pub checks: String,
    /// Until when nothing is tried.
    pub retry_at: Option<Timestamp>,
    /// How often in a row it was put off.
    pub put_off: i64,
    /// When what calls are made with ends.
    pub access_ends_at: Option<Timestamp>,
    /// When it dies unless it is used.
    pub idle_ends_at: Option<Timestamp>,
    /// When it dies in any case.
    pub absolute_ends_at: Option<Timestamp>,
    /// When it last worked.
    pub last_success: Option<Timestamp>,
    /// When it was last renewed here.
    pub renewed_at: Option<Timestamp>,
    /// When its checks are made again.
    pub next_check_at: Option<Timestamp>,
    /// Since when somebody renews it, by the database's clock.
    pub renewing_since: Option<Timestamp>,
    /// Since when the row is there.
    pub made_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl Custody {
    /// Whether the server renews it, and nobody else.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.state == CustodyState::Held
    }
}

/// Every column, in the order of [`read`]. One text for every question.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select connection, handover, state, data_key, sealed, generation, condition, about,
                 problem, checks, retry_at, put_off, access_ends_at, idle_ends_at,
                 absolute_ends_at, last_success, renewed_at, next_check_at, renewing_since, made_at, changed_at
             from custody ",
            $rest
        )
    };
}

fn read(row: &mut Row) -> Result<Custody, StoreError> {
    let broken = StoreError::Broken;
    let (connection, handover, state) = (row.text()?, row.text()?, row.text()?);
    let state = CustodyState::from_name(&state).ok_or(broken("a custody of no known state"))?;
    let sealed = match (row.cell()?, row.cell()?) {
        (Cell::Number(key), Cell::Bytes(bytes)) => Some(SealedCustody {
            key: u32::try_from(key).map_err(|_| broken("a data key of no number"))?,
            bytes,
        }),
        (Cell::Nothing, Cell::Nothing) => None,
        _ => return Err(broken("a seal without its key")),
    };
    Ok(Custody {
        connection,
        handover,
        state,
        sealed,
        generation: u64::try_from(row.number()?).map_err(|_| broken("a generation below none"))?,
        condition: row.text()?,
        about: row.maybe_text()?,
        problem: row.maybe_text()?,
        checks: row.text()?,
        retry_at: row.maybe_time()?,
        put_off: row.number()?,
        access_ends_at: row.maybe_time()?,
        idle_ends_at: row.maybe_time()?,
        absolute_ends_at: row.maybe_time()?,
        last_success: row.maybe_time()?,
        renewed_at: row.maybe_time()?,
        next_check_at: row.maybe_time()?,
        renewing_since: row.maybe_time()?,
        made_at: row.time()?,
        changed_at: row.time()?,
    })
}

impl Session {
    /// What is known of this connection's custody; nothing where there never was one.
    pub async fn custody(&mut self, connection: &str) -> Result<Option<Custody>, StoreError> {
        self.row(select!("where connection = $1"), values![connection], read).await
    }

    /// All that the server holds.
    pub async fn all_held(&mut self) -> Result<Vec<Custody>, StoreError> {
        let sql = select!("where state = 'held' order by connection");
        self.rows(sql, values![], read).await
    }
}
