//! A server that moves to a database of the other kind, as its firm notices it: not at all.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Duration;

use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sqlx::{Connection, PgConnection, Row};

use super::{Firm, Ground, code_of};

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

pub(super) async fn a_firm_goes_on_where_it_was_once_its_server_moved(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let set = |firm: &Firm, key: &str, value: i64| {
        let request = firm.by(&ana.token, Method::PUT, &format!("/api/settings/{key}"));
        request.header("idempotency-key", key).json(&json!({ "value": value }))
    };
    firm.send(set(&firm, "one", 1), StatusCode::CREATED).await;
    let seen = firm.get(&ana.token, "/api/changes").await;
    let cursor = seen["cursor"].as_str().unwrap();
    firm.send(set(&firm, "two", 2), StatusCode::CREATED).await;

    let other = firm.ground.other().await;
    let (from, to) = (firm.ground.address(), other.address());
    administration::move_to(&from.parse().unwrap(), &to.parse().unwrap()).await.unwrap();
    // The former one runs still, and does nothing for anybody any more.
    let late = set(&firm, "late", 3).send().await.unwrap();
    let unavailable = (StatusCode::SERVICE_UNAVAILABLE, "database_unavailable".to_owned());
    assert_eq!(code_of(late).await, unavailable);
    let looked = firm.by(&ana.token, Method::GET, "/api/settings").send().await.unwrap();
    assert_eq!(code_of(looked).await, unavailable);
    let ready = firm.ask(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);

    let firm = Firm::open(other).await;
    let again = set(&firm, "two", 2).send().await.unwrap();
    assert_eq!(again.headers()["idempotent-replayed"], "true", "what was done is not done again");
    let since = firm.get(&ana.token, &format!("/api/changes?cursor={cursor}")).await;
    assert_eq!(since["epoch"], seen["epoch"], "the same life");
    let items = since["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|item| &item["id"]).collect::<Vec<_>>(), ["two"]);
    let trail = firm.get(&ana.token, "/api/audit?action=database.moved").await;
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    let check = firm.get(&ana.token, "/api/audit/check").await;
    assert_eq!(check["whole"], true);
}

/// Waits until PostgreSQL answers this with yes.
async fn become_so(ground: &Ground, what: &str, sql: &'static str) {
    let mut connection = PgConnection::connect(&ground.address()).await.unwrap();
    let mut clock = tokio::time::interval(Duration::from_millis(20));
    let waiting = async {
        while !sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get::<bool, _>(0) {
            clock.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect(what);
}

#[test]
fn the_program_moves_a_server_and_tells_whoever_starts_the_former_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let variables = variables.iter().copied();
        let output = Command::new(SERVER).args(arguments).envs(variables).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    };
    let (one, two) = (at("one.db"), at("two.db"));
    let (done, whose) = run(&["migrate", "--database", &one], &[]);
    assert!(done, "{whose}");
    assert!(run(&["enrol-link", "--database", &one], &[]).0);
    let (done, said) = run(&["move", "--from", &one], &[]);
    assert!(!done && said.contains("--to-file"), "{said}");
    let address = folder.path().join("address");
    std::fs::write(&address, "\n").unwrap();
    let empty = ["move", "--from-file", address.to_str().unwrap(), "--to", &two];
    let (done, said) = run(&empty, &[]);
    assert!(!done && said.contains("address, which --from-file names: it is empty"), "{said}");
    std::fs::write(&address, format!("{two}\n")).unwrap();
    let to = ["move", "--to-file", address.to_str().unwrap()];
    let (done, said) = run(&to, &[("PATCHBAY_SERVER_MOVE_FROM", &one)]);
    assert!(done && said.contains("on both sides") && said.contains(&two), "{said}");
    for command in ["serve", "migrate", "enrol-link", "doctor"] {
        let (done, said) = run(&[command, "--database", &one], &[]);
        assert!(!done && said.contains(&format!("moved to {two}")), "{command}: {said}");
    }
    assert_eq!(run(&["migrate", "--database", &two], &[]), (true, whose), "the same server");
    let open = ["move", "--from", &two, "--to", "postgres://firm:canary@127.0.0.1:1/patchbay"];
    let (done, said) = run(&open, &[]);
    assert!(!done && said.contains("in -file"), "{said}");
    let gone = [("PATCHBAY_SERVER_MOVE_TO", "postgres://firm:canary@127.0.0.1:1/patchbay")];
    let (done, said) = run(&["move", "--from", &two], &gone);
    assert!(!done && !said.contains("canary") && said.contains("127.0.0.1:1"), "{said}");
    assert!(run(&["migrate", "--database", &two], &[]).0, "it lives where it lived");
}

#[tokio::test]
async fn a_move_that_is_killed_in_the_middle_leaves_the_target_empty_and_may_be_begun_again() {
    let firm = Firm::open(Ground::sqlite()).await;
    let ana = firm.owner().await;
    let to = Ground::postgres().await;
    let layer = Layer::from_toml("test", &format!("database = {:?}", to.address())).unwrap();
    administration::migrate(&Config::from_layer(layer).unwrap()).await.unwrap();
    // Kept in the middle: entries come late, and wait for this lock.
    let mut holder = PgConnection::connect(&to.address()).await.unwrap();
    let wait = "create function wait() returns trigger language plpgsql as
                    'begin perform pg_advisory_xact_lock(1); return new; end';
                create trigger wait before insert on audit_entries for each row
                    execute function wait();
                select pg_advisory_lock(1)";
    sqlx::raw_sql(wait).execute(&mut holder).await.unwrap();
    let moving = || {
        let mut command = Command::new(SERVER);
        command.args(["move", "--from", &firm.ground.address()]);
        command.env("PATCHBAY_SERVER_MOVE_TO", to.address()).stderr(Stdio::piped());
        command.stdout(Stdio::piped()).spawn().unwrap()
    };
    let mut child = moving();
    let waits = "select count(*) > 0 from pg_locks where not granted and locktype = 'advisory'";
    become_so(&to, "the move waits in the middle", waits).await;
    child.kill().unwrap();
    child.wait().unwrap();
    holder.close().await.unwrap();
    let over = "select count(*) = 0 from pg_stat_activity where datname = current_database()
                and pid <> pg_backend_pid()";
    become_so(&to, "nobody is connected any more", over).await;
    become_so(&to, "nobody came over", "select count(*) = 0 from members").await;
    assert_eq!(firm.get(&ana.token, "/api/me").await["name"], "Ana", "the source lives");

    let mut child = moving();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success(), "{said}");
    let firm = Firm::open(to).await;
    assert_eq!(firm.get(&ana.token, "/api/me").await["name"], "Ana");
}
