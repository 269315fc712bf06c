//! The words of SMTP up to the sign-in. Nobody's mail is taken.

use super::door::{Knock, knock, objection};
use super::{Reply, Side};
use crate::Practice;
use crate::http::said;
use crate::misbehaviour::Trick;
use crate::role::Role;

const NOT_LET_IN: &str = "535 5.7.8 Invalid credentials\r\n";

/// One conversation.
pub(super) struct Smtp<'a> {
    practice: &'a Practice,
    role: &'a Role,
    /// Whether a token was objected to, and a word to end with is waited for.
    objected: bool,
}

impl<'a> Smtp<'a> {
    pub(super) fn new(practice: &'a Practice, role: &'a Role) -> Self {
        Self { practice, role, objected: false }
    }

    fn authenticated(&mut self, words: &str, tricks: &[Trick]) -> String {
        let refusal = tricks.iter().find_map(|trick| match trick {
            Trick::TooMany(_) => Some("421 4.7.0 Too many connections".to_owned()),
            Trick::Status(_) => Some("454 4.7.0 Temporary failure".to_owned()),
            Trick::Fails(failure) if failure.code.is_some() => {
                let (code, text) = said(failure, "535");
                Some(format!("{code} {text}"))
            }
            _ => None,
        });
        if let Some(no) = refusal {
            return format!("{no}\r\n");
        }
        let (mechanism, response) = words.split_once(' ').unwrap_or((words, ""));
        match knock(self.practice, self.role, mechanism, response) {
            Knock::Opens => "235 2.7.0 Signed in, for practice\r\n".to_owned(),
            Knock::Closed => NOT_LET_IN.to_owned(),
            Knock::Objected => {
                self.objected = true;
                format!("334 {}\r\n", objection())
            }
        }
    }
}

impl Side for Smtp<'_> {
    fn greeting(&self) -> String {
        "220 practice\r\n".to_owned()
    }

    fn signs_in(&self, line: &str) -> bool {
        line.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("AUTH "))
    }

    fn answer(&mut self, line: &str, tricks: &[Trick]) -> Reply {
        if std::mem::take(&mut self.objected) {
            return Reply::Says(NOT_LET_IN.to_owned());
        }
        let (command, words) = line.split_once(' ').unwrap_or((line, ""));
        Reply::Says(match command.to_ascii_uppercase().as_str() {
            "EHLO" => "250-practice\r\n250 AUTH PLAIN XOAUTH2\r\n".to_owned(),
            "NOOP" => "250 Nothing\r\n".to_owned(),
            "QUIT" => return Reply::Ends("221 Until next time\r\n".to_owned()),
            "AUTH" => self.authenticated(words, tricks),
            _ => "502 Not played\r\n".to_owned(),
        })
    }
}
