//! A start that failed is tried again from the beginning, with the same arguments.
//!
//! A link may be clicked in the moment in which the app is closing: the second start
//! finds the first, hands it the link, and the first is gone before it answers. Ending
//! there would lose the link. Starting again finds nobody, and the link arrives.

use std::process::Command;
use std::time::{Duration, Instant};

/// Counts the starts, so that a failure that stays ends in words and not in a loop.
const STARTS_VARIABLE: &str = "PATCHBAY_STARTS";
const MOST: u32 = 3;

/// A start that failed later than this met an app that hangs, not one that closes;
/// knocking again would only make the person wait longer for an answer.
const HANGING: Duration = Duration::from_secs(5);

/// Starts this program again in the place of this process. Comes back only when that
/// would not help, or cannot be done.
pub(crate) fn start_again(started: Instant) {
    let starts = starts_so_far(std::env::var(STARTS_VARIABLE).ok().as_deref());
    let Ok(program) = std::env::current_exe() else { return };
    if starts >= MOST || started.elapsed() > HANGING {
        return;
    }
    let mut again = Command::new(program);
    again.args(std::env::args_os().skip(1)).env(STARTS_VARIABLE, (starts + 1).to_string());
    tracing::info!(starts, "starting again");
    replace_this_process(&mut again);
}

#[cfg(unix)]
pub(crate) fn replace_this_process(again: &mut Command) {
    use std::os::unix::process::CommandExt;
    let error = again.exec();
    tracing::error!(%error, "could not start again");
}

#[cfg(not(unix))]
pub(crate) fn replace_this_process(again: &mut Command) {
    match again.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => tracing::error!(%error, "could not start again"),
    }
}

fn starts_so_far(counted: Option<&str>) -> u32 {
    counted.and_then(|text| text.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_start_counts_as_one_whatever_the_environment_says() {
        assert_eq!(starts_so_far(None), 1);
        assert_eq!(starts_so_far(Some("many")), 1);
        assert_eq!(starts_so_far(Some("3")), MOST);
    }
}
