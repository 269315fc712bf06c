//! The server inside the app: it keeps what is set here by itself, gives way to the firm's own, and
//! is begun anew where it does not fit.

use std::pin::pin;
use std::sync::Arc;

use patchbay_contract::{EmbeddedServer, ErrorCode, Leaving, NewName, Standing};
use patchbay_desktop::{EmbeddedDatabase, EmbeddedTrouble, FirmServer, ServerLife};
use patchbay_server::administration;
use patchbay_server::{Config, embedded};
use patchbay_vault::Secret;
use sqlx::{AssertSqlSafe, SqlitePool};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::desk::{Desk, owner};
use crate::gate::{Gate, Where};
use crate::hand::Hand;
use crate::office::Office;
use crate::server::{Clock, Server};

/// The server inside the app of one computer, as the app starts and stops it.
struct Inside {
    config: Config,
    closing: CancellationToken,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Inside {
    async fn starts(desk: &Desk) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let here = &desk.installation;
        here.set_firm_server(FirmServer::Embedded(address));
        let (config, preparing) = embedded::config(desk.home.path());
        let closing = CancellationToken::new();
        // It answers before its database is there.
        let served = patchbay_server::serve(listener, config.clone(), closing.clone());
        let serving = tokio::spawn(served);
        match here.embedded_database().await.unwrap() {
            EmbeddedDatabase::Current { known } => {
                let known = known.as_ref().map(|one| (one.server.as_str(), one.epoch.as_str()));
                let prepared = embedded::prepare(desk.home.path(), known).await.unwrap();
                let life = ServerLife { server: prepared.server, epoch: prepared.epoch };
                here.set_embedded_database(Ok(life));
                preparing.ended(true);
            }
            EmbeddedDatabase::Former | EmbeddedDatabase::None => preparing.ended(false),
        }
        Self { config, closing, serving }
    }

    async fn ends(self) {
        self.closing.cancel();
        self.serving.await.unwrap().unwrap();
    }

    /// One look of the app: it comes in where it wants to, and takes and tells what is due.
    async fn looks(&self, desk: &Desk) -> Option<bool> {
        let here = &desk.installation;
        if here.wants_in_at_embedded().await.unwrap() {
            let code = async || Ok(Secret::new(embedded::code(&self.config, "ana").await.unwrap()));
            here.come_in_at_embedded(code).await.unwrap();
        }
        here.sync_if_due().await.unwrap()
    }
}

impl Desk {
    async fn is_kept_inside(&self) -> EmbeddedServer {
        let view = self.installation.enrolment().await.unwrap();
        assert_eq!(view.enrolment, None, "it is in at nobody else's");
        self.installation.sync_view().await.unwrap().embedded.unwrap()
    }

    /// What the server inside the app has: connections by id and name, settings by name and value.
    async fn inside(&self) -> Vec<(String, String)> {
        agreed(&self.home.path().join("firm-server/firm.db")).await
    }
}

async fn agreed(file: &std::path::Path) -> Vec<(String, String)> {
    let pool = SqlitePool::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "select id, provider || ' ' || label from connections where removed_at is null order by id",
        "select name, value from settings order by name",
    ] {
        let rows: Vec<(String, String)> =
            sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap();
        all.extend(rows);
    }
    pool.close().await;
    all
}

/// A computer that has connected something, and is in at its own server.
async fn kept_inside(clock: &Clock) -> (Office, Inside) {
    let office = Office::by(clock).await;
    let inside = Inside::starts(&office.desk).await;
    office.connects("stripe", "Cards").await;
    office.connects("anthropic", "Questions").await;
    office.desk.sets(1).await;
    assert_eq!(inside.looks(&office.desk).await, Some(false));
    (office, inside)
}

#[tokio::test]
async fn what_is_set_here_is_kept_by_the_server_inside_the_app_once_there_is_a_vault() {
    let clock = Clock::new();
    let office = Office::by(&clock).await;
    let desk = &office.desk;
    let inside = Inside::starts(desk).await;
    desk.sets(1).await;
    // A key for it would make a vault, which is a person's to decide.
    assert_eq!(inside.looks(desk).await, None);
    assert_eq!(desk.is_kept_inside().await, EmbeddedServer::default());
    let connection = office.connects("stripe", "Cards").await;
    assert_eq!(inside.looks(desk).await, Some(false));
    let kept = desk.is_kept_inside().await;
    assert_eq!((kept.connections, kept.settings, kept.pending), (1, 1, 0));
    assert_eq!((kept.since, kept.last_sync_at), (Some(clock.now()), Some(clock.now())));
    assert_eq!(kept.trouble, None);
    assert_eq!(desk.inside().await[0], (connection, "stripe Cards".into()));
    // Nobody else is told anything, so there is nothing to say at the foot of the page, nothing to
    // leave, and nobody to hand a connection to.
    assert!(!desk.installation.sync_view().await.unwrap().is_in);
    let left = desk.installation.leave_server(Leaving { untold: false }).await.unwrap_err();
    assert_eq!(left.code, ErrorCode::NotEnrolled);
    let all = desk.installation.custodies().await.unwrap();
    assert!(all.iter().all(|one| one.server.is_none()));
    inside.ends().await;
}

#[tokio::test]
async fn each_start_finds_the_same_server_inside_the_app_wherever_it_listens() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let since = desk.is_kept_inside().await.since;
    inside.ends().await;
    clock.pass(10);
    desk.sets(2).await;
    assert_eq!(desk.is_kept_inside().await.pending, 1);
    let inside = Inside::starts(desk).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    let kept = desk.is_kept_inside().await;
    assert_eq!((kept.pending, kept.since), (0, since));
    assert!(desk.inside().await[2].1.contains("2.firm.example"));
    // Nobody else changes anything there, so it is not asked again and again.
    clock.pass(30);
    assert_eq!(inside.looks(desk).await, None);
    clock.pass(31);
    assert_eq!(inside.looks(desk).await, Some(false));
    inside.ends().await;
}

#[tokio::test]
async fn moving_to_the_firms_own_server_carries_everything_over() {
    let server = Server::open().await;
    let (office, inside) = kept_inside(&server.clock).await;
    let desk = &office.desk;
    let before = desk.inside().await;
    assert_eq!(before.len(), 3);
    desk.enters(&server.base, &server.first_code().await).await.unwrap();
    assert_eq!(desk.installation.sync_view().await.unwrap().pending.len(), 3);
    assert!(desk.syncs().await.pending.is_empty());
    assert_eq!(agreed(&server.database()).await, before);
    // From then on the one inside hears nothing, and its file lies aside from the next start on.
    desk.sets(2).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.inside().await, before);
    assert!(agreed(&server.database()).await[2].1.contains("2.firm.example"));
    inside.ends().await;
    let wanted = desk.installation.embedded_database().await.unwrap();
    assert_eq!(wanted, EmbeddedDatabase::Former);
    assert_eq!(desk.installation.sync_view().await.unwrap().embedded, None);
    let view = desk.installation.enrolment().await.unwrap();
    assert_eq!(view.enrolment.unwrap().standing, Standing::In);
}

#[tokio::test]
async fn a_move_that_is_refused_leaves_all_where_it_was() {
    let server = Server::open().await;
    let (office, inside) = kept_inside(&server.clock).await;
    let desk = &office.desk;
    let refused = desk.is_refused(&server.base, "pbl_of-nobody").await;
    assert_eq!(refused, ErrorCode::EnrolmentCodeRefused);
    desk.sets(2).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    assert!(desk.inside().await[2].1.contains("2.firm.example"));
    inside.ends().await;
}

#[tokio::test]
async fn whoever_left_the_firms_server_is_kept_inside_from_the_next_start_on() {
    let server = Server::open().await;
    let (office, inside) = kept_inside(&server.clock).await;
    let desk = &office.desk;
    desk.enters(&server.base, &server.first_code().await).await.unwrap();
    desk.syncs().await;
    desk.sets(2).await;
    desk.installation.leave_server(Leaving { untold: false }).await.unwrap();
    // What the one inside has is of before: nobody goes along with that.
    assert_eq!(inside.looks(desk).await, None);
    inside.ends().await;
    let inside = Inside::starts(desk).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.is_set_to().await, Some("https://2.firm.example".into()));
    assert!(desk.inside().await[2].1.contains("2.firm.example"));
    inside.ends().await;
}

#[tokio::test]
async fn one_that_lost_what_it_had_is_told_everything_again_and_nobody_is_asked() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let before = desk.inside().await;
    inside.ends().await;
    std::fs::remove_dir_all(desk.home.path().join("firm-server")).unwrap();
    let inside = Inside::starts(desk).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.inside().await, before);
    let kept = desk.is_kept_inside().await;
    assert_eq!((kept.pending, kept.trouble), (0, None));
    inside.ends().await;
}

#[tokio::test]
async fn one_that_does_not_know_this_computer_any_more_is_begun_anew_at_the_next_start() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let before = desk.inside().await;
    let file = format!("sqlite:{}", desk.home.path().join("firm-server/firm.db").display());
    let pool = SqlitePool::connect(&file).await.unwrap();
    sqlx::query("delete from devices").execute(&pool).await.unwrap();
    pool.close().await;
    desk.sets(2).await;
    let problem = desk.installation.sync_if_due().await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::EmbeddedKeepsNothing);
    assert_eq!(desk.is_kept_inside().await.trouble, Some(problem));
    assert_eq!(inside.looks(desk).await, None, "nothing changes before the next start");
    inside.ends().await;
    let inside = Inside::starts(desk).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    let now = desk.inside().await;
    assert_eq!((&now[..2], now.len()), (&before[..2], 3));
    assert_eq!(desk.is_kept_inside().await.trouble, None);
    inside.ends().await;
}

#[tokio::test]
async fn what_is_shut_or_has_no_database_keeps_nothing_else_from_working() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    desk.installation.vault().lock().unwrap();
    desk.sets(2).await;
    assert_eq!(inside.looks(desk).await, None);
    let kept = desk.is_kept_inside().await;
    assert_eq!((kept.pending, kept.trouble), (1, None), "it waits, and nothing is wrong");
    let full = EmbeddedTrouble::NotAtThisStart("there is no room left".into());
    desk.installation.set_embedded_database(Err(full));
    assert_eq!(inside.looks(desk).await, None);
    let trouble = desk.is_kept_inside().await.trouble.unwrap();
    assert_eq!(trouble.code, ErrorCode::EmbeddedKeepsNothing);
    assert_eq!(trouble.details.as_deref(), Some("there is no room left"));
    inside.ends().await;
}

#[tokio::test]
async fn why_this_computer_could_not_come_in_inside_is_said_until_it_is_in() {
    let clock = Clock::new();
    let office = Office::by(&clock).await;
    let desk = &office.desk;
    let inside = Inside::starts(desk).await;
    office.connects("stripe", "Cards").await;
    let here = &desk.installation;
    // One code is lost with its answer, the other cannot be made.
    let lost = embedded::code(&inside.config, "ana").await.unwrap();
    Hand::enters_at(&format!("http://{}", here.embedded_server().unwrap()), &lost).await;
    let full = async || Err(EmbeddedTrouble::ForNow("there is no room left".into()));
    here.come_in_at_embedded(full).await.unwrap_err();
    let kept = desk.is_kept_inside().await;
    let trouble = kept.trouble.unwrap();
    assert_eq!((kept.since, trouble.code), (None, ErrorCode::EmbeddedKeepsNothing));
    assert_eq!(trouble.details.as_deref(), Some("there is no room left"));
    assert_eq!(inside.looks(desk).await, None, "not at every look");
    clock.pass(16);
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.is_kept_inside().await.trouble, None);
    inside.ends().await;
}

#[tokio::test]
async fn what_is_here_is_right_also_where_it_is_older_than_what_is_kept_inside() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let before = desk.inside().await;
    // As where this computer's own database was put back from before.
    let file = desk.home.path().join("firm-server/firm.db");
    let pool = SqlitePool::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let newer = "update settings set value = '\"https://9.firm.example\"', version = version + 4,
                 changed_by = 'somebody'";
    let called = "update connections set label = 'Fees', version = version + 4";
    for newer in [newer, called] {
        sqlx::query(newer).execute(&pool).await.unwrap();
    }
    pool.close().await;
    clock.pass(61);
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.is_set_to().await, Some("https://1.firm.example".into()));
    desk.sets(2).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    assert_eq!(desk.is_set_to().await, Some("https://2.firm.example".into()));
    // Something else of them changes than what they are called.
    let here = format!("sqlite:{}", desk.home.path().join("patchbay.db").display());
    let pool = SqlitePool::connect(&here).await.unwrap();
    sqlx::query("update connections set owner = 'bob'").execute(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(inside.looks(desk).await, Some(false));
    let all = desk.installation.custodies().await.unwrap();
    assert!(all.iter().all(|one| !one.title.contains("Fees")), "{all:?}");
    let now = desk.inside().await;
    assert_eq!((&now[..2], now.len()), (&before[..2], 3));
    assert!(now[2].1.contains("2.firm.example"), "{now:?}");
    let kept = desk.is_kept_inside().await;
    assert_eq!((kept.pending, kept.trouble), (0, None));
    inside.ends().await;
}

#[tokio::test]
async fn a_move_waits_until_a_round_inside_has_ended() {
    let server = Server::open().await;
    let (office, inside) = kept_inside(&server.clock).await;
    let desk = &office.desk;
    let here = Arc::clone(&desk.installation);
    let gate = Gate::to(&format!("http://{}", here.embedded_server().unwrap())).await;
    let behind = gate.base.strip_prefix("http://").unwrap().parse().unwrap();
    here.set_firm_server(FirmServer::Embedded(behind));
    desk.sets(2).await;
    // Who is asked first, then what is told.
    gate.stops(2, Where::After, true);
    let round = tokio::spawn(async move { here.sync_if_due().await });
    gate.is_reached().await;
    let code = server.first_code().await;
    let mut moving = pin!(desk.enters(&server.base, &code));
    let other_traffic = async {
        for _ in 0..50 {
            reqwest::get(format!("{}/healthz", server.base)).await.unwrap();
        }
    };
    tokio::select! {
        biased;
        moved = &mut moving => panic!("it did not wait: {moved:?}"),
        () = other_traffic => {}
    }
    gate.lets_go();
    assert_eq!(round.await.unwrap(), Ok(Some(false)));
    moving.await.unwrap();
    assert_eq!(desk.installation.sync_view().await.unwrap().pending.len(), 3);
    assert!(desk.syncs().await.pending.is_empty());
    assert_eq!(agreed(&server.database()).await, desk.inside().await);
    inside.ends().await;
}

#[tokio::test]
async fn each_reason_for_which_nothing_is_kept_inside_has_its_own_next_step() {
    let desk = Desk::by(&Clock::new());
    for (trouble, step) in [
        (EmbeddedTrouble::Newer, "Install the newer one"),
        (EmbeddedTrouble::Moved("postgres://db/firm".into()), "postgres://db/firm"),
        (EmbeddedTrouble::NotAtThisStart("busy".into()), "disk has room"),
        (EmbeddedTrouble::BeginsAnew("unknown".into()), "begins anew"),
        (EmbeddedTrouble::ForNow("busy".into()), "by itself"),
    ] {
        desk.installation.set_embedded_database(Err(trouble));
        let problem = desk.is_kept_inside().await.trouble.unwrap();
        assert!(problem.remedy.contains(step), "{problem:#?}");
    }
}

#[tokio::test]
async fn a_connection_is_called_anew_inside_too_and_taken_off_with_its_end() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let ids: Vec<_> = desk.inside().await.into_iter().take(2).map(|(id, _)| id).collect();
    let renamed = NewName { connection: ids[0].clone(), name: "Fees".into() };
    desk.installation.rename_connection(&renamed).await.unwrap();
    office.disconnects(&ids[1]).await;
    assert_eq!(inside.looks(desk).await, Some(false));
    let now = desk.inside().await;
    assert!(now[0].1.ends_with(" Fees") && !now.iter().any(|(id, _)| *id == ids[1]), "{now:?}");
    inside.ends().await;
}

#[tokio::test]
async fn who_is_in_at_the_firms_server_already_comes_in_at_none_inside() {
    let server = Server::open().await;
    let ana = owner(&server).await;
    let inside = Inside::starts(&ana).await;
    assert!(!ana.installation.wants_in_at_embedded().await.unwrap());
    assert!(!ana.home.path().join("firm-server").exists());
    inside.ends().await;
}

#[tokio::test]
async fn the_very_server_inside_the_app_may_be_moved_too_and_the_computer_comes_in_there() {
    let clock = Clock::new();
    let (office, inside) = kept_inside(&clock).await;
    let desk = &office.desk;
    let before = desk.inside().await;
    inside.ends().await;
    let folder = tempfile::tempdir().unwrap();
    let place = |file: std::path::PathBuf| format!("sqlite:{}", file.display()).parse().unwrap();
    let from = place(desk.home.path().join("firm-server/firm.db"));
    administration::move_to(&from, &place(folder.path().join("firm.db"))).await.unwrap();
    let here = &desk.installation;
    let EmbeddedDatabase::Current { known: Some(known) } = here.embedded_database().await.unwrap()
    else {
        panic!("it came in there");
    };
    let known = (known.server.as_str(), known.epoch.as_str());
    let told = embedded::prepare(desk.home.path(), Some(known)).await.err().unwrap().to_string();
    assert!(told.contains("moved to") && told.contains("firm.db"), "{told}");

    let server = Server::over(folder, clock.clone()).await;
    desk.enters(&server.base, &server.another_code().await).await.unwrap();
    let view = desk.syncs().await;
    assert_eq!((view.pending, view.refused, view.conflicts), (vec![], vec![], vec![]));
    assert_eq!(agreed(&server.database()).await, before);
}
