//! What the environment says: `PATCHBAY_SERVER_` and the key in capitals.

use std::ffi::OsString;
use std::fmt::Display;
use std::str::FromStr;

use super::{ConfigError, Layer, Network};

/// What every name begins with.
const PREFIX: &str = "PATCHBAY_SERVER_";

/// Named in the environment too, and no part of the configuration: the file itself, and between
/// which databases a server is moved.
const OTHERS: [&str; 3] = ["CONFIG", "MOVE_FROM", "MOVE_TO"];

impl Layer {
    /// What these variables say. One that begins as ours and is none is refused: it is a
    /// slip, and what was meant would not hold.
    pub fn from_environment(
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut layer = Self::default();
        for (name, value) in variables {
            let Some(key) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
                continue;
            };
            let place = format!("{PREFIX}{key} in the environment");
            let mistake = |what: String| ConfigError::Mistake { place: place.clone(), what };
            let value =
                value.into_string().map_err(|_| mistake("it is not text in UTF-8".into()))?;
            layer.set(key, value).map_err(mistake)?;
        }
        Ok(layer)
    }

    fn set(&mut self, key: &str, value: String) -> Result<(), String> {
        match key {
            other if OTHERS.contains(&other) => {}
            "LISTEN" => self.listen = Some(read(&value)?),
            "PUBLIC_ADDRESS" => self.public_address = Some(value),
            "DATABASE" => self.database = Some(value),
            "DATABASE_FILE" => self.database_file = Some(value.into()),
            "LEASE_SECONDS" => self.lease_seconds = Some(read(&value)?),
            "TIDY_SECONDS" => self.tidy_seconds = Some(read(&value)?),
            "TRUSTED_PROXIES" => self.trusted_proxies = Some(networks(&value)?),
            "REQUESTS_PER_MINUTE" => self.requests_per_minute = Some(read(&value)?),
            "BODY_LIMIT" => self.body_limit = Some(read(&value)?),
            "DRAIN_SECONDS" => self.drain_seconds = Some(read(&value)?),
            "METRICS_TOKEN" => self.metrics_token = Some(value),
            "METRICS_TOKEN_FILE" => self.metrics_token_file = Some(value.into()),
            "CUSTODY_KEY" => self.custody_key = Some(value),
            "CUSTODY_KEY_FILE" => self.custody_key_file = Some(value.into()),
            "CUSTODY_KEY_KEYCHAIN" => self.custody_key_keychain = Some(value),
            "ENTRA_TENANT" => self.entra_tenant = Some(value),
            "ENTRA_CLIENT_ID" => self.entra_client_id = Some(value),
            "ENTRA_CLIENT_SECRET" => self.entra_client_secret = Some(value),
            "ENTRA_CLIENT_SECRET_FILE" => self.entra_client_secret_file = Some(value.into()),
            "ENTRA_ISSUER" => self.entra_issuer = Some(value),
            _ => return Err("there is no such setting".into()),
        }
        Ok(())
    }
}

fn read<T: FromStr<Err: Display>>(value: &str) -> Result<T, String> {
    value.trim().parse().map_err(|error| format!("it does not fit: {error}"))
}

/// Separated by commas.
fn networks(value: &str) -> Result<Vec<Network>, String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Network::try_from(part.to_owned())).collect()
}
