//! Desktop entries: which program one starts, and with what.

use std::path::{Path, PathBuf};

/// As much of a desktop entry as tells what opening something with it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name among entries: `chromium.desktop`.
    pub(super) id: String,
    /// Its file.
    pub(super) file: PathBuf,
    /// What people know it as.
    pub(super) name: String,
    /// What it starts, without what is to be opened.
    pub(super) arguments: Vec<String>,
}

impl Entry {
    /// The entry in this file, unless it is none or says that it is deleted.
    pub(super) fn read(id: &str, file: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(file).ok()?;
        let own = group(&text, "[Desktop Entry]");
        let value = |wanted: &str| {
            own.iter().find(|(key, _)| *key == wanted).map(|(_, value)| unescaped(value))
        };
        if value("Hidden").as_deref() == Some("true") {
            return None;
        }
        Some(Self {
            id: id.to_owned(),
            file: file.to_owned(),
            name: value("Name").unwrap_or_else(|| id.to_owned()),
            arguments: arguments(&value("Exec").unwrap_or_default()),
        })
    }

    /// The program, past an `env` that only sets variables.
    pub(super) fn program(&self) -> Option<&Path> {
        self.behind_env().find(|argument| !is_setting(argument)).map(Path::new)
    }

    /// What it sets a variable to before it starts the program.
    pub(super) fn sets(&self, variable: &str) -> Option<&str> {
        self.behind_env()
            .take_while(|argument| is_setting(argument))
            .find_map(|setting| setting.strip_prefix(variable)?.strip_prefix('='))
    }

    fn behind_env(&self) -> impl Iterator<Item = &str> {
        let by_env = self.arguments.first().is_some_and(|first| {
            Path::new(first).file_name().is_some_and(|program| program == "env")
        });
        self.arguments.iter().skip(usize::from(by_env)).map(String::as_str)
    }
}

/// The keys and values of a group, in a file of the kind that desktops use.
pub(super) fn group<'a>(text: &'a str, header: &str) -> Vec<(&'a str, &'a str)> {
    text.lines()
        .map(str::trim)
        .skip_while(|line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, value)| (key.trim(), value.trim()))
        .collect()
}

fn is_setting(argument: &str) -> bool {
    argument.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// A value without the escapes that every value may have.
fn unescaped(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        plain.extend(rest.next().map(|escaped| match escaped {
            's' => ' ',
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            other => other,
        }));
    }
    plain
}

/// The arguments of an `Exec`, out of their quotes and without field codes.
fn arguments(exec: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = exec.trim().chars().peekable();
    while rest.peek().is_some() {
        let (mut argument, mut quoted) = (String::new(), false);
        while let Some(c) = rest.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' if quoted => argument.extend(rest.next()),
                // Alone it stands for what is to be opened.
                '%' => argument.extend(rest.next().filter(|c| *c == '%')),
                c if c.is_whitespace() && !quoted => break,
                c => argument.push(c),
            }
        }
        if !argument.is_empty() {
            all.push(argument);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(exec: &str) -> Entry {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = format!("# first\n[Desktop Entry]\nName=A\nExec={exec}\n[Other]\nExec=no\n");
        std::fs::write(file.path(), text).unwrap();
        Entry::read("a.desktop", file.path()).unwrap()
    }

    #[test]
    fn a_path_is_read_out_of_its_quotes_and_both_layers_of_escapes() {
        let entry = entry("\"/home/a b/100%%/\\\\$x\" %u --new");
        assert_eq!(entry.arguments, ["/home/a b/100%/$x", "--new"]);
        assert_eq!(entry.program(), Some(Path::new("/home/a b/100%/$x")));
    }

    #[test]
    fn what_env_sets_is_told_from_what_it_starts() {
        let entry = entry("env \"PATCHBAY_DATA_DIR=/srv/a b\" /opt/patchbay %u");
        assert_eq!(entry.program(), Some(Path::new("/opt/patchbay")));
        assert_eq!(entry.sets("PATCHBAY_DATA_DIR"), Some("/srv/a b"));
        assert_eq!(entry.sets("PATCHBAY"), None);
    }

    #[test]
    fn an_entry_that_is_deleted_or_empty_starts_nothing() {
        assert_eq!(entry("").program(), None);
        assert_eq!(entry("%u").program(), None);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "[Desktop Entry]\nExec=a\nHidden=true\n").unwrap();
        assert_eq!(Entry::read("a.desktop", file.path()), None);
    }
}
