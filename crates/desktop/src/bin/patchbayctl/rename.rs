//! `patchbayctl rename`: what the firm calls a connection.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::NewName;

use crate::opened;
use crate::print::{print_json, say};
use crate::providers_at::failed;

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id
    connection: String,
    /// Its name from now on; "" lets it go by its account's
    name: String,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let installation = opened(folder);
    let named = NewName { connection: wish.connection, name: wish.name };
    let renamed = installation.rename_connection(&named).await;
    installation.close().await;
    match renamed {
        Ok(()) if json => print_json(&named),
        Ok(()) => say!("It has that name now. Nothing else was changed."),
        Err(problem) => return failed(&problem, json),
    }
    ExitCode::SUCCESS
}
