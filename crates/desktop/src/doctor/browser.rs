//! The browser that the system opens pages in.

use std::path::Path;

use patchbay_contract::{Finding, Untried, WayCheck, WayChecked};

use super::handlers::handler;
use super::session::Session;
use crate::problems::doctor as problems;

/// What sessions without a choice open pages with.
const USUAL: [&str; 6] =
    ["x-www-browser", "firefox", "chromium", "chromium-browser", "google-chrome", "epiphany"];

pub(super) fn check(session: &Session<'_>) -> WayChecked {
    WayChecked::new(WayCheck::Browser, finding(session))
}

fn finding(session: &Session<'_>) -> Finding {
    if !cfg!(target_os = "linux") {
        return Finding::Untried(Untried::NotHere);
    }
    if let Some(entry) = handler(session, "x-scheme-handler/https") {
        let there = entry.program().and_then(|program| session.program(program));
        return match there {
            Some(_) => Finding::Fine(Some(entry.name)),
            None => Finding::Trouble(problems::browser_gone(
                &entry.name,
                &entry.file.display().to_string(),
            )),
        };
    }
    let wanted = session.set("BROWSER").unwrap_or_default();
    let wanted = wanted.to_string_lossy();
    let named = wanted.split(':').filter_map(|command| command.split_whitespace().next());
    let found = named.chain(USUAL).find_map(|name| session.program(Path::new(name)));
    match found.and_then(|program| Some(program.file_name()?.to_string_lossy().into_owned())) {
        Some(name) => Finding::Fine(Some(name)),
        None => Finding::Trouble(problems::no_browser()),
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::doctor::furnished::Furnished;
    use crate::doctor::tests::what;

    fn with_default(exec: &str) -> Furnished {
        let furnished = Furnished::new();
        let entry = format!("[Desktop Entry]\nName=Fox\nExec={exec} %u\n");
        furnished.write("usr/share/applications/fox.desktop", &entry);
        let choice = "[Default Applications]\nx-scheme-handler/https=fox.desktop\n";
        furnished.write("home/ann/.config/mimeapps.list", choice);
        furnished
    }

    #[test]
    fn the_default_browser_is_named_when_it_is_there() {
        let furnished = with_default("fox");
        furnished.program("usr/bin/fox");
        assert_eq!(furnished.see(finding), Finding::Fine(Some("Fox".into())));
    }

    #[test]
    fn a_default_browser_that_was_taken_off_is_trouble() {
        let checked = with_default("/snap/bin/fox").see(check);
        assert!(what(&checked).contains("Fox"), "{checked:?}");
    }

    #[test]
    fn without_a_choice_the_session_goes_by_its_variable_and_the_usual_names() {
        let furnished = Furnished::new();
        assert_eq!(what(&furnished.see(check)), "This computer has no browser to open pages with.");
        furnished.program("usr/bin/firefox");
        assert_eq!(furnished.see(finding), Finding::Fine(Some("firefox".into())));
        let furnished = furnished.setting("BROWSER", "gone:/opt/my-browser --new %s");
        furnished.program("opt/my-browser");
        assert_eq!(furnished.see(finding), Finding::Fine(Some("my-browser".into())));
    }
}
