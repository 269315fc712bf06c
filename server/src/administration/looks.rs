//! Looking at what a server needs: its addresses, the firm's directory, its database, its people,
//! its trail, its own key.

use std::sync::Arc;

use patchbay_contract::Health;
use patchbay_firm_store::{Schema, Store};
use patchbay_vault::Key;
use tokio::net::TcpListener;

use super::owners;
use crate::Config;
use crate::config::OwnKeyTrouble;
use crate::custody::{KeyTrouble, Opened};
use crate::directory::Directory;

/// What came of one look.
pub struct Look {
    /// At what.
    pub what: &'static str,
    /// Whether nothing is wrong.
    pub is_fine: bool,
    /// What was seen, and what to do where something is wrong.
    pub said: String,
}

fn fine(what: &'static str, said: impl Into<String>) -> Look {
    Look { what, is_fine: true, said: said.into() }
}

fn trouble(what: &'static str, said: impl Into<String>) -> Look {
    Look { what, is_fine: false, said: said.into() }
}

/// Looks at everything. Changes nothing.
pub async fn look(config: &Config) -> Vec<Look> {
    let mut looks = vec![address(config), proxies(config), listening(config).await];
    if let Some(directory) = Directory::of(config) {
        looks.push(sign_in(&directory).await);
    }
    let own = own_key_read(config).await;
    database(config, own.as_ref().ok().cloned(), &mut looks).await;
    // Whatever the database says.
    looks.extend(own.err().map(|error| trouble(OWN_KEY, error.to_string())));
    looks
}

/// Whether the firm's directory can be asked, and is the one that is meant.
async fn sign_in(directory: &Directory) -> Look {
    const WHAT: &str = "sign-in";
    let issuer = directory.issuer();
    match directory.look().await {
        Ok(()) => fine(WHAT, format!("{issuer} is there, and has its keys")),
        Err(error) => trouble(
            WHAT,
            format!(
                "{issuer}: {error}. Look at entra_tenant and entra_issuer, and whether this \
                 machine may ask there."
            ),
        ),
    }
}

fn address(config: &Config) -> Look {
    const WHAT: &str = "public address";
    match &config.public_address {
        Some(address) => fine(WHAT, address.clone()),
        None => trouble(
            WHAT,
            "not set, so providers cannot send anybody back here, and links have no beginning. \
             Set public_address.",
        ),
    }
}

fn proxies(config: &Config) -> Look {
    const WHAT: &str = "proxies";
    let is_https = config.public_address.as_ref().is_some_and(|a| a.starts_with("https:"));
    if is_https && config.trusted_proxies.is_empty() {
        let said = "something in front speaks TLS and is not believed, so all clients count as \
                    one. Set trusted_proxies.";
        return trouble(WHAT, said);
    }
    fine(WHAT, format!("{} believed", config.trusted_proxies.len()))
}

const OWN_KEY: &str = "own key";

/// The own key, read now; or why it cannot be had.
async fn own_key_read(config: &Config) -> Result<Option<Arc<Key>>, OwnKeyTrouble> {
    match config.own_key() {
        Some(set) => set.read().await.map(Some),
        None => Ok(None),
    }
}

/// Whether its own key fits, and everything opens.
async fn own_key(own: Option<Arc<Key>>, store: &Store) -> Look {
    const WHAT: &str = OWN_KEY;
    let looked = async {
        let mut view = store.read().await?;
        let (keys, held) = (view.custody_key_ids().await?, view.all_held().await?);
        let Some(own) = &own else { return Ok((keys.is_empty(), held.len(), 0)) };
        let opened = Opened::read(own, &mut view).await?;
        let opens = |one: &&patchbay_firm_store::Custody| {
            one.sealed
                .as_ref()
                .is_some_and(|sealed| opened.open(&one.connection, one.generation, sealed).is_ok())
        };
        let broken = held.len() - held.iter().filter(opens).count();
        Ok::<_, KeyTrouble>((true, held.len(), broken))
    };
    match (looked.await, &own) {
        (Ok((true, ..)), None) => {
            fine(WHAT, "none is set: connections stay on the firm’s computers")
        }
        (Ok(_), None) => trouble(
            WHAT,
            "none is set, and what the server holds is sealed. Name its key by custody_key_file or \
             custody_key_keychain, and start the server again.",
        ),
        (Ok((_, held, 0)), Some(_)) => fine(WHAT, format!("it fits, {held} connections are held")),
        (Ok((_, held, broken)), Some(_)) => trouble(
            WHAT,
            format!(
                "{broken} of {held} connections that are held do not open. Sign in to those again."
            ),
        ),
        (Err(KeyTrouble::NotMade), _) => {
            fine(WHAT, "it is set. The data keys are made when the server starts with it")
        }
        (Err(error), _) => trouble(WHAT, error.to_string()),
    }
}

/// Free, or taken by a server of ours.
async fn listening(config: &Config) -> Look {
    const WHAT: &str = "listening";
    let address = config.listen;
    match TcpListener::bind(address).await {
        Ok(_) => fine(WHAT, format!("{address} is free: no server runs there")),
        Err(_) if answers(address).await => fine(WHAT, format!("a server answers on {address}")),
        Err(error) => trouble(WHAT, format!("{address}: {error}. Set listen to another one.")),
    }
}

/// Whether one of ours answers there, asked by hand: one question needs no library.
async fn answers(address: std::net::SocketAddr) -> bool {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);
    let asked = async {
        let mut stream = tokio::net::TcpStream::connect(address).await.ok()?;
        let question = "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        stream.write_all(question.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.take(16 * 1024).read_to_end(&mut answer).await.ok()?;
        let text = String::from_utf8(answer).ok()?;
        let health: Health = serde_json::from_str(text.split_once("\r\n\r\n")?.1.trim()).ok()?;
        Some(health.program == Health::PROGRAM)
    };
    tokio::time::timeout(PATIENCE, asked).await.ok().flatten().unwrap_or(false)
}

/// The own key is nothing where it cannot be had.
async fn database(config: &Config, own: Option<Option<Arc<Key>>>, looks: &mut Vec<Look>) {
    const WHAT: &str = "database";
    let Some(place) = &config.database else {
        looks.push(fine(WHAT, "none is set: this server only hands on providers’ answers"));
        return;
    };
    // SQLite would make a file where there is none.
    if let patchbay_firm_store::Place::Sqlite(path) = place
        && !path.exists()
    {
        looks.push(trouble(WHAT, format!("{place} is not there yet. Run migrate.")));
        return;
    }
    let opened = async {
        let store = Store::open(place).await?;
        let schema = store.schema().await?;
        Ok::<_, patchbay_firm_store::StoreError>((store, schema))
    };
    match opened.await {
        Err(error) => looks.push(trouble(WHAT, format!("{place}: {error}"))),
        Ok((_, Schema { applied, known })) if applied != Some(known) => {
            looks.push(trouble(WHAT, format!("{place} is not brought up to date. Run migrate.")));
        }
        Ok((store, _)) => {
            looks.push(fine(WHAT, format!("{place} is there and up to date")));
            if let Err(error) = inside(&store, looks).await {
                looks.push(trouble(WHAT, error.to_string()));
            }
            if let Some(own) = own {
                looks.push(own_key(own, &store).await);
            }
            store.close().await;
        }
    }
}

async fn inside(store: &Store, looks: &mut Vec<Look>) -> Result<(), super::AdministrationError> {
    let mut view = store.read().await?;
    looks.push(match owners(&mut view).await?.len() {
        0 => trouble("owners", "nobody has come in yet. Run enrol-link."),
        some => fine("owners", some.to_string()),
    });
    looks.push(match view.check_trail().await? {
        Ok(whole) => fine("trail", format!("whole, {} entries", whole.entries)),
        Err(broken) => trouble(
            "trail",
            format!("{broken}: somebody wrote into the database. Compare it with a backup."),
        ),
    });
    Ok(())
}
