//! A real Chromium in a stage, as the person's own browser.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::process::Process;
use crate::{App, Stage, eventually};

/// The browser, with one tab.
#[derive(Debug)]
pub struct Browser {
    tab: App,
    _driver: Process,
}

impl Browser {
    /// Opens it on an address, where the person has said before that pages from there may
    /// open links with `scheme`. Whoever has not is asked, which no test can answer.
    pub async fn open(stage: &Stage, address: &str, scheme: &str) -> Result<Self> {
        // Free a moment ago; the driver cannot be told to pick one by itself.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = stage.command("chromedriver");
        command.arg(format!("--port={port}"));
        let driver = Process::start(command, stage.logs())?;
        eventually("chromedriver to listen", || async {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok()
        })
        .await?;
        let profile = stage.home().join("chromium");
        let allowed = json!({ origin(address): { scheme: true } });
        let mut wanted = Capabilities::new();
        wanted.set(
            "goog:chromeOptions",
            json!({
                "args": [
                    "--no-sandbox",
                    "--no-first-run",
                    "--disable-gpu",
                    format!("--user-data-dir={}", profile.display()),
                ],
                "prefs": { "protocol_handler.allowed_origin_protocol_pairs": allowed },
            }),
        )?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await;
        let tab = App::over(session.context("Chromium did not open a window")?);
        tab.driver().goto(address).await?;
        Ok(Self { tab, _driver: driver })
    }

    /// What the person sees in it.
    #[must_use]
    pub fn tab(&self) -> &App {
        &self.tab
    }

    /// Closes it.
    pub async fn close(self) -> Result<()> {
        self.tab.close().await
    }
}

/// The scheme, host and port of an address.
fn origin(address: &str) -> String {
    address.split('/').take(3).collect::<Vec<_>>().join("/")
}
