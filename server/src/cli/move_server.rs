//! `move`: the server goes on living in another database.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use patchbay_firm_store::{Place, TableMoved};
use patchbay_server::administration;

use super::say;
use super::settings::without_password;

/// From where to where. An address with a password comes by a file or the environment.
#[derive(Args)]
pub(super) struct Ways {
    /// Where the server keeps its things now: sqlite:… or postgres://…, without a password
    #[arg(long, value_parser = without_password)]
    from: Option<String>,
    /// The file in which that stands, with a password or without
    #[arg(long, conflicts_with = "from")]
    from_file: Option<PathBuf>,
    /// Where it is to keep them, which is empty
    #[arg(long, value_parser = without_password)]
    to: Option<String>,
    /// The file in which that stands
    #[arg(long, conflicts_with = "to")]
    to_file: Option<PathBuf>,
}

pub(super) async fn move_server(ways: Ways) -> anyhow::Result<()> {
    let from = place("from", ways.from, ways.from_file)?;
    let to = place("to", ways.to, ways.to_file)?;
    let tables = administration::move_to(&from, &to).await?;
    for TableMoved { name, rows, sha256 } in &tables {
        let sum: String = sha256.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        say(&format!("{name:<20} {rows:>9} rows, {sum}… on both sides\n"))?;
    }
    say(&format!(
        "The server lives in {to} now, with all it had. Set database to that address and start \
         it. {from} is left as it was, and says where the server went.\n"
    ))
}

/// A flag, the file that a flag names, or the environment.
fn place(which: &str, flag: Option<String>, file: Option<PathBuf>) -> anyhow::Result<Place> {
    let variable = format!("PATCHBAY_SERVER_MOVE_{}", which.to_uppercase());
    let (text, source) = match (flag, file) {
        (Some(text), _) => (text, format!("--{which}")),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            (text, format!("{}, which --{which}-file names", path.display()))
        }
        (None, None) => match std::env::var(&variable) {
            Ok(text) => (text, variable),
            Err(_) => bail!("say --{which} or --{which}-file, or set {variable}"),
        },
    };
    if text.trim().is_empty() {
        bail!("{source}: it is empty. Write sqlite:… or postgres://… there");
    }
    text.parse::<Place>().context(source)
}
