//! How the firm wants files for tax software written into a folder: judged by what the
//! software demands, kept beside the connection, and entered.

use std::collections::BTreeMap;

use patchbay_contract::{
    AuditAction, NewTaxFileSettings, Problem, Rounding, Signs, TaxFileSettings,
};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Store, TaxFileRow};

use super::Keys;
use super::folder::target;
use super::test::at;
use crate::books::target::judged;
use crate::problems::{connection_unknown, store_did_not_open, tax_file_setting_unfit};

impl Keys {
    /// Has files written like that into a folder from now on. What is so anyway is not kept,
    /// and where nothing changes, nothing is entered.
    ///
    /// # Errors
    /// When there is no such folder, the tax software takes no such files, or the database
    /// cannot be written. Nothing is changed then.
    pub async fn set_tax_file_settings(&self, wish: &NewTaxFileSettings) -> Result<(), Problem> {
        let failed = |error| store_did_not_open(&error);
        let store = self.installation.opened().await?;
        let row = store.connection(&wish.connection).await.map_err(failed)?;
        let row = row.ok_or_else(connection_unknown)?;
        let place = at(&row).and_then(|at| self.place(&at).ok()).ok_or_else(connection_unknown)?;
        let target = target(&place.sign_in().how).ok_or_else(connection_unknown)?;
        let judged = judged(target, &wish.settings)
            .map_err(|unfit| tax_file_setting_unfit(&unfit, &place.provider.name))?;
        let said = |text: Option<&str>| text.unwrap_or("as the software’s file says").to_owned();
        let detail = Detail::new()
            .text("format", &said(judged.format.as_deref()))
            .text("name", &said(judged.name.as_deref()))
            .text("rounding", &said(judged.rounding.map(Rounding::as_str)))
            .text("signs", &said(judged.signs.map(Signs::as_str)));
        let entry = self.installation.entry(AuditAction::ConnectionConfigured);
        let entry = entry.connection(&row.provider, &row.id).detail(detail);
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let row = written(&row.id, &judged);
        if store.set_tax_file(&row, change).await.map_err(failed)? {
            self.installation.sign_what_was_entered().await;
        }
        Ok(())
    }
}

/// How the firm wants files written into this folder.
pub(super) async fn of(store: &Store, connection: &str) -> Result<TaxFileSettings, Problem> {
    Ok(all(store).await?.remove(connection).unwrap_or_default())
}

/// The same of every folder, by the connection.
pub(super) async fn all(store: &Store) -> Result<BTreeMap<String, TaxFileSettings>, Problem> {
    let rows = store.tax_files().await.map_err(|error| store_did_not_open(&error))?;
    Ok(rows.into_iter().map(|row| (row.connection.clone(), read(row))).collect())
}

fn read(row: TaxFileRow) -> TaxFileSettings {
    TaxFileSettings {
        format: row.format,
        name: row.name,
        rounding: row.rounding.as_deref().and_then(Rounding::from_name),
        signs: row.signs.as_deref().and_then(Signs::from_name),
    }
}

fn written(connection: &str, settings: &TaxFileSettings) -> TaxFileRow {
    TaxFileRow {
        connection: connection.to_owned(),
        format: settings.format.clone(),
        name: settings.name.clone(),
        rounding: settings.rounding.map(|rounding| rounding.as_str().to_owned()),
        signs: settings.signs.map(|signs| signs.as_str().to_owned()),
    }
}
