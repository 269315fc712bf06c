//! Signing in to an IMAP server, in the best way that it offers.

use zeroize::Zeroizing;

use super::{Answer, Heard, Imap};
use crate::login::{Mechanism, objection};
use crate::{Login, MailError, Opens};

impl Imap {
    /// Signs in.
    pub(crate) async fn sign_in(&mut self, login: &Login) -> Result<(), MailError> {
        login.check()?;
        self.learn_able().await?;
        self.wire.keep_quiet_about(login.secret());
        let answer = match login.mechanism(|name| self.is_able(&format!("AUTH={name}"))) {
            Some(mechanism) => self.authenticate(login, mechanism).await?,
            None => match &login.opens {
                Opens::Password(_) if !self.is_able("LOGINDISABLED") => self.log_in(login).await?,
                _ => return Err(self.no_way(login)),
            },
        };
        // What it can is told anew to whoever is signed in, or has to be asked for.
        if answer.able().is_none() {
            self.able.clear();
            self.learn_able().await?;
        }
        Ok(())
    }

    fn no_way(&self, login: &Login) -> MailError {
        let able: Vec<&str> = self.able.iter().map(String::as_str).collect();
        let offered = self.wire.scrubbed(&able.join(" "));
        MailError::NoWay { host: self.wire.host(), having: login.having(), offered }
    }

    /// All at once where the server takes that, and when it asks for it otherwise. A
    /// token that is not taken is objected to first, and the no comes once that was heard.
    async fn authenticate(
        &mut self,
        login: &Login,
        mechanism: Mechanism,
    ) -> Result<Answer, MailError> {
        let response = login.response(mechanism);
        self.wire.keep_quiet_about(&response);
        let (at_once, name) = (self.is_able("SASL-IR"), mechanism.name());
        let command = Zeroizing::new(if at_once {
            format!("AUTHENTICATE {name} {}", response.as_str())
        } else {
            format!("AUTHENTICATE {name}")
        });
        let tag = self.begin(&command).await?;
        let (mut said, mut objected) = (at_once, None);
        let mut answer = Answer::default();
        loop {
            match self.hear(&mut answer).await? {
                None => {}
                Some(Heard::Done(of, sentence)) if of == tag => {
                    let ended = self.ended(answer, sentence, login.doing());
                    return ended.map_err(|error| self.with_objection(error, objected));
                }
                Some(Heard::More(_)) if !said => {
                    said = true;
                    let line = Zeroizing::new(format!("{}\r\n", response.as_str()));
                    self.wire.say(line.as_bytes()).await?;
                }
                Some(Heard::More(challenge)) if objected.is_none() => {
                    objected = Some(objection(&challenge).unwrap_or_default());
                    let heard = format!("{}\r\n", mechanism.after_objection());
                    self.wire.say(heard.as_bytes()).await?;
                }
                Some(_) => return Err(self.wire.nonsense("it asks again and again")),
            }
        }
    }

    /// The objection says more than the no behind it.
    fn with_objection(&self, error: MailError, objected: Option<String>) -> MailError {
        match (error, objected) {
            (MailError::Refused(mut no), Some(objected)) if !objected.is_empty() => {
                no.said = self.wire.scrubbed(&format!("{} {objected}", no.said));
                MailError::Refused(no)
            }
            (error, _) => error,
        }
    }

    /// The old way. What does not go into quotes goes as a literal, when the server is
    /// ready for it.
    async fn log_in(&mut self, login: &Login) -> Result<Answer, MailError> {
        let mut tag = None;
        // Large enough from the beginning: what grows leaves copies behind.
        let room = 2 * (login.user.len() + login.secret().len()) + 64;
        let mut line = Zeroizing::new(String::with_capacity(room));
        line.push_str("LOGIN");
        for word in [&login.user, login.secret()] {
            if let Some(quoted) = super::names::quoted(word) {
                line.push(' ');
                line.push_str(&quoted);
                continue;
            }
            line.push_str(&format!(" {{{}}}", word.len()));
            self.go_on(&mut tag, &line).await?;
            self.ready(tag.as_deref().unwrap_or_default(), login).await?;
            line = Zeroizing::new(word.clone());
        }
        self.go_on(&mut tag, &line).await?;
        self.finish(&tag.unwrap_or_default(), login.doing()).await
    }

    /// Begins the command, or says the next piece of it.
    async fn go_on(&mut self, tag: &mut Option<String>, line: &str) -> Result<(), MailError> {
        if tag.is_none() {
            *tag = Some(self.begin(line).await?);
            return Ok(());
        }
        let line = Zeroizing::new(format!("{line}\r\n"));
        self.wire.say(line.as_bytes()).await
    }

    /// Waits until the server is ready for a literal.
    async fn ready(&mut self, tag: &str, login: &Login) -> Result<(), MailError> {
        let mut answer = Answer::default();
        loop {
            match self.hear(&mut answer).await? {
                None => {}
                Some(Heard::More(_)) => return Ok(()),
                Some(Heard::Done(of, said)) if of == tag => {
                    self.ended(answer, said, login.doing())?;
                    return Err(self.wire.nonsense("it let in whom it did not know yet"));
                }
                Some(_) => return Err(self.wire.nonsense("the end of another command")),
            }
        }
    }
}
