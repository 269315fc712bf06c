//! Which part of a connection a test is about: what it proved, and what it failed in. Which
//! check is about what is told from the provider's file, by the names of the checks.

use patchbay_contract::{ErrorCode, HealthPart as Part, PastProbe, PastTrouble};
use patchbay_providers::{BuiltInProbe, Probe, SignIn};

/// What a test says of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It works.
    Proven,
    /// Somebody has to do something.
    Trouble,
    /// It could not be looked at; that passes.
    InTheWay,
    /// What stands before it is in trouble.
    NotReached,
    /// The test was not about it.
    Nothing,
}

/// The checks of the way that a connection signed in by.
#[derive(Clone, Copy)]
pub(super) struct Checks<'a>(&'a [Probe]);

impl<'a> Checks<'a> {
    /// Of a way that no file has any more, none are known.
    pub(super) fn of(way: Option<&'a SignIn>) -> Self {
        Self(way.map(|way| &*way.probe).unwrap_or_default())
    }

    /// Whether any is about this part.
    pub(super) fn any(self, part: Part) -> bool {
        self.0.iter().any(|probe| is_about(probe) == part)
    }

    /// What a test says of this part.
    pub(super) fn say(self, part: Part, test: &PastProbe) -> Says {
        let Some(trouble) = &test.trouble else {
            // A check that was refused may have had another way to it.
            let held = test.steps.iter().filter(|step| step.holds == Some(true));
            let mut held = held.filter_map(|step| self.about(&step.name));
            // Who did anything was let in, and allowed it.
            let by_any = matches!(part, Part::Credential | Part::Permission);
            let proven = held.any(|about| about == part || by_any);
            return if proven { Says::Proven } else { Says::Nothing };
        };
        let lacks = is_of_permission(trouble.code);
        let any_held = test.steps.iter().any(|step| step.holds == Some(true));
        let proven = match part {
            // Who may not do something was let in.
            Part::Credential if lacks => true,
            // Books that do not tie were read.
            Part::Permission if trouble.code == ErrorCode::BooksDoNotTie => any_held,
            _ => self.all_held(part, test),
        };
        match (trouble.passes, self.failed_in(test, trouble)) {
            (false, failed) if failed == part => Says::Trouble,
            _ if proven => Says::Proven,
            (true, _) => Says::InTheWay,
            (false, _) => Says::NotReached,
        }
    }

    /// Where no step says it, nothing could be done with what opens the connection.
    fn failed_in(self, test: &PastProbe, trouble: &PastTrouble) -> Part {
        match trouble.code {
            ErrorCode::BooksDoNotTie => Part::Data,
            code if is_of_permission(code) => Part::Permission,
            _ => {
                let failed = test.steps.iter().find(|step| step.holds == Some(false));
                failed.and_then(|step| self.about(&step.name)).unwrap_or(Part::Credential)
            }
        }
    }

    /// Whether some of its checks were made, and all of those held.
    fn all_held(self, part: Part, test: &PastProbe) -> bool {
        let of_it = test.steps.iter().filter(|step| self.about(&step.name) == Some(part));
        of_it.filter_map(|step| step.holds).reduce(|all, one| all && one) == Some(true)
    }

    fn about(self, name: &str) -> Option<Part> {
        self.0.iter().find(|probe| probe.name == name).map(is_about)
    }
}

/// What opens the way there belongs to what is opened.
const fn is_about(probe: &Probe) -> Part {
    let Some(what) = probe.built_in else { return Part::Credential };
    match what {
        BuiltInProbe::ImapReach
        | BuiltInProbe::ImapLogin
        | BuiltInProbe::PrivateKeySigns
        | BuiltInProbe::TokenGiven => Part::Credential,
        BuiltInProbe::ImapFolders | BuiltInProbe::ShortAnswer | BuiltInProbe::FolderWritable => {
            Part::Permission
        }
        BuiltInProbe::ImapNewestHeaders | BuiltInProbe::TrialBalanceTies => Part::Data,
        BuiltInProbe::SmtpReach
        | BuiltInProbe::SmtpLogin
        | BuiltInProbe::SampleTrialBalance
        | BuiltInProbe::PostsMessage => Part::Writes,
    }
}

/// Whether it was let in, and not allowed what it wanted.
pub(super) const fn is_of_permission(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::KeyLacksPermission | ErrorCode::MailSwitchedOff)
}
