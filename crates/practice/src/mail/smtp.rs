//! The words of SMTP up to the sign-in. Nobody's mail is taken.

use super::door::opens;
use super::{Reply, Side};
use crate::http::said;
use crate::misbehaviour::Trick;
use crate::role::Role;

/// One conversation.
pub(super) struct Smtp<'a> {
    role: &'a Role,
}

impl<'a> Smtp<'a> {
    pub(super) fn new(role: &'a Role) -> Self {
        Self { role }
    }

    fn authenticated(&self, words: &str, tricks: &[Trick]) -> String {
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
        match words.split_once(' ') {
            Some((mechanism, response))
                if mechanism.eq_ignore_ascii_case("PLAIN") && opens(self.role, response) =>
            {
                "235 2.7.0 Signed in, for practice\r\n".to_owned()
            }
            _ => "535 5.7.8 Invalid credentials\r\n".to_owned(),
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
        let (command, words) = line.split_once(' ').unwrap_or((line, ""));
        Reply::Says(match command.to_ascii_uppercase().as_str() {
            "EHLO" => "250-practice\r\n250 AUTH PLAIN\r\n".to_owned(),
            "NOOP" => "250 Nothing\r\n".to_owned(),
            "QUIT" => return Reply::Ends("221 Until next time\r\n".to_owned()),
            "AUTH" => self.authenticated(words, tricks),
            _ => "502 Not played\r\n".to_owned(),
        })
    }
}
