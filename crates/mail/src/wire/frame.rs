//! Where one thing that a server says ends, found before anything is understood.
//!
//! A line, or in IMAP a line with the literals that it announces. What is too large, too
//! deeply nested or has a NUL is refused here, so that no parser meets it. The place is
//! kept between reads: waiting can be given up in the middle, and nothing is looked at
//! twice.

use crate::Limits;

/// No honest answer to what is asked here nests deeper; parsers go one call deeper each.
const DEEPEST: usize = 16;

/// Why what comes is not read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bad {
    /// It is larger than may be.
    TooMuch(&'static str),
    /// It cannot be understood.
    Nonsense(&'static str),
}

/// How far the next frame was looked at.
#[derive(Debug)]
pub(crate) struct Framer {
    literals: bool,
    at: usize,
    line_from: usize,
    literal_left: usize,
    in_literals: usize,
    quoted: bool,
    escaped: bool,
    depth: usize,
    deepest: usize,
}

impl Framer {
    /// Of lines alone, or of lines with literals.
    pub(crate) const fn new(literals: bool) -> Self {
        Self {
            literals,
            at: 0,
            line_from: 0,
            literal_left: 0,
            in_literals: 0,
            quoted: false,
            escaped: false,
            depth: 0,
            deepest: 0,
        }
    }

    /// How many of these bytes are the first frame, once it is whole. The bytes must be
    /// those of the last call and what came since.
    pub(crate) fn whole(&mut self, bytes: &[u8], limits: &Limits) -> Result<Option<usize>, Bad> {
        loop {
            if self.literal_left > 0 {
                let here = self.literal_left.min(bytes.len() - self.at);
                self.at += here;
                self.literal_left -= here;
                self.line_from = self.at;
            }
            let Some(byte) = bytes.get(self.at).copied() else { return Ok(None) };
            if self.at - self.in_literals >= limits.line {
                return Err(Bad::TooMuch("a line without end"));
            }
            self.at += 1;
            match byte {
                0 => return Err(Bad::Nonsense("a NUL")),
                b'\n' => {
                    if self.literals && is_data(bytes) {
                        if self.deepest > DEEPEST {
                            return Err(Bad::Nonsense("lists in lists in lists"));
                        }
                        if let Some(size) = announced(&bytes[self.line_from..self.at]) {
                            if size.is_none_or(|size| size > limits.literal) {
                                return Err(Bad::TooMuch("a literal"));
                            }
                            self.literal_left = size.unwrap_or_default();
                            self.in_literals += self.literal_left;
                            self.line_from = self.at;
                            self.quoted = false;
                            continue;
                        }
                    }
                    let end = self.at;
                    *self = Self::new(self.literals);
                    return Ok(Some(end));
                }
                _ => self.nesting(byte),
            }
        }
    }

    fn nesting(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            b'(' if !self.quoted => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            b')' if !self.quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether it is data, and not a sentence for people that may look like anything.
fn is_data(frame: &[u8]) -> bool {
    let Some(rest) = frame.strip_prefix(b"* ") else { return false };
    let word = rest.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
    !["OK", "NO", "BAD", "BYE", "PREAUTH"]
        .iter()
        .any(|status| word.eq_ignore_ascii_case(status.as_bytes()))
}

/// The size of the literal that a line announces at its end. None within if it is no
/// number that can be.
fn announced(line: &[u8]) -> Option<Option<usize>> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let from = line.iter().rposition(|byte| *byte == b'{')?;
    let digits = line[from + 1..].strip_suffix(b"+").unwrap_or(&line[from + 1..]);
    let all_digits = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    all_digits.then(|| std::str::from_utf8(digits).ok()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { line: 64, literal: 16, ..Limits::default() }
    }

    /// The first frame, with the bytes coming one by one.
    fn drip(bytes: &[u8]) -> Result<Option<usize>, Bad> {
        let mut framer = Framer::new(true);
        for end in 0..bytes.len() {
            match framer.whole(&bytes[..end], &limits()) {
                Ok(None) => {}
                other => return other,
            }
        }
        framer.whole(bytes, &limits())
    }

    #[test]
    fn a_frame_is_a_line_with_its_literals_however_it_comes() {
        let one = b"* 1 FETCH (X {3}\r\n)\n( Y {0}\r\n Z)\r\n";
        assert_eq!(drip(one), Ok(Some(one.len())));
        let mut two = one.to_vec();
        two.extend_from_slice(b"* OK done\r\n");
        assert_eq!(Framer::new(true).whole(&two, &limits()), Ok(Some(one.len())));
    }

    #[test]
    fn a_sentence_for_people_announces_no_literal() {
        for said in ["* OK see {12}\r\n", "a1 NO look ((((((((((((((((((( {12}\r\n"] {
            assert_eq!(drip(said.as_bytes()), Ok(Some(said.len())), "{said}");
        }
    }

    #[test]
    fn what_no_parser_should_meet_is_refused() {
        let nested = format!("* 1 FETCH {}\r\n", "(".repeat(20));
        let in_quotes = format!("* LIST () \"{}\" x\r\n", "(".repeat(20));
        for (said, bad) in [
            ("* 1 FETCH (X {17}\r\n", Some(Bad::TooMuch("a literal"))),
            ("* 1 FETCH (X {99999999999999999999}\r\n", Some(Bad::TooMuch("a literal"))),
            ("* LIST () \"\0\" x\r\n", Some(Bad::Nonsense("a NUL"))),
            (&nested, Some(Bad::Nonsense("lists in lists in lists"))),
            (&in_quotes, None),
            (&"x".repeat(65), Some(Bad::TooMuch("a line without end"))),
        ] {
            assert_eq!(drip(said.as_bytes()).err(), bad, "{said}");
        }
    }
}
