//! The tables as a backup and a move carry them: each with its columns, the first of which is its
//! key, in an order in which they can be filled.

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Bytes,
}

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) kinds: &'static [Kind],
    /// A part of its rows, behind the key `$1`, so many as `$2`.
    pub(crate) select: &'static str,
    pub(crate) insert: &'static str,
}

use Kind::{Bytes as B, Number as N, Text as T};

/// What a backup leaves out, since it is forgotten within a day: the answers to requests that may
/// come again. A server that moves takes them along, as those requests may still come.
pub(crate) const ANSWERS: Table = Table {
    name: "answers",
    // The first is the key of a row, put together by a sign that stands in neither part.
    kinds: &[T, T, T, B, N, T, T],
    select: "select asker || '\n' || idempotency_key, asker, idempotency_key, fingerprint, status,
                 body, made_at from answers
             where asker || '\n' || idempotency_key > $1 order by 1 limit $2",
    insert: "insert into answers (asker, idempotency_key, fingerprint, status, body, made_at)
             select $2, $3, $4, $5, $6, $7 where $1 <> ''",
};

/// The same for sign-ins that are on their way, which last ten minutes.
pub(crate) const SIGN_INS: Table = Table {
    name: "sign_ins",
    kinds: &[T, B, T, T, T],
    select: "select id, secret_hash, made_at, expires_at, used_at from sign_ins
             where id > $1 order by id limit $2",
    insert: "insert into sign_ins (id, secret_hash, made_at, expires_at, used_at)
             values ($1, $2, $3, $4, $5)",
};

/// Every table but [`ANSWERS`] and [`SIGN_INS`], and what belongs to one database alone.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "members",
        kinds: &[T, T, T, T, T, T, N],
        select: "select id, name, email, role, made_at, ended_at, version from members
                 where id > $1 order by id limit $2",
        insert: "insert into members (id, name, email, role, made_at, ended_at, version)
                 values ($1, $2, $3, $4, $5, $6, $7)",
    },
    Table {
        name: "directory_accounts",
        kinds: &[T, T, T, T, T],
        select: "select id, tenant, object, member, bound_at from directory_accounts
                 where id > $1 order by id limit $2",
        insert: "insert into directory_accounts (id, tenant, object, member, bound_at)
                 values ($1, $2, $3, $4, $5)",
    },
    Table {
        name: "invitations",
        kinds: &[T, T, T, T, T, T, T, T, T],
        select: "select id, name, email, role, made_by, made_at, expires_at, used_at, revoked_at
                 from invitations where id > $1 order by id limit $2",
        insert: "insert into invitations (id, name, email, role, made_by, made_at, expires_at,
                     used_at, revoked_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    },
    Table {
        name: "enrolment_links",
        kinds: &[T, B, T, T, T, T, T],
        select: "select id, secret_hash, invitation, member, made_at, expires_at, used_at
                 from enrolment_links where id > $1 order by id limit $2",
        insert: "insert into enrolment_links (id, secret_hash, invitation, member, made_at,
                     expires_at, used_at)
                 values ($1, $2, $3, $4, $5, $6, $7)",
    },
    Table {
        name: "devices",
        kinds: &[T, T, T, B, B, T, T, T, T, T],
        select: "select id, member, name, public_key, token_hash, token_made_at,
                     token_expires_at, made_at, last_seen_at, revoked_at
                 from devices where id > $1 order by id limit $2",
        insert: "insert into devices (id, member, name, public_key, token_hash, token_made_at,
                     token_expires_at, made_at, last_seen_at, revoked_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    },
    Table {
        name: "api_keys",
        kinds: &[T, T, T, T, T, T, T, T, N],
        select: "select id, name, scopes, made_by, made_at, expires_at, last_used_at, revoked_at,
                     version from api_keys where id > $1 order by id limit $2",
        insert: "insert into api_keys (id, name, scopes, made_by, made_at, expires_at,
                     last_used_at, revoked_at, version)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    },
    Table {
        name: "api_key_secrets",
        kinds: &[T, T, B, T, T],
        select: "select id, api_key, secret_hash, made_at, ends_at from api_key_secrets
                 where id > $1 order by id limit $2",
        insert: "insert into api_key_secrets (id, api_key, secret_hash, made_at, ends_at)
                 values ($1, $2, $3, $4, $5)",
    },
    Table {
        name: "connect_links",
        kinds: &[T, B, T, T, T, T, T, T],
        select: "select id, secret_hash, provider, role, made_by, made_at, expires_at, used_at
                 from connect_links where id > $1 order by id limit $2",
        insert: "insert into connect_links (id, secret_hash, provider, role, made_by, made_at,
                     expires_at, used_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
    },
    Table {
        name: "connections",
        kinds: &[T, T, T, T, T, T, T, T, T, T, T, T, T, N, T, T],
        select: "select id, provider, environment, label, account_id, account_name, owner,
                     custodian, status, last_success, made_at, changed_at, removed_at, version,
                     idle_ends_at, absolute_ends_at from connections
                 where id > $1 order by id limit $2",
        insert: "insert into connections (id, provider, environment, label, account_id,
                     account_name, owner, custodian, status, last_success, made_at, changed_at,
                     removed_at, version, idle_ends_at, absolute_ends_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                     $16)",
    },
    Table {
        name: "connection_entities",
        // The first is the key of a row, put together; the table has it in its parts.
        kinds: &[T, T, T, N, N, N, T],
        select: "select connection || '/' || entity, connection, entity, synced, pending, errors,
                     last_sync from connection_entities
                 where connection || '/' || entity > $1 order by 1 limit $2",
        insert: "insert into connection_entities (connection, entity, synced, pending, errors,
                     last_sync)
                 select $2, $3, $4, $5, $6, $7 where $1 <> ''",
    },
    Table {
        name: "custody_doors",
        kinds: &[N, B, T],
        select: "select number, check_value, made_at from custody_doors
                 where number > $1 order by number limit $2",
        insert: "insert into custody_doors (number, check_value, made_at) values ($1, $2, $3)",
    },
    Table {
        name: "custody_keys",
        kinds: &[N, T],
        select: "select id, made_at from custody_keys where id > $1 order by id limit $2",
        insert: "insert into custody_keys (id, made_at) values ($1, $2)",
    },
    Table {
        name: "wrapped_keys",
        // The first is the key of a row, put together of both numbers.
        kinds: &[N, N, N, B],
        select: "select door * 4294967296 + data_key, door, data_key, wrapped from wrapped_keys
                 where door * 4294967296 + data_key > $1 order by 1 limit $2",
        insert: "insert into wrapped_keys (door, data_key, wrapped)
                 select $2, $3, $4 where $1 > 0",
    },
    Table {
        name: "server_pair",
        kinds: &[N, B, N, T],
        select: "select one, sealed, data_key, made_at from server_pair
                 where one > $1 order by one limit $2",
        insert: "insert into server_pair (one, sealed, data_key, made_at)
                 values ($1, $2, $3, $4)",
    },
    Table {
        name: "custody",
        // Who renews it just now does not come along: they save nothing where it went.
        kinds: &[T, T, T, N, B, N, T, T, T, T, T, N, T, T, T, T, T, T, T, T],
        select: "select connection, handover, state, data_key, sealed, generation, condition,
                     about, problem, checks, retry_at, put_off, access_ends_at, idle_ends_at,
                     absolute_ends_at, last_success, renewed_at, next_check_at, made_at,
                     changed_at
                 from custody where connection > $1 order by connection limit $2",
        insert: "insert into custody (connection, handover, state, data_key, sealed, generation,
                     condition, about, problem, checks, retry_at, put_off, access_ends_at,
                     idle_ends_at, absolute_ends_at, last_success, renewed_at, next_check_at,
                     made_at, changed_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                     $17, $18, $19, $20)",
    },
    Table {
        name: "ended_handovers",
        kinds: &[T, T],
        select: "select id, ended_at from ended_handovers where id > $1 order by id limit $2",
        insert: "insert into ended_handovers (id, ended_at) values ($1, $2)",
    },
    Table {
        name: "mailboxes",
        kinds: &[T, T, T, N, T, T, N, N, N, N],
        select: "select connection, handover, next_at, failures, problem, read_at, validity,
                     highest, messages, change_at from mailboxes
                 where connection > $1 order by connection limit $2",
        insert: "insert into mailboxes (connection, handover, next_at, failures, problem,
                     read_at, validity, highest, messages, change_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    },
    Table {
        name: "mail_headers",
        // The first is the key of a row, put together; the table has it in its parts.
        kinds: &[T, T, N, T, T, T, T, T, T, N],
        select: "select connection || '/' || uid, connection, uid, from_name, from_address,
                     subject, written_at, arrived_at, message_id, marks from mail_headers
                 where connection || '/' || uid > $1 order by 1 limit $2",
        insert: "insert into mail_headers (connection, uid, from_name, from_address, subject,
                     written_at, arrived_at, message_id, marks)
                 select $2, $3, $4, $5, $6, $7, $8, $9, $10 where $1 <> ''",
    },
    Table {
        name: "settings",
        kinds: &[T, T, T, T, N],
        select: "select name, value, changed_by, changed_at, version from settings
                 where name > $1 order by name limit $2",
        insert: "insert into settings (name, value, changed_by, changed_at, version)
                 values ($1, $2, $3, $4, $5)",
    },
    Table {
        name: "changes",
        kinds: &[N, T, T],
        select: "select seq, kind, id from changes where seq > $1 order by seq limit $2",
        insert: "insert into changes (seq, kind, id) values ($1, $2, $3)",
    },
    Table {
        name: "audit_entries",
        kinds: &[N, T, T, T, T, T, T, T, B, B],
        select: "select seq, at, actor, origin, action, subject, provider, detail, previous, hash
                 from audit_entries where seq > $1 order by seq limit $2",
        insert: "insert into audit_entries (seq, at, actor, origin, action, subject, provider,
                     detail, previous, hash)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    },
];
