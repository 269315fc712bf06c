//! Which system this is, and what to install where nothing is installed from here.

use super::{Group, debian};

/// A kind of system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    Debian,
    Fedora,
    Arch,
    Suse,
    OtherLinux,
    MacOs,
    Windows,
}

impl System {
    pub(super) fn here() -> Self {
        match std::env::consts::OS {
            "macos" => Self::MacOs,
            "windows" => Self::Windows,
            _ => Self::of_release(&std::fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    /// Reads the `ID` and `ID_LIKE` of an os-release file.
    fn of_release(text: &str) -> Self {
        let mut ids = text
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace());
        ids.find_map(|id| match id {
            "debian" | "ubuntu" => Some(Self::Debian),
            "fedora" | "rhel" | "centos" => Some(Self::Fedora),
            "arch" => Some(Self::Arch),
            "suse" | "opensuse" | "opensuse-tumbleweed" | "opensuse-leap" => Some(Self::Suse),
            _ => None,
        })
        .unwrap_or(Self::OtherLinux)
    }

    /// What these groups need here, as the command or the names to look for. `None`
    /// when they need nothing beyond Rust.
    pub(super) fn list(self, groups: &[Group]) -> Option<String> {
        let list: Vec<_> = groups.iter().filter_map(|group| self.needs(*group)).collect();
        (!list.is_empty()).then(|| list.join("\n"))
    }

    fn needs(self, group: Group) -> Option<String> {
        let text = match (self, group) {
            (_, Group::Page) => return None,
            (
                Self::Fedora | Self::Arch | Self::Suse | Self::MacOs | Self::Windows,
                Group::Package,
            ) => "  (none: the package is made on Debian, or a relative of it)",
            (Self::Fedora, Group::App) => {
                "  sudo dnf install @development-tools webkit2gtk4.1-devel gtk3-devel librsvg2-devel \
                 libsoup3-devel libappindicator-gtk3-devel xdg-utils"
            }
            (Self::Fedora, Group::Stage) => {
                "  sudo dnf install xorg-x11-server-Xvfb dbus-daemon gnome-keyring glib2 \
                 libsecret strace webkit2gtk-driver desktop-file-utils ImageMagick xwininfo \
                 rsms-inter-fonts"
            }
            (Self::Fedora, Group::Mail) => "  sudo dnf install dovecot python3-aiosmtpd",
            (Self::Fedora, Group::Postgres) => "  sudo dnf install postgresql-server",
            (Self::Arch, Group::Postgres) => "  sudo pacman -S --needed postgresql",
            (Self::Suse, Group::Postgres) => "  sudo zypper install postgresql-server",
            (Self::MacOs, Group::Postgres) => "  brew install postgresql",
            (Self::Windows, Group::Postgres) => "  PostgreSQL, with its programs on the PATH",
            (Self::Fedora, Group::Pypi) => {
                "  sudo dnf install python3-aiohttp python3-dateutil python3-pip"
            }
            (Self::Fedora, Group::Browser) => "  sudo dnf install chromium chromedriver",
            (Self::Fedora, Group::Windows) => "  sudo dnf install mingw64-gcc mingw64-gcc-c++",
            (Self::Arch, Group::App) => {
                "  sudo pacman -S --needed base-devel webkit2gtk-4.1 gtk3 librsvg libsoup3 \
                 libappindicator-gtk3 xdg-utils"
            }
            (Self::Arch, Group::Stage) => {
                "  sudo pacman -S --needed xorg-server-xvfb dbus gnome-keyring glib2 \
                 libsecret strace desktop-file-utils imagemagick xorg-xwininfo inter-font"
            }
            (Self::Arch, Group::Mail) => "  sudo pacman -S --needed dovecot python-aiosmtpd",
            (Self::Arch, Group::Pypi) => {
                "  sudo pacman -S --needed python-aiohttp python-dateutil python-pip"
            }
            (Self::Arch, Group::Browser) => "  sudo pacman -S --needed chromium",
            (Self::Arch, Group::Windows) => "  sudo pacman -S --needed mingw-w64-gcc",
            (Self::Suse, Group::App) => {
                "  sudo zypper install -t pattern devel_basis && sudo zypper install \
                 webkit2gtk3-devel gtk3-devel librsvg-devel libsoup-devel xdg-utils"
            }
            (Self::Suse, Group::Stage) => {
                "  sudo zypper install xorg-x11-server-Xvfb dbus-1-daemon gnome-keyring glib2-tools \
                 libsecret-tools strace desktop-file-utils ImageMagick xwininfo"
            }
            (Self::Suse, Group::Mail) => "  sudo zypper install dovecot python3-aiosmtpd",
            (Self::Suse, Group::Pypi) => {
                "  sudo zypper install python3-aiohttp python3-python-dateutil \
                 python3-pip"
            }
            (Self::Suse, Group::Browser) => "  sudo zypper install chromium chromedriver",
            (Self::Suse, Group::Windows) => "  sudo zypper install mingw64-cross-gcc",
            (Self::MacOs, Group::App) => "  xcode-select --install",
            (Self::MacOs, Group::Browser) => "  brew install --cask google-chrome chromedriver",
            (Self::MacOs | Self::Windows, Group::Stage) => {
                "  (none: window tests and the tour need Linux, where WebKit has a WebDriver)"
            }
            (Self::MacOs | Self::Windows, Group::Mail | Group::Pypi) => {
                "  (none: the tests against servers that others wrote run on Linux)"
            }
            (Self::Windows, Group::App) => {
                "  Visual Studio Build Tools with “Desktop development with C++”, and the \
                 WebView2 runtime (part of Windows 11)"
            }
            (Self::Windows, Group::Browser) => "  Google Chrome and chromedriver on the PATH",
            (Self::MacOs | Self::Windows, Group::Windows) => return None,
            (Self::Fedora | Self::Arch | Self::Suse | Self::MacOs | Self::Windows, Group::Npm) => {
                "  Node.js 20 or newer with npm"
            }
            (Self::OtherLinux | Self::Debian, group) => {
                let names = debian::packages(group).join(" ");
                return Some(format!("  what Debian calls: {names}"));
            }
        };
        Some(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_of_debian_is_known_by_what_it_is_like() {
        let mint = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(System::of_release(mint), System::Debian);
    }

    #[test]
    fn families_are_told_apart() {
        for (release, system) in [
            ("ID=debian\nVERSION_ID=\"12\"", System::Debian),
            ("ID=fedora", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", System::Fedora),
            ("ID=arch", System::Arch),
            ("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"", System::Suse),
            ("ID=gentoo", System::OtherLinux),
            ("", System::OtherLinux),
        ] {
            assert_eq!(System::of_release(release), system, "{release}");
        }
    }

    #[test]
    fn every_system_has_a_list_for_the_app() {
        use System::*;
        for system in [Fedora, Arch, Suse, OtherLinux, MacOs, Windows] {
            assert!(system.list(&[Group::App]).is_some(), "{system:?}");
        }
    }
}
