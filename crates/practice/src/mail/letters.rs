//! What is in a played mailbox: some letters that were there before, and one more every
//! ten minutes. Which there are depends on the time alone, so nothing is remembered.

use std::fmt::Write;

use jiff::{SignedDuration, Timestamp};

/// So many were there when the practice began.
const BEFORE: u32 = 12;

/// So long it takes for another one to come.
const EVERY: SignedDuration = SignedDuration::from_mins(10);

/// So many of those before were read.
const READ: u32 = 9;

/// From whom, and about what, in turns.
const LETTERS: [(&str, &str, &str); 6] = [
    ("Dana Harbor", "dana@harbor-dental.example", "Bank statements for October"),
    ("Jo Fields", "jo@fields-bakery.example", "Re: Missing receipts"),
    ("Tax office", "noreply@revenue.example", "Your filing was received"),
    ("Sam Ortiz", "sam@miller-cpa.example", "Payroll question"),
    ("Riverside Plumbing", "books@riverside.example", "Signed engagement letter"),
    ("Dana Harbor", "dana@harbor-dental.example", "Re: Trial balance"),
];

/// The letters of one look into the mailbox.
pub(crate) struct Letters {
    began: Timestamp,
    count: u32,
}

impl Letters {
    /// Those that there are by now, of a practice that began then.
    pub(crate) fn by(began: Timestamp, now: Timestamp) -> Self {
        let gone = now.duration_since(began).as_secs().max(0) / EVERY.as_secs();
        let count = BEFORE.saturating_add(u32::try_from(gone).unwrap_or(u32::MAX));
        Self { began, count }
    }

    /// How many there are. Their numbers and places go from one to this.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// A practice that begins anew numbers its letters anew.
    pub(super) fn validity(&self) -> u32 {
        u32::try_from(self.began.as_second()).unwrap_or(1).max(1)
    }

    /// How a letter is marked.
    pub(super) fn flags(number: u32) -> &'static str {
        if number <= READ { "\\Seen" } else { "" }
    }

    /// When it came, as IMAP writes it.
    pub(super) fn arrived(&self, number: u32) -> String {
        self.at(number).strftime("%d-%b-%Y %H:%M:%S +0000").to_string()
    }

    /// Its header.
    pub(super) fn header(&self, number: u32) -> String {
        let turn = usize::try_from(number).unwrap_or_default() % LETTERS.len();
        let (name, address, subject) = LETTERS[turn];
        let date = self.at(number).strftime("%a, %d %b %Y %H:%M:%S +0000");
        let mut header = String::new();
        let _ = write!(
            header,
            "From: {name} <{address}>\r\nSubject: {subject}\r\nDate: {date}\r\n\
             Message-ID: <{number}.{}@practice.example>\r\n\r\n",
            self.validity()
        );
        header
    }

    fn at(&self, number: u32) -> Timestamp {
        let turns = i64::from(number) - i64::from(BEFORE);
        let after = SignedDuration::from_secs(EVERY.as_secs().saturating_mul(turns));
        self.began.checked_add(after).unwrap_or(self.began)
    }
}
