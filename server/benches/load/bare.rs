//! What the server is held against: the same bytes over HTTP, each written into SQLite in a
//! transaction of its own that is on the disk before it is answered, and nothing else.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::put;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) struct Bare {
    pub(crate) base: String,
    _folder: TempDir,
}

impl Bare {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("bare.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        sqlx::raw_sql("create table records (id text primary key, body blob)")
            .execute(&pool)
            .await
            .unwrap();
        let app = Router::new().route("/api/connections/{id}", put(kept)).with_state(pool);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { base, _folder: folder }
    }
}

async fn kept(
    State(pool): State<SqlitePool>,
    Path(id): Path<String>,
    body: Bytes,
) -> (StatusCode, Bytes) {
    sqlx::query("insert into records (id, body) values ($1, $2)")
        .bind(id)
        .bind(body.to_vec())
        .execute(&pool)
        .await
        .unwrap();
    (StatusCode::CREATED, body)
}
