//! A conversation with an IMAP server: commands, and all that comes until they end.
//!
//! Written over the library's grammar and not over a client library: those that there are
//! write passwords to their log, read as much as a server likes to send, and tell a no
//! from another by its text for people.

mod data;
mod heard;
mod login;
pub(crate) mod names;

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use crate::refusal::Doing;
use crate::wire::{Trust, Wire, dial};
use crate::{Limits, MailError, Protection, Refusal, Server, Why};

pub(crate) use data::{Datum, Folder, Message};
use heard::Status;
pub(crate) use heard::{Heard, Sentence};

/// A conversation.
pub(crate) struct Imap {
    pub(crate) wire: Wire,
    tag: u32,
    able: BTreeSet<String>,
    good_bye: Option<Sentence>,
}

/// What a command brought.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) data: Vec<Datum>,
    sentences: Vec<Sentence>,
}

impl Answer {
    /// The number behind a code: `UIDNEXT`.
    pub(crate) fn number(&self, code: &str) -> Option<u64> {
        self.sentences.iter().rev().find_map(|said| said.behind(code)?.trim().parse().ok())
    }

    fn able(&self) -> Option<BTreeSet<String>> {
        let by_the_way = self.data.iter().rev().find_map(|datum| match datum {
            Datum::Able(able) => Some(able.clone()),
            _ => None,
        });
        let in_a_code = || {
            let list = self.sentences.iter().rev().find_map(|said| said.behind("CAPABILITY"))?;
            Some(data::able(list))
        };
        by_the_way.or_else(in_a_code).map(|able| able.into_iter().collect())
    }
}

impl Imap {
    /// Connects and, where it is wanted, puts TLS over the connection.
    pub(crate) async fn reach(
        server: &Server,
        trust: &Trust,
        limits: Limits,
    ) -> Result<Self, MailError> {
        let wire = dial(server, trust, limits, true).await?;
        let imap = Self::greeted(wire).await?;
        match server.protection {
            Protection::StartTls => imap.under_tls(trust).await,
            Protection::Tls | Protection::PlainOnLoopback => Ok(imap),
        }
    }

    /// Waits for the greeting.
    pub(crate) async fn greeted(mut wire: Wire) -> Result<Self, MailError> {
        wire.begin();
        let frame = wire.frame().await?;
        let mut imap = Self { wire, tag: 0, able: BTreeSet::new(), good_bye: None };
        match Heard::of(&frame) {
            Heard::ByTheWay(said) => match said.status {
                Status::Ok => {
                    imap.note(&Answer { sentences: vec![said], ..Answer::default() });
                    Ok(imap)
                }
                // Whoever sits between may say so to keep TLS away.
                Status::PreAuth => Err(imap.wire.nonsense("somebody is signed in already")),
                Status::Bye | Status::No | Status::Bad => Err(imap.refused(Doing::Else, &said)),
            },
            _ => {
                let said = imap.wire.scrubbed(&String::from_utf8_lossy(&frame));
                Err(MailError::NotMail { host: imap.wire.host(), protocol: "IMAP", said })
            }
        }
    }

    pub(crate) async fn under_tls(mut self, trust: &Trust) -> Result<Self, MailError> {
        self.learn_able().await?;
        if !self.is_able("STARTTLS") {
            return Err(MailError::NoTls { host: self.wire.host() });
        }
        self.command("STARTTLS").await?;
        // What was said before TLS may have been said by anybody.
        let wire = self.wire.into_tls(trust).await?;
        Ok(Self { wire, tag: self.tag, able: BTreeSet::new(), good_bye: None })
    }

    /// Whether the server said that it can do this.
    pub(crate) fn is_able(&self, what: &str) -> bool {
        self.able.contains(what)
    }

    pub(crate) async fn learn_able(&mut self) -> Result<(), MailError> {
        if self.able.is_empty() {
            self.command("CAPABILITY").await?;
        }
        Ok(())
    }

    fn note(&mut self, answer: &Answer) {
        if let Some(able) = answer.able() {
            self.able = able;
        }
    }

    /// Gives a command, and waits for its end.
    pub(crate) async fn command(&mut self, command: &str) -> Result<Answer, MailError> {
        let tag = self.begin(command).await?;
        self.finish(&tag, Doing::Else).await
    }

    pub(crate) async fn begin(&mut self, command: &str) -> Result<String, MailError> {
        self.wire.begin();
        self.tag += 1;
        let tag = format!("p{}", self.tag);
        // It may hold a secret.
        let line = Zeroizing::new(format!("{tag} {command}\r\n"));
        self.wire.say(line.as_bytes()).await?;
        Ok(tag)
    }

    /// All that comes until the command with this tag ends.
    pub(crate) async fn finish(&mut self, tag: &str, doing: Doing) -> Result<Answer, MailError> {
        let mut answer = Answer::default();
        loop {
            match self.hear(&mut answer).await? {
                None => {}
                Some(Heard::Done(of, said)) if of == tag => {
                    return self.ended(answer, said, doing);
                }
                Some(Heard::More(_)) => {
                    return Err(self.wire.nonsense("it wants to hear more when all was said"));
                }
                Some(_) => return Err(self.wire.nonsense("the end of another command")),
            }
        }
    }

    pub(crate) fn ended(
        &mut self,
        mut answer: Answer,
        said: Sentence,
        doing: Doing,
    ) -> Result<Answer, MailError> {
        if said.status != Status::Ok {
            return Err(self.refused(doing, &said));
        }
        answer.sentences.push(said);
        self.note(&answer);
        Ok(answer)
    }

    /// The next thing that is said. What accompanies a command goes to its answer.
    pub(crate) async fn hear(&mut self, answer: &mut Answer) -> Result<Option<Heard>, MailError> {
        let frame = match self.wire.frame().await {
            Err(MailError::Broken { .. }) if self.good_bye.is_some() => {
                let said = self.good_bye.take();
                return Err(said.map_or_else(
                    || self.wire.nonsense("it ended twice"),
                    |said| self.refused(Doing::Else, &said),
                ));
            }
            other => other?,
        };
        match Heard::of(&frame) {
            Heard::Data => {
                let datum = Datum::of(&frame).map_err(|details| self.wire.nonsense(details))?;
                answer.data.push(datum);
                Ok(None)
            }
            Heard::ByTheWay(said) => {
                if said.status == Status::Bye {
                    self.good_bye = Some(said);
                } else {
                    answer.sentences.push(said);
                }
                Ok(None)
            }
            Heard::Nonsense => Err(self.wire.nonsense("a line that is no answer")),
            heard => Ok(Some(heard)),
        }
    }

    fn refused(&self, doing: Doing, said: &Sentence) -> MailError {
        let host = self.wire.host();
        // It did not understand; that says nothing about a password.
        let doing = if said.status == Status::Bad { Doing::Else } else { doing };
        // What is a secret is found as it was sent, so before it is put in capitals.
        let code = said.code.as_ref().map(|(name, _)| self.wire.scrubbed(name).to_uppercase());
        let why = match Why::of(&host, doing, code.as_deref(), &said.text) {
            Why::Otherwise if said.status == Status::Bye => Why::Unavailable,
            why => why,
        };
        Box::new(Refusal { host, why, code, said: self.wire.scrubbed(&said.text) }).into()
    }

    /// Says good-bye. Whether it is heard does not matter any more.
    pub(crate) async fn end(mut self) {
        let _ = self.command("LOGOUT").await;
    }
}
