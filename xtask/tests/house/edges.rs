//! Who uses whom is what was agreed on, in `xtask/edges.toml`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use serde::Deserialize;

use crate::{read, root};

type Lists = BTreeMap<String, BTreeSet<String>>;

#[derive(Deserialize)]
struct Agreed {
    ours: Lists,
    only: Lists,
    pure: Lists,
}

fn agreed() -> Agreed {
    toml::from_str(&read(&root().join("xtask/edges.toml"))).unwrap()
}

fn packages() -> Vec<Package> {
    MetadataCommand::new().current_dir(root()).no_deps().exec().unwrap().packages
}

/// What a package names, in its code and its build script but not in its tests.
fn named(package: &Package) -> BTreeSet<String> {
    let counts = |kind| matches!(kind, DependencyKind::Normal | DependencyKind::Build);
    package.dependencies.iter().filter(|d| counts(d.kind)).map(|d| d.name.clone()).collect()
}

#[test]
fn our_crates_use_each_other_as_agreed() {
    let packages = packages();
    let ours: BTreeSet<String> = packages.iter().map(|p| p.name.to_string()).collect();
    let edges: Lists = packages
        .iter()
        .map(|package| (package.name.to_string(), &named(package) & &ours))
        .collect();
    assert_eq!(edges, agreed().ours);
}

#[test]
fn each_outside_crate_is_named_only_where_it_belongs() {
    let packages = packages();
    for (outside, allowed) in agreed().only {
        let naming: BTreeSet<String> = packages
            .iter()
            .filter(|package| named(package).contains(&outside))
            .map(|package| package.name.to_string())
            .collect();
        assert_eq!(naming, allowed, "who names {outside}");
    }
}

#[test]
fn crates_that_do_no_io_name_nothing_that_could() {
    let packages = packages();
    for (pure, allowed) in agreed().pure {
        let package = packages.iter().find(|package| *package.name == pure).unwrap();
        let more: BTreeSet<_> = named(package).difference(&allowed).cloned().collect();
        assert!(more.is_empty(), "{pure} also names {more:?}");
    }
}
