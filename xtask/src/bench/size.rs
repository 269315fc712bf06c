//! How large the page is on its way to people.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::table::Row;
use crate::workspace;

/// The wasm of the release page, compressed.
pub(super) fn of_the_page() -> Result<Row> {
    let wasm = std::fs::read(workspace::root().join("ui/dist/patchbay-ui_bg.wasm"))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&wasm)?;
    let compressed = encoder.finish()?.len();
    #[allow(clippy::cast_precision_loss, reason = "a file of a few hundred kilobytes")]
    let figure = compressed as f64 / 1000.0;
    Ok(Row {
        what: "page: wasm, compressed",
        unit: "kB",
        figure,
        limit: None,
        budget: 500.0,
        runs: 1,
    })
}
