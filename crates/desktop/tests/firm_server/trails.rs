//! The trail of a computer and the server's, each told where the other ends: what was cut off or
//! written anew on one side is known on the other.

use patchbay_contract::{AuditAction, AuditOutcome, AuditQuestion, TrailAtServer};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::desk::{Desk, owner};
use crate::hand::Hand;
use crate::server::Server;

impl Desk {
    async fn goes_along(&self) {
        let synced = self.installation.sync_now().await;
        synced.unwrap_or_else(|problem| panic!("{problem:#?}"));
    }

    async fn does_something(&self, n: u8) {
        let address = format!("https://{n}.firm.example");
        self.installation.set_relay(Some(&address)).await.unwrap();
    }

    /// What a check says the server knows of this trail, which is whole in itself.
    async fn is_known(&self) -> TrailAtServer {
        let found = self.installation.verify_audit().await.unwrap();
        assert_eq!(found.broken, None);
        found.at_server.unwrap()
    }

    /// How each time ended at which the trails were told to each other, the newest first.
    async fn told(&self) -> Vec<AuditOutcome> {
        let mut question = AuditQuestion::default();
        question.filter.action = Some(AuditAction::ServerWitnessed);
        let page = self.installation.audit_page(&question).await.unwrap();
        page.entries.iter().map(|entry| entry.outcome).collect()
    }

    /// Cuts the trail off behind this entry, as somebody does who knows how, and says that it
    /// always ended there.
    async fn is_cut_off(&self, behind: u64, anchor: &[u8]) {
        let file = self.home.path().join("patchbay.db");
        let mut database = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        let triggers: Vec<String> = sqlx::query_scalar(
            "select name from sqlite_master where type = 'trigger' and tbl_name like 'audit%'",
        )
        .fetch_all(&mut database)
        .await
        .unwrap();
        for trigger in triggers {
            let drop = format!("drop trigger {trigger}");
            sqlx::query(sqlx::AssertSqlSafe(drop)).execute(&mut database).await.unwrap();
        }
        for table in ["audit_checkpoints", "audit_entries"] {
            let cut = format!("delete from {table} where seq > {behind}");
            sqlx::query(sqlx::AssertSqlSafe(cut)).execute(&mut database).await.unwrap();
        }
        database.close().await.unwrap();
        std::fs::write(self.home.path().join("audit.anchor"), anchor).unwrap();
    }
}

#[tokio::test]
async fn each_trail_knows_where_the_other_ended_and_a_check_says_so() {
    let server = Server::open().await;
    let ana = Hand::enters(&server, &server.first_code().await).await;
    let desk = Desk::by(&server.clock);
    desk.enters(&server.base, &ana.invites("admin").await).await.unwrap();
    assert_eq!(desk.installation.verify_audit().await.unwrap().at_server, None);
    desk.goes_along().await;
    let known = desk.is_known().await;
    assert!(known.until > 0 && known.ours_stands && known.theirs_stands, "{known:?}");
    assert_eq!((known.server.as_str(), known.at), (server.base.as_str(), server.clock.now()));
    server.clock.pass(60);
    desk.goes_along().await;
    assert_eq!(desk.told().await, [AuditOutcome::Done], "once a day is enough");

    desk.does_something(1).await;
    server.clock.pass_days(1);
    desk.goes_along().await;
    assert_eq!(desk.told().await, [AuditOutcome::Done; 2]);
    let later = desk.is_known().await;
    assert!(later.until > known.until && later.ours_stands && later.theirs_stands, "{later:?}");
    let page = ana.reads("/api/audit?action=trail.witnessed").await;
    let ended = |n: usize| page["items"][n]["detail"]["ended"].as_str().unwrap().to_owned();
    assert!(ended(0).starts_with(&format!("{}: ", later.until)), "{}", ended(0));
    assert!(ended(1).starts_with(&format!("{}: ", known.until)), "{}", ended(1));
}

#[tokio::test]
async fn a_trail_that_was_cut_off_here_is_found_out_by_what_the_server_was_told() {
    let server = Server::open().await;
    let desk = owner(&server).await;
    desk.goes_along().await;
    desk.does_something(1).await;
    let before = desk.installation.verify_audit().await.unwrap().checked;
    let anchor = std::fs::read(desk.home.path().join("audit.anchor")).unwrap();
    desk.does_something(2).await;
    server.clock.pass_days(2);
    desk.goes_along().await;
    desk.is_cut_off(before, &anchor).await;
    let known = desk.is_known().await;
    assert!(!known.ours_stands && known.theirs_stands, "it is noted here: {known:?}");
    // Also by one who takes out what is noted here; and it stays known.
    server.clock.pass_days(2);
    desk.goes_along().await;
    server.clock.pass_days(2);
    desk.goes_along().await;
    assert_eq!(desk.told().await[..2], [AuditOutcome::Done, AuditOutcome::Failed]);
    let known = desk.is_known().await;
    assert!(!known.ours_stands && known.theirs_stands, "{known:?}");
}

#[tokio::test]
async fn a_server_whose_database_was_put_back_in_silence_is_found_out_by_its_computers() {
    let mut server = Server::open().await;
    let desk = owner(&server).await;
    server.stops().await;
    let kept = std::fs::read(server.database()).unwrap();
    server.starts().await;
    desk.goes_along().await;
    server.stops().await;
    std::fs::write(server.database(), kept).unwrap();
    server.starts().await;
    server.clock.pass_days(2);
    desk.goes_along().await;
    assert_eq!(desk.told().await, [AuditOutcome::Failed, AuditOutcome::Done]);
    let known = desk.is_known().await;
    assert!(known.ours_stands && !known.theirs_stands, "{known:?}");
}
