//! Which entry a session opens something with: its lists first, then what programs say of
//! themselves, as the specification of MIME applications has it.

use std::path::{Path, PathBuf};

use super::entry::{Entry, group};
use super::session::Session;

const DEFAULTS: &str = "[Default Applications]";
const ADDED: &str = "[Added Associations]";
const REMOVED: &str = "[Removed Associations]";

/// What programs say of themselves, gathered by `update-desktop-database`.
const CACHE: &str = "mimeinfo.cache";

/// The entry that opens this kind. One that is named and not there is passed over, as the
/// session itself does.
pub(super) fn handler(session: &Session<'_>, kind: &str) -> Option<Entry> {
    let lists: Vec<String> =
        lists(session).iter().filter_map(|list| std::fs::read_to_string(list).ok()).collect();
    let caches: Vec<String> = applications(session)
        .filter_map(|folder| std::fs::read_to_string(folder.join(CACHE)).ok())
        .collect();
    let in_lists = |header| lists.iter().flat_map(move |list| ids(list, header, kind));
    let removed: Vec<&str> = in_lists(REMOVED).collect();
    let offered = in_lists(ADDED)
        .chain(caches.iter().flat_map(|cache| ids(cache, "[MIME Cache]", kind)))
        .filter(|id| !removed.contains(id));
    in_lists(DEFAULTS).chain(offered).find_map(|id| entry(session, id))
}

/// Whether what programs say of themselves has this entry for this kind.
pub(super) fn is_in_cache(session: &Session<'_>, kind: &str, id: &str) -> bool {
    applications(session).any(|folder| {
        std::fs::read_to_string(folder.join(CACHE))
            .is_ok_and(|cache| ids(&cache, "[MIME Cache]", kind).any(|offered| offered == id))
    })
}

/// The lists there may be, the most important first. A desktop's own stands before the one
/// for all.
fn lists(session: &Session<'_>) -> Vec<PathBuf> {
    let desktops = session.set("XDG_CURRENT_DESKTOP").unwrap_or_default();
    let desktops = desktops.to_string_lossy().to_lowercase();
    let names: Vec<String> = desktops
        .split(':')
        .filter(|desktop| !desktop.is_empty())
        .map(|desktop| format!("{desktop}-mimeapps.list"))
        .chain(["mimeapps.list".to_owned()])
        .collect();
    let folders = session.config_folders().into_iter().chain(applications(session));
    folders.flat_map(|folder| names.iter().map(move |name| folder.join(name))).collect()
}

fn ids<'a>(text: &'a str, header: &str, kind: &str) -> impl Iterator<Item = &'a str> {
    let of_kind = group(text, header).into_iter().find(|(named, _)| *named == kind);
    let ids = of_kind.map_or("", |(_, ids)| ids).split(';');
    ids.map(str::trim).filter(|id| !id.is_empty())
}

/// The entry of that name. A `-` in it may stand for a folder.
fn entry(session: &Session<'_>, id: &str) -> Option<Entry> {
    // A name is no way out of the folder.
    let plain = |id: &str| !id.contains('/') && Path::new(id).extension().is_some();
    if !plain(id) {
        return None;
    }
    let foldered = id.match_indices('-').map(|(at, _)| format!("{}/{}", &id[..at], &id[at + 1..]));
    let places: Vec<String> = std::iter::once(id.to_owned()).chain(foldered).collect();
    applications(session)
        .find_map(|folder| places.iter().find_map(|place| Entry::read(id, &folder.join(place))))
}

fn applications(session: &Session<'_>) -> impl Iterator<Item = PathBuf> {
    session.data_folders().into_iter().map(|folder| folder.join("applications"))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::doctor::furnished::Furnished;

    const KIND: &str = "x-scheme-handler/app.patchbay";
    const OWN: &str = "home/ann/.local/share/applications";
    const ALL: &str = "usr/share/applications";

    fn found(furnished: &Furnished) -> Option<String> {
        furnished.see(|session| handler(session, KIND)).map(|entry| entry.id)
    }

    fn with_entries(folder: &str, names: &[&str]) -> Furnished {
        let furnished = Furnished::new();
        for name in names {
            let text = format!("[Desktop Entry]\nName={name}\nExec={name}\n");
            furnished.write(&format!("{folder}/{name}.desktop"), &text);
        }
        furnished
    }

    #[test]
    fn nobody_opens_what_nobody_offers_to_open() {
        assert_eq!(found(&with_entries(OWN, &["a"])), None);
    }

    #[test]
    fn a_persons_choice_goes_before_what_programs_offer() {
        let furnished = with_entries(ALL, &["a", "b"]);
        furnished
            .write(&format!("{ALL}/mimeinfo.cache"), &format!("[MIME Cache]\n{KIND}=a.desktop;\n"));
        assert_eq!(found(&furnished).as_deref(), Some("a.desktop"));
        let list = format!("[Default Applications]\n{KIND}=b.desktop\n");
        furnished.write("home/ann/.config/mimeapps.list", &list);
        assert_eq!(found(&furnished).as_deref(), Some("b.desktop"));
    }

    #[test]
    fn a_desktops_own_list_goes_before_the_one_for_all() {
        let furnished = with_entries(OWN, &["a", "b"]).setting("XDG_CURRENT_DESKTOP", "X-Y:GNOME");
        let list = |id: &str| format!("[Default Applications]\n{KIND}={id}.desktop;\n");
        furnished.write("home/ann/.config/mimeapps.list", &list("a"));
        furnished.write("etc/xdg/gnome-mimeapps.list", &list("b"));
        assert_eq!(found(&furnished).as_deref(), Some("a.desktop"), "the person's own is first");
        furnished.write("home/ann/.config/gnome-mimeapps.list", &list("b"));
        assert_eq!(found(&furnished).as_deref(), Some("b.desktop"));
    }

    #[test]
    fn a_choice_whose_entry_is_gone_or_was_taken_back_is_passed_over() {
        let furnished = with_entries(ALL, &["a", "b"]);
        let list = format!(
            "[Default Applications]\n{KIND}=gone.desktop;../../etc/x.desktop\n\
             [Removed Associations]\n{KIND}=a.desktop;\n"
        );
        furnished.write("home/ann/.config/mimeapps.list", &list);
        let cache = format!("[MIME Cache]\n{KIND}=a.desktop;b.desktop;\n");
        furnished.write(&format!("{ALL}/mimeinfo.cache"), &cache);
        assert_eq!(found(&furnished).as_deref(), Some("b.desktop"));
    }

    #[test]
    fn an_entry_in_a_folder_of_its_own_is_found_by_its_long_name() {
        let furnished = with_entries(&format!("{ALL}/kde"), &["a-b"]);
        let list = format!("[Default Applications]\n{KIND}=kde-a-b.desktop;\n");
        furnished.write("home/ann/.config/mimeapps.list", &list);
        assert_eq!(found(&furnished).as_deref(), Some("kde-a-b.desktop"));
    }
}
