//! What the newest tests, the row and the rounds of a connection say about each of its parts.
//! What one test says is in `about`.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    Connection, ErrorCode, HealthPart as Part, HealthState as State, PartHealth, PastProbe,
    PastTrouble, Problem, Status,
};
use patchbay_providers::{Provider, SignIn};

use super::about::{Checks, Says, is_of_permission};
use crate::problems::permission_lacks;

/// Data that were read longer ago are not new: a connection is tested about once a day, and a
/// mailbox read far more often.
const NEW: SignedDuration = SignedDuration::from_hours(48);

/// What is known of a connection.
pub(super) struct Known<'a> {
    pub(super) provider: Option<&'a Provider>,
    /// As it is shown.
    pub(super) connection: &'a Connection,
    /// Whether what is found in its books is what its row says.
    pub(super) odd_books: bool,
    /// The newest first. None that found out nothing since somebody else was at it.
    pub(super) tests: &'a [PastProbe],
    pub(super) round: Option<Round>,
    pub(super) now: Timestamp,
}

/// How the reading of a mailbox goes.
pub(super) struct Round {
    pub(super) last: Option<Timestamp>,
    pub(super) trouble: Option<Problem>,
    /// Only a person helps.
    pub(super) waits: bool,
    /// Somebody paused it.
    pub(super) paused: bool,
}

/// All five.
pub(super) fn parts(known: &Known<'_>) -> Vec<PartHealth> {
    let mut all: Vec<_> = Part::ALL.iter().map(|part| known.health(*part)).collect();
    known.with_the_row(&mut all);
    all
}

impl Known<'_> {
    fn health(&self, part: Part) -> PartHealth {
        match part {
            Part::Events => self.events(),
            _ if !self.has(part) => of(part, State::NotNeeded),
            Part::Credential => self.credential(),
            Part::Data => self.if_new(match &self.round {
                Some(round) if self.way().is_some_and(SignIn::reads_mail) => by_rounds(round),
                _ => self.by_tests(part),
            }),
            _ => self.by_tests(part),
        }
    }

    fn way(&self) -> Option<&SignIn> {
        let name = self.connection.sign_in.as_deref()?;
        self.provider?.sign_in.iter().find(|way| way.id == name)
    }

    /// Whether a connection of this kind has it at all.
    fn has(&self, part: Part) -> bool {
        let checks = Checks::of(self.way());
        match part {
            // A folder is opened by nothing.
            Part::Credential => checks.any(part) || !checks.any(Part::Permission),
            Part::Permission => true,
            _ => checks.any(part),
        }
    }

    /// Where the provider sends none, there are none; and nobody takes them yet where it does.
    fn events(&self) -> PartHealth {
        let sends = self.provider.is_some_and(|provider| provider.webhooks.is_some());
        of(Part::Events, if sends { State::Unproven } else { State::NotNeeded })
    }

    /// A renewal proves it as a test does.
    fn credential(&self) -> PartHealth {
        let found = self.by_tests(Part::Credential);
        let worked = self.connection.last_success;
        let newest = self.tests.first().map(|test| test.at);
        let proven_at = found.proven_at.max(worked);
        let state = if worked.is_some() && worked > newest { State::Well } else { found.state };
        let trouble = found.trouble.filter(|_| state != State::Well);
        PartHealth { part: found.part, state, proven_at, trouble }
    }

    /// What the newest test that is about it says, and when one last proved it.
    fn by_tests(&self, part: Part) -> PartHealth {
        let checks = Checks::of(self.way());
        let mut said = self.tests.iter().map(|test| (checks.say(part, test), test));
        let proven = said.clone().find(|(says, _)| *says == Says::Proven);
        let newest = said.clone().next().filter(|(says, _)| *says != Says::Nothing);
        // What passed since, or stood before it, says nothing of it any more.
        let lasting = || said.find(|(says, _)| matches!(says, Says::Proven | Says::Trouble));
        let (state, trouble) = match newest.or_else(lasting) {
            Some((Says::Proven, _)) => (State::Well, None),
            Some((Says::Trouble, test)) => (State::Trouble, test.trouble.clone()),
            Some((Says::InTheWay, test)) => (State::Waiting, test.trouble.clone()),
            Some((Says::NotReached | Says::Nothing, _)) | None => (State::Unproven, None),
        };
        PartHealth { part, state, proven_at: proven.map(|(_, test)| test.at), trouble }
    }

    fn if_new(&self, found: PartHealth) -> PartHealth {
        let old = found.proven_at.is_some_and(|at| self.now.duration_since(at) > NEW);
        let paused = self.connection.status == Status::Paused;
        match found.state {
            _ if paused => PartHealth { state: State::Paused, trouble: None, ..found },
            State::Well if old => PartHealth { state: State::Old, ..found },
            _ => found,
        }
    }

    /// What a renewal or a round found, or a clock that ran out, is in no test.
    fn with_the_row(&self, all: &mut [PartHealth]) {
        let Some((part, trouble)) = self.of_the_row() else { return };
        let is_read = |one: &PartHealth| one.part == Part::Data && self.round.is_some();
        let says_so = |one: &PartHealth| {
            let what = one.trouble.as_ref().map(|said| &said.what);
            one.state == State::Trouble && (one.part == part || what == Some(&trouble.what))
        };
        if !all.iter().any(|one| says_so(one) && !is_read(one)) {
            let wrong = all.iter_mut().filter(|one| one.part == part);
            wrong.for_each(|one| {
                (one.state, one.trouble) = (State::Trouble, Some(trouble.clone()));
            });
        }
        // What is not opened is not read: that is said once.
        let unread = all.iter_mut().filter(|one| is_read(one) && one.state == State::Trouble);
        unread.for_each(|one| (one.state, one.trouble) = (State::Unproven, None));
    }

    /// What its row says that a person has to do, and in which part.
    fn of_the_row(&self) -> Option<(Part, PastTrouble)> {
        let name = self.provider.map_or(&*self.connection.provider, |provider| &*provider.name);
        let (part, code, what) = match &self.connection.status {
            Status::ReconnectNeeded { why } => {
                let by_browser = self.way().is_some_and(|way| way.oauth().is_some());
                let over =
                    if by_browser { ErrorCode::PermissionOver } else { ErrorCode::KeyRefused };
                (Part::Credential, over, why.clone())
            }
            Status::MorePermissionNeeded { feature } => {
                let lacks = permission_lacks(name, feature);
                (Part::Permission, lacks.code, lacks.what)
            }
            Status::CheckSettings { field } => match self.odd_books {
                true => (Part::Data, ErrorCode::BooksDoNotTie, field.clone()),
                false => (Part::Credential, ErrorCode::FieldWrong, field.clone()),
            },
            _ => return None,
        };
        let by_round = self.round.as_ref().and_then(|round| round.trouble.as_ref());
        let code = by_round.filter(|problem| problem.what == what).map_or(code, |one| one.code);
        let part = if is_of_permission(code) { Part::Permission } else { part };
        Some((part, PastTrouble { code, what, passes: false }))
    }
}

fn by_rounds(round: &Round) -> PartHealth {
    let trouble = round.trouble.as_ref().map(|problem| PastTrouble {
        code: problem.code,
        what: problem.what.clone(),
        passes: !round.waits,
    });
    let state = match (&trouble, round.last) {
        _ if round.paused => State::Paused,
        (Some(trouble), _) if trouble.passes => State::Waiting,
        (Some(_), _) => State::Trouble,
        (None, Some(_)) => State::Well,
        (None, None) => State::Unproven,
    };
    let trouble = trouble.filter(|_| !round.paused);
    PartHealth { part: Part::Data, state, proven_at: round.last, trouble }
}

const fn of(part: Part, state: State) -> PartHealth {
    PartHealth { part, state, proven_at: None, trouble: None }
}
