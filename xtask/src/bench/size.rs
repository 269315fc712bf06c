//! How large the page is on its way to people.

use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

use super::table::Row;
use crate::{page, workspace};

/// What the first screen loads of the release page, compressed as the web compresses it.
/// What comes later is told beside it.
pub(super) fn of_the_page() -> Result<Row> {
    let (mut first, mut later) = (0.0, 0.0);
    let mut files = std::fs::read_dir(workspace::root().join("ui/dist"))?
        .map(|file| Ok(file?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    for file in &files {
        let size = compressed(file)?;
        let is_later = page::is_later(file);
        *(if is_later { &mut later } else { &mut first }) += size;
        let when = if is_later { "later" } else { "at first" };
        let name = file.file_name().unwrap_or_default().display();
        eprintln!("page: {name} {size:.1} kB, {when}");
    }
    eprintln!("page: {first:.0} kB for the first screen, {later:.0} kB later");
    Ok(Row {
        what: "page: first screen, compressed (brotli)",
        unit: "kB",
        figure: first,
        limit: None,
        budget: 500.0,
        runs: 1,
    })
}

fn compressed(file: &Path) -> Result<f64> {
    let content = std::fs::read(file)?;
    let size = brotli::BrotliCompress(
        &mut content.as_slice(),
        &mut std::io::sink(),
        &BrotliEncoderParams::default(),
    )?;
    #[allow(clippy::cast_precision_loss, reason = "a file of a few hundred kilobytes")]
    Ok(size as f64 / 1000.0)
}
