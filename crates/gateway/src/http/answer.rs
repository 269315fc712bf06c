//! An answer as it came, whole, whatever it says.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::HeaderMap;

/// The longest that is believed. What asks for more is asked again after it.
const LONGEST: Duration = Duration::from_secs(86_400);

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) const fn is_well(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// How long the provider asks to be left alone, as seconds or as a date. A date is
    /// compared with the provider's own clock where it says what that shows.
    pub(crate) fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        let said = self.header("retry-after")?.trim();
        let wait = match said.parse() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => {
                let its_now = self.date().unwrap_or(now);
                date(said)?.duration_since(its_now).try_into().unwrap_or_default()
            }
        };
        Some(wait.min(LONGEST))
    }

    /// What its sender's clock showed.
    pub(crate) fn date(&self) -> Option<Timestamp> {
        self.header("date").and_then(date)
    }

    /// Whether it is a page for people, whatever its status says.
    pub(crate) fn is_a_web_page(&self) -> bool {
        let said = self.header("content-type").is_some_and(|kind| kind.contains("text/html"));
        let begins = String::from_utf8_lossy(&self.body[..self.body.len().min(64)]);
        let begins = begins.trim_start().to_ascii_lowercase();
        said || begins.starts_with("<!doctype html") || begins.starts_with("<html")
    }
}

fn date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

/// Its body may hold anything.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn wait(headers: &[(&'static str, &'static str)]) -> Option<u64> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let answer = Answer { status: 429, headers: map, body: Vec::new() };
        answer.retry_after(NOW).map(|wait| wait.as_secs())
    }

    #[test]
    fn a_wait_is_said_in_seconds_or_as_a_date() {
        assert_eq!(wait(&[("retry-after", " 7 ")]), Some(7));
        assert_eq!(wait(&[("retry-after", "Thu, 01 Jan 1970 00:00:30 GMT")]), Some(30));
        assert_eq!(wait(&[("retry-after", "soon")]), None);
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn a_date_is_read_by_the_clock_of_whoever_wrote_it() {
        let a_day_off = [
            ("date", "Fri, 02 Jan 1970 00:00:00 GMT"),
            ("retry-after", "Fri, 02 Jan 1970 00:00:05 GMT"),
        ];
        assert_eq!(wait(&a_day_off), Some(5));
    }

    #[test]
    fn a_wait_of_years_is_believed_for_a_day_and_a_past_one_is_none() {
        assert_eq!(wait(&[("retry-after", "18446744073709551615")]), Some(86_400));
        assert_eq!(wait(&[("retry-after", "Wed, 31 Dec 1969 00:00:00 GMT")]), Some(0));
    }
}
