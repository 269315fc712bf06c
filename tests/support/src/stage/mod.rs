//! A desktop session of its own: how it begins, and what runs in it. Its parts are a file each.

mod builder;
mod bus;
mod environment;
mod evidence;
mod links;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Result, ensure};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, OnceCell};

use crate::driver::Driver;
use crate::process::Process;
use crate::{App, eventually};
use environment::environment;

pub use builder::StageBuilder;
pub(crate) use bus::write_bus_config;

/// A running desktop session.
#[derive(Debug)]
pub struct Stage {
    name: String,
    environment: Vec<(String, String)>,
    // In the order in which they have to end.
    driver: OnceCell<Driver>,
    pub(crate) keychain: Mutex<Option<Process>>,
    bus: Option<Process>,
    _display: Process,
    logs: PathBuf,
    home: TempDir,
}

impl Stage {
    pub(super) async fn start(wanted: StageBuilder) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("patchbay-stage-").tempdir()?;
        let logs = home.path().join("stage-logs");
        std::fs::create_dir(&logs)?;
        let mut environment = environment(home.path())?;
        environment.extend(wanted.settings);

        let (width, height) = wanted.screen;
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        xvfb.arg(format!("{width}x{height}x24"));
        let (display, number) = Process::start_and_hear(xvfb, &logs).await?;
        environment.push(("DISPLAY".into(), format!(":{}", number.trim())));

        let mut stage = Self {
            name: wanted.name,
            environment,
            driver: OnceCell::new(),
            keychain: Mutex::default(),
            bus: None,
            _display: display,
            logs,
            home,
        };
        if wanted.bus {
            stage.start_bus().await?;
            stage.keychain = Mutex::new(wanted.keychain.start(&stage).await?);
        }
        Ok(stage)
    }

    /// A command that runs in this session and sees nothing of the one around it.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.home.path()).kill_on_drop(true).stdin(Stdio::null());
        command
    }

    /// Starts a program beside the test; what it says goes to the stage's logs.
    pub fn spawn(&self, program: &Path) -> Result<Child> {
        let log = self.log_file("spawned.log")?;
        Ok(self.command(program).stdout(log.try_clone()?).stderr(log).spawn()?)
    }

    /// Starts the program through WebDriver and takes hold of its window.
    pub async fn open(&self, program: &Path, arguments: &[&str]) -> Result<App> {
        let driver = self.driver.get_or_try_init(|| Driver::start(self)).await?;
        Ok(App::over(driver.open(program, arguments).await?))
    }

    /// Ends the app whoever started it, as the system does when the person signs out, and
    /// waits until it is gone.
    pub async fn end_app(&self) -> Result<()> {
        let process = std::fs::read_to_string(self.data_folder().join("patchbay.lock"))?;
        ensure!(self.command("kill").arg(&process).status().await?.success(), "no app to end");
        eventually("the app to end", || async {
            let state = std::fs::read_to_string(format!("/proc/{process}/stat"));
            // What nobody has looked after yet is there, and dead.
            state.map_or(true, |state| state.contains(") Z ")).then_some(())
        })
        .await
    }

    /// Writes a shell script into this session and gives its path.
    pub fn script(&self, commands: &str) -> Result<PathBuf> {
        let path = self.home().join("script.sh");
        std::fs::write(&path, format!("#!/bin/sh\n{commands}\n"))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(path)
    }

    /// The app's data folder in this session.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        self.home.path().join("data/app.patchbay.desktop")
    }

    /// The home folder of this session.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    fn log_file(&self, name: &str) -> Result<File> {
        Ok(File::options().create(true).append(true).open(self.logs().join(name))?)
    }

    pub(crate) fn logs(&self) -> &Path {
        &self.logs
    }

    pub(crate) fn runtime_folder(&self) -> PathBuf {
        self.home.path().join("runtime")
    }
}
