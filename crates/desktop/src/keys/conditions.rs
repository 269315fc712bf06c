//! What a person is asked to do about what a test found. What it found is `patchbay_custody`'s
//! to say.

use crate::Installation;
use crate::repairs::Kind;

/// What a person may have to do, each once for a connection.
pub(super) const REPAIRS: [&str; 4] = [
    Kind::Reconnect.as_str(),
    Kind::Permission.as_str(),
    Kind::Settings.as_str(),
    Kind::Books.as_str(),
];

/// How it opens: what there is to do about it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenedBy {
    /// A key that somebody typed.
    Key,
    /// A permission that somebody gave in the browser.
    Permission,
}

/// What a person has to do about a condition that a test found.
pub(super) fn repair_of(condition: &str) -> Kind {
    match condition {
        "reconnect_needed" => Kind::Reconnect,
        "more_permission_needed" => Kind::Permission,
        _ => Kind::Settings,
    }
}

/// By whom what was to be done is done.
pub(super) fn by(installation: &Installation) -> String {
    installation.person().unwrap_or_else(|| "Patchbay".to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use patchbay_custody::{Failure, Finding, Proof, Step};
    use patchbay_gateway::{CallError, Refusal};

    use super::super::schedule::PATIENCE;
    use super::*;

    #[test]
    fn a_no_says_what_a_person_has_to_do() {
        let repair = |status| {
            let no = Refusal { status, code: None, known: None, said: String::new() };
            let outcome = Some(Err(Failure::Call(CallError::from(Box::new(no)))));
            let step = Step { name: "Reads payments".into(), outcome, sums: None };
            let proof = Proof { steps: vec![step], ..Proof::default() };
            match Finding::of(&proof, "It says no.", Timestamp::UNIX_EPOCH, PATIENCE) {
                Finding::Wrong { condition, .. } => repair_of(condition),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(repair(401), Kind::Reconnect);
        assert_eq!(repair(403), Kind::Permission);
        assert_eq!(repair(404), Kind::Settings);
    }
}
