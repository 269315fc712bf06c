//! Logs: one file a day in the data folder, a week of them, nothing secret in any.
//!
//! Secrets cannot get in by type: `Secret<T>` prints as `<secret>`, and addresses are
//! wrapped in `RedactedUrl`. The level is set by `PATCHBAY_LOG` (as `RUST_LOG`).

use std::path::{Path, PathBuf};

use patchbay_store::make_private;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

const DAYS_KEPT: usize = 7;
const FILTER_VARIABLE: &str = "PATCHBAY_LOG";
const DEFAULT_FILTER: &str = "info,zbus=warn,hyper=warn,tao=error";

/// Starts logging to the standard error stream and, where it can be written, to a
/// file. Gives back the folder of the file, if there is one.
pub fn start(data_folder: &Path) -> Option<PathBuf> {
    let filter =
        EnvFilter::try_from_env(FILTER_VARIABLE).unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    let folder = data_folder.join("logs");
    let file = open(&folder);
    let (file_layer, trouble) = match file {
        Ok(file) => (
            // A disk that filled up later is no reason to panic over a log line.
            Some(fmt::layer().with_ansi(false).with_writer(file).log_internal_errors(false)),
            None,
        ),
        Err(error) => (None, Some(error)),
    };
    let written = file_layer.is_some();
    // A second call (tests in one process) keeps the first one's settings.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(fmt::layer().with_ansi(false).with_writer(std::io::stderr).log_internal_errors(false))
        .with(file_layer)
        .try_init();
    if let Some(error) = trouble {
        tracing::warn!(folder = %folder.display(), %error, "no log file: logging to this stream only");
    }
    written.then_some(folder)
}

fn open(folder: &Path) -> Result<RollingFileAppender, Box<dyn std::error::Error>> {
    make_private(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("patchbay")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)?;
    Ok(file)
}
