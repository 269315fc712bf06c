//! Paths that the documents name exist.

use crate::{files, read, root};

/// Names in backticks that can only be meant as a path of this repository.
fn paths_in(text: &str) -> Vec<String> {
    const TOP: [&str; 11] = [
        "src-tauri/",
        "ui/",
        "server/",
        "crates/",
        "assets/",
        "tests/",
        "docs/",
        "xtask/",
        ".ci/",
        ".cargo/",
        "tauri.conf.json",
    ];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| TOP.iter().any(|top| name.starts_with(top)))
        .filter(|name| !name.contains([' ', '*', '{', '<', '…']))
        .map(String::from)
        .collect()
}

#[test]
fn every_path_in_the_documents_exists() {
    let mut seen = 0;
    for document in files(".md") {
        for path in paths_in(&read(&document)) {
            seen += 1;
            assert!(
                path == "ui/dist" || root().join(&path).exists(),
                "{} names {path}, which does not exist",
                document.display()
            );
        }
    }
    assert!(seen > 10, "the documents name hardly any path: is this test still looking?");
}
