//! How large the page is on its way to people.

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

use super::table::Row;
use crate::workspace;

/// The wasm of the release page, compressed as the web compresses it.
pub(super) fn of_the_page() -> Result<Row> {
    let wasm = std::fs::read(workspace::root().join("ui/dist/patchbay-ui_bg.wasm"))?;
    let compressed = brotli::BrotliCompress(
        &mut wasm.as_slice(),
        &mut std::io::sink(),
        &BrotliEncoderParams::default(),
    )?;
    #[allow(clippy::cast_precision_loss, reason = "a file of a few hundred kilobytes")]
    let figure = compressed as f64 / 1000.0;
    Ok(Row {
        what: "page: wasm, compressed (brotli)",
        unit: "kB",
        figure,
        limit: None,
        budget: 500.0,
        runs: 1,
    })
}
