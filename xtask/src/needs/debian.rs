//! Packages on Debian, Ubuntu and their relatives.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Group;
use crate::workspace;

/// The packages of a group.
pub(super) const fn packages(group: Group) -> &'static [&'static str] {
    match group {
        Group::Page => &[],
        Group::App => &[
            "build-essential",
            "libayatana-appindicator3-dev",
            "libgtk-3-dev",
            "librsvg2-dev",
            "libsoup-3.0-dev",
            "libwebkit2gtk-4.1-dev",
            "pkg-config",
            "xdg-utils",
        ],
        Group::Stage => &[
            "dbus",
            "desktop-file-utils",
            "fonts-dejavu-core",
            "fonts-inter",
            "gnome-keyring",
            "imagemagick",
            "libglib2.0-bin",
            "libsecret-tools",
            "strace",
            "webkit2gtk-driver",
            "x11-utils",
            "xdg-utils",
            "xvfb",
        ],
        Group::Mail => &["dovecot-imapd", "python3-aiosmtpd"],
        Group::Browser => &["chromium", "chromium-driver"],
        Group::Npm => &["nodejs", "npm"],
        Group::Pypi => &["python3-aiohttp", "python3-dateutil", "python3-pip"],
        Group::Postgres => &["postgresql"],
        Group::Package => &["build-essential", "dpkg-dev", "systemd"],
        Group::Windows => &["gcc-mingw-w64-x86-64", "g++-mingw-w64-x86-64"],
    }
}

/// Installs what is missing of these groups. Says whether anything was.
pub(super) fn satisfy(groups: &[Group], only_say: bool) -> Result<bool> {
    let mut wanted: Vec<_> = groups
        .iter()
        .filter(|group| !is_there_otherwise(**group))
        .flat_map(|group| packages(*group))
        .map(|package| if is_ubuntu() { name_on_ubuntu(package) } else { package })
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let missing: Vec<_> = wanted.into_iter().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    eprintln!("Missing packages: {}", missing.join(" "));
    if only_say {
        eprintln!("They would be installed by: apt-get install {}", missing.join(" "));
        return Ok(true);
    }
    // One broken repository among many is no reason to stop; a package that cannot be
    // had says so below.
    if let Err(error) = workspace::run(apt_get()?.args(["update", "-qq"])) {
        eprintln!("warning: {error:#}");
    }
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    workspace::run(apt_get()?.args(install).args(&missing))
        .with_context(|| format!("these packages could not be installed: {}", missing.join(" ")))?;
    Ok(true)
}

/// Some programs come in many ways; what counts is that they are there.
fn is_there_otherwise(group: Group) -> bool {
    match group {
        Group::Npm => workspace::is_there("node") && workspace::is_there("npm"),
        Group::Browser => {
            workspace::is_there("chromedriver")
                && ["chromium", "chromium-browser", "google-chrome"]
                    .into_iter()
                    .any(workspace::is_there)
        }
        _ => false,
    }
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=ubuntu"))
}

/// Ubuntu keeps the browser under other names.
fn name_on_ubuntu(package: &'static str) -> &'static str {
    match package {
        "chromium" => "chromium-browser",
        "chromium-driver" => "chromium-chromedriver",
        other => other,
    }
}

fn is_installed(package: &str) -> bool {
    let asked =
        Command::new("dpkg-query").args(["-W", "-f", "${db:Status-Status}", package]).output();
    asked.is_ok_and(|output| output.stdout == b"installed")
}

fn apt_get() -> Result<Command> {
    let id = Command::new("id").arg("-u").output().context("id -u")?;
    let mut command = if id.stdout.trim_ascii() == b"0" {
        Command::new("apt-get")
    } else if workspace::is_there("sudo") {
        let mut sudo = Command::new("sudo");
        // Given to the command itself: sudo forgets the environment.
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        bail!("packages can only be installed by root, and there is no sudo; run this as root");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
