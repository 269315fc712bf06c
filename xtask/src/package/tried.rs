//! A package, laid out in a folder that is thrown away: its unit is read by systemd, its scripts
//! by the shell, and the program in it is started and asked.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// The most that systemd may call the unit exposed, of a hundred.
const EXPOSED: &str = "15";

/// How long the program may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tries all of it.
pub(super) fn all(package: &Path) -> Result<()> {
    let folder = tempfile::tempdir().context("a folder to lay it out in")?;
    let (root, scripts) = (folder.path().join("root"), folder.path().join("scripts"));
    workspace::run(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&root))?;
    workspace::run(Command::new("dpkg-deb").arg("--control").arg(package).arg(&scripts))?;
    for script in ["postinst", "prerm", "postrm"] {
        workspace::run(Command::new("sh").arg("-n").arg(scripts.join(script)))?;
    }
    let kept = fs::read_to_string(scripts.join("conffiles")).context("its configuration files")?;
    ensure!(kept.trim() == "/etc/patchbay/patchbay.toml", "an upgrade would change {kept:?}");
    unit(&root)?;
    let (program, config) =
        (root.join("usr/bin/patchbay-server"), root.join("etc/patchbay/patchbay.toml"));
    let server = || {
        let mut server = Command::new(&program);
        server.env("PATCHBAY_SERVER_CONFIG", &config).env("NO_COLOR", "1");
        let database = format!("sqlite:{}", folder.path().join("firm.db").display());
        server.env("PATCHBAY_SERVER_DATABASE", database);
        server
    };
    workspace::run(server().arg("check-config"))?;
    workspace::run(server().arg("migrate"))?;
    let mut running = Running::start(server().args(["serve", "--listen", "127.0.0.1:0"]))?;
    let answer = running.ask("/readyz")?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "it is not ready: {answer}");
    running.end()
}

/// What systemd says about the unit.
fn unit(root: &Path) -> Result<()> {
    let unit = root.join("lib/systemd/system/patchbay-server.service");
    let unit = if unit.exists() { unit } else { root.join("usr").join(unit.strip_prefix(root)?) };
    // It looks for the program where the unit says.
    let text = fs::read_to_string(&unit).with_context(|| unit.display().to_string())?;
    let here = root.join("usr/bin/patchbay-server").display().to_string();
    let moved = root.join("patchbay-server.service");
    ensure!(text.contains("ExecStart=/usr/bin/patchbay-server "), "it starts another program");
    fs::write(&moved, text.replace("/usr/bin/patchbay-server", &here))?;
    let verified =
        Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&moved).output();
    let said = String::from_utf8(verified.context("systemd-analyze")?.stderr)?;
    // Of other units, this machine's own, it may say what it likes.
    let about: Vec<_> = said.lines().filter(|line| line.contains("patchbay")).collect();
    ensure!(about.is_empty(), "systemd does not like the unit: {}", about.join("\n"));
    let mut security = Command::new("systemd-analyze");
    security.args(["security", "--offline=true", "--no-pager", "--threshold", EXPOSED]).arg(&unit);
    workspace::run(security.stdout(Stdio::null()))
}

/// The program, running; killed when dropped.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stderr(Stdio::piped()).spawn().context("it cannot be started")?;
        let mut lines =
            BufReader::new(child.stderr.take().context("its words were asked for")?).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once("address=").map(|(_, address)| address.trim().to_owned())
        });
        // What it says later is read too, or it would stand still.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let mut running = Self { child, address: String::new() };
        running.address = address.context("it does not say where it listens")?;
        Ok(running)
    }

    fn ask(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address).context("nobody listens there")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).context("it does not answer")?;
        Ok(answer)
    }

    /// Ends it as systemd does.
    fn end(&mut self) -> Result<()> {
        workspace::run(Command::new("kill").arg(self.child.id().to_string()))?;
        let ended = self.child.wait()?;
        ensure!(ended.success(), "told to end, it ended with {ended}");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
