//! Columns of a fixed width, a blank between them, as a spreadsheet saves them for printing.
//! Letters that are not plain are written as a question mark: the programs that read this
//! know no others, and would shift the columns behind one.

use patchbay_providers::sign_in::{Column, FileFormat};

use super::FileTrouble;
use super::csv_layout::amount;
use super::lines::{Cell, Line};

/// How wide a column is that has no width of its own.
const AMOUNT: usize = 15;
const NUMBER: usize = 12;
const NAME: usize = 40;

/// The file.
pub(super) fn bytes(format: &FileFormat, lines: &[Line]) -> Result<Vec<u8>, FileTrouble> {
    let mut file = String::new();
    for line in lines {
        let mut cells = Vec::with_capacity(format.columns.len());
        for column in &format.columns {
            let width = width(format, *column);
            cells.push(match line.cell(*column, format.name_max) {
                Cell::Text(text) => format!("{:<width$}", plain(text)),
                Cell::Amount(cents) => {
                    let written = amount(cents);
                    if written.len() > width {
                        return Err(FileTrouble::WideAmount(line.name.clone()));
                    }
                    format!("{written:>width$}")
                }
                Cell::Nothing => " ".repeat(width),
            });
        }
        file.push_str(&cells.join(" "));
        file.push_str("\r\n");
    }
    Ok(file.into_bytes())
}

/// How wide a column is.
pub(super) fn width(format: &FileFormat, column: Column) -> usize {
    match column {
        Column::IncludeFlag => 1,
        Column::AccountNumber => format.number_max.map_or(NUMBER, usize::from),
        Column::AccountName => format.name_max.map_or(NAME, usize::from),
        _ => AMOUNT,
    }
}

fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' }).collect()
}
