//! The folders for tax software, as whoever wants a file written chooses among them: the one
//! that the firm uses by default stands first.

use std::collections::BTreeMap;

use patchbay_contract::{DefaultKind, Problem, TaxFileSettings, TaxFormat, TaxTarget};
use patchbay_providers::sign_in::FileFormat;
use patchbay_store::Connection;

use super::folder::target;
use super::test::at;
use super::{Keys, tax_settings};
use crate::books::target::{dollars_alone, has_prior_year, signs_of};
use crate::hub::title;
use crate::problems::store_did_not_open;

impl Keys {
    /// The folders that are connected, for whoever wants a file written.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tax_targets(&self) -> Result<Vec<TaxTarget>, Problem> {
        let store = self.installation.opened().await?;
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let defaults = store.defaults().await.map_err(|error| store_did_not_open(&error))?;
        let of_tax = defaults.into_iter().find(|one| one.kind == DefaultKind::Tax.as_str());
        let default = of_tax.map(|one| one.connection);
        let settings = tax_settings::all(&store).await?;
        let mut targets: Vec<_> = rows
            .iter()
            .filter_map(|row| self.tax_target(row, default.as_deref(), &settings))
            .collect();
        targets.sort_by_key(|target| !target.is_default);
        Ok(targets)
    }

    fn tax_target(
        &self,
        row: &Connection,
        default: Option<&str>,
        settings: &BTreeMap<String, TaxFileSettings>,
    ) -> Option<TaxTarget> {
        let place = self.place(&at(row)?).ok()?;
        let target = target(&place.sign_in().how)?;
        Some(TaxTarget {
            connection: row.id.clone(),
            provider: place.provider.name.clone(),
            title: title(row),
            formats: target.format.iter().map(format).collect(),
            name: target.name.as_str().to_owned(),
            name_ends: target.name_ends.clone(),
            whole_dollars: dollars_alone(target),
            is_default: default == Some(row.id.as_str()),
            settings: settings.get(&row.id).cloned().unwrap_or_default(),
        })
    }
}

fn format(format: &FileFormat) -> TaxFormat {
    TaxFormat {
        id: format.id.clone(),
        label: format.label.clone(),
        extension: format.extension.clone(),
        prior_year: has_prior_year(format),
        signs: signs_of(format),
        matched_by_hand: format.matched_by_hand,
    }
}
