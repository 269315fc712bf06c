//! A process that is killed in the middle of a renewal, and one in the middle of a change of keys.
//! Nothing in there hears of it; what goes on behind it loses nothing.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use patchbay_gateway::{Outside, Reach};
use patchbay_practice::{Counts, Endpoint, Gate, Misbehaviour, Trick};
use patchbay_server::Config;
use patchbay_server::config::Layer;
use patchbay_test_support::eventually;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::super::Firm;
use super::{Ground, Handing, LOOK_EVERY, minute, own_key, provider};

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

/// The name of the test that is the server beside the story.
const TEST: &str = "firm::custody::killed::a_server_in_a_process_of_its_own";

/// Where it finds what it needs.
const PLACES: &str = "PATCHBAY_TEST_PLACES";

/// A provider whose refresh token works once, without any grace.
const WORKS_ONCE: &str = "box";

/// Another server soon takes over where one was killed.
const SOON: &str = "lease_seconds = 1";

/// Without a story to be told by, it has nothing to do.
#[tokio::test]
async fn a_server_in_a_process_of_its_own() {
    let Ok(places) = std::env::var(PLACES) else { return };
    let places: Value = serde_json::from_str(&places).unwrap();
    let text = places["configuration"].as_str().unwrap();
    let config = Config::from_layer(Layer::from_toml("story", text).unwrap()).unwrap();
    let late = places["minute"].as_i64().unwrap();
    let clock = Arc::new(move || minute(late));
    let reach = Reach::Practice(places["providers"].as_str().unwrap().parse().unwrap());
    let outside = Outside { clock: clock.clone(), ..Outside::of_the_system() };
    let config = config.with_clock(clock).with_providers(reach, outside, LOOK_EVERY);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    patchbay_server::serve(listener, config, CancellationToken::new()).await.unwrap();
}

/// A process; killed at the latest when the story is over.
struct Beside(Child);

impl Beside {
    fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.kill();
    }
}

fn text(ground: &Ground) -> String {
    format!("database = {:?}\n{}\n{SOON}", ground.address(), own_key(1))
}

/// Holds a connection of that provider, then ends the server and begins another one in a process of
/// its own, to which so many minutes have passed. Kills that one where it waits at the gate.
async fn killed_while_it_renews(
    ground: Ground,
    id: &str,
    late: i64,
    trick: Trick,
    gate: Gate,
) -> Handing {
    let more = format!("{}\n{SOON}", own_key(1));
    let it = Handing::open_with(ground, &more).await;
    let mut facts = it.facts("this_computer", "connected");
    facts["provider"] = json!(id);
    let known = it.put("/api/connections/c").header("if-match", "\"1\"").json(&facts);
    it.firm.send(known, StatusCode::OK).await;
    let home = format!("https://firm.example/connect/{id}/return");
    let held = it.vendors.allowed_at(id, "oauth", &home).await;
    let delivered = it.deliver(1, &held).await;
    assert_eq!(delivered["state"], "proven", "{delivered}");
    it.firm.send(it.taking(1), StatusCode::OK).await;
    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();

    vendors.practice.misbehave(id, Misbehaviour::always(Endpoint::Refresh, trick));
    let Reach::Practice(providers) = vendors.reach() else {
        panic!("nobody practises with vendors")
    };
    let places = json!({
        "configuration": text(&ground), "providers": providers.to_string(), "minute": late,
    });
    let mut beside = Beside(
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", TEST])
            .env(PLACES, places.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap(),
    );
    clock.store(late, Ordering::Relaxed);
    gate.reached(1).await;
    beside.kill();
    vendors.practice.behave(id);

    let firm = again(ground, &vendors, clock).await;
    let it = Handing { firm, ana, vendors };
    // What the dead one was at is left to it, whoever asks.
    let before = it.vendors.practice.counts(id);
    assert_eq!(it.test().await["state"], "held");
    assert_eq!(it.vendors.practice.counts(id).refreshes, before.refreshes);
    assert_eq!(it.vendors.practice.counts(id).repeats, before.repeats);
    // Some minutes later, by the database's clock, it is taken for what it is.
    it.firm.ground.run("update custody set renewing_since = '2020-01-01T00:00:00.000Z'").await;
    it
}

async fn again(ground: Ground, vendors: &provider::Vendors, clock: Arc<AtomicI64>) -> Firm {
    let more = format!("{}\n{SOON}", own_key(1));
    Handing::server(ground, &more, vendors, clock).await
}

/// Waits until something was renewed so often, and everybody is told that it works.
async fn until_it_is_renewed(it: &Handing, id: &str, wanted: impl Fn(Counts) -> bool) -> Counts {
    eventually("it is renewed and works", async || {
        let counts = it.vendors.practice.counts(id);
        let told = it.get("/api/connections/c").await;
        (wanted(counts) && told["status"] == "connected").then_some(counts)
    })
    .await
    .unwrap()
}

pub(in super::super) async fn killed_before_the_provider_answered_it_is_renewed_by_the_next(
    ground: Ground,
) {
    let gate = Gate::default();
    let trick = Trick::Hold(gate.clone());
    let it = killed_while_it_renews(ground, WORKS_ONCE, 13 * 60, trick, gate).await;
    let counts = until_it_is_renewed(&it, WORKS_ONCE, |counts| counts.refreshes > 0).await;
    assert_eq!((counts.double_spends, counts.lost), (0, 0), "{counts:?}");
    assert_eq!(it.test().await["problem"], Value::Null);
}

pub(in super::super) async fn killed_before_the_answer_was_saved_the_token_before_it_is_used_again(
    ground: Ground,
) {
    let gate = Gate::default();
    let trick = Trick::HoldAnswer(gate.clone());
    let it = killed_while_it_renews(ground, provider::ID, 58, trick, gate).await;
    // The provider has a grace for just this.
    let counts = until_it_is_renewed(&it, provider::ID, |counts| counts.repeats > 0).await;
    assert_eq!((counts.double_spends, counts.lost), (0, 0), "{counts:?}");
    it.firm.pass(58);
    let wanted = counts.refreshes + 1;
    let counts = until_it_is_renewed(&it, provider::ID, |now| now.refreshes >= wanted).await;
    assert_eq!(
        (counts.repeats, counts.double_spends),
        (1, 0),
        "what is kept is the newest there is"
    );
}

pub(in super::super) async fn killed_with_the_only_token_that_works_a_person_is_asked_once(
    ground: Ground,
) {
    let gate = Gate::default();
    let trick = Trick::HoldAnswer(gate.clone());
    let it = killed_while_it_renews(ground, WORKS_ONCE, 13 * 60, trick, gate).await;
    eventually("a person is asked", async || {
        let told = it.get("/api/connections/c").await;
        (told["status"] == "reconnect_needed").then_some(())
    })
    .await
    .unwrap();
    let shown = it.get("/api/connections/c/custody").await;
    assert!(shown["problem"]["remedy"].is_string(), "{shown}");
    assert_eq!(it.entered("custody.not_renewed").await, 1);
    let counts = it.vendors.practice.counts(WORKS_ONCE);
    assert_eq!((counts.refreshes, counts.double_spends, counts.lost), (1, 1, 1), "{counts:?}");
    it.firm.pass(600);
    // A round goes by: whoever leads says how many it holds.
    let figures = it.firm.ask(reqwest::Method::GET, "/metrics").send().await.unwrap();
    assert!(figures.text().await.unwrap().contains("patchbay_held 1"));
    assert_eq!(it.vendors.practice.counts(WORKS_ONCE).double_spends, 1, "a no is taken for one");
}

/// Keeps whoever does this waiting in the middle of it, while somebody holds a lock.
fn waiting(at: &str) -> String {
    format!(
        "create function wait() returns trigger language plpgsql as
             'begin perform pg_advisory_xact_lock(1); return coalesce(new, old); end';
         create trigger wait before {at} for each row execute function wait();
         select pg_advisory_lock(1)"
    )
}

const STANDS_IN_THE_MIDDLE: &str = "select count(*) > 0 from pg_locks
    where locktype = 'advisory' and (classid, objid) = (0, 1) and not granted";

#[tokio::test]
async fn a_change_of_keys_that_is_killed_anywhere_goes_on_by_the_same_command() {
    for at in ["insert on custody_keys", "update of sealed on custody", "delete on custody_keys"] {
        let it = Handing::open(Ground::postgres().await).await;
        it.hold(1).await;
        let known = it.get("/.well-known/patchbay").await;
        let address = it.firm.ground.address();
        let mut holder = PgConnection::connect(&address).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(waiting(at))).execute(&mut holder).await.unwrap();
        let own = own_key(1);
        let rotate = || {
            let mut command = Command::new(SERVER);
            command.arg("rotate-key").env("PATCHBAY_SERVER_DATABASE", &address);
            command.env("PATCHBAY_SERVER_CUSTODY_KEY", own.split('"').nth(1).unwrap());
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command
        };
        let mut beside = Beside(rotate().spawn().unwrap());
        let eye = tokio::sync::Mutex::new(PgConnection::connect(&address).await.unwrap());
        eventually("the command stands in the middle", async || {
            let row = sqlx::query(STANDS_IN_THE_MIDDLE).fetch_one(&mut *eye.lock().await).await;
            row.unwrap().get::<bool, _>(0).then_some(())
        })
        .await
        .unwrap();
        beside.kill();
        let let_go = "select pg_advisory_unlock(1); drop trigger wait on TABLE";
        let let_go = let_go.replace("TABLE", at.split(' ').next_back().unwrap());
        sqlx::raw_sql(sqlx::AssertSqlSafe(let_go)).execute(&mut holder).await.unwrap();

        assert_eq!(it.test().await["problem"], Value::Null, "{at}: it is held all the while");
        let done = rotate().output().unwrap();
        let words = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success() && words.contains("1 former data keys"), "{at}: {words}");
        assert_eq!(it.entered("custody.key_rotated").await, 1, "{at}: one new key");
        assert_eq!(it.test().await["problem"], Value::Null, "{at}");
        assert_eq!(it.get("/.well-known/patchbay").await, known, "{at}: the same pair");
        it.firm.pass(58);
        it.is_renewed(1).await;
        assert_eq!(it.vendors.counts().double_spends, 0);
    }
}
