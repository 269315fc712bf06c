//! A server that says what it is told to, and remembers what it heard.

use patchbay_vault::Secret;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::task::JoinHandle;

use crate::imap::Imap;
use crate::wire::Wire;
use crate::{Limits, Login, MailError, Mailbox, Opens};

/// One turn: what it waits for the beginning of, and what it says then.
pub(super) type Turn<'a> = (&'a str, &'a str);

/// How it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It goes away.
    Closes,
    /// It says nothing more.
    Hangs,
}

/// A server, and the lines that it heard.
pub(super) struct Script {
    task: JoinHandle<Vec<String>>,
}

impl Script {
    /// Plays these turns at the other end of a pipe.
    pub(super) fn plays(turns: &[Turn<'_>], end: End) -> (DuplexStream, Self) {
        let (ours, theirs) = duplex(1 << 20);
        let turns: Vec<(String, String)> =
            turns.iter().map(|(hears, says)| (hears.to_string(), says.to_string())).collect();
        (ours, Self { task: tokio::spawn(play(theirs, turns, end)) })
    }

    /// What it heard, once the conversation is over.
    pub(super) async fn heard(self) -> Vec<String> {
        self.task.await.unwrap()
    }
}

async fn play(theirs: DuplexStream, turns: Vec<(String, String)>, end: End) -> Vec<String> {
    let mut theirs = BufReader::new(theirs);
    let mut heard = Vec::new();
    for (hears, says) in turns {
        // A turn that waits for nothing speaks at once.
        if hears != "at once" {
            let mut line = String::new();
            if theirs.read_line(&mut line).await.unwrap_or(0) == 0 {
                return heard;
            }
            let line = line.trim_end_matches(['\r', '\n']).to_owned();
            assert!(line.starts_with(&hears), "heard “{line}” instead of “{hears}”");
            heard.push(line);
        }
        if theirs.write_all(says.as_bytes()).await.is_err() {
            return heard;
        }
    }
    if end == End::Hangs {
        let mut rest = Vec::new();
        let _ = theirs.read_to_end(&mut rest).await;
        heard.extend(String::from_utf8_lossy(&rest).lines().map(String::from));
    }
    heard
}

pub(super) fn limits() -> Limits {
    Limits { line: 4096, literal: 1024, answer: 16 * 1024, ..Limits::default() }
}

pub(super) fn wire(stream: DuplexStream, host: &str, literals: bool) -> Wire {
    Wire::new(Box::new(stream), host, limits(), literals)
}

pub(super) fn password(secret: &str) -> Login {
    Login { user: "ada".into(), opens: Opens::Password(Secret::new(secret.into())) }
}

pub(super) fn token(secret: &str) -> Login {
    Login { user: "ada".into(), opens: Opens::Token(Secret::new(secret.into())) }
}

/// Signs in to an IMAP server that plays these turns after its greeting.
pub(super) async fn signed_in(
    host: &str,
    login: &Login,
    turns: &[Turn<'_>],
    end: End,
) -> (Result<Mailbox, MailError>, Script) {
    let (stream, script) = Script::plays(turns, end);
    let result = match Imap::greeted(wire(stream, host, true)).await {
        Ok(imap) => Mailbox::of(imap, login).await,
        Err(error) => Err(error),
    };
    (result, script)
}

/// The greeting and the sign-in of a server that can this; the next tag is `p2`.
pub(super) fn hello(able: &str) -> Vec<(String, String)> {
    let greeting = format!("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN {able}] hi\r\n");
    let done = format!("p1 OK [CAPABILITY IMAP4rev1 {able}] in\r\n");
    vec![("at once".into(), greeting), ("p1 AUTHENTICATE PLAIN ".into(), done)]
}

/// A mailbox of a server that goes on with these turns.
pub(super) async fn mailbox(able: &str, turns: &[Turn<'_>], end: End) -> (Mailbox, Script) {
    let hello = hello(able);
    let mut all: Vec<Turn<'_>> = hello.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    all.extend_from_slice(turns);
    let (mailbox, script) = signed_in("mail.example.com", &password("sesame"), &all, end).await;
    (mailbox.unwrap(), script)
}
