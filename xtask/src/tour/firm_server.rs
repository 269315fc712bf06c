//! A computer at the firm's server: in step with another one, with something to choose between,
//! and while nobody answers.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use patchbay_test_support::{App, Stage, StageBuilder};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::Guide;
use super::practised::{go, press_word};
use crate::workspace;

/// A firm server of its own, with a database in the folder of a stage.
struct Server {
    child: Child,
    database: String,
    base: String,
}

impl Server {
    async fn start(stage: &Stage) -> Result<Self> {
        workspace::run(&mut workspace::cargo(["build", "--package=patchbay-server"]))?;
        std::fs::create_dir_all(stage.data_folder())?;
        let file = stage.data_folder().join("tour-server.db");
        let database = format!("sqlite:{}", file.display());
        let migrated = program(&database).arg("migrate").output().await?;
        ensure!(migrated.status.success(), "the firm server has no database");
        let mut serve = program(&database);
        serve.args(["serve", "--listen", "127.0.0.1:0"]).kill_on_drop(true);
        let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let said = child.stderr.take().context("the firm server says nothing")?;
        let mut lines = BufReader::new(said).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("address=") {
                let base = format!("http://{}", address.trim());
                return Ok(Self { child, database, base });
            }
        }
        anyhow::bail!("the firm server ended before it listened")
    }

    /// A code that lets one computer of the owner in.
    async fn code(&self) -> Result<String> {
        let ask = async |more: &[&str]| {
            let mut ask = program(&self.database);
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

fn program(database: &str) -> Command {
    let mut program = Command::new(workspace::program("patchbay-server", false));
    program.env("PATCHBAY_SERVER_DATABASE", database).env("NO_COLOR", "1");
    program
}

pub(super) async fn a_computer_at_the_firms_server(guide: &mut Guide) -> Result<()> {
    guide.say("A computer comes in at the firm’s server by a code");
    let stage = StageBuilder::named("tour-firm-server").start().await?;
    let server = Server::start(&stage).await?;
    let app = guide.open(&stage).await?;
    go(&app, "/settings").await?;
    typed(&app, "#enrol-server", &server.base).await?;
    typed(&app, "#enrol-code", &server.code().await?).await?;
    press_word(&app, "#firm-server", "Come in").await?;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words(".rail-sync", "Synced").await?;
    shown(guide, &stage, &app, "#firm-server", "firm-server").await?;

    guide.say("Another computer has set the same as this one, and a person chooses");
    let other = StageBuilder::named("tour-other-computer").start().await?;
    let code = stage.data_folder().join("code");
    std::fs::write(&code, server.code().await?)?;
    let given = format!("@{}", code.display());
    let enrol = ["enrol", "--server", &server.base, "--code", &given, "--name", "The other desk"];
    guide.ctl(&other, &enrol).await?;
    guide.ctl(&other, &["settings", "set", "relay", "https://patchbay.firm.example"]).await?;
    guide.ctl(&other, &["sync"]).await?;
    typed(&app, "#relay-address", "https://firm.example/patchbay").await?;
    press_word(&app, "#relay", "Save the address").await?;
    app.wait_for_words("#relay .saved", "is saved").await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words("#syncing .conflict", "patchbay.firm.example").await?;
    app.wait_for_words(".rail-sync", "1 to choose").await?;
    shown(guide, &stage, &app, "#syncing", "firm-server-to-choose").await?;

    guide.say("The server does not answer");
    server.stop().await?;
    press_word(&app, "#syncing", "Send and fetch now").await?;
    app.wait_for_words(".rail-sync", "Server offline").await?;
    shown(guide, &stage, &app, "#syncing", "firm-server-away").await?;
    app.close().await
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
