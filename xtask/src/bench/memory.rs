//! How much memory a window takes, all its processes together.
//!
//! PSS counts a page that several processes share once, divided among them; only so do
//! WebKit's processes add up to what the machine really gives.

use std::collections::HashMap;
use std::fs;

/// The PSS of a process and all its descendants, in kB.
pub(super) fn of_tree(root: u32) -> u64 {
    let parents = parents();
    let belongs = |mut process: u32| loop {
        if process == root {
            return true;
        }
        match parents.get(&process) {
            Some(parent) => process = *parent,
            None => return false,
        }
    };
    parents.keys().copied().filter(|process| belongs(*process)).map(of_process).sum()
}

/// Every process and its parent.
fn parents() -> HashMap<u32, u32> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(process) = entry.file_name().to_string_lossy().parse() else { continue };
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name in parentheses may itself hold spaces and parentheses.
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        if let Some(parent) = after_name.split_whitespace().nth(1).and_then(|p| p.parse().ok()) {
            parents.insert(process, parent);
        }
    }
    parents
}

fn of_process(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|value| value.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_very_process_takes_some_memory() {
        assert!(of_tree(std::process::id()) > 0);
    }
}
