//! A PostgreSQL for tests: started for one run on the loopback, with a data folder that is
//! thrown away, by an account that may do nothing else.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::workspace;

/// Who runs it when this is run by root, whom it refuses: nobody, everywhere.
const NOBODY: &str = "65534";

/// The only one who may sign in.
const USER: &str = "patchbay";

/// A running server. Stopped when dropped, and its data with it.
pub(crate) struct Postgres {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Postgres {
    /// Makes a data folder and starts a server over it.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::tempdir().context("a folder for PostgreSQL")?;
        let by_root = is_root()?;
        let (data, password_file) = (folder.path().join("data"), folder.path().join("password"));
        let password = password()?;
        fs::write(&password_file, &password).context("a password for PostgreSQL")?;
        if by_root {
            let owner = format!("{NOBODY}:{NOBODY}");
            workspace::run(Command::new("chown").arg("-R").arg(owner).arg(folder.path()))?;
        }
        let mut initdb = as_somebody(by_root, &programs.join("initdb"));
        initdb.arg("--pgdata").arg(&data).arg("--pwfile").arg(&password_file);
        initdb.args(["--username", USER, "--auth=scram-sha-256", "--encoding=UTF8"]);
        initdb.args(["--locale=C.UTF-8", "--no-sync"]).stdout(Stdio::null());
        workspace::run(initdb.current_dir(folder.path()))?;

        let port = free_port()?;
        let mut server = as_somebody(by_root, &programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        for setting in
            ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"]
        {
            server.arg("-c").arg(setting);
        }
        // Nothing in it outlives the run, so nothing need reach the disk.
        server.args(["-c", "fsync=off"]).current_dir(folder.path());
        let child = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = child.spawn().context("PostgreSQL could not be started")?;
        wait_until_ready(&mut child)?;
        let address = format!("postgres://{USER}:{password}@127.0.0.1:{port}");
        Ok(Self { child, address, _folder: folder })
    }

    /// Where it is, without the name of a database.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // What it calls a fast shutdown: whoever is connected is let go.
        let told = Command::new("kill").arg("-INT").arg(self.child.id().to_string()).status();
        if !told.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Runs a command that finds a PostgreSQL in its environment.
pub(crate) fn with_postgres(command: &[String]) -> Result<()> {
    let Some((program, arguments)) = command.split_first() else {
        bail!("say which command, as in `cargo xtask with-postgres cargo test -p patchbay-server`")
    };
    let postgres = Postgres::start()?;
    let mut command = Command::new(program);
    workspace::run(command.args(arguments).env("PATCHBAY_POSTGRES", postgres.address()))
}

/// The folder of its programs. Debian keeps them off the path, one folder a version.
fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.map(|entry| entry.path()).max_by_key(number);
    if let Some(bin) = newest.map(|path| path.join("bin")).filter(|bin| bin.join("initdb").exists())
    {
        return Ok(bin);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").exists())
        .context("PostgreSQL is not installed here: its program initdb is not there")
}

fn is_root() -> Result<bool> {
    let id = Command::new("id").arg("-u").output().context("id -u")?;
    Ok(id.stdout.trim_ascii() == b"0")
}

fn as_somebody(by_root: bool, program: &Path) -> Command {
    if !by_root {
        return Command::new(program);
    }
    // It becomes the program, so that ending it ends that.
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={NOBODY}")).arg(format!("--regid={NOBODY}"));
    command.arg("--clear-groups").arg(program);
    command
}

fn password() -> Result<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")
        .and_then(|mut random| random.read_exact(&mut bytes))
        .context("random bytes")?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Waits for the line that says so. What it says later is read too, or it would stand still.
fn wait_until_ready(child: &mut Child) -> Result<()> {
    let mut lines =
        BufReader::new(child.stderr.take().context("its words were asked for")?).lines();
    let mut said = String::new();
    for line in lines.by_ref().map_while(Result::ok) {
        if line.contains("ready to accept connections") {
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return Ok(());
        }
        said.push_str(&line);
        said.push('\n');
    }
    let ended = child.wait()?;
    ensure!(ended.success(), "PostgreSQL ended before it was ready:\n{said}");
    bail!("PostgreSQL ended at once:\n{said}")
}
