//! Folders for tax software: proving one, which asks no provider, and writing a file into it.
//!
//! What a file must look like is known in `crate::books::target`. A folder is sealed as
//! what was typed into any other form is, though there is nothing secret about it: one way to
//! keep a connection is enough.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{
    AuditAction, AuditOutcome, EnvironmentId, NewTaxFile, Problem, SignInAt, TaxFile,
    TaxFileSettings, WrittenFile,
};
use patchbay_custody::OwnFailure;
use patchbay_gateway::Values;
use patchbay_providers::sign_in::{FileTarget, How};
use patchbay_providers::{BuiltInProbe, Provider};
use patchbay_store::audit::Detail;
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::kept::{self, credential_of};
use super::place::Place;
use super::proving::Ticks;
use super::{Failure, Keys, Proof, Step, tax_settings};
use crate::books::target::{FileTrouble, Manner, Order, folder, sample};
use crate::connect::told;
use crate::problems::{Meant, connection_unknown, file_failed, not_kept, store_did_not_open};

/// How long a folder may take. One on a network drive that is away may never answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The name of its field, in every file.
const FOLDER: &str = "folder";

/// What of a provider's file says that it is one.
pub(super) fn target(how: &How) -> Option<&FileTarget> {
    match how {
        How::FileTarget(target) => Some(target),
        _ => None,
    }
}

/// Why a folder takes no files. Its provider's own file may have the words for it.
#[derive(Debug)]
struct Untaken {
    trouble: FileTrouble,
    provider: Provider,
}

impl OwnFailure for Untaken {
    fn problem(&self, meant: Meant) -> Problem {
        file_failed(&self.trouble, &self.provider, meant)
    }
}

/// Takes the steps of a folder's proof in their order, to the first that fails.
pub(super) async fn proven(
    place: &Place,
    target: &FileTarget,
    values: &Values,
    ticks: &Ticks<'_>,
) -> Proof {
    let folder = folder_in(values);
    let mut proof = Proof { account_name: Some(shown(&folder)), ..Proof::default() };
    for probe in &place.sign_in().probe {
        let outcome = match probe.built_in {
            Some(BuiltInProbe::FolderWritable) => takes(&folder, vec![b"Patchbay".to_vec()]).await,
            Some(BuiltInProbe::SampleTrialBalance) => match sample(target) {
                Ok(all) => takes(&folder, all.into_iter().map(|made| made.bytes).collect()).await,
                Err(trouble) => Err(trouble),
            },
            _ => continue,
        };
        let failed = |trouble| Untaken { trouble, provider: place.provider.clone() };
        let outcome = outcome.map_err(|trouble| Failure::Own(Arc::new(failed(trouble))));
        let failed = outcome.is_err();
        let step = Step { name: probe.name.clone(), outcome: Some(outcome), sums: None };
        ticks.tick(&step);
        proof.steps.push(step);
        if failed {
            break;
        }
    }
    proof
}

/// Whether each of these can be written there and reads back as it was written.
async fn takes(folder: &Path, all: Vec<Vec<u8>>) -> Result<(), FileTrouble> {
    let owned = folder.to_owned();
    patiently(folder, move || all.iter().try_for_each(|bytes| folder::takes_files(&owned, bytes)))
        .await
}

/// Does something with a folder without waiting for it for ever.
async fn patiently<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce() -> Result<T, FileTrouble> + Send + 'static,
) -> Result<T, FileTrouble> {
    let ended = tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work)).await;
    match ended {
        Ok(Ok(done)) => done,
        Ok(Err(error)) => Err(FileTrouble::Disk(error.to_string())),
        Err(_) => Err(FileTrouble::Away(shown(folder))),
    }
}

fn folder_in(values: &Values) -> PathBuf {
    values.get(FOLDER).unwrap_or_default().into()
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}

impl Keys {
    /// Writes a trial balance that was read as a file for tax software, into the folder of a
    /// connection, and enters that it was written.
    ///
    /// # Errors
    /// When there is no such connection, the books do not keep the program’s rules, or the
    /// folder takes no file. There is no new file then, and the failure is entered.
    pub async fn write_for_tax(&self, wish: &NewTaxFile) -> Result<TaxFile, Problem> {
        let store = self.installation.open_vault().await?;
        let row = store.connection(&wish.target).await;
        let row = row.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(connection_unknown)?;
        let place = at(&row).and_then(|at| self.place(&at).ok()).ok_or_else(connection_unknown)?;
        let target = target(&place.sign_in().how).ok_or_else(connection_unknown)?;
        let folder = self.folder_of(&store, &row).await?;
        let settings = tax_settings::of(&store, &row.id).await?;
        let written = written(target, settings, wish, &folder).await;
        let entry = self.installation.entry(AuditAction::ExportMade);
        let entry = entry.connection(&row.provider, &row.id);
        let detail = Detail::new().text("what", "trial balance").text("client", &wish.client);
        match written {
            Ok((file, without_tax_code)) => {
                let detail =
                    detail.count("accounts", file.accounts as u64).text("file", &file.path);
                self.installation.enter(entry.detail(detail)).await?;
                Ok(TaxFile { file, import_by: target.import_by.clone(), without_tax_code })
            }
            Err(trouble) => {
                let failed = entry.ended(AuditOutcome::Failed);
                self.installation.enter(failed.detail(detail)).await?;
                Err(file_failed(&trouble, &place.provider, Meant::Reading))
            }
        }
    }

    /// The folder of a connection.
    async fn folder_of(&self, store: &Store, row: &Connection) -> Result<PathBuf, Problem> {
        let sealed = store.sealed_credential(&credential_of(&row.id)).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        Ok(folder_in(&kept::opened(&bytes)?))
    }
}

/// The file, and how many of its accounts have no tax code. What is wanted of this one file
/// stands before what the firm wants of all.
async fn written(
    target: &FileTarget,
    settings: TaxFileSettings,
    wish: &NewTaxFile,
    folder: &Path,
) -> Result<(WrittenFile, usize), FileTrouble> {
    let wanted = TaxFileSettings {
        format: wish.format.clone().or(settings.format),
        rounding: wish.rounding.or(settings.rounding),
        ..settings
    };
    let manner = &Manner::of(target, &wanted)?;
    let (client, prior) = (wish.client.as_str(), wish.prior.as_ref());
    let made = Order { target, manner, client, prior }.made(&wish.books)?;
    let (accounts, without_tax_code) = (made.accounts, made.without_tax_code);
    let owned = folder.to_owned();
    let path = patiently(folder, move || folder::keep(&owned, &made)).await?;
    Ok((WrittenFile { path: shown(&path), accounts }, without_tax_code))
}

/// Where the connection was made.
fn at(row: &Connection) -> Option<SignInAt> {
    Some(SignInAt {
        provider: row.provider.clone(),
        sign_in: row.sign_in.clone()?,
        environment: EnvironmentId::from_name(&row.environment)?,
    })
}
