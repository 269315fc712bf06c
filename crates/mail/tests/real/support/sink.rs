//! aiosmtpd, which takes nobody's mail.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use patchbay_mail::{Protection, Server};
use tempfile::TempDir;

use super::{Certificates, PASSWORD, Program};

/// A running sink.
pub(crate) struct Sink {
    pub(crate) certificates: Certificates,
    ports: [u16; 2],
    // Ended before its folder goes.
    _program: Program,
    _folder: TempDir,
}

impl Sink {
    /// Starts one and waits until it has said its ports.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let certificates = Certificates::of("localhost");
        let [certificate, key] =
            ["certificate.pem", "key.pem"].map(|name| folder.path().join(name));
        fs::write(&certificate, &certificates.certificate).unwrap();
        fs::write(&key, &certificates.key).unwrap();
        let script = folder.path().join("sink.py");
        fs::write(&script, include_str!("sink.py")).unwrap();
        // The system's Python, for which the system's package is.
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .args([&certificate, &key])
            .args(["ada", PASSWORD])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts; `cargo xtask test` installs what tests need");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ports: Vec<u16> = line.split_whitespace().map(|port| port.parse().unwrap()).collect();
        let ports = ports.try_into().expect("it says two ports");
        Self { certificates, ports, _folder: folder, _program: Program(child) }
    }

    /// With TLS from the first byte.
    pub(crate) fn tls(&self) -> Server {
        Server { host: "localhost".into(), port: self.ports[0], protection: Protection::Tls }
    }

    /// With TLS after `STARTTLS`.
    pub(crate) fn start_tls(&self) -> Server {
        Server { host: "localhost".into(), port: self.ports[1], protection: Protection::StartTls }
    }
}
