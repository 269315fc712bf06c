//! How this computer stands to a file that the firm shares: found out from what is shared, what
//! lies in the folder, and what a person said. What lies there counts more than what was said.

use patchbay_contract::SharedFileState as State;
use patchbay_store::FileChoice;

/// How it stands to the text of this digest, with the file of that digest here, if one is.
pub(super) fn of(is_usable: bool, shared: &str, here: Option<&str>, said: &[&FileChoice]) -> State {
    let said = said.iter().find(|one| one.digest == shared).map(|one| one.choice.as_str());
    match (is_usable, said, here) {
        (false, ..) => State::Unusable,
        (true, _, Some(here)) if here == shared => State::InUse,
        (true, Some("declined"), _) => State::Declined,
        // It was put there once, and is not there any more as it was.
        (true, Some("taken"), Some(_)) => State::ChangedHere,
        (true, Some("taken"), None) => State::Declined,
        // Putting it there may have been cut off before it was done: it is as if nobody had said
        // anything.
        (true, _, Some(_)) => State::Other,
        (true, _, None) => State::Proposed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_folder_counts_more_than_what_was_said() {
        let choice = |digest: &str, choice: &str| FileChoice {
            provider: "acme".into(),
            digest: digest.into(),
            choice: choice.into(),
        };
        let (taken, taking, no) =
            (choice("1", "taken"), choice("1", "taking"), choice("1", "declined"));
        let former = choice("0", "taken");
        for (said, here, state) in [
            (vec![], None, State::Proposed),
            (vec![], Some("1"), State::InUse),
            (vec![], Some("0"), State::Other),
            (vec![], Some(""), State::Other),
            (vec![&taken], Some("1"), State::InUse),
            (vec![&taken], Some("2"), State::ChangedHere),
            (vec![&taken], None, State::Declined),
            (vec![&taking], Some("1"), State::InUse),
            (vec![&former, &taking], Some("0"), State::Other),
            (vec![&taking], None, State::Proposed),
            (vec![&no], None, State::Declined),
            (vec![&former, &no], Some("0"), State::Declined),
            (vec![&no], Some("1"), State::InUse),
            (vec![&former], Some("0"), State::Other),
            (vec![&former], None, State::Proposed),
        ] {
            assert_eq!(of(true, "1", here, &said), state, "{here:?} {said:?}");
            assert_eq!(of(false, "1", here, &said), State::Unusable);
        }
    }
}
