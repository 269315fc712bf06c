//! Whom the system gives our links to, in sessions of folders.

use patchbay_contract::ErrorCode;

use super::*;
use crate::doctor::furnished::Furnished;
use crate::doctor::tests::what;

const OWN: &str = "home/ann/.local/share/applications";
const CHOICE: &str = "home/ann/.config/mimeapps.list";

/// A session in which links go to this entry.
fn given_to(id: &str, name: &str, exec: &str) -> Furnished {
    let furnished = Furnished::new();
    furnished.program("opt/patchbay");
    choose(&furnished, id, name, exec);
    furnished
}

fn choose(furnished: &Furnished, id: &str, name: &str, exec: &str) {
    let entry = format!("[Desktop Entry]\nName={name}\nExec={exec} %u\n");
    furnished.write(&format!("{OWN}/{id}"), &entry);
    let choice = format!("[Default Applications]\nx-scheme-handler/{SCHEME}={id}\n");
    furnished.write(CHOICE, &choice);
}

fn looked(furnished: &Furnished, own_folder: Option<&str>) -> WayChecked {
    let program = Some(furnished.path().join("opt/patchbay"));
    let here = Here { program, own_folder: own_folder.map(Into::into), registered: None };
    furnished.see(|session| check(session, &here))
}

fn code(checked: &WayChecked) -> ErrorCode {
    checked.problem().unwrap().code
}

#[test]
fn links_that_come_to_this_program_are_fine() {
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/opt/patchbay");
    let fine = Finding::Fine(Some("patchbay-links.desktop".into()));
    assert_eq!(looked(&furnished, None), WayChecked::new(WayCheck::Links, fine.clone()));
    furnished.remove("usr/bin/xdg-mime");
    assert_eq!(looked(&furnished, None).finding, fine, "no tool is needed for what is right");
}

#[test]
fn the_small_program_beside_this_one_is_ours_and_the_same_from_elsewhere_is_not() {
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/opt/patchbay-link");
    furnished.program("opt/patchbay-link");
    assert_eq!(looked(&furnished, None).problem(), None);
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/srv/patchbay-link");
    furnished.program("srv/patchbay-link");
    assert_eq!(code(&looked(&furnished, None)), ErrorCode::LinksTaken);
}

#[test]
fn a_path_of_spaces_quotes_and_signs_is_still_this_program() {
    let furnished = Furnished::new();
    furnished.program("home/ann/ä b/100%/$\"x");
    choose(&furnished, "a.desktop", "A", "\"/home/ann/ä b/100%%/\\\\$\\\\\"x\"");
    let program = Some(furnished.path().join("home/ann/ä b/100%/$\"x"));
    let here = Here { program, ..Here::default() };
    let checked = furnished.see(|session| check(session, &here));
    assert_eq!(checked.problem(), None);
}

#[test]
fn a_program_found_by_its_name_alone_is_this_one_when_it_is_the_same_file() {
    let furnished = given_to("Patchbay.desktop", "Patchbay", "patchbay");
    assert_eq!(code(&looked(&furnished, None)), ErrorCode::LinksEntryBroken);
    #[cfg(unix)]
    {
        let installed = furnished.path().join("usr/bin/patchbay");
        std::os::unix::fs::symlink("../../opt/patchbay", installed).unwrap();
        assert_eq!(looked(&furnished, None).problem(), None);
    }
}

#[test]
fn links_that_nobody_opens_can_be_repaired() {
    let checked = looked(&Furnished::new(), None);
    assert_eq!(code(&checked), ErrorCode::LinksUnclaimed);
    assert!(checked.repairable);
}

#[test]
fn another_program_that_has_our_links_is_named() {
    let furnished = given_to("rival.desktop", "Rival Books", "/usr/bin/rival");
    furnished.program("usr/bin/rival");
    let checked = looked(&furnished, None);
    assert_eq!(code(&checked), ErrorCode::LinksTaken);
    assert!(what(&checked).contains("Rival Books"), "{checked:?}");
    assert!(checked.repairable);
}

#[test]
fn an_entry_that_leads_nowhere_is_named_with_its_program() {
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/mnt/Patchbay-1.AppImage");
    let checked = looked(&furnished, None);
    assert_eq!(code(&checked), ErrorCode::LinksEntryBroken);
    assert!(format!("{checked:?}").contains("/mnt/Patchbay-1.AppImage"), "{checked:?}");
    // It is there, and is no program.
    furnished.write("mnt/Patchbay-1.AppImage", "");
    assert_eq!(code(&looked(&furnished, None)), ErrorCode::LinksEntryBroken);
}

#[test]
fn a_patchbay_with_another_data_folder_does_not_count_as_this_one() {
    let furnished = given_to(
        "patchbay-links.desktop",
        "Patchbay",
        "env PATCHBAY_DATA_DIR=/srv/two /opt/patchbay",
    );
    assert_eq!(looked(&furnished, Some("/srv/two")).problem(), None);
    for other in [None, Some("/srv/one")] {
        let checked = looked(&furnished, other);
        assert_eq!(code(&checked), ErrorCode::LinksTaken);
        assert!(format!("{checked:?}").contains("/srv/two"), "{checked:?}");
    }
}

#[test]
fn a_missing_tool_is_named_with_where_it_is_to_be_had() {
    let furnished = Furnished::new();
    furnished.remove("usr/bin/xdg-mime");
    let checked = looked(&furnished, None);
    assert_eq!(code(&checked), ErrorCode::LinksToolMissing);
    let problem = checked.problem().unwrap();
    assert!(problem.remedy.contains("xdg-utils"), "{problem}");
    assert!(problem.details.as_ref().unwrap().contains("No program opens"), "{problem:?}");
    assert!(!checked.repairable);
}

#[test]
fn an_entry_that_some_desktops_are_not_told_of_is_trouble() {
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/opt/patchbay");
    furnished.remove("usr/bin/update-desktop-database");
    let checked = looked(&furnished, None);
    assert_eq!(code(&checked), ErrorCode::LinksToolMissing);
    assert!(what(&checked).contains("update-desktop-database"), "{checked:?}");
    let cache = format!("[MIME Cache]\nx-scheme-handler/{SCHEME}=patchbay-links.desktop;\n");
    furnished.write(&format!("{OWN}/mimeinfo.cache"), &cache);
    assert_eq!(looked(&furnished, None).problem(), None);
}

#[test]
fn a_home_that_cannot_be_written_to_is_named_and_nothing_is_promised() {
    let furnished = Furnished::new();
    furnished.write("home/ann/.config", "a file where the folder should be");
    let checked = looked(&furnished, None);
    assert_eq!(code(&checked), ErrorCode::LinksNotWritable);
    assert!(what(&checked).contains("home/ann/.config"), "{checked:?}");
    assert!(!checked.repairable);
}

#[test]
fn a_program_without_links_of_its_own_goes_by_the_entrys_name() {
    let furnished = given_to("patchbay-links.desktop", "Patchbay", "/opt/patchbay");
    let checked = furnished.see(|session| check(session, &Here::default()));
    assert_eq!(checked.problem(), None);
    let furnished = given_to("rival.desktop", "Rival", "/opt/patchbay");
    let checked = furnished.see(|session| check(session, &Here::default()));
    assert_eq!(code(&checked), ErrorCode::LinksTaken);
}
