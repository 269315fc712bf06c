//! `cargo xtask test` runs every test program there is.

use cargo_metadata::{MetadataCommand, TargetKind};

use crate::{read, root};

#[test]
fn every_test_program_is_in_a_layer() {
    let layers = read(&root().join("xtask/src/test.rs"));
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec().unwrap();
    let targets = metadata.packages.iter().flat_map(|package| &package.targets);
    for target in targets.filter(|target| target.kind.contains(&TargetKind::Test)) {
        let name = &target.name;
        let is_named = [format!("\"{name}\""), format!("--test={name}\"")];
        assert!(
            is_named.iter().any(|named| layers.contains(named)),
            "no layer of `cargo xtask test` runs the tests of {}",
            target.src_path
        );
    }
}
