//! Taking what the server says that a thing is: into its table where nothing was changed here,
//! as agreed where both say the same, and else as something that a person decides.
//!
//! Who holds a connection says how it is: of what others say of it, its name alone counts here,
//! unless the firm's server holds it (`held`). So it is with whose money its accounts hold, where
//! the form that connected it says so (`choices`).

use serde_json::Value;
use sqlx::SqliteConnection;

use super::agreement::{agree, disagree, same, was_told};
use super::{Local, SyncKind, Thing, choices, drop_unheard, enqueue, files, held, local, synced};
use crate::audit::{self, NewEntry};
use crate::{OpenError, Store, receipts};

/// What of things is known to whoever calls, and not here.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "functions show nothing")]
pub struct Eyes<'a> {
    /// How a thing of this computer looks as JSON; nothing where it is gone.
    pub facts: &'a (dyn Fn(&Local) -> Option<String> + Sync),
    /// Whether this version of Patchbay can use a setting that looks like that.
    pub fits: &'a (dyn Fn(&Thing, Option<&str>) -> bool + Sync),
    /// What is entered where what came changed something of this computer; and who had
    /// changed it, as far as that is known.
    pub entry: &'a (dyn Fn(&Thing, Option<&str>) -> NewEntry + Sync),
}

/// What came.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// Changes, in the server's order.
    pub changes: &'a [(Thing, Theirs<'a>)],
    /// How far that goes; none for a thing that was asked for by itself.
    pub cursor: Option<&'a str>,
    /// What came and could not be read, this time and before.
    pub left_out: &'a [String],
}

/// A thing as the server has it.
#[derive(Debug, Clone, Copy)]
pub struct Theirs<'a> {
    /// Its version.
    pub version: i64,
    /// As it is, as JSON; none where it was removed, or is set no more.
    pub facts: Option<&'a str>,
    /// Who changed it.
    pub changed_by: Option<&'a str>,
    /// When, by the server's clock.
    pub changed_at: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was known already.
    Known,
    /// It is as here now.
    Agreed,
    /// It is what is here now.
    Applied,
    /// This version cannot use it: what is here stays.
    LeftOut,
    /// It is another computer's, and known now.
    Elsewhere,
    /// What is here is to be told, since it is so.
    ToBeTold,
    /// Both changed it: a person decides.
    ForAPerson,
}

impl Store {
    /// Takes what came, how far that goes, and the entries of what it changed here, in one
    /// transaction.
    pub async fn take_changes(
        &self,
        feed: Feed<'_>,
        at: &str,
        eyes: Eyes<'_>,
    ) -> Result<Vec<Taken>, OpenError> {
        let left_out = serde_json::to_string(feed.left_out).unwrap_or_else(|_| "[]".into());
        let (taken, is_entered) = self
            .in_transaction(async |writer| {
                let (mut taken, mut entries) = (Vec::new(), Vec::new());
                for (thing, theirs) in feed.changes {
                    let (one, is_other) = take(&mut *writer, thing, theirs, at, eyes).await?;
                    if is_other {
                        entries.push((eyes.entry)(thing, theirs.changed_by));
                    }
                    taken.push(one);
                }
                if let Some(cursor) = feed.cursor {
                    sqlx::query("update sync_state set cursor = ?, left_out = ?")
                        .bind(cursor)
                        .bind(left_out)
                        .execute(&mut *writer)
                        .await?;
                }
                if !entries.is_empty() {
                    audit::append(writer, &entries).await?;
                }
                Ok((taken, !entries.is_empty()))
            })
            .await?;
        if is_entered {
            self.note_what_is_done().await;
        }
        Ok(taken)
    }
}

/// What became of one, and whether something of this computer is another now.
async fn take(
    writer: &mut SqliteConnection,
    thing: &Thing,
    theirs: &Theirs<'_>,
    at: &str,
    eyes: Eyes<'_>,
) -> Result<(Taken, bool), sqlx::Error> {
    let agreed = synced(&mut *writer, thing).await?;
    let known = agreed.as_ref().map_or(0, |one| one.their_version.unwrap_or(one.version));
    if theirs.version <= known {
        return Ok((Taken::Known, false));
    }
    // Our own word, of which the answer did not come: what changed here since follows it.
    if was_told(&mut *writer, thing, theirs.facts).await? {
        now_agree(writer, thing, theirs).await?;
        return Ok((Taken::Agreed, false));
    }
    let here = local::read(&mut *writer, thing).await?;
    let ours = (eyes.facts)(&here);
    if thing.kind == SyncKind::Connection && theirs.facts.is_none() && ours.is_none() {
        choices::unchoose(&mut *writer, &thing.id).await?;
    }
    let same_now = same(theirs.facts.unwrap_or("null"), ours.as_deref());
    if same_now {
        drop_unheard(&mut *writer, thing).await?;
        now_agree(writer, thing, theirs).await?;
        return Ok((Taken::Agreed, false));
    }
    // What was not taken there, and is as it was agreed on again, is nothing to decide about; nor
    // is what this person may not choose.
    let waits = agreed.as_ref().is_some_and(|one| {
        let refused = one.refused.as_deref().filter(|why| !choices::may_not(thing, why));
        one.their_version.is_some() || refused.is_some() && !same(&one.facts, ours.as_deref())
    });
    let base = agreed.filter(|one| one.version > 0).map(|one| one.facts);
    match (thing.kind, here) {
        (SyncKind::Connection, Local::Connection(row)) => {
            let [base, ours, there] =
                [base.as_deref(), ours.as_deref(), theirs.facts].map(|facts| facts.and_then(label));
            let renamed_there = theirs.facts.is_some() && there != base;
            if renamed_there && ours != base && there != ours {
                disagree(writer, thing, theirs).await?;
                return Ok((Taken::ForAPerson, false));
            }
            if renamed_there {
                local::rename(&mut *writer, &thing.id, there.as_deref(), at).await?;
            }
            let is_other = renamed_there && there != ours;
            // The rest is as its holder says.
            if held::by_server(&row) {
                let found = held::take(&mut *writer, &row, theirs.facts, at).await?;
                now_agree(&mut *writer, thing, theirs).await?;
                return Ok((if found { Taken::Applied } else { Taken::Agreed }, is_other));
            }
            // It is told again, behind their version.
            now_agree(&mut *writer, thing, theirs).await?;
            enqueue(writer, thing, at).await?;
            Ok((if is_other { Taken::Applied } else { Taken::ToBeTold }, is_other))
        }
        // Another computer's: what is known of it is all there is here.
        (SyncKind::Connection, _) => {
            let is_to_be_told = is_to_be_told(&mut *writer, thing).await?;
            now_agree(&mut *writer, thing, theirs).await?;
            if is_to_be_told {
                return Ok((Taken::ToBeTold, false));
            }
            // A server that was restored has again what was ended here since its backup.
            if theirs.facts.is_some() && receipts::has(&mut *writer, &thing.id).await? {
                enqueue(writer, thing, at).await?;
                return Ok((Taken::ToBeTold, false));
            }
            Ok((Taken::Elsewhere, false))
        }
        (SyncKind::Setting, _) if choices::is_said_here(&mut *writer, thing).await? => {
            now_agree(&mut *writer, thing, theirs).await?;
            enqueue(writer, thing, at).await?;
            Ok((Taken::ToBeTold, false))
        }
        (SyncKind::Setting, _) => {
            // Whatever changes here is to be told; what is known here and did not fit is not
            // changed by that.
            let undecided = waits || is_to_be_told(&mut *writer, thing).await?;
            if undecided && !choices::is_said_elsewhere(&mut *writer, thing).await? {
                let is_gone =
                    choices::named_what_is_gone(&mut *writer, thing, base.as_deref()).await?;
                match (is_gone, &ours, theirs.facts) {
                    // It was chosen here, and there it only went with its connection.
                    (true, Some(_), None) => {
                        now_agree(&mut *writer, thing, theirs).await?;
                        enqueue(writer, thing, at).await?;
                        return Ok((Taken::ToBeTold, false));
                    }
                    // The other way round.
                    (true, None, _) => {}
                    _ => {
                        disagree(writer, thing, theirs).await?;
                        return Ok((Taken::ForAPerson, false));
                    }
                }
            }
            now_agree(&mut *writer, thing, theirs).await?;
            let fits = (eyes.fits)(thing, theirs.facts);
            put(writer, thing, theirs.facts, fits, at).await?;
            Ok((if fits { Taken::Applied } else { Taken::LeftOut }, fits))
        }
    }
}

/// Puts a setting as it came, and was agreed on, into its table, which is nothing to be told.
/// Where it does not fit, that is noted, and what is here stays.
pub(super) async fn put(
    writer: &mut SqliteConnection,
    thing: &Thing,
    facts: Option<&str>,
    fits: bool,
    at: &str,
) -> Result<(), sqlx::Error> {
    if fits {
        local::set(&mut *writer, &thing.id, facts, at).await?;
        files::tell_its_connections_again(&mut *writer, thing, at).await?;
    } else {
        sqlx::query("update synced set fits = 0 where kind = ? and id = ?")
            .bind(thing.kind.as_str())
            .bind(&thing.id)
            .execute(&mut *writer)
            .await?;
    }
    drop_unheard(writer, thing).await
}

async fn now_agree(
    writer: &mut SqliteConnection,
    thing: &Thing,
    theirs: &Theirs<'_>,
) -> Result<(), sqlx::Error> {
    agree(writer, thing, theirs.version, theirs.facts, theirs.changed_by, theirs.changed_at).await
}

/// Whether news of it wait that nobody has heard.
async fn is_to_be_told(writer: &mut SqliteConnection, thing: &Thing) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select 1 from outbox where subject = ?)")
        .bind(thing.subject())
        .fetch_one(writer)
        .await
}

/// What a connection is called, by its facts.
pub(super) fn label(facts: &str) -> Option<String> {
    let facts: Value = serde_json::from_str(facts).ok()?;
    facts["label"].as_str().map(str::to_owned)
}
