//! Dates as an iCalendar file (RFC 5545): its lines, their escapes and how they are folded.
//! Which dates are in it is not known here.

use std::fmt::Write;

use jiff::{SignedDuration, Timestamp};

use crate::VERSION;

/// More bytes than this are no line (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// A date, and when somebody is told of it.
#[derive(Debug, Clone)]
pub(super) struct Date {
    /// By which a calendar knows it when it comes again.
    pub(super) uid: String,
    pub(super) at: Timestamp,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) alarms: Vec<Alarm>,
}

/// A warning so long before the date.
#[derive(Debug, Clone)]
pub(super) struct Alarm {
    pub(super) ahead: SignedDuration,
    pub(super) words: String,
}

/// The whole file.
pub(super) fn calendar(dates: &[Date], now: Timestamp) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &format!("-//Patchbay//Patchbay {VERSION}//EN"));
    lines.add("CALSCALE", "GREGORIAN");
    for date in dates {
        lines.date(date, now);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn date(&mut self, date: &Date, now: Timestamp) {
        self.add("BEGIN", "VEVENT");
        self.add("UID", &date.uid);
        self.add("DTSTAMP", &instant(now));
        self.add("DTSTART", &instant(date.at));
        self.add("DURATION", "PT15M");
        self.add("SUMMARY", &escaped(&date.summary));
        self.add("DESCRIPTION", &escaped(&date.description));
        // A reminder takes no time of anybody's day.
        self.add("TRANSP", "TRANSPARENT");
        for alarm in &date.alarms {
            self.add("BEGIN", "VALARM");
            self.add("ACTION", "DISPLAY");
            self.add("TRIGGER", &format!("-{}", length(alarm.ahead)));
            self.add("DESCRIPTION", &escaped(&alarm.words));
            self.add("END", "VALARM");
        }
        self.add("END", "VEVENT");
    }

    /// One line, folded: what goes on begins with a space, and no character is cut.
    fn add(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value: what has a meaning there is escaped, and what is no text left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// In UTC, to the second.
fn instant(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Whole days as days, anything else in seconds.
fn length(length: SignedDuration) -> String {
    const DAY: i64 = 24 * 60 * 60;
    let mut text = String::from("P");
    // Writing to a string cannot fail.
    let _ = match length.as_secs() {
        seconds if seconds % DAY == 0 => write!(text, "{}D", seconds / DAY),
        seconds => write!(text, "T{seconds}S"),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(summary: &str) -> Date {
        Date {
            uid: "a-absolute@app.patchbay.desktop".into(),
            at: "2027-01-05T09:30:00.5Z".parse().unwrap(),
            summary: summary.into(),
            description: "Why.".into(),
            alarms: vec![
                Alarm { ahead: SignedDuration::from_hours(24 * 90), words: "soon".into() },
                Alarm { ahead: SignedDuration::from_secs(100), words: "now".into() },
            ],
        }
    }

    fn written(summary: &str) -> String {
        calendar(&[date(summary)], "2026-11-21T09:00:00Z".parse().unwrap())
    }

    /// As a calendar reads it: folded lines are joined again.
    fn value(file: &str, name: &str) -> String {
        let joined = file.replace("\r\n ", "");
        let line = joined.split("\r\n").find(|line| line.starts_with(name)).unwrap();
        line.strip_prefix(name).unwrap().to_owned()
    }

    #[test]
    fn a_date_has_its_instant_its_alarms_and_a_name_of_its_own() {
        let file = written("Sign in");
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
        assert!(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        assert_eq!(value(&file, "UID:"), "a-absolute@app.patchbay.desktop");
        assert_eq!(value(&file, "DTSTAMP:"), "20261121T090000Z");
        assert_eq!(value(&file, "DTSTART:"), "20270105T093000Z");
        assert!(file.contains("\r\nTRIGGER:-P90D\r\n") && file.contains("\r\nTRIGGER:-PT100S\r\n"));
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn what_has_a_meaning_in_a_calendar_is_escaped_and_a_name_cannot_add_a_line() {
        let file = written("A\\B; C, D\r\nBEGIN:VALARM\tE");
        assert_eq!(value(&file, "SUMMARY:"), "A\\\\B\\; C\\, D\\nBEGIN:VALARME");
        assert_eq!(file.matches("\r\nBEGIN:VALARM\r\n").count(), 2, "its own alarms");
    }

    #[test]
    fn a_long_line_is_folded_at_75_bytes_and_no_character_is_cut() {
        let long = "Müller & Söhne – Steuerberatung €".repeat(20);
        let file = written(&long);
        for line in file.split("\r\n") {
            assert!(line.len() <= LONGEST, "{} bytes: {line}", line.len());
        }
        assert_eq!(value(&file, "SUMMARY:"), long);
    }
}
