//! Lines between commas.

use patchbay_contract::Cents;
use patchbay_providers::sign_in::FileFormat;

use super::FileTrouble;
use super::lines::{Cell, Line};
use crate::audit::neutral;

/// The file.
pub(super) fn bytes(
    format: &FileFormat,
    titles: &[Vec<String>],
    lines: &[Line],
) -> Result<Vec<u8>, FileTrouble> {
    let disk = |error: csv::Error| FileTrouble::Disk(error.to_string());
    let mut rows = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for title in titles {
        rows.write_record(title.iter().map(|text| neutral(text).into_owned())).map_err(disk)?;
    }
    for line in lines {
        let cells = format.columns.iter().map(|column| match line.cell(*column, format.name_max) {
            Cell::Text(text) => neutral(text).into_owned(),
            Cell::Amount(cents) => amount(cents),
            Cell::Nothing => String::new(),
        });
        rows.write_record(cells).map_err(disk)?;
    }
    rows.into_inner().map_err(|error| FileTrouble::Disk(error.to_string()))
}

/// Whole dollars are written without their noughts.
pub(super) fn amount(cents: Cents) -> String {
    let written = cents.plain();
    written.strip_suffix(".00").map_or_else(|| written.clone(), str::to_owned)
}
