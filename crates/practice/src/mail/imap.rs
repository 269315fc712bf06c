//! The words of IMAP, as far as a mailbox is looked into and nothing in it is changed.
//! Places and numbers of the letters are the same: none of them ever goes.

use std::fmt::Write;

use super::door::{Knock, knock, objection};
use super::letters::Letters;
use super::{Reply, Side};
use crate::Practice;
use crate::http::said;
use crate::misbehaviour::Trick;
use crate::role::Role;

/// What the server can.
const ABLE: &str = "IMAP4rev1 SASL-IR IDLE AUTH=PLAIN AUTH=XOAUTH2";

/// One conversation.
pub(super) struct Imap<'a> {
    practice: &'a Practice,
    role: &'a Role,
    signed_in: bool,
    open: bool,
    /// The command whose token was objected to, and that waits for a word to end with.
    objected: Option<String>,
    /// The command that waits for news, and how many letters there were when they were last
    /// told.
    idling: Option<(String, u32)>,
}

impl<'a> Imap<'a> {
    pub(super) fn new(practice: &'a Practice, role: &'a Role) -> Self {
        Self { practice, role, signed_in: false, open: false, objected: None, idling: None }
    }

    fn letters(&self) -> Letters {
        self.practice.letters()
    }

    /// What is said against a sign-in, and whether the conversation goes on.
    fn refusal(tricks: &[Trick]) -> Option<String> {
        tricks.iter().find_map(|trick| match trick {
            Trick::TooMany(_) => Some("[LIMIT] Too many simultaneous connections".to_owned()),
            Trick::Status(_) => Some("[UNAVAILABLE] Temporary failure".to_owned()),
            // A code of digits is one of SMTP.
            Trick::Fails(failure) if failure.code.is_none() => {
                let text = failure.text.as_deref().unwrap_or_default();
                // What is one word in capitals is a code.
                let is_code = !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase());
                Some(if is_code {
                    format!("[{text}] Invalid credentials")
                } else {
                    said(failure, "").1.to_owned()
                })
            }
            _ => None,
        })
    }

    fn authenticated(&mut self, tag: &str, words: &str, tricks: &[Trick]) -> String {
        if let Some(no) = Self::refusal(tricks) {
            return format!("{tag} NO {no}\r\n");
        }
        let (mechanism, response) = words.split_once(' ').unwrap_or((words, ""));
        match knock(self.practice, self.role, mechanism, response) {
            Knock::Opens => {
                self.signed_in = true;
                format!("{tag} OK [CAPABILITY {ABLE}] Signed in, for practice\r\n")
            }
            Knock::Closed => not_let_in(tag),
            Knock::Objected => {
                self.objected = Some(tag.to_owned());
                format!("+ {}\r\n", objection())
            }
        }
    }

    fn opened(&mut self, tag: &str, folder: &str) -> String {
        let name = folder.trim().trim_matches('"');
        if !name.to_ascii_uppercase().starts_with("INBOX") {
            return format!("{tag} NO [NONEXISTENT] No such folder\r\n");
        }
        self.open = true;
        let letters = self.letters();
        format!(
            "* {} EXISTS\r\n* OK [UIDVALIDITY {}] Numbers\r\n* OK [UIDNEXT {}] Next\r\n\
             {tag} OK [READ-ONLY] Open\r\n",
            letters.count(),
            letters.validity(),
            letters.count() + 1
        )
    }

    fn searched(&self, tag: &str, words: &str) -> String {
        let set = words.trim().trim_start_matches("UID ").trim();
        let mut found = String::new();
        for number in numbers(set, self.letters().count()) {
            let _ = write!(found, " {number}");
        }
        format!("* SEARCH{found}\r\n{tag} OK Found\r\n")
    }

    fn fetched(&self, tag: &str, words: &str) -> String {
        let (set, asked) = words.trim().split_once(' ').unwrap_or((words, ""));
        let letters = self.letters();
        let mut out = String::new();
        for number in numbers(set, letters.count()) {
            let flags = Letters::flags(number);
            let _ = write!(out, "* {number} FETCH (UID {number} FLAGS ({flags})");
            if asked.contains("HEADER.FIELDS") {
                let header = letters.header(number);
                let _ = write!(
                    out,
                    " INTERNALDATE \"{}\" BODY[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID)]<0> \
                     {{{}}}\r\n{header}",
                    letters.arrived(number),
                    header.len()
                );
            }
            out.push_str(")\r\n");
        }
        let _ = write!(out, "{tag} OK Fetched\r\n");
        out
    }
}

impl Side for Imap<'_> {
    fn greeting(&self) -> String {
        format!("* OK [CAPABILITY {ABLE}] Practice\r\n")
    }

    fn signs_in(&self, line: &str) -> bool {
        let command = line.split(' ').nth(1).unwrap_or_default();
        command.eq_ignore_ascii_case("AUTHENTICATE")
    }

    fn waits(&self) -> bool {
        self.idling.is_some()
    }

    fn news(&mut self) -> Option<String> {
        let count = self.letters().count();
        let (_, told) = self.idling.as_mut()?;
        let is_more = *told < count;
        *told = count;
        is_more.then(|| format!("* {count} EXISTS\r\n"))
    }

    fn answer(&mut self, line: &str, tricks: &[Trick]) -> Reply {
        if let Some(tag) = self.objected.take() {
            return Reply::Says(not_let_in(&tag));
        }
        if let Some((tag, _)) = self.idling.take() {
            return Reply::Says(match line.eq_ignore_ascii_case("DONE") {
                true => format!("{tag} OK Waited\r\n"),
                false => format!("{tag} BAD Say DONE first\r\n"),
            });
        }
        let (tag, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (command, words) = rest.split_once(' ').unwrap_or((rest, ""));
        let command = command.to_ascii_uppercase();
        Reply::Says(match (command.as_str(), self.signed_in) {
            ("CAPABILITY", _) => format!("* CAPABILITY {ABLE}\r\n{tag} OK Told\r\n"),
            ("NOOP", _) => format!("{tag} OK Nothing\r\n"),
            ("LOGOUT", _) => {
                return Reply::Ends(format!("* BYE Until next time\r\n{tag} OK Over\r\n"));
            }
            ("AUTHENTICATE", _) => self.authenticated(tag, words, tricks),
            ("LIST", true) => format!(
                "* LIST (\\HasNoChildren) \"/\" INBOX\r\n\
                 * LIST (\\HasNoChildren \\Sent) \"/\" Sent\r\n{tag} OK Listed\r\n"
            ),
            ("EXAMINE", true) => self.opened(tag, words),
            ("IDLE", true) if self.open => {
                self.idling = Some((tag.to_owned(), self.letters().count()));
                "+ idling\r\n".to_owned()
            }
            ("FETCH", true) if self.open => self.fetched(tag, words),
            ("UID", true) if self.open => match words.split_once(' ') {
                Some((what, rest)) if what.eq_ignore_ascii_case("FETCH") => self.fetched(tag, rest),
                Some((what, rest)) if what.eq_ignore_ascii_case("SEARCH") => {
                    self.searched(tag, rest)
                }
                _ => format!("{tag} BAD Not played\r\n"),
            },
            _ => format!("{tag} BAD Not played\r\n"),
        })
    }
}

fn not_let_in(tag: &str) -> String {
    format!("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n")
}

/// The numbers that a set means: `3,5:*`. A range that begins behind the last means the last.
fn numbers(set: &str, last: u32) -> Vec<u32> {
    let number = |text: &str| if text == "*" { Some(last) } else { text.parse::<u32>().ok() };
    let mut all = Vec::new();
    for part in set.split(',') {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let (Some(from), Some(to)) = (number(from), number(to)) else { continue };
        let (from, to) = (from.min(to), from.max(to));
        all.extend((from.max(1)..=to.min(last)).take(10_000));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_numbers_means_what_there_is() {
        assert_eq!(numbers("2,4:*", 6), [2, 4, 5, 6]);
        assert_eq!(numbers("9:*", 6), [6], "the last is always meant by a star");
        assert_eq!(numbers("7:9", 6), [0_u32; 0]);
        assert_eq!(numbers("nonsense", 6), [0_u32; 0]);
    }
}
