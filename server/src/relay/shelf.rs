//! Answers that wait at this server to be picked up: in memory alone, few, and not for long.
//!
//! Time is passed in. Who may have an answer is not decided here.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::answer::Answer;

/// How long an answer may be picked up. Few codes live longer.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(10 * 60);

/// The most answers at once, some eight megabytes. Whoever floods the shelf takes the
/// second way home from others, not the first.
const MOST: usize = 1000;

/// The shelf, the oldest answer first.
#[derive(Default)]
pub(super) struct Shelf {
    kept: VecDeque<Kept>,
}

struct Kept {
    answer: Answer,
    since: Instant,
}

impl Shelf {
    /// Takes an answer in, unless there is one already for the same sign-in at the same
    /// provider: the first is the one that the person saw arrive. True when it was taken.
    pub(super) fn put(&mut self, answer: Answer, now: Instant) -> bool {
        self.clear(now);
        if self.find(&answer.provider, &answer.state, now).is_some() {
            return false;
        }
        if self.kept.len() == MOST {
            self.kept.pop_front();
        }
        self.kept.push_back(Kept { answer, since: now });
        true
    }

    /// The answer to this sign-in at this provider.
    pub(super) fn find(&self, provider: &str, state: &str, now: Instant) -> Option<&Answer> {
        self.kept
            .iter()
            .find(|kept| kept.answer.state == state && kept.answer.provider == provider)
            .filter(|kept| kept.is_fresh(now))
            .map(|kept| &kept.answer)
    }

    /// Forgets what has waited too long. True when there was any.
    pub(super) fn clear(&mut self, now: Instant) -> bool {
        let before = self.kept.len();
        while self.kept.front().is_some_and(|kept| !kept.is_fresh(now)) {
            self.kept.pop_front();
        }
        self.kept.len() < before
    }
}

impl Kept {
    fn is_fresh(&self, now: Instant) -> bool {
        now.duration_since(self.since) < KEPT_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(1);

    /// The state of the `n`th sign-in.
    fn state(n: usize) -> String {
        format!("{n:042}A")
    }

    fn answer(n: usize, code: &str) -> Answer {
        let query = format!("code={code}&state={}", state(n));
        Answer::read("xero".to_owned(), query).ok().unwrap()
    }

    fn code(shelf: &Shelf, n: usize, now: Instant) -> Option<String> {
        Some(shelf.find("xero", &state(n), now)?.parameters[0].1.clone())
    }

    #[test]
    fn an_answer_lies_there_until_its_time_is_over() {
        let (mut shelf, now) = (Shelf::default(), Instant::now());
        assert!(shelf.put(answer(1, "a"), now));
        assert_eq!(code(&shelf, 1, now + KEPT_FOR - TICK).as_deref(), Some("a"));
        assert_eq!(code(&shelf, 1, now + KEPT_FOR), None);
        assert!(shelf.clear(now + KEPT_FOR) && shelf.kept.is_empty());
    }

    #[test]
    fn a_second_answer_does_not_replace_the_first_while_it_lies_there() {
        let (mut shelf, now) = (Shelf::default(), Instant::now());
        shelf.put(answer(1, "first"), now);
        assert!(!shelf.put(answer(1, "second"), now + TICK));
        assert_eq!(code(&shelf, 1, now + TICK).as_deref(), Some("first"));
        assert!(shelf.put(answer(1, "later"), now + KEPT_FOR));
    }

    #[test]
    fn the_oldest_makes_room_where_the_shelf_is_full() {
        let (mut shelf, now) = (Shelf::default(), Instant::now());
        for n in 0..=MOST {
            shelf.put(answer(n, "a"), now);
        }
        assert_eq!(shelf.kept.len(), MOST);
        assert_eq!(code(&shelf, 0, now), None);
        assert!(code(&shelf, 1, now).is_some() && code(&shelf, MOST, now).is_some());
    }
}
