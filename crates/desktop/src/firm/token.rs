//! The device's key and token, as they lie in the vault, and what is asked with them: by the
//! token, and where that is not taken any more, by another that the key brings.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, Problem, device_proof};
use patchbay_store::audit::Detail;
use patchbay_store::vault::{SealedBytes, SealedTable};
use patchbay_store::{Change, DEVICE_KEY, DEVICE_TOKEN, Enrolment, Store};
use patchbay_vault::{Key, Secret, SigningKey};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::answers::{MISFIT, Renewed};
use super::client::{FirmClient, Unsaid};
use crate::Installation;
use crate::problems::{
    device_key_gone, device_shut_out, firm_unsaid, no_client, store_did_not_open, vault_trouble,
};
use crate::vault::VaultTrouble;

/// So long before its end a token is renewed.
const BEFORE_ITS_END: SignedDuration = SignedDuration::from_hours(24 * 10);

/// Puts into a question what is asked.
pub(super) type Fill<'a> = dyn Fn(RequestBuilder) -> RequestBuilder + Send + Sync + 'a;

/// This computer, as the firm's server lets it in.
pub(crate) struct Device {
    pub(super) client: FirmClient,
    pub(crate) row: Enrolment,
    token: Secret<String>,
}

impl Installation {
    /// This computer at the server it is in at, with its token out of the vault.
    pub(super) async fn device(&self, store: &Store, row: Enrolment) -> Result<Device, Problem> {
        let base = self.base_of(&row)?;
        let client = FirmClient::of(&base).map_err(|error| no_client(&error.to_string()))?;
        let token = self.own_text(store, DEVICE_TOKEN).await?;
        Ok(Device { client, row, token })
    }

    /// Asks as this device. A token that ends soon, or is not taken any more, is renewed.
    pub(super) async fn ask_as<T>(
        &self,
        store: &Store,
        device: &mut Device,
        method: Method,
        path: &str,
        ask: impl AsyncFn(&FirmClient, RequestBuilder) -> Result<T, Unsaid>,
    ) -> Result<T, Problem> {
        self.ask_with(store, device, method, path, &|request| request, ask).await
    }

    /// The same with what `fill` puts into the question.
    pub(super) async fn ask_with<T>(
        &self,
        store: &Store,
        device: &mut Device,
        method: Method,
        path: &str,
        fill: &Fill<'_>,
        ask: impl AsyncFn(&FirmClient, RequestBuilder) -> Result<T, Unsaid>,
    ) -> Result<T, Problem> {
        let ends = device.row.token_expires_at.parse::<Timestamp>().unwrap_or(self.now());
        if ends.duration_since(self.now()) < BEFORE_ITS_END {
            // Where that fails, the old one may still be taken.
            let _ = self.renew_token(store, device).await;
        }
        let request = device.client.request_by(&device.token, method.clone(), path);
        let said = match ask(&device.client, fill(request)).await {
            Err(Unsaid::Refused { status: 401, .. }) => {
                self.token_again(store, device).await?;
                let request = device.client.request_by(&device.token, method, path);
                ask(&device.client, fill(request)).await
            }
            said => said,
        };
        match said {
            Err(Unsaid::Refused { status: 401, .. }) => {
                Err(self.is_shut_out(store, device).await?)
            }
            said => said.map_err(|unsaid| firm_unsaid(&unsaid, &device.row.address)),
        }
    }

    /// The token that another program of this computer got meanwhile, or a new one.
    async fn token_again(&self, store: &Store, device: &mut Device) -> Result<(), Problem> {
        let kept = self.own_text(store, DEVICE_TOKEN).await?;
        if kept.expose_secret() != device.token.expose_secret() {
            device.token = kept;
            return Ok(());
        }
        match self.renew_token(store, device).await? {
            Ok(()) => Ok(()),
            Err(Unsaid::Refused { code, its_time, .. }) if code == "signature_wrong" => {
                if let Some(problem) = self.clock_is_wrong(its_time, device.client.host()) {
                    return Err(problem);
                }
                Err(self.is_shut_out(store, device).await?)
            }
            Err(unsaid) => Err(firm_unsaid(&unsaid, &device.row.address)),
        }
    }

    /// Has the key bring another token.
    async fn renew_token(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<Result<(), Unsaid>, Problem> {
        let key = self.device_key(store).await?;
        let (row, at) = (&device.row, format!("{:.3}", self.now()));
        let said = device_proof::of_renewal(&row.server, &row.device, &at);
        let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(&said));
        let path = format!("/api/devices/{}/token", row.device);
        let request = device.client.request(Method::POST, &path);
        let request = request.json(&json!({ "at": at, "signature": signature }));
        let renewed: Renewed = match device.client.ask(request).await {
            Ok(renewed) => renewed,
            Err(unsaid) => return Ok(Err(unsaid)),
        };
        let Ok((token, expires_at)) = renewed.looked_at() else {
            return Ok(Err(MISFIT));
        };
        let expires_at = expires_at.to_string();
        let bytes = Secret::new(token.expose_secret().as_bytes().to_vec());
        let seal = |name: &str, generation| self.seal_own(name, generation, &bytes);
        let kept = store.renew_device_token(&row.device, &expires_at, &at, seal).await;
        kept.map_err(|error| store_did_not_open(&error))?.map_err(|why| vault_trouble(&why))?;
        device.row.token_expires_at = expires_at;
        device.token = token;
        Ok(Ok(()))
    }

    /// Notes that the server lets this computer in no more.
    async fn is_shut_out(&self, store: &Store, device: &Device) -> Result<Problem, Problem> {
        let detail = Detail::new().text("server", &device.row.address);
        let entry = self.entry_by_itself(AuditAction::ServerShutOut).detail(detail);
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let noted = store.note_shut_out(&device.row.device, change).await;
        noted.map_err(|error| store_did_not_open(&error))?;
        self.sign_what_was_entered().await;
        Ok(device_shut_out(&device.row.address))
    }

    pub(super) fn seal_own(
        &self,
        name: &str,
        generation: u64,
        value: &Secret<Vec<u8>>,
    ) -> Result<SealedBytes, VaultTrouble> {
        self.vault().seal(SealedTable::OwnSecrets, name, generation, value)
    }

    async fn device_key(&self, store: &Store) -> Result<SigningKey, Problem> {
        let seed = self.own_bytes(store, DEVICE_KEY).await?;
        let seed = Key::from_slice(seed.expose_secret())
            .map_err(|error| device_key_gone(&error.to_string()))?;
        Ok(SigningKey::from_seed(&seed))
    }

    async fn own_text(&self, store: &Store, name: &str) -> Result<Secret<String>, Problem> {
        let bytes = self.own_bytes(store, name).await?;
        let text = std::str::from_utf8(bytes.expose_secret()).map(str::to_owned);
        text.map(Secret::new).map_err(|_| device_key_gone("it is no text"))
    }

    async fn own_bytes(&self, store: &Store, name: &str) -> Result<Secret<Vec<u8>>, Problem> {
        let sealed = store.own_secret(name).await.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| device_key_gone("it is not in the vault any more"))?;
        let opened = self.vault().unseal(SealedTable::OwnSecrets, &sealed);
        opened.map_err(|trouble| vault_trouble(&trouble))
    }
}
