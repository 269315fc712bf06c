//! `patchbayctl doctor` in sessions that lack something.

use patchbay_contract::{Finding, Problem, Untried, WayCheck, WayChecked};
use patchbay_test_support::{Stage, StageBuilder};
use serde::Deserialize;

use crate::support::PATCHBAYCTL;

#[derive(Deserialize)]
struct Report {
    problems: Vec<Problem>,
    ways_home: Vec<WayChecked>,
}

impl Report {
    fn whats(&self) -> Vec<&str> {
        let around = self.ways_home.iter().filter_map(WayChecked::problem);
        self.problems.iter().chain(around).map(|problem| problem.what.as_str()).collect()
    }

    fn finding(&self, check: WayCheck) -> &Finding {
        &self.ways_home.iter().find(|checked| checked.check == check).unwrap().finding
    }
}

/// What it says, and whether it ends well.
async fn seen(stage: &Stage, without: &[&str]) -> (Report, bool) {
    let mut command = stage.command(PATCHBAYCTL);
    for name in without {
        command.env_remove(name);
    }
    let output = command.args(["doctor", "--json"]).output().await.unwrap();
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.success())
}

/// Gives our links to a program, as a person's choice does.
fn give_links(stage: &Stage, id: &str, program: &str) {
    let applications = stage.home().join("data/applications");
    std::fs::create_dir_all(&applications).unwrap();
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Rival Books\nExec={program} %u\n\
         MimeType=x-scheme-handler/app.patchbay;\n"
    );
    std::fs::write(applications.join(id), entry).unwrap();
    let choice = format!("[Default Applications]\nx-scheme-handler/app.patchbay={id}\n");
    std::fs::write(stage.home().join("config/mimeapps.list"), choice).unwrap();
    std::fs::write(
        applications.join("mimeinfo.cache"),
        format!("[MIME Cache]\nx-scheme-handler/app.patchbay={id};\n"),
    )
    .unwrap();
}

#[tokio::test]
async fn a_whole_session_has_nothing_to_complain_of() {
    let stage = StageBuilder::named("doctor-well").start().await.unwrap();
    give_links(&stage, "patchbay-links.desktop", "/bin/true");
    stage.pretend_browser().await.unwrap();
    let (report, well) = seen(&stage, &[]).await;
    assert_eq!(report.whats(), [""; 0]);
    assert!(well);
    let browser = Finding::Fine(Some("Browser of the stage".into()));
    assert_eq!(report.finding(WayCheck::Browser), &browser);
    let only_the_app = Finding::Untried(Untried::NotRunning);
    assert_eq!(report.finding(WayCheck::Delivery), &only_the_app);
    assert_eq!(report.finding(WayCheck::Clock), &only_the_app);
}

#[tokio::test]
async fn a_session_without_display_and_bus_is_told_both() {
    let stage = StageBuilder::named("doctor-ill").without_bus().start().await.unwrap();
    let (report, well) = seen(&stage, &["DISPLAY"]).await;
    assert_eq!(
        report.whats()[..2],
        ["There is no display to open a window on.", "This session has no message bus (D-Bus)."]
    );
    assert!(!well);
}

#[tokio::test]
async fn a_session_whose_links_go_to_another_program_is_told_which() {
    let stage = StageBuilder::named("doctor-taken").start().await.unwrap();
    give_links(&stage, "rival.desktop", "/bin/true");
    let output = stage.command(PATCHBAYCTL).arg("doctor").output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("[links_taken]") && said.contains("Rival Books"), "{said}");
    assert!(said.contains("only the running app can"), "{said}");
    assert!(!output.status.success());
}
