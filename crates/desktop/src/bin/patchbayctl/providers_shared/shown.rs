//! Shared provider files on a terminal: what a person looks at before they decide.

use patchbay_contract::{SharedFile, SharedFileState, SharedFiles};

use crate::print::say;

pub(super) fn list(all: &SharedFiles) {
    if !all.is_in {
        return say!("This computer is in at no firm server.");
    }
    for file in &all.shared {
        looked_at(file);
    }
    for file in &all.unshared {
        say!("{} ({})\n  not shared", file.name, file.provider);
    }
    say!("{} shared, {} not", all.shared.len(), all.unshared.len());
}

/// What a person looks at before they decide.
pub(super) fn looked_at(file: &SharedFile) {
    say!("{} ({})", file.name.as_deref().unwrap_or("A file that cannot be read"), file.provider);
    say!("  {}", standing(file.state));
    if let Some(category) = file.category {
        say!("  category: {}", category.as_str());
    }
    for host in &file.hosts {
        // Only beside one that is here already is a host a new one.
        let is_new = file.state == SharedFileState::Other && file.new_hosts.contains(host);
        say!("  leads to {host}{}", if is_new { " (new)" } else { "" });
    }
    match file.connections {
        0 => {}
        1 => say!("  1 connection here uses it"),
        many => say!("  {many} connections here use it"),
    }
    for mistake in &file.mistakes {
        say!("  {mistake}");
    }
    match (&file.offered_by, file.offered_at) {
        (Some(by), Some(at)) => say!("  offered by {by}, {at}"),
        (None, Some(at)) => say!("  offered from this computer, {at}"),
        (_, None) => say!("  the server has not heard of it yet"),
    }
    say!("  digest: {}", file.digest);
}

const fn standing(state: SharedFileState) -> &'static str {
    match state {
        SharedFileState::Proposed => "offered to you: not used here",
        SharedFileState::InUse => "in use here",
        SharedFileState::Other => "offered to you: another one is used here",
        SharedFileState::ChangedHere => "in use here, and changed here since",
        SharedFileState::Declined => "not wanted here, as it is now",
        SharedFileState::Unusable => "this version of Patchbay cannot use it",
    }
}
