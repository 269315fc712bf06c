//! What whoever has the server's machine does with its database, without a server running:
//! brings it up to date, lets the first owner in, backs it up, puts that back, moves it, and
//! changes the keys that seal what it holds.

mod looks;
mod own_key;

use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use patchbay_firm_store::{
    Action, Backup, BackupError, Identity, Member, MoveError, Moving, NewEntry, NewInvitation,
    Place, Role, Store, StoreError, TableMoved,
};

use crate::Config;
use crate::auth::Secret;
use crate::config::OwnKeyTrouble;

pub use looks::{Look, look};
pub use own_key::{Rotated, Rotating, add_own_key, rotate_key};

/// How long a link made at the machine holds.
const LINK_LIVES: SignedDuration = SignedDuration::from_hours(24);

/// From where the entries of the trail say that such a thing was done.
const ORIGIN: &str = "the server's machine";

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum AdministrationError {
    /// No database is set.
    #[error("no database is set. Set database in the configuration, as its comments say.")]
    NoDatabase,
    /// There is an owner already, who invites others.
    #[error(
        "{name} is an owner already, and invites others. For another device of an owner, name \
         them: --member {id}"
    )]
    OwnerThere {
        /// What they are called.
        name: String,
        /// Their id.
        id: String,
    },
    /// There is no such owner.
    #[error("no owner has that id. Without --member, the owners are named.")]
    NoSuchOwner,
    /// No key of its own is set.
    #[error(
        "no key of its own is set. Make one by `patchbay-server new-key FILE`, and set \
         custody_key_file."
    )]
    NoOwnKey,
    /// There is a newer own key than the one that is set.
    #[error(
        "another own key was put in by --to-file or --to-keychain. Name that one by custody_key_file \
         or custody_key_keychain and start the servers again, then run rotate-key; or put in yet \
         another one."
    )]
    NewerOwnKey,
    /// An own key cannot be had.
    #[error(transparent)]
    OwnKey(#[from] OwnKeyTrouble),
    /// What is sealed cannot be opened.
    #[error("{0}")]
    Keys(String),
    /// A backup could not be written.
    #[error("{} cannot be written: {why}. Name a new file in a folder that is there, has room and may be written.", file.display())]
    NotWritten {
        /// Which.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// A backup could not be put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// It could not be moved.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// The database refused, or does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A link that lets one device in.
pub struct EnrolmentLink {
    /// The code, which is told once.
    pub code: String,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

fn place(config: &Config) -> Result<&Place, AdministrationError> {
    config.database.as_ref().ok_or(AdministrationError::NoDatabase)
}

/// Brings the database up to date, and says whose it is. One that is not there is made.
pub async fn migrate(config: &Config) -> Result<Identity, AdministrationError> {
    let store = Store::open(place(config)?).await?;
    store.migrate((config.now)()).await?;
    let identity = store.read().await?.identity().await?;
    store.close().await;
    Ok(identity)
}

/// Makes a link for the first owner, under this name.
pub async fn link_for_first_owner(
    config: &Config,
    name: &str,
    email: Option<&str>,
) -> Result<EnrolmentLink, AdministrationError> {
    let (store, now) = (Store::open(place(config)?).await?, (config.now)());
    store.ready().await?;
    let mut change = store.write().await?;
    if let Some(owner) = owners(&mut change).await?.into_iter().next() {
        return Err(AdministrationError::OwnerThere { name: owner.name, id: owner.id });
    }
    let expires_at = now + LINK_LIVES;
    let (name, email) = (name.to_owned(), email.map(str::to_owned));
    let new = NewInvitation { name, email, role: Role::Owner, made_by: None, expires_at };
    let invitation = change.invite(&new, now).await?;
    let secret = Secret::for_link();
    change.add_link_for_invitation(&invitation, &secret.hash(), expires_at, now).await?;
    let entry = NewEntry::new(now, None, ORIGIN, Action::Invited).subject(&invitation);
    change.enter(&entry.with("name", &new.name).with("role", "owner")).await?;
    change.commit().await?;
    store.close().await;
    Ok(EnrolmentLink { code: secret.tell().to_owned(), expires_at })
}

/// Makes a link for another device of an owner, as one needs who lost all of them.
pub async fn link_for_owner(
    config: &Config,
    id: &str,
) -> Result<EnrolmentLink, AdministrationError> {
    let (store, now) = (Store::open(place(config)?).await?, (config.now)());
    store.ready().await?;
    let mut change = store.write().await?;
    if !owners(&mut change).await?.iter().any(|owner| owner.id == id) {
        return Err(AdministrationError::NoSuchOwner);
    }
    let (secret, expires_at) = (Secret::for_link(), now + LINK_LIVES);
    change.add_link_for_member(id, &secret.hash(), expires_at, now).await?;
    change.enter(&NewEntry::new(now, None, ORIGIN, Action::LinkMade).subject(id)).await?;
    change.commit().await?;
    store.close().await;
    Ok(EnrolmentLink { code: secret.tell().to_owned(), expires_at })
}

/// Writes all of it into a file that is not there yet. Says how many rows that are. The server
/// may run meanwhile.
pub async fn back_up(config: &Config, file: &Path) -> Result<u64, AdministrationError> {
    let store = Store::open(place(config)?).await?;
    let rows = store.back_up(file, (config.now)()).await.map_err(|error| match error {
        // With the database there is no other file.
        StoreError::File(why) => AdministrationError::NotWritten { file: file.into(), why },
        other => other.into(),
    })?;
    store.close().await;
    Ok(rows)
}

/// Fills an empty database, of whichever kind, from such a file. Says whose it is, and how
/// many rows it had.
pub async fn put_back(config: &Config, file: &Path) -> Result<(String, u64), AdministrationError> {
    let place = place(config)?;
    let backup = Backup::open(file)?;
    let (store, now) = (Store::open(place).await?, (config.now)());
    store.migrate(now).await?;
    store.put_back(&backup, now).await?;
    store.close().await;
    Ok((backup.server().to_owned(), backup.rows()))
}

/// Moves a server from one database to another that is empty. It may run meanwhile: it is told
/// to change nothing any more.
pub async fn move_to(from: &Place, to: &Place) -> Result<Vec<TableMoved>, AdministrationError> {
    let moving = Moving::begin(from, to, Timestamp::now()).await?;
    Ok(moving.leave().await?.arrive(Timestamp::now()).await?)
}

async fn owners(
    session: &mut patchbay_firm_store::Session,
) -> Result<Vec<Member>, AdministrationError> {
    let (mut owners, mut after) = (Vec::new(), String::new());
    loop {
        let page = session.members(&after).await?;
        let Some(last) = page.last() else { return Ok(owners) };
        after.clone_from(&last.id);
        owners.extend(page.into_iter().filter(|member| member.role == Role::Owner));
    }
}
