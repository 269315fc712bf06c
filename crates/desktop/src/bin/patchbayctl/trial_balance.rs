//! `patchbayctl trial-balance`: reads the trial balance of a connected ledger, and writes it
//! as lines for a spreadsheet where that is wanted.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use patchbay_contract::{
    Basis, ErrorCode, NewTaxFile, Problem, Rounding, TaxFile, TrialBalance, TrialBalanceWish,
};
use patchbay_desktop::books::sheet;

use crate::connect::said;
use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use crate::vault;

/// How a command ends whose books do not tie: a script may not go by them.
const DOES_NOT_TIE: u8 = 4;

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id
    connection: String,
    /// The day, as 2026-12-31
    #[arg(long, value_name = "DATE")]
    at: Date,
    /// When something counts: when it is earned or owed, or when it is paid
    #[arg(long, value_enum, default_value_t = Counted::Accrual)]
    basis: Counted,
    /// Write it to this file, as lines for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write it as a file for tax software, into the folder of this connection; without one into
    /// the folder that the firm uses by default
    #[arg(long, value_name = "CONNECTION", requires = "client", num_args = 0..=1)]
    write_for: Option<Option<String>>,
    /// Whose books they are, as the tax software knows the name
    #[arg(long, requires = "write_for")]
    client: Option<String>,
    /// Which of the formats of the tax software; otherwise as the firm set it for the folder
    #[arg(long, requires = "write_for")]
    format: Option<String>,
    /// Round to whole dollars, with what is left over on a row of its own
    #[arg(long, requires = "write_for")]
    whole_dollars: bool,
    /// Round nothing, whatever the firm set for the folder
    #[arg(long, requires = "write_for", conflicts_with = "whole_dollars")]
    cents: bool,
    /// Read the books as of a year before too, for the columns that the format has for them
    #[arg(long, requires = "write_for")]
    prior_year: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Counted {
    Accrual,
    Cash,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let read = match read(&wish, &providers).await {
        Ok(read) => for_tax(&wish, &read, &providers).await.map(|file| (read, file)),
        Err(problem) => Err(problem),
    };
    providers.installation.close().await;
    let read = read.and_then(|(read, file)| match &wish.csv {
        Some(csv) => written(&read, csv).map(|()| (read, file)),
        None => Ok((read, file)),
    });
    match read {
        Ok((read, file)) => told(&read, wish.csv.as_deref(), file.as_ref(), json),
        Err(problem) => failed(&problem, json),
    }
}

async fn read(wish: &Wish, providers: &Providers) -> Result<TrialBalance, Problem> {
    vault::open(&providers.installation).await?;
    read_as_of(wish, wish.at, providers).await
}

async fn read_as_of(
    wish: &Wish,
    as_of: Date,
    providers: &Providers,
) -> Result<TrialBalance, Problem> {
    let basis = match wish.basis {
        Counted::Accrual => Basis::Accrual,
        Counted::Cash => Basis::Cash,
    };
    let connection = wish.connection.clone();
    let wish = TrialBalanceWish { connection, as_of, basis };
    providers.sign_ins.trial_balance(&wish).await
}

/// The file for tax software, where one is wanted.
async fn for_tax(
    wish: &Wish,
    read: &TrialBalance,
    providers: &Providers,
) -> Result<Option<TaxFile>, Problem> {
    let target = match wish.write_for.clone() {
        None => return Ok(None),
        Some(Some(target)) => target,
        Some(None) => default_target(providers).await?,
    };
    let prior = match read.a_year_before().filter(|_| wish.prior_year) {
        Some(day) => Some(read_as_of(wish, day, providers).await?),
        None => None,
    };
    let new = NewTaxFile {
        target,
        format: wish.format.clone(),
        client: wish.client.clone().unwrap_or_default(),
        rounding: match (wish.whole_dollars, wish.cents) {
            (true, _) => Some(Rounding::WholeDollars),
            (_, true) => Some(Rounding::Cents),
            _ => None,
        },
        books: read.clone(),
        prior,
    };
    providers.keys.write_for_tax(&new).await.map(Some)
}

/// Where tax returns of the firm go by default.
async fn default_target(providers: &Providers) -> Result<String, Problem> {
    let all = providers.keys.tax_targets().await?;
    all.into_iter().find(|one| one.is_default).map(|one| one.connection).ok_or_else(|| {
        Problem::new(
            ErrorCode::ConnectionUnfit,
            "No folder for tax software is the firm’s default.",
            "Nothing was written.",
            "Name the connection of a folder behind --write-for, or choose a default first: \
             patchbayctl settings set default.tax CONNECTION.",
        )
    })
}

/// The file has its name only when it is whole.
fn written(read: &TrialBalance, file: &Path) -> Result<(), Problem> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let write = || {
        let mut whole = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        whole.write_all(&sheet::csv(read)?)?;
        whole.as_file().sync_all()?;
        whole.persist(file).map_err(|failed| failed.error).map(drop)
    };
    write().map_err(|error: std::io::Error| {
        Problem::new(
            ErrorCode::ExportNotWritten,
            format!("{} could not be written.", file.display()),
            "The trial balance was read, and there is no file of it.",
            "Name a file in a folder that is there and that you may write to.",
        )
        .with_details(error.to_string())
    })
}

fn told(read: &TrialBalance, file: Option<&Path>, tax: Option<&TaxFile>, json: bool) -> ExitCode {
    let sums = read.sums();
    if json {
        print_json(&serde_json::json!({
            "trial_balance": read,
            "sums": sums,
            "ties": sums.ties(),
            "tax_file": tax,
        }));
    } else {
        let company = read.company.as_deref().unwrap_or(&read.provider);
        say!("{company}, as of {}, {}", read.as_of, read.basis.as_str());
        if file.is_none() && tax.is_none() {
            for row in &read.rows {
                let number = row.number.as_deref().unwrap_or_default();
                say!("{number:<10} {:<40} {:>18} {:>18}", row.name, row.debit, row.credit);
            }
        }
        say!("{}", said(&sums));
        file.iter().for_each(|file| say!("Written to {}", file.display()));
        if let Some(TaxFile { file, import_by, without_tax_code }) = tax {
            say!("Written to {}", file.path);
            if *without_tax_code > 0 {
                say!("{without_tax_code} accounts have no tax code, and will be skipped.");
            }
            say!("To import it: {import_by}");
        }
    }
    if sums.ties() { ExitCode::SUCCESS } else { DOES_NOT_TIE.into() }
}
