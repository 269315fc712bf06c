//! Start-up and idle memory of the app, beside an empty Tauri window's.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use patchbay_test_support::{Stage, StageBuilder};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::timeout;

use super::memory;
use super::table::{Row, median};
use crate::workspace;

/// What the app logs when its first full screen is drawn.
const APP_SAYS: &str = "the window is usable";
/// What the empty window prints in its first frame.
const EMPTY_SAYS: &str = "ready";

/// After which a window that only sits there has settled.
const SETTLING: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(60);

struct Measured {
    start_ms: f64,
    memory_kb: f64,
}

/// Measures both in turn, so that a drift of the machine hits both.
pub(super) async fn measure(runs: usize) -> Result<Vec<Row>> {
    let (mut app, mut empty) = (Vec::new(), Vec::new());
    let stage = StageBuilder::named("bench").start().await?;
    // Once each without counting: the first start of all reads the disk.
    for counted in std::iter::once(false).chain(std::iter::repeat_n(true, runs)) {
        let ours = one(&stage, "patchbay", APP_SAYS).await?;
        let theirs = one(&stage, "empty-window", EMPTY_SAYS).await?;
        if counted {
            app.push(ours);
            empty.push(theirs);
        }
    }
    let of =
        |all: &[Measured], figure: fn(&Measured) -> f64| median(all.iter().map(figure).collect());
    Ok(vec![
        Row {
            what: "start to usable window",
            unit: "ms",
            figure: of(&app, |m| m.start_ms),
            limit: Some(of(&empty, |m| m.start_ms)),
            budget: 1.5,
            runs,
        },
        Row {
            what: "memory, idle, all processes (PSS)",
            unit: "kB",
            figure: of(&app, |m| m.memory_kb),
            limit: Some(of(&empty, |m| m.memory_kb)),
            budget: 1.3,
            runs,
        },
    ])
}

async fn one(stage: &Stage, program: &str, says: &str) -> Result<Measured> {
    let mut command = stage.command(workspace::program(program, true));
    command.stderr(std::process::Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| format!("{program} could not be started"))?;
    let stream = child.stderr.take().context("its stream was asked for")?;
    let mut lines = BufReader::new(stream).lines();
    let ready = async {
        while let Some(line) = lines.next_line().await? {
            if line.contains(says) {
                return Ok(begun.elapsed());
            }
        }
        bail!("{program} ended without becoming ready")
    };
    let start = timeout(PATIENCE, ready)
        .await
        .with_context(|| format!("{program} never became ready"))??;
    // Nothing is waited for here: idling is what is measured.
    tokio::time::sleep(SETTLING).await;
    let process = child.id().context("it is still running")?;
    #[allow(clippy::cast_precision_loss, reason = "kilobytes of one program")]
    let memory_kb = memory::of_tree(process) as f64;
    child.kill().await?;
    Ok(Measured { start_ms: start.as_secs_f64() * 1000.0, memory_kb })
}
