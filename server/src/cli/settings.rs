//! How a command is told the configuration: the file, the environment, and these flags.
//! There is none for a secret, since everybody on the machine can read what a program was
//! started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use patchbay_firm_store::{Place, PlaceError};
use patchbay_server::config::{Config, ConfigError, Layer, Network};

#[derive(Args)]
pub(super) struct Settings {
    /// Your configuration file
    #[arg(long, env = "PATCHBAY_SERVER_CONFIG")]
    config: Option<PathBuf>,
    /// Where to listen
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Where it is reached from outside
    #[arg(long)]
    public_address: Option<String>,
    /// Where it keeps what the firm agreed on: sqlite:… or postgres://…, without a password
    #[arg(long, value_parser = without_password)]
    database: Option<String>,
    /// The file in which that stands, with a password or without
    #[arg(long)]
    database_file: Option<PathBuf>,
    /// How long a server leads that nothing is heard of, in seconds
    #[arg(long)]
    lease_seconds: Option<u64>,
    /// How often what has ended is tidied away, in seconds
    #[arg(long)]
    tidy_seconds: Option<u64>,
    /// A proxy in front that is believed, or a network of them; may be given again
    #[arg(long = "trusted-proxy", value_parser = network)]
    trusted_proxies: Vec<Network>,
    /// How many requests one client may make in a minute; 0 for no bound
    #[arg(long)]
    requests_per_minute: Option<u32>,
    /// The largest body that is read, in bytes
    #[arg(long)]
    body_limit: Option<usize>,
    /// How long open requests may take to end, in seconds
    #[arg(long)]
    drain_seconds: Option<u64>,
    /// The file with the token that reads the figures
    #[arg(long)]
    metrics_token_file: Option<PathBuf>,
    /// The file with the server's own key, without which it holds no connections
    #[arg(long)]
    custody_key_file: Option<PathBuf>,
    /// The name of that key in the keychain of this session, where it is not in a file
    #[arg(long)]
    custody_key_keychain: Option<String>,
    /// The firm's directory at Microsoft Entra ID, by its id
    #[arg(long)]
    entra_tenant: Option<String>,
    /// This server as an app there, by its id
    #[arg(long)]
    entra_client_id: Option<String>,
    /// The file with that app's secret
    #[arg(long)]
    entra_client_secret_file: Option<PathBuf>,
    /// Who says there who people are, in a cloud other than the worldwide one
    #[arg(long)]
    entra_issuer: Option<String>,
}

pub(super) fn without_password(text: &str) -> Result<String, String> {
    let place: Place = text.parse().map_err(|error: PlaceError| error.to_string())?;
    if place.has_password() {
        return Err(
            "everybody on this machine could read the password: put the address into a file, \
                    and name that by the flag that ends in -file, as --database-file does"
                .into(),
        );
    }
    Ok(text.to_owned())
}

fn network(text: &str) -> Result<Network, String> {
    Network::try_from(text.to_owned())
}

impl Settings {
    /// The whole of it, checked.
    pub(super) fn read(self) -> Result<Config, ConfigError> {
        let file = self.config.as_deref().map(Layer::from_file).transpose()?.unwrap_or_default();
        let environment = Layer::from_environment(std::env::vars_os())?;
        let flags = Layer {
            listen: self.listen,
            public_address: self.public_address,
            database: self.database,
            database_file: self.database_file,
            lease_seconds: self.lease_seconds,
            tidy_seconds: self.tidy_seconds,
            trusted_proxies: (!self.trusted_proxies.is_empty()).then_some(self.trusted_proxies),
            requests_per_minute: self.requests_per_minute,
            body_limit: self.body_limit,
            drain_seconds: self.drain_seconds,
            metrics_token: None,
            metrics_token_file: self.metrics_token_file,
            custody_key: None,
            custody_key_file: self.custody_key_file,
            custody_key_keychain: self.custody_key_keychain,
            entra_tenant: self.entra_tenant,
            entra_client_id: self.entra_client_id,
            entra_client_secret: None,
            entra_client_secret_file: self.entra_client_secret_file,
            entra_issuer: self.entra_issuer,
        };
        Config::from_layer(flags.over(environment.over(file)))
    }
}
