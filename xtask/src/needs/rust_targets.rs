//! Rust for other machines than this one.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::Group;
use crate::workspace;

pub(super) const WASM: &str = "wasm32-unknown-unknown";
pub(super) const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// The targets these groups need and the toolchain lacks.
pub(super) fn missing(groups: &[Group]) -> Vec<&'static str> {
    let needed = groups.iter().filter_map(|group| match group {
        Group::Page | Group::Browser => Some(WASM),
        Group::Windows => Some(WINDOWS),
        Group::App | Group::Stage | Group::Mail | Group::Npm | Group::Pypi => None,
        Group::Postgres | Group::Package => None,
    });
    let mut targets: Vec<_> = needed.filter(|target| !is_there(target)).collect();
    targets.dedup();
    targets
}

pub(super) fn install(target: &str) -> Result<()> {
    if !workspace::is_there("rustup") {
        bail!(
            "this Rust was not installed by rustup, so its parts cannot be added from here. \
             Install rust-std for {target} with the package manager that brought Rust, or \
             install Rust from https://rustup.rs."
        );
    }
    workspace::run(Command::new("rustup").args(["target", "add", target]))
}

fn is_there(target: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let Ok(output) = output else { return false };
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    sysroot.join("lib/rustlib").join(target).join("lib").is_dir()
}
