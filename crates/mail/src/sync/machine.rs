//! What a round asks next, and what the answers mean. No I/O.

use std::collections::{BTreeSet, VecDeque};

use super::{Known, News, Plan, Why};
use crate::look::Opened;
use crate::{Flags, Header};

/// What to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// Open the folder.
    Open,
    /// The numbers of these.
    Numbers(Which),
    /// The headers of these.
    Headers(Vec<u32>),
    /// How those from the first to the second are marked: all, or those changed since.
    Marks(u32, u32, Option<u64>),
}

/// Whose numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Of the messages from this place in the folder on.
    FromPlace(u32),
    /// Of the messages whose number is higher. A server answers with the last message
    /// even if it is not.
    Above(u32),
    /// Of those from the first to the second.
    Between(u32, u32),
}

/// What was answered.
#[derive(Debug)]
pub(super) enum Told {
    Opened(Opened),
    Numbers(Vec<u32>),
    Headers(Vec<Header>),
    Marks(Vec<(u32, Flags)>),
}

#[derive(Debug)]
enum Step {
    Open,
    New { first: bool },
    Pages(VecDeque<u32>),
    Marks { since: Option<u64> },
    Gone,
    Done,
}

/// One round.
#[derive(Debug)]
pub(super) struct Machine {
    plan: Plan,
    fresh: bool,
    known: Known,
    /// How the folder stood when it was opened.
    exists: u32,
    next: Option<u32>,
    change: Option<u64>,
    /// The highest number before this round, and how many came in it.
    before: u32,
    came: u32,
    step: Step,
}

impl Machine {
    pub(super) fn new(plan: Plan, known: Option<Known>) -> Self {
        Self {
            plan,
            fresh: known.is_none(),
            known: known.unwrap_or_default(),
            exists: 0,
            next: None,
            change: None,
            before: 0,
            came: 0,
            step: Step::Open,
        }
    }

    pub(super) const fn known(&self) -> &Known {
        &self.known
    }

    /// What to ask now. None when the round is over.
    pub(super) fn ask(&self) -> Option<Ask> {
        Some(match &self.step {
            Step::Open => Ask::Open,
            Step::New { first: true } => {
                let place = self.exists.saturating_sub(self.plan.reach_back.saturating_sub(1));
                Ask::Numbers(Which::FromPlace(place.max(1)))
            }
            Step::New { first: false } => Ask::Numbers(Which::Above(self.known.highest)),
            Step::Pages(left) => {
                Ask::Headers(left.iter().take(self.plan.page.max(1)).copied().collect())
            }
            Step::Marks { since } => {
                let (from, to) = self.old()?;
                Ask::Marks(from, to, *since)
            }
            Step::Gone => {
                let (from, to) = self.old()?;
                Ask::Numbers(Which::Between(from, to))
            }
            Step::Done => return None,
        })
    }

    /// Goes on with an answer. What came of it belongs together with what is known now.
    pub(super) fn told(&mut self, told: Told) -> Result<Vec<News>, &'static str> {
        match (std::mem::replace(&mut self.step, Step::Done), told) {
            (Step::Open, Told::Opened(opened)) => self.opened(opened),
            (Step::New { first }, Told::Numbers(numbers)) => {
                self.new_ones(first, numbers);
                Ok(Vec::new())
            }
            (Step::Pages(left), Told::Headers(headers)) => Ok(self.page(left, headers)),
            (Step::Marks { since }, Told::Marks(marks)) => Ok(self.marks(since, &marks)),
            (Step::Gone, Told::Numbers(numbers)) => {
                let went = self.went(&numbers.into_iter().collect());
                self.end();
                Ok(went)
            }
            _ => Err("an answer to another question"),
        }
    }

    fn opened(&mut self, opened: Opened) -> Result<Vec<News>, &'static str> {
        let number = |number: u64| u32::try_from(number).ok().filter(|number| *number > 0);
        let validity = opened.validity.and_then(number);
        let validity = validity.ok_or("a folder that does not keep the numbers of its messages")?;
        let next = match opened.next {
            None => None,
            Some(next) => Some(number(next).ok_or("a next number that cannot be")?),
        };
        (self.exists, self.next, self.change) = (opened.exists, next, opened.change);
        let anew = if self.fresh {
            None
        } else if self.known.validity != validity {
            Some(Why::OtherNumbers)
        } else if next.is_some_and(|next| next <= self.known.highest) {
            Some(Why::NumbersWentBack)
        } else {
            None
        };
        if anew.is_some() {
            self.known = Known::default();
        }
        self.known.validity = validity;
        self.before = self.known.highest;
        let more = match next {
            Some(next) => next - 1 > self.known.highest,
            None => true,
        };
        if more && self.exists > 0 {
            self.step = Step::New { first: self.known.highest == 0 };
        } else {
            self.no_more_new();
        }
        Ok(anew.map(News::Anew).into_iter().collect())
    }

    fn new_ones(&mut self, first: bool, numbers: Vec<u32>) {
        // What came since the folder was opened is for the next round.
        let is_new = |uid: &u32| *uid > self.before && self.next.is_none_or(|next| *uid < next);
        let mut new: VecDeque<u32> =
            numbers.into_iter().filter(is_new).collect::<BTreeSet<_>>().into_iter().collect();
        self.came = u32::try_from(new.len()).unwrap_or(u32::MAX);
        if first {
            let most = usize::try_from(self.plan.reach_back).unwrap_or(usize::MAX);
            new.drain(..new.len().saturating_sub(most));
        }
        if new.is_empty() {
            self.no_more_new();
        } else {
            self.step = Step::Pages(new);
        }
    }

    fn page(&mut self, mut left: VecDeque<u32>, headers: Vec<Header>) -> Vec<News> {
        let asked: BTreeSet<u32> = left.drain(..self.plan.page.max(1).min(left.len())).collect();
        self.known.highest = asked.last().copied().unwrap_or(self.known.highest);
        let mut came: Vec<Header> = Vec::with_capacity(asked.len());
        for header in headers.into_iter().filter(|header| asked.contains(&header.uid)) {
            // The same twice counts once.
            if self.known.window.insert(header.uid, header.flags).is_none() {
                came.push(header);
            }
        }
        came.sort_by_key(|header| header.uid);
        while self.known.window.len() > self.plan.window {
            self.known.window.pop_first();
        }
        if left.is_empty() {
            self.no_more_new();
        } else {
            self.step = Step::Pages(left);
        }
        Some(came).filter(|came| !came.is_empty()).map(News::Came).into_iter().collect()
    }

    /// Every new message is known; what about the old ones?
    fn no_more_new(&mut self) {
        // Numbers that were given away and are gone need not be asked for again.
        if let Some(next) = self.next {
            self.known.highest = self.known.highest.max(next - 1);
        }
        if self.old().is_none() {
            return self.end();
        }
        match (self.known.change, self.change) {
            (Some(then), Some(now)) if then == now => self.look_for_gone(),
            (Some(then), Some(now)) if then < now => self.step = Step::Marks { since: Some(then) },
            _ => self.step = Step::Marks { since: None },
        }
    }

    fn marks(&mut self, since: Option<u64>, marks: &[(u32, Flags)]) -> Vec<News> {
        let mut marked = Vec::new();
        for (uid, flags) in marks {
            match self.known.window.get_mut(uid) {
                Some(known) if *uid <= self.before && *known != *flags => {
                    *known = *flags;
                    marked.push((*uid, *flags));
                }
                _ => {}
            }
        }
        let mut news: Vec<News> = Some(marked)
            .filter(|marked| !marked.is_empty())
            .map(News::Marked)
            .into_iter()
            .collect();
        if since.is_some() {
            self.look_for_gone();
        } else {
            // All of them were listed, so who is missing is not there.
            news.extend(self.went(&marks.iter().map(|(uid, _)| *uid).collect()));
            self.end();
        }
        news
    }

    /// Asks who is still there, unless the count says that nobody went.
    fn look_for_gone(&mut self) {
        let all_there = self.known.exists.and_then(|then| then.checked_add(self.came));
        if all_there == Some(self.exists) {
            self.end();
        } else {
            self.step = Step::Gone;
        }
    }

    fn went(&mut self, there: &BTreeSet<u32>) -> Vec<News> {
        let old = self.known.window.range(..=self.before).map(|(uid, _)| *uid);
        let went: Vec<u32> = old.filter(|uid| !there.contains(uid)).collect();
        self.known.window.retain(|uid, _| went.binary_search(uid).is_err());
        Some(went).filter(|went| !went.is_empty()).map(News::Went).into_iter().collect()
    }

    /// The first and the last of the messages that were known before.
    fn old(&self) -> Option<(u32, u32)> {
        let mut old = self.known.window.range(..=self.before).map(|(uid, _)| *uid);
        let first = old.next()?;
        Some((first, old.next_back().unwrap_or(first)))
    }

    fn end(&mut self) {
        self.known.exists = Some(self.exists);
        self.known.change = self.change;
        self.step = Step::Done;
    }
}
