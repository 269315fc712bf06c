//! Habits of the sources.

use crate::{files, read, root};

/// This file names what it looks for, so it is not looked into.
fn sources() -> Vec<(String, String)> {
    files(".rs")
        .into_iter()
        .filter(|path| !path.ends_with("house/sources.rs"))
        .map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), read(&path)))
        .collect()
}

#[test]
fn no_test_is_switched_off() {
    for (path, source) in sources() {
        assert!(!source.contains("#[ignore"), "{path} has a test that does not run");
    }
}

#[test]
fn no_test_waits_by_the_clock() {
    for (path, source) in sources().into_iter().filter(|(path, _)| path.contains("tests/")) {
        assert!(!source.contains("sleep("), "{path} sleeps instead of waiting for something");
    }
}

#[test]
fn nothing_is_left_unfinished_in_the_sources() {
    for (path, source) in sources() {
        for mark in ["todo!(", "unimplemented!(", "TODO", "FIXME"] {
            assert!(!source.contains(mark), "{path} has {mark}");
        }
    }
}

#[test]
fn every_rust_file_begins_by_saying_what_it_is() {
    for (path, source) in sources() {
        assert!(source.starts_with("//!"), "{path} begins without a word on what it is");
    }
}
