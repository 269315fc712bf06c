//! The apps that the firm registered at providers: saved, shown and removed.

use patchbay_contract::{AuditAction, FirmApp, NewFirmApp, Problem, SignInAt};
use patchbay_custody::{KeptApp, from_bytes, to_bytes};
use patchbay_gateway::oauth;
use patchbay_providers::sign_in::ClientSecret;
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Change, NewOAuthApp, OAuthApp, Store};
use patchbay_vault::Secret;

use super::SignIns;
use crate::problems::{firm_app_wrong, store_did_not_open, vault_trouble};
use crate::vault::VaultTrouble;

/// As many characters of a secret as are shown.
const SHOWN: usize = 4;

/// Longer than any id or secret.
const LONGEST: usize = 2_000;

impl SignIns {
    /// The firm's apps at a provider.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn firm_apps(&self, provider: &str) -> Result<Vec<FirmApp>, Problem> {
        let store = self.installation.opened().await?;
        let rows = store.oauth_apps().await.map_err(|error| store_did_not_open(&error))?;
        let mut apps = Vec::new();
        for row in rows.into_iter().filter(|row| row.provider == provider) {
            let Some(at) = place_of(&row) else { continue };
            // A vault that is shut keeps its secrets; that there is an app is none.
            let kept = match self.installation.vault().open(&store).await {
                Ok(()) => self.kept_app(&store, &at).await?,
                Err(_) => None,
            };
            let kept = kept.as_ref().map(Secret::expose_secret);
            apps.push(FirmApp {
                client_id: kept.map(|kept| kept.client_id.clone()),
                secret_hint: kept.and_then(|kept| kept.client_secret.as_deref().and_then(hint)),
                changed_at: row.changed_at.parse().unwrap_or_default(),
                at,
            });
        }
        Ok(apps)
    }

    /// Saves an app, or another in its place.
    ///
    /// # Errors
    /// When it cannot be one, or the vault cannot be opened.
    pub async fn save_firm_app(&self, new: NewFirmApp) -> Result<(), Problem> {
        let place = self.place(&new.at)?;
        let store = self.installation.open_vault_to_save().await?;
        let typed = new.client_secret.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        // One that does not open any more can be replaced by one that is typed whole.
        let before = match typed {
            Some(_) => None,
            None => self.kept_app(&store, &new.at).await?,
        };
        let client_secret = match (place.oauth.client_secret, typed) {
            (ClientSecret::Never, _) => None,
            (_, Some(typed)) => Some(typed.to_owned()),
            (_, None) => {
                before.as_ref().and_then(|kept| kept.expose_secret().client_secret.clone())
            }
        };
        let client_id = new.client_id.trim().to_owned();
        let kept = Secret::new(KeptApp { client_id, client_secret });
        check(kept.expose_secret(), place.oauth.client_secret)?;
        let bytes = told(to_bytes(kept.expose_secret()))?;

        let at = self.installation.now().to_string();
        let entry = self.entry_about(AuditAction::AppSaved, &new.at);
        let row = NewOAuthApp {
            id: &self.random_id()?,
            provider: &new.at.provider,
            sign_in: &new.at.sign_in,
            environment: new.at.environment.as_str(),
        };
        let vault = self.installation.vault();
        store
            .save_oauth_app(&row, Change { at: &at, entries: &[entry] }, |id, generation| {
                vault.seal(SealedTable::OauthApps, id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?
            .map_err(|trouble| vault_trouble(&trouble))
    }

    /// Removes an app. Connections that were made with it live on until they have to be
    /// renewed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remove_firm_app(&self, at: &SignInAt) -> Result<(), Problem> {
        let store = self.installation.opened().await?;
        let now = self.installation.now().to_string();
        let entry = self.entry_about(AuditAction::AppRemoved, at);
        let change = Change { at: &now, entries: &[entry] };
        store
            .remove_oauth_app(&at.provider, &at.sign_in, at.environment.as_str(), change)
            .await
            .map_err(|error| store_did_not_open(&error))?;
        Ok(())
    }

    /// The app to sign in with, if there is one.
    pub(super) async fn app(
        &self,
        store: &Store,
        at: &SignInAt,
    ) -> Result<Option<oauth::FirmApp>, Problem> {
        Ok(self.kept_app(store, at).await?.map(|kept| kept.expose_secret().app()))
    }

    /// The same, as it is kept.
    pub(super) async fn kept_app(
        &self,
        store: &Store,
        at: &SignInAt,
    ) -> Result<Option<Secret<KeptApp>>, Problem> {
        let row = store
            .sealed_oauth_app(&at.provider, &at.sign_in, at.environment.as_str())
            .await
            .map_err(|error| store_did_not_open(&error))?;
        let Some(row) = row else { return Ok(None) };
        let bytes = told(self.installation.vault().unseal(SealedTable::OauthApps, &row))?;
        told(from_bytes(&bytes)).map(Some)
    }

    fn entry_about(&self, action: AuditAction, at: &SignInAt) -> NewEntry {
        let detail =
            Detail::new().text("sign_in", &at.sign_in).word("environment", at.environment.as_str());
        self.installation.entry(action).provider(&at.provider).detail(detail)
    }
}

pub(crate) fn told<T>(done: Result<T, impl Into<VaultTrouble>>) -> Result<T, Problem> {
    done.map_err(|trouble| vault_trouble(&trouble.into()))
}

fn place_of(row: &OAuthApp) -> Option<SignInAt> {
    Some(SignInAt {
        provider: row.provider.clone(),
        sign_in: row.sign_in.clone(),
        environment: patchbay_contract::EnvironmentId::from_name(&row.environment)?,
    })
}

/// The last characters of a secret that is long enough to keep the others.
fn hint(secret: &str) -> Option<String> {
    let letters: Vec<char> = secret.chars().collect();
    (letters.len() >= 4 * SHOWN).then(|| letters[letters.len() - SHOWN..].iter().collect())
}

/// Whether this can be an app at all. What it is really worth only the provider knows.
fn check(app: &KeptApp, apps_have: ClientSecret) -> Result<(), Problem> {
    let secret = app.client_secret.as_deref().unwrap_or_default();
    let broken = |text: &str| {
        text.chars().count() > LONGEST || text.chars().any(|c| c.is_control() || c.is_whitespace())
    };
    let wrong = if app.client_id.is_empty() {
        "The client id is empty."
    } else if broken(&app.client_id) {
        "The client id has a space or a line break in it."
    } else if broken(secret) {
        "The client secret has a space or a line break in it."
    } else if apps_have == ClientSecret::Required && secret.is_empty() {
        "The client secret is empty, and apps of this provider have one."
    } else if !secret.is_empty() && secret == app.client_id {
        "The same text is in both fields."
    } else {
        return Ok(());
    };
    Err(firm_app_wrong(wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(client_id: &str, client_secret: Option<&str>) -> Option<String> {
        let client_secret = client_secret.map(Into::into);
        let app = KeptApp { client_id: client_id.into(), client_secret };
        check(&app, ClientSecret::Required).err().map(|problem| problem.what)
    }

    #[test]
    fn what_cannot_be_an_app_is_refused_by_its_slip() {
        assert_eq!(says("id", Some("a-secret")), None);
        for (client_id, client_secret, slip) in [
            ("", Some("a-secret"), "id is empty"),
            ("two words", Some("a-secret"), "id has a space"),
            ("id", Some("two\nlines"), "secret has a space"),
            ("id", None, "secret is empty"),
            ("id", Some("id"), "same text"),
        ] {
            let said = says(client_id, client_secret).unwrap();
            assert!(said.contains(slip), "{said}");
        }
    }

    #[test]
    fn a_short_secret_shows_nothing_of_itself() {
        assert_eq!(hint("0123456789abcdef").as_deref(), Some("cdef"));
        assert_eq!(hint("0123456789abcde"), None);
    }
}
