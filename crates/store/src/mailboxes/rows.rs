//! The single rows that a round writes. Whoever calls these has the transaction.

use sqlx::SqliteConnection;

use super::{FolderKnown, HeaderRow, Marks};

pub(super) async fn forget(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from mail_folders where connection = ? and folder = ?")
        .bind(connection)
        .bind(folder)
        .execute(writer)
        .await
        .map(drop)
}

pub(super) async fn note(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
    known: &FolderKnown,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into mail_folders (connection, folder, validity, highest, messages, change_at)
         values (?, ?, ?, ?, ?, ?)
         on conflict (connection, folder) do update set validity = excluded.validity,
             highest = excluded.highest, messages = excluded.messages,
             change_at = excluded.change_at",
    )
    .bind(connection)
    .bind(folder)
    .bind(known.validity)
    .bind(known.highest)
    .bind(known.messages)
    .bind(known.change_at)
    .execute(writer)
    .await
    .map(drop)
}

pub(super) async fn came(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
    row: &HeaderRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert or replace into mail_headers (connection, folder, uid, from_name, from_address,
             subject, written_at, arrived_at, message_id, seen, answered, flagged, deleted, draft)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(connection)
    .bind(folder)
    .bind(row.uid)
    .bind(&row.from_name)
    .bind(&row.from_address)
    .bind(&row.subject)
    .bind(&row.written_at)
    .bind(&row.arrived_at)
    .bind(&row.message_id)
    .bind(row.marks.seen)
    .bind(row.marks.answered)
    .bind(row.marks.flagged)
    .bind(row.marks.deleted)
    .bind(row.marks.draft)
    .execute(writer)
    .await
    .map(drop)
}

pub(super) async fn marked(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
    uid: u32,
    marks: Marks,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update mail_headers set seen = ?, answered = ?, flagged = ?, deleted = ?, draft = ?
         where connection = ? and folder = ? and uid = ?",
    )
    .bind(marks.seen)
    .bind(marks.answered)
    .bind(marks.flagged)
    .bind(marks.deleted)
    .bind(marks.draft)
    .bind(connection)
    .bind(folder)
    .bind(uid)
    .execute(writer)
    .await
    .map(drop)
}

pub(super) async fn went(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
    uid: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from mail_headers where connection = ? and folder = ? and uid = ?")
        .bind(connection)
        .bind(folder)
        .bind(uid)
        .execute(writer)
        .await
        .map(drop)
}

pub(super) async fn keep_newest(
    writer: &mut SqliteConnection,
    connection: &str,
    folder: &str,
    keep: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from mail_headers where connection = ?1 and folder = ?2 and uid <= (
             select uid from mail_headers where connection = ?1 and folder = ?2
             order by uid desc limit 1 offset ?3)",
    )
    .bind(connection)
    .bind(folder)
    .bind(keep)
    .execute(writer)
    .await
    .map(drop)
}
