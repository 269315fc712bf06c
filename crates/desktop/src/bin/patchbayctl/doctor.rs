//! `patchbayctl doctor`: everything around the app that keeps it from working, and what the
//! answers to sign-ins need to come home, as far as that can be told without the app.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use patchbay_contract::{Finding, Problem, WayCheck, WayChecked};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::doctor::{Asked, Here, Session, look_around, look_outside, not_running};
use patchbay_desktop::{data_folder, environment};
use serde::Serialize;

use crate::print::{self, say};

/// What was found, as JSON has it.
#[derive(Serialize)]
struct Report {
    /// What keeps the app from working.
    problems: Vec<Problem>,
    /// What answers need to come home.
    ways_home: Vec<WayChecked>,
}

/// Ends with 1 when anything is in trouble.
pub(crate) fn run(own_folder: Option<OsString>, json: bool) -> ExitCode {
    let session = Session { root: Path::new("/"), variable: &|name| std::env::var_os(name) };
    let report = Report {
        problems: environment::findings(session.root, session.variable),
        ways_home: ways_home(&session, own_folder),
    };
    if json {
        print::print_json(&report);
    } else {
        print::findings(&report.problems);
        report.ways_home.iter().for_each(line);
    }
    let well = report.ways_home.iter().all(|checked| checked.problem().is_none());
    super::success(well && report.problems.is_empty())
}

fn ways_home(session: &Session<'_>, own_folder: Option<OsString>) -> Vec<WayChecked> {
    let own_folder = own_folder.filter(|folder| !folder.is_empty());
    let catalogue = Catalogue::in_folder(&data_folder(own_folder.clone()));
    let own_folder = own_folder.map(|folder| data_folder(Some(folder)));
    let here = Here { program: None, own_folder, registered: None };
    let mut found = look_around(session, &here, &catalogue.built_in());
    // Nobody is called from here: only the app knows whom it has reason to.
    found.extend(look_outside(session, &Asked::Nobody));
    found.retain(|checked| checked.check != WayCheck::Clock);
    found.extend([not_running(WayCheck::Delivery), not_running(WayCheck::Clock)]);
    // The bus is among what keeps the app from working.
    found.retain(|checked| checked.check != WayCheck::SessionBus);
    found.sort_by_key(|checked| checked.check);
    found
}

fn line(checked: &WayChecked) {
    let name = match checked.check {
        WayCheck::SessionBus => "Session bus",
        WayCheck::Links => "Links",
        WayCheck::Delivery => "A link sent",
        WayCheck::Browser => "Browser",
        WayCheck::Ports => "Ports",
        WayCheck::Clock => "Clock",
        WayCheck::Proxy => "Proxy",
    };
    match &checked.finding {
        Finding::Fine(None) => say!("{name:<12} fine"),
        Finding::Fine(Some(fact)) => say!("{name:<12} fine ({fact})"),
        Finding::Untried(_) => say!("{name:<12} not tried: only the running app can"),
        Finding::Trouble(wrong) => {
            say!("{name:<12} needs attention [{}]", wrong.code);
            print::problem(wrong);
        }
    }
}
