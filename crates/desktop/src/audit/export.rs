//! Entries in a file to be handed on: as evidence, or into a spreadsheet.
//!
//! Entries go from the database into the file some at a time, the oldest first. The file
//! has its name only when it is whole, is readable by its owner only, and that it was
//! written is an entry too.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use patchbay_contract::{
    AuditAction, AuditExport, AuditExportFormat, AuditExportOrder, AuditFilter, AuditOutcome,
    Problem,
};
use patchbay_store::audit::{Audit, Detail, Entry, hex};
use serde_json::json;

use super::formula::neutral;
use crate::{Installation, VERSION, handed_on, problems};

/// How many entries are in memory at once.
const BATCH: u32 = 2_000;

const COLUMNS: [&str; 11] = [
    "Number",
    "Time (UTC)",
    "Who",
    "Action",
    "Outcome",
    "Provider",
    "Connection",
    "From where",
    "Details",
    "Hash of the entry before",
    "Hash",
];

/// By which spreadsheets know that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Installation {
    /// Writes the entries that fit to a file, and enters that it was written.
    ///
    /// # Errors
    /// When the store cannot be read or the file cannot be written; there is no file then,
    /// and the failure is entered.
    pub async fn export_audit(&self, order: &AuditExportOrder) -> Result<AuditExport, Problem> {
        let folder = self.export_folder();
        let audit = self.audit().await?;
        let detail = Detail::new().word("format", order.format.ending());
        match write(&audit, order, &folder, self.now()).await {
            Ok((path, entries)) => {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let detail = detail.count("entries", entries).text("file", &file);
                self.enter(self.entry(AuditAction::ExportMade).detail(detail)).await?;
                Ok(AuditExport { path: path.display().to_string(), entries })
            }
            Err(problem) => {
                let failed = self.entry(AuditAction::ExportMade).ended(AuditOutcome::Failed);
                self.enter(failed.detail(detail)).await?;
                Err(problem)
            }
        }
    }
}

async fn write(
    audit: &Audit,
    order: &AuditExportOrder,
    folder: &Path,
    now: Timestamp,
) -> Result<(PathBuf, u64), Problem> {
    let disk = |error: io::Error| problems::export_not_written(folder, &error);
    let store = |error| problems::store_did_not_open(&error);
    let mut file = handed_on::begin(folder).map_err(disk)?;
    let out = BufWriter::new(file.as_file_mut());
    let mut rows = match order.format {
        AuditExportFormat::Csv => Rows::csv(out).map_err(disk)?,
        AuditExportFormat::Json => {
            let head = head(audit, &order.filter, now).await?;
            Rows::json(out, &head).map_err(disk)?
        }
    };
    let (mut count, mut after) = (0, None);
    loop {
        let page = audit.after(&order.filter, after, BATCH).await.map_err(store)?;
        for entry in &page.entries {
            rows.add(entry).map_err(disk)?;
            count += 1;
        }
        after = page.more_from;
        if after.is_none() {
            break;
        }
    }
    rows.end().map_err(disk)?;
    let stem = format!("patchbay-audit-{}", now.strftime("%Y-%m-%d-%H%M%S"));
    let path = handed_on::keep(file, folder, &stem, order.format.ending()).map_err(disk)?;
    Ok((path, count))
}

/// What a program needs to check the hashes and the signatures by itself.
async fn head(
    audit: &Audit,
    filter: &AuditFilter,
    now: Timestamp,
) -> Result<serde_json::Value, Problem> {
    let store = |error| problems::store_did_not_open(&error);
    let (installation, beginning) = audit.beginning().await.map_err(store)?;
    let checkpoints: Vec<_> = audit
        .checkpoints()
        .await
        .map_err(store)?
        .into_iter()
        .map(|signed| {
            json!({
                "seq": signed.seq,
                "hash": hex(&signed.hash),
                "at": signed.at,
                "public_key": hex(&signed.public_key),
                "signature": hex(&signed.signature),
            })
        })
        .collect();
    Ok(json!({
        "format": "patchbay.audit.export.1",
        "made_at": now,
        "made_by": format!("Patchbay {VERSION}"),
        "installation": installation,
        "beginning": beginning,
        // Where some are left out, each entry can be checked by itself only.
        "complete": *filter == AuditFilter::default(),
        "checkpoints": checkpoints,
    }))
}

/// A file that grows row by row.
enum Rows<'a> {
    Csv(Box<csv::Writer<BufWriter<&'a mut File>>>),
    Json { out: BufWriter<&'a mut File>, is_first: bool },
}

impl<'a> Rows<'a> {
    fn csv(mut out: BufWriter<&'a mut File>) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(COLUMNS)?;
        Ok(Self::Csv(Box::new(writer)))
    }

    fn json(mut out: BufWriter<&'a mut File>, head: &serde_json::Value) -> io::Result<Self> {
        let head = head.to_string();
        // The entries come into the object that the head is.
        out.write_all(head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
        out.write_all(b",\"entries\":[\n")?;
        Ok(Self::Json { out, is_first: true })
    }

    fn add(&mut self, entry: &Entry) -> io::Result<()> {
        match self {
            Self::Csv(writer) => Ok(writer.write_record(cells(entry))?),
            Self::Json { out, is_first } => {
                if !std::mem::take(is_first) {
                    out.write_all(b",\n")?;
                }
                Ok(serde_json::to_writer(out, &as_hashed(entry))?)
            }
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Csv(mut writer) => writer.flush(),
            Self::Json { mut out, .. } => {
                out.write_all(b"\n]}\n")?;
                out.flush()
            }
        }
    }
}

/// An entry in the words of a spreadsheet.
fn cells(entry: &Entry) -> [String; 11] {
    let shown = entry.shown();
    let detail: Vec<String> =
        shown.detail.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    [
        entry.seq.to_string(),
        entry.at.clone(),
        entry.actor.clone().unwrap_or_else(|| "Patchbay".into()),
        entry.action.clone(),
        entry.outcome.clone(),
        entry.provider.clone().unwrap_or_default(),
        entry.connection.clone().unwrap_or_default(),
        entry.origin.clone(),
        detail.join("; "),
        shown.previous,
        shown.hash,
    ]
    .map(|cell| neutral(&cell).into_owned())
}

/// An entry to the letter as its hash was made of it. The details are a text here too.
fn as_hashed(entry: &Entry) -> serde_json::Value {
    json!({
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "origin": entry.origin,
        "action": entry.action,
        "outcome": entry.outcome,
        "provider": entry.provider,
        "connection": entry.connection,
        "detail": entry.detail,
        "previous": hex(&entry.previous),
        "hash": hex(&entry.hash),
    })
}
