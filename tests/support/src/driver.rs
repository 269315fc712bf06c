//! WebKit's own WebDriver, which starts the app and looks into its window.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result};
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::process::Process;
use crate::{Stage, eventually};

/// A running WebDriver and where it listens.
#[derive(Debug)]
pub(crate) struct Driver {
    _process: Process,
    port: u16,
}

impl Driver {
    pub(crate) async fn start(stage: &Stage) -> Result<Self> {
        // Free a moment ago; the driver cannot be told to pick one by itself.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = stage.command("WebKitWebDriver");
        command.arg("--host=127.0.0.1").arg(format!("--port={port}"));
        let process = Process::start(command, stage.logs())?;
        eventually("WebKitWebDriver to listen", || async {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok()
        })
        .await?;
        Ok(Self { _process: process, port })
    }

    /// Starts the program with these arguments and takes hold of its window.
    pub(crate) async fn open(&self, program: &Path, arguments: &[&str]) -> Result<WebDriver> {
        let mut wanted = Capabilities::new();
        wanted.set(
            "webkitgtk:browserOptions",
            serde_json::json!({ "binary": program, "args": arguments }),
        )?;
        let session = WebDriver::new(format!("http://127.0.0.1:{}", self.port), wanted).await;
        session.with_context(|| format!("{} did not open a window", program.display()))
    }
}
