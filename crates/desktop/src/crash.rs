//! What is left behind when the program itself fails.
//!
//! A panic's words never carry a secret by our own rule. They are looked over all the
//! same: a library's panic knows no rule of ours.

use std::panic::PanicHookInfo;
use std::path::PathBuf;

use jiff::Timestamp;
use patchbay_contract::redact_text;

/// Sends every panic to the log, and a report to a file that support can be sent.
///
/// The report has the place and the message, and no memory. The hook that was there
/// before still runs.
pub fn keep_reports_in(folder: Option<PathBuf>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let report = report(panic, Timestamp::now());
        tracing::error!(%report, "Patchbay panicked");
        if let Some(folder) = &folder {
            let name = format!("crash-{}.txt", Timestamp::now().as_millisecond());
            // There is nobody left to tell if this fails too.
            let _ = std::fs::write(folder.join(name), &report);
        }
        before(panic);
    }));
}

fn report(panic: &PanicHookInfo<'_>, at: Timestamp) -> String {
    let place = panic.location().map_or_else(|| "an unknown place".into(), ToString::to_string);
    let thread = std::thread::current();
    format!(
        "Patchbay {} stopped unexpectedly.\ntime: {at}\nthread: {}\nplace: {place}\nmessage: {}\n",
        crate::VERSION,
        thread.name().unwrap_or("unnamed"),
        redact_text(panic.payload_as_str().unwrap_or("(no text)")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_leaves_a_report_that_names_the_place() {
        let folder = tempfile::tempdir().unwrap();
        keep_reports_in(Some(folder.path().into()));
        let panicked =
            std::thread::spawn(|| panic!("a test's own panic over ya29.canary-of-nobody-41c7"))
                .join();
        let _ = std::panic::take_hook();
        assert!(panicked.is_err());
        let report = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
        let report = std::fs::read_to_string(report.path()).unwrap();
        assert!(report.contains("crash.rs") && report.contains("a test's own panic"), "{report}");
        assert!(!report.contains("canary"), "{report}");
    }
}
