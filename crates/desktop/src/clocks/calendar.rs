//! The days on which a person has to sign in again, for the calendar that they look at.
//! What Patchbay winds by itself is left out: its end moves with every renewal, and an
//! alarm for it would be a false one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    AuditAction, AuditOutcome, CalendarFile, Called, ClockKind, ClockStage, ConnectionClocks,
    KeptBy, Problem, RunningClock,
};
use patchbay_store::audit::Detail;

use super::ics::{self, Alarm, Date};
use super::stage::days;
use crate::catalogue::Catalogue;
use crate::{Installation, handed_on, problems};

/// How files for calendars end.
const ENDING: &str = "ics";

impl Installation {
    /// Writes those days to a file, and enters that it was written. There is no file where
    /// there is no such day.
    ///
    /// # Errors
    /// When the database cannot be read or the file cannot be written; there is no file
    /// then, and the failure is entered.
    pub async fn save_calendar(
        &self,
        catalogue: &Catalogue,
    ) -> Result<Option<CalendarFile>, Problem> {
        let clocks = self.clocks(catalogue).await?;
        let dates: Vec<Date> =
            clocks.connections.iter().flat_map(|of| dates(of, clocks.at)).collect();
        if dates.is_empty() {
            return Ok(None);
        }
        let (folder, now, count) = (self.export_folder(), self.now(), dates.len() as u64);
        let detail = Detail::new().word("format", ENDING);
        match write(&dates, &folder, now) {
            Ok(path) => {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let detail = detail.count("entries", count).text("file", &file);
                self.enter(self.entry(AuditAction::ExportMade).detail(detail)).await?;
                Ok(Some(CalendarFile { path: path.display().to_string(), dates: count }))
            }
            Err(error) => {
                let failed = self.entry(AuditAction::ExportMade).ended(AuditOutcome::Failed);
                self.enter(failed.detail(detail)).await?;
                Err(problems::export_not_written(&folder, &error))
            }
        }
    }
}

fn write(dates: &[Date], folder: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let mut file = handed_on::begin(folder)?;
    file.write_all(ics::calendar(dates, now).as_bytes())?;
    let stem = format!("patchbay-clocks-{}", now.strftime("%Y-%m-%d-%H%M%S"));
    handed_on::keep(file, folder, &stem, ENDING)
}

/// The dates of one connection.
fn dates(of: &ConnectionClocks, now: Timestamp) -> impl Iterator<Item = Date> + '_ {
    let wanted = |clock: &&RunningClock| clock.needs_a_person() && clock.stage != ClockStage::Ended;
    of.clocks.iter().filter(wanted).map(move |clock| date(of, clock, now))
}

fn date(of: &ConnectionClocks, clock: &RunningClock, now: Timestamp) -> Date {
    let connection = &of.connection;
    let kind = match clock.kind {
        ClockKind::Access => "access",
        ClockKind::Idle => "idle",
        ClockKind::Absolute => "absolute",
    };
    let title = Called::of(&of.provider_name, connection.title()).bracketed();
    let (summary, what_to_do, alarm) = match clock.kept_by {
        KeptBy::NewKey => (
            format!("Replace the key of {title}"),
            format!("The key of {title} ends. Replace it before that, on its page in Patchbay."),
            "replace the key",
        ),
        KeptBy::Patchbay | KeptBy::Use | KeptBy::Person => (
            format!("Sign in to {title} again"),
            format!(
                "The permission of {title} ends. Sign in again before that: Patchbay has the \
                 button under Repairs."
            ),
            "sign in again",
        ),
    };
    Date {
        uid: format!("{}-{kind}@{}", connection.id, crate::IDENTIFIER),
        at: clock.at,
        summary,
        description: what_to_do,
        alarms: ahead(clock.at.duration_since(now))
            .into_iter()
            .map(|ahead| Alarm { ahead, words: format!("{title}: {alarm}") })
            .collect(),
    }
}

/// How long before a date somebody is told of it, where so much time is left: no alarm rings
/// at once.
fn ahead(left: SignedDuration) -> Vec<SignedDuration> {
    if left <= days(7) {
        return vec![left / 3];
    }
    [days(90), days(30), days(7)].into_iter().filter(|ahead| *ahead < left).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_rings_ahead_as_long_as_that_is_still_to_come() {
        assert_eq!(ahead(days(200)), [days(90), days(30), days(7)]);
        assert_eq!(ahead(days(90)), [days(30), days(7)]);
        assert_eq!(ahead(days(8)), [days(7)]);
        assert_eq!(ahead(days(6)), [days(2)]);
    }
}
