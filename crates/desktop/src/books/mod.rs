//! Books on this computer: what was read of a ledger, as a file. Reading is done where
//! permissions are opened ([`crate::connect::SignIns::trial_balance`]); nothing that was
//! read is kept, but in files that a person asked for.

pub mod sheet;
pub(crate) mod target;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditOutcome, Problem, TrialBalance, WrittenFile};
use patchbay_store::audit::Detail;

use crate::{Installation, handed_on, problems};

impl Installation {
    /// Writes a trial balance that was read to a file of its own, where files are handed on,
    /// and enters that it was written.
    ///
    /// # Errors
    /// When the file cannot be written; there is none then, and the failure is entered.
    pub async fn save_trial_balance(&self, read: &TrialBalance) -> Result<WrittenFile, Problem> {
        let folder = self.export_folder();
        let detail = Detail::new().word("format", "csv").text("what", "trial balance");
        match written(read, &folder, self.now()) {
            Ok(path) => {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let accounts = read.rows.len();
                let detail = detail.count("accounts", accounts as u64).text("file", &file);
                self.enter(self.entry(AuditAction::ExportMade).detail(detail)).await?;
                Ok(WrittenFile { path: path.display().to_string(), accounts })
            }
            Err(error) => {
                let failed = self.entry(AuditAction::ExportMade).ended(AuditOutcome::Failed);
                self.enter(failed.detail(detail)).await?;
                Err(problems::export_not_written(&folder, &error))
            }
        }
    }
}

fn written(read: &TrialBalance, folder: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let mut file = handed_on::begin(folder)?;
    file.write_all(&sheet::csv(read)?)?;
    let stem =
        format!("trial-balance-{}-{}-{}", read.as_of, read.basis.as_str(), now.strftime("%H%M%S"));
    handed_on::keep(file, folder, &stem, "csv")
}
