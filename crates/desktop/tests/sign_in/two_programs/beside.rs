//! A program that runs beside the story, in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use patchbay_desktop::connect::Reach;
use patchbay_store::DATABASE_FILE;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::orders::{Line, Order, Places, Report};
use super::program;
use crate::bench_firm::Firm;

/// A process; killed at the latest when the story is over.
pub(super) struct Beside {
    name: &'static str,
    process: Child,
    line: Line,
    _keys: TempDir,
    _folder: TempDir,
}

impl Beside {
    /// Starts it over the firm's database.
    pub(super) async fn start(firm: &Firm, name: &'static str) -> Self {
        let (keys, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (home, reach) = firm.places();
        firm.keychain_in(keys.path());
        let Reach::Practice(providers) = reach else { panic!("nobody practises with vendors") };
        let orders = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let places = Places {
            folder: another_name_for(home, folder.path()),
            keys: keys.path().to_owned(),
            providers: providers.to_string(),
            orders: orders.local_addr().unwrap(),
        };
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", program::TEST])
            .env(program::PLACES, serde_json::to_string(&places).unwrap())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (stream, _) = orders.accept().await.unwrap();
        Self { name, process, line: Line::over(stream), _keys: keys, _folder: folder }
    }

    /// Tells it to do something, and waits for what it says.
    pub(super) async fn told(&mut self, order: &Order) -> Report {
        self.tell(order).await;
        let report: Option<Report> = self.line.hear().await;
        let report = report.unwrap_or_else(|| panic!("the {} one is gone", self.name));
        assert!(report.trouble.is_empty(), "the {} one: {:?}", self.name, report.trouble);
        report
    }

    pub(super) async fn tell(&mut self, order: &Order) {
        self.line.say(order).await;
    }

    /// As the system does it: nothing in there hears of it.
    pub(super) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(super) async fn close(mut self) {
        self.told(&Order::Close).await;
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A folder whose database is that of another: by this name nobody holds it.
fn another_name_for(home: &Path, folder: &Path) -> PathBuf {
    std::os::unix::fs::symlink(home.join(DATABASE_FILE), folder.join(DATABASE_FILE)).unwrap();
    folder.to_owned()
}
