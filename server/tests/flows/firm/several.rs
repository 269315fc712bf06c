//! Two programs over one PostgreSQL: they share the work, one of them does what is due, and
//! whatever becomes of that one in the middle of it, it is done once.

use std::process::Command;

use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use patchbay_test_support::eventually;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row};

use super::{Firm, Ground, SigningKey};
use crate::program::Running;

/// Notes each time that something due was done; and keeps whoever removes an answer waiting, in
/// the middle of it, while somebody holds a lock.
const WATCHING: &str = "
    create table done (n bigserial, due_at text, term bigint);
    create function note() returns trigger language plpgsql as
        'begin insert into done (due_at, term) values (old.due_at, new.term); return new; end';
    create trigger note after update on duties for each row execute function note();
    create function wait() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock(1); return old; end';
    create trigger wait before delete on answers for each row execute function wait();";

/// An answer that is long over.
const ENDED: &str = "insert into answers
    (asker, idempotency_key, fingerprint, status, body, made_at)
    values ('somebody', gen_random_uuid()::text, '', 200, '', '2020-01-01T00:00:00.000Z')";

/// Which server waits there, and by which of its connections.
const IN_THE_MIDDLE: &str = "select a.application_name, a.pid from pg_locks l
    join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and (l.classid, l.objid) = (0, 1) and not l.granted";

/// Whether all was done once, in terms that rise.
const ONCE: &str = "select count(*) = count(distinct due_at)
        and count(*) = (select times from duties) and bool_and(term >= before)
    from (select due_at, term, lag(term, 1, 0::bigint) over (order by n) as before from done) d";

/// A firm with two servers.
struct Several {
    ground: Ground,
    servers: [Running; 2],
    /// Sees what is in the database.
    eye: PgConnection,
    /// Holds the lock that keeps a leader waiting.
    hand: PgConnection,
}

impl Several {
    async fn start() -> Self {
        let ground = Ground::postgres().await;
        let layer = Layer::from_toml("test", &format!("database = {:?}", ground.address()));
        let config = Config::from_layer(layer.unwrap()).unwrap();
        administration::migrate(&config).await.unwrap();
        let mut hand = PgConnection::connect(&ground.address()).await.unwrap();
        sqlx::raw_sql(WATCHING).execute(&mut hand).await.unwrap();
        let servers = ["0", "1"].map(|name| {
            // Each by its name, and given up soon where it stands still.
            let address = format!(
                "{}?application_name={name}&options=-c%20idle_in_transaction_session_timeout=1s",
                ground.address()
            );
            Running::start_with(&[
                ("PATCHBAY_SERVER_DATABASE", &address),
                ("PATCHBAY_SERVER_LEASE_SECONDS", "1"),
                ("PATCHBAY_SERVER_TIDY_SECONDS", "1"),
            ])
        });
        let eye = PgConnection::connect(&ground.address()).await.unwrap();
        Self { ground, servers, eye, hand }
    }

    /// Keeps a leader in the middle of what it does. Says which, and by which connection.
    async fn in_the_middle(&mut self) -> (usize, i32) {
        sqlx::raw_sql("select pg_advisory_lock(1)").execute(&mut self.hand).await.unwrap();
        sqlx::raw_sql(ENDED).execute(&mut self.hand).await.unwrap();
        let eye = tokio::sync::Mutex::new(&mut self.eye);
        eventually("a leader in the middle of what it does", async || {
            let found = sqlx::query(IN_THE_MIDDLE).fetch_optional(&mut **eye.lock().await).await;
            let row = found.unwrap()?;
            Some((row.get::<String, _>(0).parse().unwrap(), row.get(1)))
        })
        .await
        .unwrap()
    }

    async fn let_go(&mut self) {
        sqlx::raw_sql("select pg_advisory_unlock(1)").execute(&mut self.hand).await.unwrap();
    }

    /// Waits until PostgreSQL answers this with yes.
    async fn until(&mut self, what: &str, sql: &'static str) {
        let eye = tokio::sync::Mutex::new(&mut self.eye);
        eventually(what, async || {
            let row = sqlx::query(sql).fetch_one(&mut **eye.lock().await).await.unwrap();
            row.get::<bool, _>(0).then_some(())
        })
        .await
        .unwrap();
    }

    /// Waits until what had ended is gone, and was done once whoever did it.
    async fn all_is_done_once(&mut self) {
        self.until("what had ended is gone", "select count(*) = 0 from answers").await;
        let once = sqlx::query(ONCE).fetch_one(&mut self.eye).await.unwrap().get::<bool, _>(0);
        assert!(once, "something was done twice, or in a term that was over");
    }

    /// Waits until this one says that it leads, or that it does not.
    async fn until_it_leads(&self, which: usize, leads: bool) {
        let wanted = format!("patchbay_leads {}\n", u8::from(leads));
        eventually(&format!("server {which}: {wanted}"), async || {
            let asked = reqwest::get(format!("{}/metrics", self.servers[which].base)).await.ok()?;
            asked.text().await.ok()?.contains(&wanted).then_some(())
        })
        .await
        .unwrap();
    }

    fn signal(&self, which: usize, signal: &str) {
        let id = self.servers[which].child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
}

#[tokio::test]
async fn a_server_that_is_killed_in_the_middle_is_succeeded_and_nothing_is_lost_or_doubled() {
    let mut firm = Several::start().await;
    let (leader, _) = firm.in_the_middle().await;
    firm.signal(leader, "-KILL");
    firm.let_go().await;
    firm.until_it_leads(1 - leader, true).await;
    firm.all_is_done_once().await;
}

#[tokio::test]
async fn a_server_that_stood_still_finds_that_another_leads_and_does_nothing_twice() {
    let mut firm = Several::start().await;
    let (leader, _) = firm.in_the_middle().await;
    firm.signal(leader, "-STOP");
    firm.let_go().await;
    firm.until_it_leads(1 - leader, true).await;
    firm.all_is_done_once().await;
    firm.signal(leader, "-CONT");
    firm.until_it_leads(leader, false).await;
    sqlx::raw_sql(ENDED).execute(&mut firm.hand).await.unwrap();
    firm.all_is_done_once().await;
    let health = reqwest::get(format!("{}/readyz", firm.servers[leader].base)).await.unwrap();
    assert_eq!(health.status(), StatusCode::OK, "it answers again");
}

#[tokio::test]
async fn a_server_whose_connection_is_cut_in_the_middle_does_it_again_or_is_succeeded() {
    let mut firm = Several::start().await;
    for _ in 0..3 {
        let (leader, connection) = firm.in_the_middle().await;
        let cut = sqlx::query("select pg_terminate_backend($1)").bind(connection);
        assert!(cut.fetch_one(&mut firm.eye).await.unwrap().get::<bool, _>(0));
        firm.let_go().await;
        firm.all_is_done_once().await;
        let health = reqwest::get(format!("{}/readyz", firm.servers[leader].base)).await.unwrap();
        assert_eq!(health.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn what_one_server_was_told_the_other_knows_and_does_not_do_again() {
    let firm = Several::start().await;
    let layer = Layer::from_toml("test", &format!("database = {:?}", firm.ground.address()));
    let config = Config::from_layer(layer.unwrap()).unwrap();
    let link = administration::link_for_first_owner(&config, "Ana", None).await.unwrap();
    let [one, other] = firm.servers.each_ref().map(|server| server.base.clone());
    let client = reqwest::Client::new();
    let enrolment = Firm::enrolment(&link.code, &SigningKey::from_bytes(&[1; 32]));
    let enrolled = client.post(format!("{one}/api/enrol")).json(&enrolment).send().await.unwrap();
    let enrolled: Value = enrolled.json().await.unwrap();
    let token = enrolled["token"].as_str().unwrap();
    let again = client.post(format!("{other}/api/enrol")).json(&enrolment).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::FORBIDDEN, "the code was taken");

    // The same request at both, at once: it is done by one, and answered the same by the other.
    let ask = |base: &str, n: u32| {
        let request = client.put(format!("{base}/api/settings/s{n}")).bearer_auth(token);
        request.header("idempotency-key", format!("k{n}")).json(&json!({ "value": n })).send()
    };
    for n in 0..20 {
        let (first, second) = tokio::join!(ask(&one, n), ask(&other, n));
        let [first, second] = [first.unwrap(), second.unwrap()];
        assert_eq!((first.status(), second.status()), (StatusCode::CREATED, StatusCode::CREATED));
        let replayed = |answer: &reqwest::Response| {
            usize::from(answer.headers().contains_key("idempotent-replayed"))
        };
        assert_eq!(replayed(&first) + replayed(&second), 1);
    }
    let changes = client.get(format!("{other}/api/changes")).bearer_auth(token).send().await;
    let changes: Value = changes.unwrap().json().await.unwrap();
    assert_eq!(changes["items"].as_array().unwrap().len(), 20);
    assert_eq!(changes["cursor"], "20", "each has a number of its own");
}
