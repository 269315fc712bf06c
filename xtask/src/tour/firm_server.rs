//! A computer at the server inside the app, then at the firm's: it hands a connection over, is in
//! step with another computer, has something to choose between, shares a provider file, and says
//! how old it is while nobody answers.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use patchbay_test_support::{App, Stage, StageBuilder};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::practised::{go, press_primary, press_word, type_examples};
use super::{Guide, shared_files};
use crate::workspace;

/// A firm server of its own, with a database in the folder of a stage.
struct Server {
    child: Child,
    kept: Kept,
    base: String,
}

/// Where it keeps everything, and the file with its own key.
struct Kept {
    database: String,
    key: PathBuf,
}

impl Server {
    async fn start(stage: &Stage) -> Result<Self> {
        workspace::run(&mut workspace::cargo(["build", "--package=patchbay-server"]))?;
        std::fs::create_dir_all(stage.data_folder())?;
        let file = stage.data_folder().join("tour-server.db");
        let key = stage.data_folder().join("tour-server.key");
        let kept = Kept { database: format!("sqlite:{}", file.display()), key };
        let made = Command::new(workspace::program("patchbay-server", false))
            .arg("new-key")
            .arg(&kept.key)
            .output();
        ensure!(made.await?.status.success(), "the firm server has no key of its own");
        let migrated = kept.program().arg("migrate").output().await?;
        ensure!(migrated.status.success(), "the firm server has no database");
        let mut serve = kept.program();
        serve.args(["serve", "--listen", "127.0.0.1:0"]).kill_on_drop(true);
        let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let said = child.stderr.take().context("the firm server says nothing")?;
        let mut lines = BufReader::new(said).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("address=") {
                let base = format!("http://{}", address.trim());
                return Ok(Self { child, kept, base });
            }
        }
        anyhow::bail!("the firm server ended before it listened")
    }

    /// A code that lets one computer of the owner in.
    async fn code(&self) -> Result<String> {
        let ask = async |more: &[&str]| {
            let mut ask = self.kept.program();
            ask.args(["enrol-link", "--name", "Ana Miller"]).args(more).output().await
        };
        let mut made = ask(&[]).await?;
        // Once she is in, the server says how a device more of hers is asked for.
        let refused = String::from_utf8_lossy(&made.stderr).into_owned();
        if let Some((_, rest)) = refused.split_once("--member ") {
            let id = rest.split_whitespace().next().unwrap_or_default();
            made = ask(&["--member", id]).await?;
        }
        let said = String::from_utf8(made.stdout)?;
        let code = said.lines().find_map(|line| line.strip_prefix("Code:"));
        Ok(code.context("the firm server gave no code")?.trim().to_owned())
    }

    async fn stop(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}

impl Kept {
    fn program(&self) -> Command {
        let mut program = Command::new(workspace::program("patchbay-server", false));
        program.env("PATCHBAY_SERVER_DATABASE", &self.database);
        program.env("PATCHBAY_SERVER_CUSTODY_KEY_FILE", &self.key).env("NO_COLOR", "1");
        program
    }
}

pub(super) async fn a_computer_at_the_firms_server(guide: &mut Guide) -> Result<()> {
    guide.say("The server inside the app keeps what is connected");
    let stage = StageBuilder::named("tour-firm-server").start().await?;
    let server = Server::start(&stage).await?;
    let app = guide.open(&stage).await?;
    go(&app, "/provider/zapier").await?;
    type_examples(&app, &["#catch_hook-live-hook_url"]).await?;
    press_primary(&app, "#key-form").await?;
    app.find("#key-form .key-done").await?;
    go(&app, "/settings").await?;
    app.wait_for_words("#embedded-server .facts", "1 connection").await?;
    shown(guide, &stage, &app, "#firm-server", "server-inside-the-app").await?;

    guide.say("A computer moves to the firm’s server by a code");
    typed(&app, "#enrol-server", &server.base).await?;
    typed(&app, "#enrol-code", &server.code().await?).await?;
    press_word(&app, "#firm-server", "Come in").await?;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words(".rail-sync", "Synced").await?;
    shown(guide, &stage, &app, "#firm-server", "firm-server").await?;
    handed_over(guide, &stage, &app).await?;

    guide.say("Another computer has set the same as this one, and a person chooses");
    let other = StageBuilder::named("tour-other-computer").start().await?;
    let code = stage.data_folder().join("code");
    std::fs::write(&code, server.code().await?)?;
    let given = format!("@{}", code.display());
    let enrol = ["enrol", "--server", &server.base, "--code", &given, "--name", "The other desk"];
    guide.ctl(&other, &enrol).await?;
    guide.ctl(&other, &["settings", "set", "relay", "https://patchbay.firm.example"]).await?;
    chosen_there(guide, &other).await?;
    guide.ctl(&other, &["sync"]).await?;
    typed(&app, "#relay-address", "https://firm.example/patchbay").await?;
    press_word(&app, "#relay", "Save the address").await?;
    app.wait_for_words("#relay .saved", "is saved").await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words("#syncing .conflict", "patchbay.firm.example").await?;
    app.wait_for_words(".rail-sync", "1 to choose").await?;
    shown(guide, &stage, &app, "#syncing", "firm-server-to-choose").await?;

    press_word(&app, "#syncing .conflict", "Take the server’s").await?;
    app.wait_for_words(".rail-sync", "Synced").await?;
    guide.say("What the other computer chose for the firm is the default here too");
    go(&app, "/defaults").await?;
    app.wait_for_words("#default-tax", "on another computer").await?;
    shown(guide, &stage, &app, "#default-tax", "default-on-another-computer").await?;
    go(&app, "/settings").await?;
    shared_files::offered_and_taken(guide, &stage, &app, &other).await?;

    guide.say("The server does not answer");
    server.stop().await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words(".rail-sync", "Server offline").await?;
    shown(guide, &stage, &app, "#syncing", "firm-server-away").await?;
    app.close().await
}

/// Has the firm's tax returns go to a folder of this computer.
async fn chosen_there(guide: &Guide, other: &Stage) -> Result<()> {
    let folder = other.data_folder().join("returns");
    std::fs::create_dir_all(&folder)?;
    let field = format!("folder={}", folder.display());
    let connect =
        ["--json", "connect", "ultratax_cs", "--field", &field, "--label", "Returns 2026"];
    let said: serde_json::Value = serde_json::from_str(&guide.ctl_says(other, &connect).await?)?;
    let id = said["connection"].as_str().context("patchbayctl names no connection")?;
    guide.ctl(other, &["settings", "set", "default.tax", id]).await
}

async fn handed_over(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A connection is handed to the server, which holds it from then on");
    go(app, "/provider/zapier?tab=accounts").await?;
    press_word(app, "#panel tbody", "Who holds it").await?;
    app.wait_for_words("dialog .facts", "http://").await?;
    guide.picture(stage, app, "who-holds-it").await?;
    press_word(app, "dialog", "Hand it over").await?;
    let said = app.wait_for_words("dialog .step", "holds it since").await?;
    guide.say(&format!("  {said}"));
    guide.picture(stage, app, "held-by-the-server").await?;
    app.escape().await?;
    go(app, "/").await?;
    app.wait_for_words("article[data-provider=zapier]", "Held by the firm").await?;
    guide.picture(stage, app, "home-with-what-the-server-holds").await?;
    go(app, "/settings").await
}

/// A picture of the page with this part of it in sight.
async fn shown(guide: &mut Guide, stage: &Stage, app: &App, part: &str, name: &str) -> Result<()> {
    app.script(&format!("document.querySelector('{part}').scrollIntoView()")).await?;
    guide.picture(stage, app, name).await
}

/// Types this into a field in place of what stands there.
async fn typed(app: &App, field: &str, text: &str) -> Result<()> {
    app.find(field).await?;
    app.script(&format!(
        "const field = document.querySelector('{field}');
         field.focus();
         field.value = '{text}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    ))
    .await?;
    Ok(())
}
