//! What a person has to do for one connection now. Nothing is asked and nothing is changed
//! here.

use patchbay_contract::{ClockKind, ClockStage, RunningClock};
use patchbay_store::Connection;

/// The kinds of repairs, by the names in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The permission is over. Renewing asks for it by the same name.
    Reconnect,
    /// It will be.
    ExpiresSoon,
    /// It does not allow something.
    Permission,
    /// Something that was typed in does not fit.
    Settings,
    /// It works, and the books behind it do not tie.
    Books,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Reconnect, Self::ExpiresSoon, Self::Permission, Self::Settings, Self::Books];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Reconnect => "reconnect",
            Self::ExpiresSoon => "expires_soon",
            Self::Permission => "permission",
            Self::Settings => "settings",
            Self::Books => "books",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something that a person has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// The sentence, feature or field that it is about.
    pub(super) about: Option<String>,
    /// The clock that it is about.
    pub(super) clock: Option<RunningClock>,
}

impl Found {
    /// How near the end is: what is to be done at once is over already.
    pub(super) fn stage(&self) -> ClockStage {
        match (self.kind, self.clock) {
            (Kind::ExpiresSoon, Some(clock)) => clock.stage,
            _ => ClockStage::Ended,
        }
    }
}

/// What is to be done for this connection, and nothing where it is left alone: somebody
/// paused it, and goes on with it or ends it.
pub(super) fn found(row: &Connection, clocks: &[RunningClock]) -> Option<Vec<Found>> {
    let of = |kind| Found { kind, about: row.condition_about.clone(), clock: None };
    let of_the_condition = match row.condition.as_str() {
        "paused" => return None,
        "reconnect_needed" => return Some(vec![of(Kind::Reconnect)]),
        "more_permission_needed" => Some(of(Kind::Permission)),
        "check_settings" => Some(of(Kind::Settings)),
        // What works says nothing about itself but this.
        "works" if row.condition_about.is_some() => Some(of(Kind::Books)),
        // What is delayed passes by itself.
        _ => None,
    };
    Some(of_the_condition.into_iter().chain(of_the_clocks(clocks)).collect())
}

/// One thing at most: the permission is over by the first clock that ended.
fn of_the_clocks(clocks: &[RunningClock]) -> Option<Found> {
    let clock = most_urgent(clocks).filter(|clock| clock.stage != ClockStage::Calm)?;
    let kind = match clock.stage {
        ClockStage::Ended => Kind::Reconnect,
        _ => Kind::ExpiresSoon,
    };
    let name = clock_name(clock.kind);
    Some(Found { kind, about: Some(format!("{name} {}", clock.at)), clock: Some(clock) })
}

/// The clock that wants a person first: the most urgent one, and of those the next.
fn most_urgent(clocks: &[RunningClock]) -> Option<RunningClock> {
    let by_urgency = |clock: &&RunningClock| (std::cmp::Reverse(clock.stage), clock.at);
    clocks.iter().filter(|clock| clock.concerns_a_person()).min_by_key(by_urgency).copied()
}

/// A clock's name in the database.
const fn clock_name(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::Access => "access",
        ClockKind::Idle => "idle",
        ClockKind::Absolute => "absolute",
    }
}

/// The clock that a repair was about, where its text names one.
pub(super) fn clock_of(about: &str) -> Option<(ClockKind, jiff::Timestamp)> {
    let (name, at) = about.split_once(' ')?;
    let kinds = [ClockKind::Access, ClockKind::Idle, ClockKind::Absolute];
    let kind = kinds.into_iter().find(|kind| clock_name(*kind) == name)?;
    Some((kind, at.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use patchbay_contract::KeptBy;

    use super::*;

    const ENDS: &str = "2027-01-05T09:00:00Z";

    fn clock(kind: ClockKind, stage: ClockStage) -> RunningClock {
        RunningClock { kind, at: ENDS.parse().unwrap(), kept_by: KeptBy::Person, stage }
    }

    fn row(condition: &str) -> Connection {
        Connection {
            condition: condition.into(),
            condition_about: (condition != "works").then(|| "sending mail".into()),
            ..Connection::made("a", "xero", "2026-11-21T09:00:00Z")
        }
    }

    fn kinds(condition: &str, clocks: &[RunningClock]) -> Option<Vec<Kind>> {
        let found = found(&row(condition), clocks)?;
        Some(found.into_iter().map(|found| found.kind).collect())
    }

    #[test]
    fn every_condition_that_needs_a_person_is_found_and_no_trouble_that_passes() {
        assert_eq!(kinds("works", &[]), Some(vec![]));
        assert_eq!(kinds("delayed", &[]), Some(vec![]));
        assert_eq!(kinds("reconnect_needed", &[]), Some(vec![Kind::Reconnect]));
        assert_eq!(kinds("more_permission_needed", &[]), Some(vec![Kind::Permission]));
        assert_eq!(kinds("check_settings", &[]), Some(vec![Kind::Settings]));
    }

    #[test]
    fn books_that_do_not_tie_are_found_where_the_connection_works() {
        let about = Some("Debits and credits differ by 1.00.".to_owned());
        let row = Connection { condition_about: about.clone(), ..row("works") };
        let found = found(&row, &[]).unwrap();
        assert_eq!((found[0].kind, &found[0].about), (Kind::Books, &about));
    }

    #[test]
    fn a_connection_that_somebody_paused_is_left_alone() {
        assert_eq!(kinds("paused", &[clock(ClockKind::Idle, ClockStage::Ended)]), None);
    }

    #[test]
    fn a_clock_is_found_when_it_is_near_its_end_and_is_over_when_it_ended() {
        let calm = clock(ClockKind::Idle, ClockStage::Calm);
        let soon = clock(ClockKind::Absolute, ClockStage::Soon);
        let ended = clock(ClockKind::Idle, ClockStage::Ended);
        assert_eq!(kinds("works", &[calm]), Some(vec![]));
        assert_eq!(kinds("works", &[calm, soon]), Some(vec![Kind::ExpiresSoon]));
        assert_eq!(kinds("delayed", &[soon, ended]), Some(vec![Kind::Reconnect]));
        let both = Some(vec![Kind::Permission, Kind::ExpiresSoon]);
        assert_eq!(kinds("more_permission_needed", &[soon]), both);
        let dead = Some(vec![Kind::Reconnect]);
        assert_eq!(kinds("reconnect_needed", &[soon]), dead, "what is over does not end soon");
    }

    #[test]
    fn what_patchbay_renews_by_itself_is_never_found() {
        let token = RunningClock {
            kept_by: KeptBy::Patchbay,
            ..clock(ClockKind::Access, ClockStage::Ended)
        };
        assert_eq!(kinds("works", &[token]), Some(vec![]));
    }

    #[test]
    fn a_repair_remembers_its_clock() {
        let found = found(&row("works"), &[clock(ClockKind::Absolute, ClockStage::Soon)]).unwrap();
        let about = found[0].about.as_deref().unwrap();
        assert_eq!(clock_of(about), Some((ClockKind::Absolute, ENDS.parse().unwrap())));
        assert_eq!(clock_of("It was not used for 60 days."), None);
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
        }
    }
}
