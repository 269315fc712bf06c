//! Dovecot with a mailbox of its own.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_mail::{Mail, Protection, Protocol, Server};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{Certificates, PASSWORD, Program};

/// A running Dovecot.
pub(crate) struct Dovecot {
    pub(crate) certificates: Certificates,
    ports: [u16; 2],
    user: String,
    written: u32,
    // Ended before its folder goes.
    _program: Program,
    folder: TempDir,
}

impl Dovecot {
    /// Starts one and waits until it answers.
    pub(crate) async fn start() -> Self {
        Self::named("localhost").await
    }

    /// The same with a certificate for another name.
    pub(crate) async fn named(name: &str) -> Self {
        Self::of(name, "ada", "").await
    }

    /// One that lets in whom a token names, which it shows to whoever answers at this address:
    /// the mailbox is of this address, and deliveries go there.
    pub(crate) async fn believing(who_answers: &str, user: &str) -> Self {
        Self::of("localhost", user, who_answers).await
    }

    async fn of(name: &str, user: &str, who_answers: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let certificates = Certificates::of(name);
        let at = folder.path();
        // The processes that talk to strangers run as somebody else.
        fs::set_permissions(at, Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(at.join("mail")).unwrap();
        fs::set_permissions(at.join("mail"), Permissions::from_mode(0o777)).unwrap();
        fs::write(at.join("certificate.pem"), &certificates.certificate).unwrap();
        fs::write(at.join("key.pem"), &certificates.key).unwrap();
        fs::write(at.join("users"), format!("ada:{{PLAIN}}{PASSWORD}\n")).unwrap();
        let ports = free_ports();
        let tokens = !who_answers.is_empty();
        fs::write(at.join("dovecot.conf"), configuration(at, ports, tokens)).unwrap();
        fs::write(
            at.join("oauth2.conf"),
            format!(
                "introspection_mode = auth\nintrospection_url = {who_answers}\n\
                 username_attribute = email\n"
            ),
        )
        .unwrap();
        let log = fs::File::create(at.join("output")).unwrap();
        let child = Command::new(program())
            .arg("-F")
            .arg("-c")
            .arg(at.join("dovecot.conf"))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .expect("dovecot starts; `cargo xtask test` installs what tests need");
        let (user, _program) = (user.to_owned(), Program(child));
        let dovecot = Self { certificates, ports, user, written: 0, folder, _program };
        dovecot.answers().await;
        dovecot
    }

    /// What it keeps: its users, and their mail.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn answers(&self) {
        let mail: Mail = super::mail(&self.certificates);
        let mut clock = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..400 {
            clock.tick().await;
            if mail.look_for(&self.plain(), Protocol::Imap).await.is_ok() {
                return;
            }
        }
        panic!("Dovecot does not answer: {}", self.log());
    }

    fn log(&self) -> String {
        let read = |name| fs::read_to_string(self.folder().join(name)).unwrap_or_default();
        format!("{}{}", read("output"), read("dovecot.log"))
    }

    fn at(&self, port: u16, protection: Protection) -> Server {
        Server { host: "localhost".into(), port, protection }
    }

    /// With TLS from the first byte.
    pub(crate) fn tls(&self) -> Server {
        self.at(self.ports[1], Protection::Tls)
    }

    /// With TLS after `STARTTLS`.
    pub(crate) fn start_tls(&self) -> Server {
        self.at(self.ports[0], Protection::StartTls)
    }

    /// Without TLS, so that others can look on.
    pub(crate) fn plain(&self) -> Server {
        self.at(self.ports[0], Protection::PlainOnLoopback)
    }

    /// Lays so many messages into a folder, as a delivery does.
    pub(crate) fn deliver(&mut self, folder: &str, messages: u32) {
        let inbox = self.folder().join("mail").join(&self.user);
        let folder = if folder == "INBOX" { inbox } else { inbox.join(format!(".{folder}")) };
        for part in ["", "cur", "new", "tmp"] {
            let part = folder.join(part);
            if !part.exists() {
                fs::create_dir_all(&part).unwrap();
                fs::set_permissions(&part, Permissions::from_mode(0o777)).unwrap();
            }
        }
        for _ in 0..messages {
            self.written += 1;
            let number = self.written;
            let name = format!("{:010}.M{number}.here", 1_700_000_000 + number);
            let text = format!(
                "From: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.com>\r\nTo: ada@example.com\r\n\
                 Subject: Number {number}\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n\
                 Message-ID: <{number}@example.com>\r\n\r\nHello.\r\n"
            );
            fs::write(folder.join("tmp").join(&name), text).unwrap();
            fs::rename(folder.join("tmp").join(&name), folder.join("new").join(&name)).unwrap();
        }
    }

    /// Does in the mailbox what another program of the person's would.
    pub(crate) async fn by_hand(&self, commands: &[&str]) {
        let stream = TcpStream::connect(("127.0.0.1", self.ports[0])).await.unwrap();
        let mut stream = BufReader::new(stream);
        let login = format!("AUTHENTICATE PLAIN {}", coded());
        for (number, command) in [login.as_str()].iter().chain(commands).enumerate() {
            stream.write_all(format!("t{number} {command}\r\n").as_bytes()).await.unwrap();
            let mut line = String::new();
            while !line.starts_with(&format!("t{number} ")) {
                line.clear();
                assert_ne!(stream.read_line(&mut line).await.unwrap(), 0, "{}", self.log());
            }
            assert!(line.contains(" OK "), "{command}: {line}");
        }
    }
}

/// Debian keeps it where only root's path leads.
fn program() -> &'static str {
    let there = "/usr/sbin/dovecot";
    if Path::new(there).exists() { there } else { "dovecot" }
}

/// User and password as the server wants them.
fn coded() -> String {
    BASE64_STANDARD.encode(format!("\0ada\0{PASSWORD}"))
}

/// Two ports that nobody has. Held together, so that they are two.
fn free_ports() -> [u16; 2] {
    let held = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

/// Runs as whoever runs the test. Dovecot gives nobody root's mail and lets root talk to
/// no stranger, so where that is root, others do both.
fn configuration(at: &Path, [plain, tls]: [u16; 2], tokens: bool) -> String {
    let at_text = at.display();
    let me = fs::metadata(at).unwrap();
    let (user, group) = (named("-un"), named("-gn"));
    let (stranger, uid, gid) = match me.uid() {
        0 => ("dovenull".to_owned(), 65534, 65534),
        uid => (user.clone(), uid, me.gid()),
    };
    let (mechanisms, by_token) = match tokens {
        false => ("plain", String::new()),
        true => (
            "plain xoauth2 oauthbearer",
            format!(
                "passdb {{\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n \
                 args = {at_text}/oauth2.conf\n}}\n"
            ),
        ),
    };
    format!(
        "base_dir = {at_text}/run\nstate_dir = {at_text}/run\nlog_path = {at_text}/dovecot.log\n\
         protocols = imap\nlisten = 127.0.0.1\nauth_mechanisms = {mechanisms}\n\
         ssl = yes\nssl_cert = <{at_text}/certificate.pem\nssl_key = <{at_text}/key.pem\n\
         disable_plaintext_auth = no\nauth_failure_delay = 0\nmail_fsync = never\n\
         default_internal_user = {user}\ndefault_internal_group = {group}\n\
         default_login_user = {stranger}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n\
         mail_location = maildir:{at_text}/mail/%u\nmailbox_idle_check_interval = 1s\n\
         {by_token}\
         passdb {{\n driver = passwd-file\n args = {at_text}/users\n}}\n\
         userdb {{\n driver = static\n args = uid={uid} gid={gid} home={at_text}/mail/%u\n}}\n\
         namespace inbox {{\n inbox = yes\n mailbox Sent {{\n  auto = create\n  special_use = \\Sent\n }}\n}}\n\
         service anvil {{\n chroot =\n}}\n\
         service imap-login {{\n chroot =\n\
         \x20inet_listener imap {{\n  port = {plain}\n }}\n\
         \x20inet_listener imaps {{\n  port = {tls}\n }}\n}}\n"
    )
}

fn named(asked: &str) -> String {
    let output = Command::new("id").arg(asked).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
