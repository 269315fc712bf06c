//! A move: the server goes on living in another database, of the other kind or of the same. It is
//! the same life (`epoch`), since nothing is lost: devices go on from where they are.
//!
//! Three steps, each one transaction. The target is filled from a source that nobody changes
//! meanwhile, and compared; then the source says where it went; then the target lives. Whoever
//! is cut off in between has at no time two that live, and goes on by the same command: before
//! the first step ended the target is empty, behind it the source is left or goes on alone.

mod sums;

use jiff::Timestamp;

use crate::rows::{Pages, values_of};
use crate::value::{time, values};
use crate::{Action, NewEntry, Place, Schema, Session, Store, StoreError};

use sums::{Sum, every_table, sums};

pub use sums::TableMoved;

/// Why a server was not moved. It lives where it lived.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// There is no such file.
    #[error("{0} is not there. Name the database that the server keeps its things in.")]
    NothingThere(String),
    /// Both are one.
    #[error("both addresses lead to the same server. Name another database to move it to.")]
    SameServer,
    /// Something is in the target.
    #[error("{0} is not empty. Name a new database to move to.")]
    NotEmpty(String),
    /// What is in the target is not what is in the source.
    #[error(
        "{0} holds a move that was cut off, and the server went on living since. Name a new \
         database to move to."
    )]
    Outlived(String),
    /// A connection that the server holds is just renewed: what comes of it would be saved nowhere.
    #[error(
        "the server renews a connection just now. Stop the servers, or run move again: a renewal \
         takes seconds, and one that was cut off is over after five minutes."
    )]
    Renewing,
    /// A table came over otherwise than it went.
    #[error("the table {0} came over otherwise than it went. Nothing was moved.")]
    Differs(&'static str),
    /// One of the databases refused, or does not answer.
    #[error("{place}: {why}")]
    Store {
        /// Which, without a password.
        place: String,
        /// What it said.
        why: StoreError,
    },
}

/// A move whose target is filled. Dropped, it has not moved.
pub struct Moving {
    source: Side,
    target: Side,
    /// Keeps the source as it was, until it says where it went. Nothing where it did before.
    held: Option<Session>,
    tables: Vec<TableMoved>,
}

/// A move whose source lives no more.
pub struct Left(Moving);

struct Side {
    store: Store,
    shown: String,
}

impl Side {
    async fn open(place: &Place) -> Result<Self, MoveError> {
        let shown = match place {
            // Elsewhere than where the command was given, a path from there leads nowhere.
            Place::Sqlite(path) => Place::Sqlite(std::path::absolute(path).unwrap_or(path.clone())),
            other => other.clone(),
        };
        let shown = shown.to_string();
        match Store::open(place).await {
            Ok(store) => Ok(Self { store, shown }),
            Err(why) => Err(MoveError::Store { place: shown, why }),
        }
    }

    /// Says which of the two it was.
    fn at<T>(&self, done: Result<T, StoreError>) -> Result<T, MoveError> {
        done.map_err(|why| MoveError::Store { place: self.shown.clone(), why })
    }
}

impl Moving {
    /// Fills the target, or finds that it was before. From here on nobody changes the source.
    pub async fn begin(from: &Place, to: &Place, now: Timestamp) -> Result<Self, MoveError> {
        if let Place::Sqlite(path) = from
            && !path.exists()
        {
            return Err(MoveError::NothingThere(from.to_string()));
        }
        let (source, target) = (Side::open(from).await?, Side::open(to).await?);
        source.at(source.store.is_up_to_date().await)?;
        match target.at(target.store.schema().await)? {
            // Somebody’s, and not to be touched.
            Schema { applied: Some(found), known } if found != known => {
                return Err(MoveError::NotEmpty(target.shown));
            }
            _ => target.at(target.store.prepare(now).await)?,
        }
        let (here, left) = source.at(whose(&source.store).await)?;
        let (there, came) = target.at(whose(&target.store).await)?;
        if came.moved_to.is_some() {
            // What is left of a server that moved, maybe of this one.
            return Err(MoveError::NotEmpty(target.shown));
        }
        let is_ours = here.id == there.id && here.epoch == there.epoch;
        match (left.moved_to, came.arriving_from) {
            (Some(_), Some(_)) if is_ours => {
                let mut view = target.at(target.store.look().await)?;
                let tables = target.at(sums(&mut view).await)?;
                return Ok(Self { source, target, held: None, tables });
            }
            (None, Some(_)) if is_ours => {}
            (None, None) if here.id == there.id => return Err(MoveError::SameServer),
            (None, None) => {}
            (Some(to), _) => return source.at(Err(StoreError::Moved(to))),
            (None, Some(from)) => return target.at(Err(StoreError::Arriving(from))),
        }
        let mut held = source.at(source.store.alone().await)?;
        if source.at(held.somebody_renews().await)? {
            return Err(MoveError::Renewing);
        }
        let held = Some(source.at(held.at_home().await)?);
        let mut moving = Self { source, target, held, tables: Vec::new() };
        moving.fill().await?;
        Ok(moving)
    }

    async fn fill(&mut self) -> Result<(), MoveError> {
        let Self { source, target, held, tables } = self;
        let Some(from) = held else { return Ok(()) };
        let mut into = target.at(target.store.alone().await)?;
        if target.at(into.marks().await)?.arriving_from.is_some() {
            // Filled before, by a command that was cut off then.
            let (here, there) = (source.at(sums(from).await)?, target.at(sums(&mut into).await)?);
            if here != there {
                return Err(MoveError::Outlived(target.shown.clone()));
            }
            *tables = here;
            return Ok(());
        }
        for table in every_table() {
            if !target.at(Pages::of(table).next(&mut into).await)?.is_empty() {
                return Err(MoveError::NotEmpty(target.shown.clone()));
            }
        }
        for table in every_table() {
            let (mut pages, mut sum) = (Pages::of(table), Sum::of(table));
            loop {
                let rows = source.at(pages.next(from).await)?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    sum.add(&row);
                    let values = values_of(table, row).ok_or(MoveError::Differs(table.name))?;
                    target.at(into.run(table.insert, values).await)?;
                }
            }
            tables.push(sum.done());
        }
        let whose = source.at(from.identity().await)?;
        let sql = "update server set id = $1, epoch = $2, made_at = $3, arriving_from = $4";
        let values = values![&whose.id, &whose.epoch, &time(whose.made_at), &source.shown];
        target.at(into.run(sql, values).await)?;
        let there = target.at(sums(&mut into).await)?;
        let differs = tables.iter().zip(&there).find(|(here, there)| here != there);
        if let Some((table, _)) = differs {
            return Err(MoveError::Differs(table.name));
        }
        target.at(into.commit().await)
    }

    /// The source says where it went, and nobody lives there any more.
    pub async fn leave(mut self) -> Result<Left, MoveError> {
        if let Some(mut held) = self.held.take() {
            let sql = "update server set moved_to = $1";
            let left = held.run(sql, values![&self.target.shown]).await;
            self.source.at(left)?;
            self.source.at(held.commit().await)?;
        }
        Ok(Left(self))
    }
}

impl Left {
    /// The target lives. Says what came over.
    pub async fn arrive(self, now: Timestamp) -> Result<Vec<TableMoved>, MoveError> {
        let Moving { source, target, tables, .. } = self.0;
        let mut change = target.at(target.store.alone().await)?;
        let entry = NewEntry::new(now, None, "the server's machine", Action::DatabaseMoved);
        let entry = entry.with("from", &source.shown).with("to", &target.shown);
        target.at(change.enter(&entry).await)?;
        let sql = "update server set arriving_from = null";
        target.at(change.run(sql, values![]).await)?;
        target.at(change.commit().await)?;
        source.store.close().await;
        target.store.close().await;
        Ok(tables)
    }
}

async fn whose(store: &Store) -> Result<(crate::Identity, crate::identity::Marks), StoreError> {
    let mut view = store.look().await?;
    Ok((view.identity().await?, view.marks().await?))
}
