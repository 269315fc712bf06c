//! An ear on the session bus.

use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

use crate::Stage;

/// Hears the calls of one method on a stage's bus.
#[derive(Debug)]
pub struct HeardCalls {
    method: String,
    lines: Lines<BufReader<ChildStdout>>,
    _monitor: Child,
}

impl HeardCalls {
    pub(crate) async fn of(method: &str, stage: &Stage) -> Result<Self> {
        let mut monitor = stage
            .command("dbus-monitor")
            .args(["--session", &format!("type='method_call',member='{method}'")])
            .stdout(Stdio::piped())
            .spawn()
            .context("dbus-monitor could not be started")?;
        let out = monitor.stdout.take().context("its output was asked for")?;
        let mut lines = BufReader::new(out).lines();
        // It says that it was given a name on the bus before it hears anything else.
        lines.next_line().await?.context("dbus-monitor ended at once")?;
        Ok(Self { method: method.into(), lines, _monitor: monitor })
    }

    /// Waits for the next call.
    pub async fn wait(mut self) -> Result<()> {
        let wanted = format!("member={}", self.method);
        while let Some(line) = self.lines.next_line().await? {
            if line.contains(&wanted) {
                return Ok(());
            }
        }
        bail!("dbus-monitor ended before {} was called", self.method)
    }
}
