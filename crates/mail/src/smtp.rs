//! Signing in to a server that sends mail, without sending any.
//!
//! Five commands, spoken here: the library for sending ends the conversation where a
//! token is objected to, so that nobody learns why it was refused.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::login::{Mechanism, objection};
use crate::refusal::Doing;
use crate::wire::{Trust, Wire, dial};
use crate::{Limits, Login, MailError, Opens, Protection, Refusal, Server, Why};

/// More lines than any answer has.
const LINES: usize = 100;

/// Whom we say we are: a name of this computer is nobody's business.
const HELLO: &str = "EHLO [127.0.0.1]";

/// A conversation.
pub(crate) struct Smtp {
    wire: Wire,
    able: BTreeMap<String, String>,
}

/// An answer.
struct Reply {
    code: u16,
    lines: Vec<String>,
}

impl Smtp {
    /// Connects and, where it is wanted, puts TLS over the connection.
    pub(crate) async fn reach(
        server: &Server,
        trust: &Trust,
        limits: Limits,
    ) -> Result<Self, MailError> {
        let smtp = Self::greeted(dial(server, trust, limits, false).await?).await?;
        match server.protection {
            Protection::StartTls => smtp.under_tls(trust).await,
            Protection::Tls | Protection::PlainOnLoopback => Ok(smtp),
        }
    }

    /// Waits for the greeting, and greets.
    pub(crate) async fn greeted(mut wire: Wire) -> Result<Self, MailError> {
        wire.begin();
        let frame = wire.frame().await?;
        let mut smtp = Self { wire, able: BTreeMap::new() };
        let Some((code, last, text)) = line(&frame) else {
            let said = smtp.wire.scrubbed(&String::from_utf8_lossy(&frame));
            return Err(MailError::NotMail { host: smtp.wire.host(), protocol: "SMTP", said });
        };
        let reply = smtp.rest(Reply { code, lines: vec![text] }, last).await?;
        if reply.code != 220 {
            return Err(smtp.refused(Doing::Else, &reply));
        }
        smtp.hello().await?;
        Ok(smtp)
    }

    pub(crate) async fn under_tls(mut self, trust: &Trust) -> Result<Self, MailError> {
        if !self.able.contains_key("STARTTLS") {
            return Err(MailError::NoTls { host: self.wire.host() });
        }
        let reply = self.say("STARTTLS").await?;
        if reply.code != 220 {
            return Err(self.refused(Doing::Else, &reply));
        }
        let mut smtp = Self { wire: self.wire.into_tls(trust).await?, able: BTreeMap::new() };
        smtp.hello().await?;
        Ok(smtp)
    }

    async fn hello(&mut self) -> Result<(), MailError> {
        let reply = self.say(HELLO).await?;
        if reply.code != 250 {
            return Err(self.refused(Doing::Else, &reply));
        }
        self.able = reply
            .lines
            .iter()
            .skip(1)
            .map(|line| {
                let line = line.to_ascii_uppercase();
                let (name, more) = line.split_once([' ', '=']).unwrap_or((&line, ""));
                (name.to_owned(), more.to_owned())
            })
            .collect();
        Ok(())
    }

    /// Signs in, asks once whether all is well, and leaves.
    pub(crate) async fn sign_in(mut self, login: &Login) -> Result<(), MailError> {
        login.check()?;
        self.wire.keep_quiet_about(login.secret());
        self.wire.keep_quiet_about(&Zeroizing::new(BASE64_STANDARD.encode(login.secret())));
        let offered = self.able.get("AUTH").cloned().unwrap_or_default();
        let offers = |wanted: &str| offered.split_whitespace().any(|one| one == wanted);
        let reply = match login.mechanism(offers) {
            Some(mechanism) => self.all_at_once(login, mechanism).await?,
            None => match &login.opens {
                Opens::Password(_) if offers("LOGIN") => self.piece_by_piece(login).await?,
                _ => {
                    let (host, offered) = (self.wire.host(), self.wire.scrubbed(&offered));
                    return Err(MailError::NoWay { host, having: login.having(), offered });
                }
            },
        };
        if reply.code != 235 {
            return Err(self.refused(login.doing(), &reply));
        }
        let reply = self.say("NOOP").await?;
        if reply.code != 250 {
            return Err(self.refused(Doing::Else, &reply));
        }
        // Whether the good-bye is heard does not matter any more.
        let _ = self.say("QUIT").await;
        Ok(())
    }

    async fn all_at_once(
        &mut self,
        login: &Login,
        mechanism: Mechanism,
    ) -> Result<Reply, MailError> {
        let response = login.response(mechanism);
        self.wire.keep_quiet_about(&response);
        let command = Zeroizing::new(format!("AUTH {} {}", mechanism.name(), response.as_str()));
        let reply = self.say(&command).await?;
        if reply.code != 334 {
            return Ok(reply);
        }
        // An objection; the no comes once it was heard.
        let objected = reply.lines.first().and_then(|text| objection(text));
        let mut no = self.say(mechanism.after_objection()).await?;
        no.lines.extend(objected);
        Ok(no)
    }

    async fn piece_by_piece(&mut self, login: &Login) -> Result<Reply, MailError> {
        let mut reply = self.say("AUTH LOGIN").await?;
        for piece in [&login.user, login.secret()] {
            if reply.code != 334 {
                return Ok(reply);
            }
            reply = self.say(&Zeroizing::new(BASE64_STANDARD.encode(piece))).await?;
        }
        Ok(reply)
    }

    async fn say(&mut self, command: &str) -> Result<Reply, MailError> {
        self.wire.begin();
        let line = Zeroizing::new(format!("{command}\r\n"));
        self.wire.say(line.as_bytes()).await?;
        self.rest(Reply { code: 0, lines: Vec::new() }, false).await
    }

    /// The lines of an answer up to its last.
    async fn rest(&mut self, mut reply: Reply, mut last: bool) -> Result<Reply, MailError> {
        while !last {
            if reply.lines.len() == LINES {
                let what = "an answer without end";
                return Err(MailError::TooMuch { host: self.wire.host(), what });
            }
            let frame = self.wire.frame().await?;
            let Some((code, ends, text)) = line(&frame) else {
                return Err(self.wire.nonsense("a line that is no answer"));
            };
            if !reply.lines.is_empty() && code != reply.code {
                return Err(self.wire.nonsense("one answer with two codes"));
            }
            reply.code = code;
            reply.lines.push(text);
            last = ends;
        }
        Ok(reply)
    }

    fn refused(&self, doing: Doing, reply: &Reply) -> MailError {
        let host = self.wire.host();
        let code = reply.code.to_string();
        let said = reply.lines.join(" ");
        let why = match Why::of(&host, doing, Some(&code), &said) {
            Why::Otherwise if (400..500).contains(&reply.code) => Why::Unavailable,
            why => why,
        };
        let said = self.wire.scrubbed(&said);
        Box::new(Refusal { host, why, code: Some(code), said }).into()
    }

    /// Says good-bye to a server that was only looked for.
    pub(crate) async fn end(mut self) {
        let _ = self.say("QUIT").await;
    }
}

/// Code, whether it is the last, and text of a line.
fn line(frame: &[u8]) -> Option<(u16, bool, String)> {
    let text = String::from_utf8_lossy(frame);
    let text = text.trim_end_matches(['\r', '\n']);
    let code = text.get(..3)?.parse().ok().filter(|code| (200..600).contains(code))?;
    let last = match text.as_bytes().get(3) {
        None | Some(b' ') => true,
        Some(b'-') => false,
        Some(_) => return None,
    };
    Some((code, last, text.get(4..).unwrap_or_default().to_owned()))
}
