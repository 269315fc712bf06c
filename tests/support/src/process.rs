//! Programs that belong to a stage and end with it.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

/// A running program; killed when dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Ends it as a mistake of its own does.
    pub(crate) async fn crash(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Starts a program whose every word goes to a log file of its name.
    pub(crate) fn start(mut command: Command, logs: &Path) -> Result<Self> {
        let name = name(&command);
        let log = log_file(logs, &name)?;
        command.stdout(log.try_clone()?).stderr(log).stdin(Stdio::null());
        Ok(Self { child: spawn(&mut command, &name)? })
    }

    /// Starts a program that says one line when it is ready, and gives that line.
    pub(crate) async fn start_and_hear(
        mut command: Command,
        logs: &Path,
    ) -> Result<(Self, String)> {
        let name = name(&command);
        command.stdout(Stdio::piped()).stderr(log_file(logs, &name)?).stdin(Stdio::null());
        let mut child = spawn(&mut command, &name)?;
        let out = child.stdout.take().context("the program's output was asked for")?;
        let line = BufReader::new(out).lines().next_line().await?;
        match line {
            Some(line) => Ok((Self { child }, line)),
            None => {
                let said = std::fs::read_to_string(logs.join(format!("{name}.log")))?;
                bail!("{name} ended before it was ready: {}", said.trim())
            }
        }
    }

    /// Starts a program and hands it a text on its standard input.
    pub(crate) async fn start_and_tell(
        mut command: Command,
        logs: &Path,
        text: &str,
    ) -> Result<Self> {
        let name = name(&command);
        let log = log_file(logs, &name)?;
        command.stdout(log.try_clone()?).stderr(log).stdin(Stdio::piped());
        let mut child = spawn(&mut command, &name)?;
        let mut input = child.stdin.take().context("the program's input was asked for")?;
        input.write_all(text.as_bytes()).await?;
        drop(input);
        Ok(Self { child })
    }
}

fn spawn(command: &mut Command, name: &str) -> Result<Child> {
    command.kill_on_drop(true).spawn().with_context(|| {
        format!("{name} could not be started; `cargo xtask test` installs what tests need")
    })
}

fn name(command: &Command) -> String {
    let program = Path::new(command.as_std().get_program());
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn log_file(logs: &Path, name: &str) -> Result<std::fs::File> {
    let path = logs.join(format!("{name}.log"));
    std::fs::File::options()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| format!("{} cannot be written", path.display()))
}
