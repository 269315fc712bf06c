//! One worksheet. Amounts are numbers in it, since that is what programs read there.

use patchbay_contract::Cents;
use patchbay_providers::sign_in::FileFormat;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::FileTrouble;
use super::lines::{Cell, Line};

/// The file.
pub(super) fn bytes(
    format: &FileFormat,
    titles: &[Vec<String>],
    lines: &[Line],
) -> Result<Vec<u8>, FileTrouble> {
    written(format, titles, lines).map_err(|error| FileTrouble::Disk(error.to_string()))
}

fn written(
    format: &FileFormat,
    titles: &[Vec<String>],
    lines: &[Line],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Trial balance")?;
    let amounts = Format::new().set_num_format("0.00");
    let mut row = 0;
    for title in titles {
        for (column, text) in (0..).zip(title) {
            sheet.write_string(row, column, text)?;
        }
        row += 1;
    }
    for line in lines {
        for (column, kind) in (0..).zip(&format.columns) {
            match line.cell(*kind, format.name_max) {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Amount(cents) => {
                    sheet.write_number_with_format(row, column, number(cents), &amounts)?
                }
                Cell::Nothing => sheet,
            };
        }
        row += 1;
    }
    book.save_to_buffer()
}

/// The number that is nearest to the amount: a worksheet holds no other, and shows it to the
/// cent.
fn number(cents: Cents) -> f64 {
    cents.plain().parse().unwrap_or_default()
}
