//! Rounds against a folder that stands in memory, which counts what it is asked for.

use std::collections::BTreeMap;

use super::machine::{Ask, Machine, Told, Which};
use super::{Known, News, Plan, Why};
use crate::look::Opened;
use crate::{Flags, Header};

const PLAN: Plan = Plan { reach_back: 10, page: 4, window: 6 };
const SEEN: Flags =
    Flags { seen: true, answered: false, flagged: false, deleted: false, draft: false };

/// A folder as a server keeps it.
#[derive(Default)]
struct Folder {
    validity: u32,
    next: u32,
    change: u64,
    /// Flags and the change that they came with.
    messages: BTreeMap<u32, (Flags, u64)>,
    counts_changes: bool,
    asked: Vec<Ask>,
}

impl Folder {
    fn with(messages: u32, counts_changes: bool) -> Self {
        let mut folder = Self { validity: 1, next: 1, counts_changes, ..Self::default() };
        (0..messages).for_each(|_| folder.receive());
        folder
    }

    fn receive(&mut self) {
        self.change += 1;
        self.messages.insert(self.next, (Flags::default(), self.change));
        self.next += 1;
    }

    fn mark(&mut self, uid: u32, flags: Flags) {
        self.change += 1;
        self.messages.insert(uid, (flags, self.change));
    }

    fn remove(&mut self, uid: u32) {
        self.change += 1;
        self.messages.remove(&uid);
    }

    fn told(&mut self, ask: Ask) -> Told {
        self.asked.push(ask.clone());
        match ask {
            Ask::Open => Told::Opened(Opened {
                exists: u32::try_from(self.messages.len()).unwrap(),
                validity: Some(self.validity.into()),
                next: Some(self.next.into()),
                change: self.counts_changes.then_some(self.change),
            }),
            Ask::Numbers(which) => Told::Numbers(match which {
                Which::FromPlace(place) => {
                    let before = usize::try_from(place - 1).unwrap();
                    self.messages.keys().skip(before).copied().collect()
                }
                Which::Above(uid) => {
                    // The last message is always among them.
                    let mut found: Vec<u32> =
                        self.messages.range(uid + 1..).map(|(uid, _)| *uid).collect();
                    found.extend(self.messages.keys().next_back());
                    found
                }
                Which::Between(from, to) => {
                    self.messages.range(from..=to).map(|(uid, _)| *uid).collect()
                }
            }),
            Ask::Headers(uids) => {
                let there = uids.iter().filter_map(|uid| Some((uid, self.messages.get(uid)?.0)));
                Told::Headers(
                    there.map(|(uid, flags)| Header::read(*uid, flags, None, b"")).collect(),
                )
            }
            Ask::Marks(from, to, since) => {
                let changed = |change: u64| since.is_none_or(|since| change > since);
                let there = self.messages.range(from..=to);
                let there = there.filter(|(_, (_, change))| changed(*change));
                Told::Marks(there.map(|(uid, (flags, _))| (*uid, *flags)).collect())
            }
        }
    }

    fn round(&mut self, known: Option<Known>) -> (Vec<News>, Known) {
        self.asked.clear();
        let mut machine = Machine::new(PLAN, known);
        let mut news = Vec::new();
        while let Some(ask) = machine.ask() {
            let told = self.told(ask);
            news.extend(machine.told(told).unwrap());
        }
        (news, machine.known().clone())
    }
}

fn came(news: &[News]) -> Vec<u32> {
    let came = news.iter().filter_map(|news| match news {
        News::Came(headers) => Some(headers.iter().map(|header| header.uid)),
        _ => None,
    });
    came.flatten().collect()
}

#[test]
fn the_first_round_brings_the_newest_page_after_page() {
    let mut folder = Folder::with(25, true);
    let (news, known) = folder.round(None);
    assert_eq!(came(&news), (16..=25).collect::<Vec<_>>());
    assert_eq!(news.len(), 3, "pages of four, four and two");
    assert_eq!(known.window.keys().copied().collect::<Vec<_>>(), (20..=25).collect::<Vec<_>>());
    assert_eq!((known.highest, known.exists), (25, Some(25)));
}

#[test]
fn when_nothing_changed_one_question_is_asked() {
    for counts_changes in [true, false] {
        let mut folder = Folder::with(25, counts_changes);
        let (_, known) = folder.round(None);
        let (news, same) = folder.round(Some(known.clone()));
        assert_eq!((news, &same), (Vec::new(), &known));
        let questions = if counts_changes { 1 } else { 2 };
        assert_eq!(folder.asked.len(), questions, "{:?}", folder.asked);
    }
}

#[test]
fn one_message_more_is_one_header_more() {
    let mut folder = Folder::with(25, true);
    let (_, known) = folder.round(None);
    folder.receive();
    let (news, known) = folder.round(Some(known));
    assert_eq!(came(&news), [26]);
    assert!(folder.asked.contains(&Ask::Headers(vec![26])), "{:?}", folder.asked);
    assert_eq!(known.highest, 26);
}

#[test]
fn the_last_message_that_a_server_adds_to_its_answer_is_not_new() {
    let mut folder = Folder::with(5, true);
    let (_, known) = folder.round(None);
    // A number was given away, and its message is gone.
    folder.receive();
    folder.remove(6);
    let (news, known) = folder.round(Some(known));
    assert_eq!(news, []);
    assert_eq!(known.highest, 6, "it is not asked for again");
}

#[test]
fn marks_and_removals_are_noticed_with_and_without_a_count_of_changes() {
    for counts_changes in [true, false] {
        let mut folder = Folder::with(8, counts_changes);
        let (_, known) = folder.round(None);
        folder.mark(4, SEEN);
        folder.remove(7);
        folder.receive();
        let (news, known) = folder.round(Some(known));
        assert_eq!(came(&news), [9], "{counts_changes}");
        assert!(news.contains(&News::Marked(vec![(4, SEEN)])), "{news:?}");
        assert!(news.contains(&News::Went(vec![7])), "{news:?}");
        assert!(!known.window.contains_key(&7));
        assert_eq!(folder.round(Some(known)).0, [], "it is told once");
    }
}

#[test]
fn one_that_came_and_one_that_went_do_not_hide_each_other() {
    let mut folder = Folder::with(5, true);
    let (_, known) = folder.round(None);
    folder.receive();
    folder.remove(3);
    let (news, _) = folder.round(Some(known));
    assert_eq!(came(&news), [6]);
    assert!(news.contains(&News::Went(vec![3])), "{news:?}");
}

#[test]
fn other_numbers_begin_anew_and_say_so() {
    let mut folder = Folder::with(5, true);
    let (_, known) = folder.round(None);
    folder = Folder::with(3, true);
    folder.validity = 2;
    let (news, known) = folder.round(Some(known));
    assert_eq!(news[0], News::Anew(Why::OtherNumbers));
    assert_eq!(came(&news), [1, 2, 3]);
    assert_eq!(known.validity, 2);
    folder = Folder::with(1, true);
    folder.validity = 2;
    let (news, _) = folder.round(Some(known));
    assert_eq!(news[0], News::Anew(Why::NumbersWentBack));
    assert_eq!(came(&news), [1]);
}

#[test]
fn a_round_that_was_cut_off_goes_on_where_it_was() {
    let mut folder = Folder::with(10, true);
    let mut machine = Machine::new(PLAN, None);
    let mut first = Vec::new();
    while came(&first).len() < 4 {
        let told = folder.told(machine.ask().unwrap());
        first.extend(machine.told(told).unwrap());
    }
    folder.mark(2, SEEN);
    folder.remove(1);
    let (news, known) = folder.round(Some(machine.known().clone()));
    assert_eq!(came(&news), (5..=10).collect::<Vec<_>>());
    assert_eq!(known.exists, Some(9));
    assert_eq!(folder.round(Some(known)).0, []);
}

#[test]
fn what_nobody_asked_for_is_not_taken_and_the_same_twice_counts_once() {
    let mut machine = Machine::new(PLAN, None);
    let opened = Opened { exists: 2, validity: Some(1), next: Some(3), change: None };
    machine.told(Told::Opened(opened)).unwrap();
    machine.told(Told::Numbers(vec![2, 1, 2, 77])).unwrap();
    assert_eq!(machine.ask(), Some(Ask::Headers(vec![1, 2])));
    let header = |uid| Header::read(uid, Flags::default(), None, b"");
    let news = machine.told(Told::Headers(vec![header(2), header(9), header(2)])).unwrap();
    assert_eq!(came(&news), [2]);
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    for (validity, next) in [
        (None, Some(1)),
        (Some(0), Some(1)),
        (Some(1), Some(0)),
        (Some(1), Some(1 << 32)),
        (Some(1 << 40), None),
    ] {
        let mut machine = Machine::new(PLAN, None);
        let opened = Opened { exists: 1, validity, next, change: None };
        assert!(machine.told(Told::Opened(opened)).is_err(), "{validity:?} {next:?}");
    }
}

#[test]
fn an_empty_folder_and_one_without_a_next_number_are_folders() {
    let mut folder = Folder::with(0, true);
    let (news, known) = folder.round(None);
    assert_eq!((news, known.highest), (Vec::new(), 0));
    folder.receive();
    assert_eq!(came(&folder.round(Some(known)).0), [1]);

    let mut machine = Machine::new(PLAN, None);
    let opened = Opened { exists: 1, validity: Some(1), next: None, change: None };
    machine.told(Told::Opened(opened)).unwrap();
    machine.told(Told::Numbers(vec![41])).unwrap();
    assert_eq!(machine.ask(), Some(Ask::Headers(vec![41])));
}
