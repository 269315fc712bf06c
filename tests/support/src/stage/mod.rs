//! A desktop session of its own.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, OnceCell};

use crate::driver::Driver;
use crate::heard_calls::HeardCalls;
use crate::keychain::Keychain;
use crate::process::Process;
use crate::{App, eventually};

/// What a stage is to be like.
#[derive(Debug, Clone)]
pub struct StageBuilder {
    name: String,
    keychain: Keychain,
    bus: bool,
    screen: (u32, u32),
    settings: Vec<(String, String)>,
}

impl StageBuilder {
    /// A whole and healthy desktop. The name is for what is left after a failure.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            keychain: Keychain::Unlocked,
            bus: true,
            screen: (1180, 780),
            settings: Vec::new(),
        }
    }

    /// With the keychain in this condition.
    #[must_use]
    pub fn keychain(mut self, keychain: Keychain) -> Self {
        self.keychain = keychain;
        self
    }

    /// Without a session bus, and so without a keychain.
    #[must_use]
    pub fn without_bus(mut self) -> Self {
        self.bus = false;
        self
    }

    /// With a screen of this size.
    #[must_use]
    pub fn screen(mut self, width: u32, height: u32) -> Self {
        self.screen = (width, height);
        self
    }

    /// With a variable set for every program of the session.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Starts it all.
    pub async fn start(self) -> Result<Stage> {
        Stage::start(self).await
    }
}

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
    async fn start(wanted: StageBuilder) -> Result<Self> {
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

    /// Opens a link as the desktop does when a person clicks it.
    pub async fn open_link(&self, link: &str) -> Result<()> {
        // Not its output: an app that the desktop starts would hold that open.
        let log =
            std::fs::File::options().create(true).append(true).open(self.logs().join("gio.log"))?;
        let mut gio = self.command("gio");
        let status = gio.args(["open", link]).stdout(log.try_clone()?).stderr(log).status().await?;
        ensure!(status.success(), "the desktop did not open the link (see gio.log)");
        Ok(())
    }

    /// Waits until the desktop knows a program for links of this scheme.
    pub async fn wait_for_scheme(&self, scheme: &str) -> Result<()> {
        let kind = format!("x-scheme-handler/{scheme}");
        eventually("the desktop to know who opens our links", || async {
            let output = self.command("gio").args(["mime", &kind]).output().await.ok()?;
            String::from_utf8_lossy(&output.stdout).contains("patchbay-links").then_some(())
        })
        .await
    }

    /// Makes a program of this session the browser: it notes each address it is asked
    /// to open, one a line, in the file that [`Stage::browsed`] names.
    pub async fn pretend_browser(&self) -> Result<()> {
        let note = format!("printf '%s\\n' \"$1\" >> '{}'", self.browsed().display());
        let script = self.script(&note)?;
        let applications = self.home().join("data/applications");
        std::fs::create_dir_all(&applications)?;
        std::fs::write(
            applications.join("stage-browser.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Browser of the stage\nExec={} %u\n\
                 MimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
                script.display()
            ),
        )?;
        let mut gio = self.command("gio");
        gio.args(["mime", "x-scheme-handler/https", "stage-browser.desktop"]);
        ensure!(gio.stdout(Stdio::null()).status().await?.success(), "no browser could be set");
        Ok(())
    }

    /// The file that the stage's browser notes addresses in.
    #[must_use]
    pub fn browsed(&self) -> PathBuf {
        self.home().join("browsed.txt")
    }

    /// Listens on the session bus for calls of a method from now on.
    pub async fn hear_calls_of(&self, method: &str) -> Result<HeardCalls> {
        HeardCalls::of(method, self).await
    }

    /// Starts the session bus, where a session looks for it that was told nothing.
    pub async fn start_bus(&mut self) -> Result<()> {
        let mut daemon = self.command("dbus-daemon");
        daemon.args(["--nofork", "--nopidfile", "--print-address=1"]);
        daemon.arg("--config-file").arg(write_bus_config(self.home(), "")?);
        let (bus, address) = Process::start_and_hear(daemon, self.logs()).await?;
        self.bus = Some(bus);
        self.environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));
        Ok(())
    }

    /// Ends the session bus under the app, and the keychain that lived on it.
    pub fn kill_bus(&mut self) {
        self.keychain = Mutex::default();
        self.bus = None;
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

    /// Everything the app has logged so far.
    #[must_use]
    pub fn app_log(&self) -> String {
        let Ok(files) = std::fs::read_dir(self.data_folder().join("logs")) else {
            return String::new();
        };
        let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
        paths.sort();
        paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
    }

    /// Takes a picture of the whole screen once the app has painted on it.
    pub async fn take_picture_of(&self, app: &App, path: &Path) -> Result<()> {
        // A window is mapped before its first frame is there: a file this small can
        // only be one flat colour.
        const FLAT: u64 = 4_000;
        eventually("the window to be painted", || async {
            app.is_painted().await.ok()?;
            self.take_picture(path).ok()?;
            (path.metadata().ok()?.len() > FLAT).then_some(())
        })
        .await
    }

    /// Takes a picture of the whole screen as it is.
    pub fn take_picture(&self, path: &Path) -> Result<()> {
        let mut import = std::process::Command::new("import");
        import.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let taken = import.args(["-window", "root"]).arg(path).status();
        ensure!(taken.context("import (ImageMagick)")?.success(), "no picture could be taken");
        Ok(())
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

    /// Keeps what helps to understand a failure: the screen and every log.
    fn leave_evidence(&self) -> Result<PathBuf> {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
        let folder = target.join("window-failures").join(&self.name);
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        std::fs::write(folder.join("patchbay.log"), self.app_log())?;
        for log in std::fs::read_dir(self.logs())?.flatten() {
            std::fs::copy(log.path(), folder.join(log.file_name()))?;
        }
        self.take_picture(&folder.join("screen.png"))?;
        Ok(folder)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            match self.leave_evidence() {
                Ok(folder) => eprintln!("the screen and the logs are in {}", folder.display()),
                Err(error) => eprintln!("not all evidence could be kept: {error:#}"),
            }
        }
    }
}

/// A session bus that starts nothing by itself: the machine's own would bring up a
/// keychain as soon as somebody asks for one.
pub(crate) fn write_bus_config(home: &Path, denied: &str) -> Result<PathBuf> {
    let path = home.join("bus.conf");
    let listen = home.join("runtime/bus");
    let config = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    {denied}
  </policy>
</busconfig>
"#,
        listen.display()
    );
    std::fs::write(&path, config)?;
    Ok(path)
}

/// The variables of a session that starts from nothing.
fn environment(home: &Path) -> Result<Vec<(String, String)>> {
    let mut variables = Vec::new();
    for (name, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ] {
        let path = home.join(folder);
        std::fs::create_dir(&path)?;
        variables.push((name.to_string(), path));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let private = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(home.join("runtime"), private)?;
    }
    let mut environment: Vec<(String, String)> = variables
        .into_iter()
        .map(|(name, path)| (name, path.to_string_lossy().into_owned()))
        .collect();
    let fixed = [
        ("HOME", home.to_string_lossy().into_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
        ("LANG", "C.UTF-8".into()),
        ("GDK_BACKEND", "x11".into()),
        ("NO_AT_BRIDGE", "1".into()),
        ("GSETTINGS_BACKEND", "memory".into()),
        ("TAURI_AUTOMATION", "true".into()),
        ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
    ];
    environment.extend(fixed.map(|(name, value)| (name.to_string(), value)));
    Ok(environment)
}
