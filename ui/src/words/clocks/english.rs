//! The words of the page of clocks in English.

use patchbay_contract::{ClockKind, ClockStage, KeptBy};

use super::ClockWords;

/// The words.
pub(in crate::words) static WORDS: ClockWords = ClockWords {
    title: "Clocks",
    lead: "The days on which permissions end, unless somebody or Patchbay renews them.",
    none: "No clock runs: nothing that is connected ends by itself.",
    timeline: "The next twelve months",
    calendar: "Calendar",
    connection: "Connection",
    next_end: "Next end",
    kept_alive: "Kept alive by",
    later: "Later",
    no_end: "These live until somebody ends them:",
    stages: "What the marks say",
    stage: |stage| match stage {
        ClockStage::Calm => "In good time",
        ClockStage::Early => "Within 90 days",
        ClockStage::Soon => "Within 30 days",
        ClockStage::Urgent => "Within 7 days",
        ClockStage::Ended => "Ended",
    },
    kind: |kind| match kind {
        ClockKind::Access => "What it calls with ends",
        ClockKind::Idle => "Ends when nobody uses it",
        ClockKind::Absolute => "Ends in any case",
    },
    kept_by: |kept_by| match kept_by {
        KeptBy::Patchbay => "Patchbay, by itself",
        KeptBy::Use => "Patchbay, while somebody runs it",
        KeptBy::Person => "a person who signs in again",
        KeptBy::NewKey => "a person who replaces the key",
    },
    previous_month: "Previous month",
    next_month: "Next month",
    how_to_move: "Arrow keys go from day to day, Page Up and Page Down from month to month.",
    ends_that_day: |count| match count {
        0 => "no clock ends".into(),
        1 => "one clock ends".into(),
        n => format!("{n} clocks end"),
    },
    nothing_that_day: "No clock ends on this day.",
    save: "Save as calendar file",
    saved: |count| match count {
        1 => "One day was written, with its warnings, for any calendar.".into(),
        n => format!("{n} days were written, with their warnings, for any calendar."),
    },
    none_to_save: "No file was written: Patchbay renews all of this by itself.",
    path: "where the calendar file is",
};
