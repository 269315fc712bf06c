//! The database of the server inside the app: a folder beside the app's own database. The server
//! answers before it is there, so that nobody who opens the app waits for it; whoever asks for
//! something that is kept waits until it was looked at.
//!
//! All that is in it came from the app, which has it still. So one that cannot be read, or that
//! does not know this computer, is set aside whole and begun anew, and nobody is asked; one that a
//! newer program made, or that cannot be reached now, is left alone. Who comes in at it is the
//! app's (`patchbay_desktop`). Invariant: nothing is ever deleted.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use patchbay_firm_store::{Identity, Place, Store, StoreError};

use crate::administration::{AdministrationError, link_for_first_owner, link_for_owner};
use crate::{Config, Preparing};

/// Its folder, in the app's.
const FOLDER: &str = "firm-server";
/// Its file in there.
const FILE: &str = "firm.db";

/// A database that is there, brought up to date and known to the app or empty.
pub struct Prepared {
    /// Which server that is.
    pub server: String,
    /// Its life.
    pub epoch: String,
    /// Where the former one lies, if there was one that did not fit.
    pub set_aside: Option<PathBuf>,
}

/// Why it cannot be had: a case for each remedy.
#[derive(Debug, thiserror::Error)]
pub enum NotPrepared {
    /// A newer program made it.
    #[error("a newer program made it")]
    Newer,
    /// It was moved away by hand.
    #[error("it was moved to {0}")]
    Moved(String),
    /// It cannot be read or written now.
    #[error(transparent)]
    Failed(StoreError),
}

impl From<StoreError> for NotPrepared {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Newer { .. } => Self::Newer,
            StoreError::Moved(to) => Self::Moved(to),
            other => Self::Failed(other),
        }
    }
}

/// Where its database lies in the app's folder.
#[must_use]
pub fn folder(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

/// How a server over the database in the app's folder is set, and how it is told of that.
#[must_use]
pub fn config(data: &Path) -> (Config, Preparing) {
    let preparing = Preparing::default();
    let config = Config {
        database: Some(Place::Sqlite(folder(data).join(FILE))),
        preparing: Some(preparing.clone()),
        ..Config::embedded()
    };
    (config, preparing)
}

/// Has it ready in the app's folder. `known` is the server and the life of it that the app came in
/// at; without one, an empty database is wanted.
///
/// # Errors
/// When a newer program made it, it was moved away, or it cannot be read or written now.
pub async fn prepare(data: &Path, known: Option<(&str, &str)>) -> Result<Prepared, NotPrepared> {
    let now = Timestamp::now();
    let found = match looked_at(data, now).await {
        Ok((found, has_owner)) => {
            let life = (found.id.as_str(), found.epoch.as_str());
            // An empty one is whoever's comes in.
            let fits = !has_owner || known == Some(life);
            fits.then_some(found)
        }
        Err(error) if is_useless(&error) => {
            tracing::warn!(%error, "the database of the server inside the app is begun anew");
            None
        }
        Err(error) => return Err(error.into()),
    };
    let (identity, set_aside) = match found {
        Some(found) => (found, None),
        None => {
            let set_aside = set_aside(data, now).map_err(StoreError::File)?;
            (looked_at(data, now).await?.0, set_aside)
        }
    };
    let Identity { id: server, epoch, .. } = identity;
    Ok(Prepared { server, epoch, set_aside })
}

/// A code by which the app comes in as its owner. One whose answer was lost leaves an owner without
/// this computer; the code is for another device of theirs then.
///
/// # Errors
/// When the database refuses, or does not answer.
pub async fn code(config: &Config, name: &str) -> Result<String, AdministrationError> {
    let link = match link_for_first_owner(config, name, None).await {
        Err(AdministrationError::OwnerThere { id, .. }) => link_for_owner(config, &id).await,
        made => made,
    };
    Ok(link?.code)
}

/// Sets it aside, whole and at once: it is of before. Says where it lies, if there was one.
///
/// # Errors
/// When the folder cannot be renamed.
pub fn set_aside(data: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    let folder = folder(data);
    if !folder.try_exists()? {
        return Ok(None);
    }
    let aside = data.join(format!("{FOLDER}-until-{}", now.strftime("%Y-%m-%d-%H%M%S-%3f")));
    std::fs::rename(folder, &aside)?;
    Ok(Some(aside))
}

/// Which server it is, brought up to date; and whether somebody has come in at it.
async fn looked_at(data: &Path, now: Timestamp) -> Result<(Identity, bool), StoreError> {
    std::fs::create_dir_all(folder(data))?;
    let store = Store::open(&Place::Sqlite(folder(data).join(FILE))).await?;
    let looked = async {
        store.migrate(now).await?;
        let mut view = store.read().await?;
        Ok((view.identity().await?, view.count_owners().await? > 0))
    };
    let looked = looked.await;
    store.close().await;
    looked
}

/// Whether another try would find the same, and nobody has it elsewhere.
fn is_useless(error: &StoreError) -> bool {
    match error {
        StoreError::Refused(_)
        | StoreError::Broken(_)
        | StoreError::Migration(_)
        | StoreError::NotMigrated
        | StoreError::Arriving(_) => true,
        StoreError::Unavailable(_)
        | StoreError::Newer { .. }
        | StoreError::Moved(_)
        | StoreError::File(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use patchbay_firm_store::Role;
    use tempfile::{TempDir, tempdir};

    use super::*;

    fn life(prepared: &Prepared) -> (&str, &str) {
        (&prepared.server, &prepared.epoch)
    }

    fn file(data: &TempDir) -> PathBuf {
        data.path().join(FOLDER).join(FILE)
    }

    async fn somebody_comes_in(data: &TempDir) {
        let store = Store::open(&Place::Sqlite(file(data))).await.unwrap();
        let mut change = store.write().await.unwrap();
        change.add_member("Ana", None, Role::Owner, Timestamp::UNIX_EPOCH).await.unwrap();
        change.commit().await.unwrap();
        store.close().await;
    }

    #[tokio::test]
    async fn the_embedded_database_is_made_once_and_is_the_same_at_each_start() {
        let data = tempdir().unwrap();
        let first = prepare(data.path(), None).await.unwrap();
        assert_eq!(first.set_aside, None);
        // Nobody had come in before the end.
        let again = prepare(data.path(), None).await.unwrap();
        assert_eq!((life(&again), &again.set_aside), (life(&first), &None));
        somebody_comes_in(&data).await;
        let known = prepare(data.path(), Some(life(&first))).await.unwrap();
        assert_eq!((life(&known), &known.set_aside), (life(&first), &None));
    }

    #[tokio::test]
    async fn one_that_does_not_know_this_computer_is_set_aside_whole() {
        let data = tempdir().unwrap();
        let first = prepare(data.path(), None).await.unwrap();
        // There is nothing in it to set aside.
        let empty = prepare(data.path(), Some((&first.server, "another life"))).await.unwrap();
        assert_eq!((life(&empty), &empty.set_aside), (life(&first), &None));
        somebody_comes_in(&data).await;
        // The app's own database was put back from before, or is new.
        let other = prepare(data.path(), Some((&first.server, "another life"))).await.unwrap();
        assert_ne!(other.server, first.server);
        assert!(other.set_aside.is_some());
        somebody_comes_in(&data).await;
        let before = fs::read(file(&data)).unwrap();
        let anew = prepare(data.path(), None).await.unwrap();
        assert_ne!(anew.server, other.server);
        let aside = anew.set_aside.unwrap();
        assert_eq!(fs::read(aside.join(FILE)).unwrap(), before);
    }

    #[tokio::test]
    async fn one_that_cannot_be_read_is_set_aside_and_begun_anew() {
        let data = tempdir().unwrap();
        let first = prepare(data.path(), None).await.unwrap();
        fs::write(file(&data), vec![b'?'; 4096]).unwrap();
        let anew = prepare(data.path(), Some(life(&first))).await.unwrap();
        assert_ne!(anew.server, first.server);
        let aside = anew.set_aside.unwrap();
        assert_eq!(fs::read(aside.join(FILE)).unwrap(), vec![b'?'; 4096]);
    }

    #[tokio::test]
    async fn one_of_a_newer_program_is_left_alone() {
        let data = tempdir().unwrap();
        let first = prepare(data.path(), None).await.unwrap();
        let address = format!("sqlite:{}", file(&data).display());
        let newer = sqlx::SqlitePool::connect(&address).await.unwrap();
        let sql = "insert into _sqlx_migrations
                       (version, description, success, checksum, execution_time)
                   values (99990101000000, 'of tomorrow', true, x'00', 0)";
        sqlx::query(sql).execute(&newer).await.unwrap();
        newer.close().await;
        let told = prepare(data.path(), Some(life(&first))).await.err().unwrap();
        assert!(matches!(told, NotPrepared::Newer), "{told}");
        assert!(file(&data).exists());
    }
}
