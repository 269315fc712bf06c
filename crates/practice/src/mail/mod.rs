//! Mailboxes as they are played: by the words of IMAP and SMTP, to whoever asked for them
//! by an upgrade. No TLS and no sending: the mail crate's own tests have both, at real
//! servers.
//!
//! What is in a mailbox is in `letters`; what opens it, `door` knows.

mod door;
mod imap;
mod letters;
mod smtp;

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use crate::Practice;
use crate::misbehaviour::{Endpoint, Trick};
use crate::role::Role;

pub(crate) use letters::Letters;

/// How often is looked whether a letter came, while somebody waits for it.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// The longest line that is read.
const LINE: u64 = 64 * 1024;

/// The protocols that are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Imap,
    Smtp,
}

impl Protocol {
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name {
            "imap" => Some(Self::Imap),
            "smtp" => Some(Self::Smtp),
            _ => None,
        }
    }
}

/// What is said back to a line.
pub(crate) enum Reply {
    /// This, and the conversation goes on.
    Says(String),
    /// This, and it is over.
    Ends(String),
}

/// One side of a conversation, without the wire.
trait Side {
    /// What is said first.
    fn greeting(&self) -> String;
    /// Whether this line wants to sign in.
    fn signs_in(&self, line: &str) -> bool;
    /// Whether the other side waits for news.
    fn waits(&self) -> bool {
        false
    }
    /// The news since they were last told.
    fn news(&mut self) -> Option<String> {
        None
    }
    /// What is said back. `tricks` are what is done wrong with a sign-in.
    fn answer(&mut self, line: &str, tricks: &[Trick]) -> Reply;
}

/// Talks until either side has had enough.
pub(crate) async fn talk(
    practice: &Practice,
    role: &Role,
    protocol: Protocol,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send,
) {
    let mut side: Box<dyn Side + Send> = match protocol {
        Protocol::Imap => Box::new(imap::Imap::new(practice, role)),
        Protocol::Smtp => Box::new(smtp::Smtp::new(practice, role)),
    };
    let mut closing = practice.closing();
    let talking = said_and_heard(role, &mut *side, stream);
    tokio::select! {
        _ = talking => {}
        _ = closing.wait_for(|closing| *closing) => {}
    }
}

async fn said_and_heard(
    role: &Role,
    side: &mut (dyn Side + Send),
    stream: impl AsyncRead + AsyncWrite + Unpin + Send,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(side.greeting().as_bytes()).await?;
    stream.flush().await?;
    loop {
        let mut line = Vec::new();
        while side.waits() {
            // What was read of a line stays in it.
            let mut limited = (&mut stream).take(LINE);
            let read = limited.read_until(b'\n', &mut line);
            if let Ok(read) = tokio::time::timeout(LOOK_AGAIN, read).await {
                read?;
                break;
            }
            if let Some(news) = side.news() {
                stream.write_all(news.as_bytes()).await?;
                stream.flush().await?;
            }
        }
        if line.is_empty() {
            (&mut stream).take(LINE).read_until(b'\n', &mut line).await?;
        }
        if line.last() != Some(&b'\n') {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        let mut tricks = Vec::new();
        if side.signs_in(line) {
            tricks = role.desk().tricks(Endpoint::Mail, |_| true);
            for trick in &tricks {
                match trick {
                    Trick::Wait(time) => tokio::time::sleep(*time).await,
                    Trick::Hold(gate) => gate.pass().await,
                    Trick::Reset => return Ok(()),
                    _ => {}
                }
            }
            role.desk().counts.probes += 1;
        }
        let (said, ends) = match side.answer(line, &tricks) {
            Reply::Says(said) => (said, false),
            Reply::Ends(said) => (said, true),
        };
        stream.write_all(said.as_bytes()).await?;
        stream.flush().await?;
        if ends {
            return Ok(());
        }
    }
}
