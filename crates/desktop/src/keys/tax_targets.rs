//! The folders for tax software, as whoever wants a file written chooses among them: the one
//! that the firm uses by default stands first.

use patchbay_contract::{DefaultKind, Problem, TaxTarget};
use patchbay_providers::sign_in::FileRule;
use patchbay_store::Connection;

use super::Keys;
use super::folder::target;
use super::test::at;
use crate::books::target::has_prior_year;
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
        let mut targets: Vec<_> =
            rows.iter().filter_map(|row| self.tax_target(row, default.as_deref())).collect();
        targets.sort_by_key(|target| !target.is_default);
        Ok(targets)
    }

    fn tax_target(&self, row: &Connection, default: Option<&str>) -> Option<TaxTarget> {
        let place = self.place(&at(row)?).ok()?;
        let target = target(&place.sign_in().how)?;
        let formats = target.format.iter();
        let with_prior_year = formats.clone().filter(|format| has_prior_year(format));
        Some(TaxTarget {
            connection: row.id.clone(),
            provider: place.provider.name.clone(),
            title: title(row),
            prior_year: with_prior_year.map(|format| format.id.clone()).collect(),
            formats: formats.map(|one| (one.id.clone(), one.label.clone())).collect(),
            whole_dollars: target.rules.contains(&FileRule::WholeDollars),
            is_default: default == Some(row.id.as_str()),
        })
    }
}
