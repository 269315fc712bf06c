//! `patchbayctl vault`: the vault on a terminal. Secrets are read from the terminal
//! without showing them, or one a line from what is piped in; never from arguments,
//! which every program of this computer can read.

use std::io::{BufRead, IsTerminal};

use clap::{Subcommand, ValueEnum};
use patchbay_contract::{DoorChoice, DoorKind, KeyKind, Problem, Security, Unlock, VaultState};
use patchbay_desktop::Installation;

use crate::administrators;
use crate::print::{print_json, problem};

#[derive(Subcommand)]
pub(crate) enum What {
    /// Say how the vault is and where its key is kept
    Status,
    /// Make the vault before the first credential does
    Make {
        /// Where its key is to be kept
        #[arg(long = "in", value_enum, default_value_t = Place::Keychain)]
        place: Place,
    },
    /// Open every sealed value once, and count them
    Verify,
    /// Keep the key in another place, or change the passphrase
    Move {
        /// Where it is to be kept
        #[arg(long = "to", value_enum)]
        place: Place,
    },
    /// Change a key
    Rotate {
        /// Which one
        #[arg(value_enum)]
        key: Which,
    },
    /// Make a recovery kit and print it this once
    Kit,
    /// Open the vault with the code of a recovery kit
    Recover {
        /// Where the key is to be kept from then on
        #[arg(long = "to", value_enum, default_value_t = Place::Keychain)]
        place: Place,
    },
    /// Other administrators, who can help to open the vault
    // `help` is what is done there; `--help` explains.
    #[command(disable_help_subcommand = true)]
    Administrator {
        #[command(subcommand)]
        what: administrators::What,
    },
}

/// Where a key may be kept for longer than this command runs.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Place {
    Keychain,
    Passphrase,
}

/// Which key.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Which {
    /// The one in the keychain; what is sealed stays as it is
    Door,
    /// The one that seals: everything is sealed anew, and recovery kits retire
    Data,
}

/// Whether it went well.
pub(crate) async fn run(what: What, installation: &Installation, json: bool) -> bool {
    match act(what, installation, json).await {
        Ok(well) => well,
        Err(failed) => {
            if json {
                print_json(&failed);
            } else {
                problem(&failed);
            }
            false
        }
    }
}

async fn act(what: What, installation: &Installation, json: bool) -> Result<bool, Problem> {
    let done = match what {
        What::Administrator { what } => return administrators::run(what, installation, json).await,
        What::Status => return Ok(status(&installation.security().await, json)),
        What::Make { place } => {
            installation.make_vault(choice(place)).await?;
            "The vault is made.".into()
        }
        What::Verify => {
            open(installation).await?;
            let count = installation.verify_vault().await?;
            format!("All {count} sealed values open.")
        }
        What::Move { place } => {
            open(installation).await?;
            installation.move_vault(choice(place)).await?;
            "The key is moved.".into()
        }
        What::Rotate { key } => {
            open(installation).await?;
            let key = match key {
                Which::Door => KeyKind::Door,
                Which::Data => KeyKind::Data,
            };
            installation.rotate_keys(key, &|| ()).await?;
            "The key is changed.".into()
        }
        What::Kit => {
            open(installation).await?;
            let sheet = installation.make_kit().await?;
            if json {
                print_json(&sheet);
                return Ok(true);
            }
            let code: Vec<String> = sheet.groups.chunks(4).map(|row| row.join(" ")).collect();
            format!(
                "Recovery kit {} of installation {}. Write it down; it is not shown again.\n\n  {}\n",
                sheet.number,
                sheet.installation,
                code.join("\n  ")
            )
        }
        What::Recover { place } => {
            let code = ask("Code of the recovery kit: ");
            installation.unlock_vault(Unlock::Kit { code, door: choice(place) }).await?;
            installation.tend_vault(&|| ()).await?;
            "The vault is open again, and its key is kept anew.".into()
        }
    };
    if json {
        print_json(&serde_json::json!({ "done": done }));
    } else {
        println!("{done}");
    }
    Ok(true)
}

/// Opens the vault, asking for the passphrase if it has one, and ends what an earlier
/// run began.
pub(crate) async fn open(installation: &Installation) -> Result<(), Problem> {
    let security = installation.security().await;
    if let VaultState::Shut { door: DoorKind::Passphrase, .. } = security.vault {
        installation.unlock_vault(Unlock::Passphrase(ask("Passphrase: "))).await?;
    }
    installation.tend_vault(&|| ()).await
}

pub(crate) fn choice(place: Place) -> DoorChoice {
    match place {
        Place::Keychain => DoorChoice::Keychain,
        Place::Passphrase => DoorChoice::Passphrase(ask("New passphrase: ")),
    }
}

fn ask(prompt: &str) -> String {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).unwrap_or_default();
    }
    let mut line = String::new();
    // Whatever could not be read is an empty answer, which no lock takes.
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim_end_matches(['\r', '\n']).to_owned()
}

fn status(security: &Security, json: bool) -> bool {
    let well = matches!(security.vault, VaultState::Open { .. } | VaultState::NotMade);
    if json {
        print_json(security);
        return well;
    }
    match &security.vault {
        VaultState::NotMade => println!("Vault        not made yet; the first credential makes it"),
        VaultState::Open { door } => println!("Vault        open; its key is {}", kept(*door)),
        VaultState::Shut { door, problem: why, .. } => {
            println!("Vault        shut; its key is {} [{}]", kept(*door), why.code);
            problem(why);
        }
        VaultState::Unknown(why) => {
            println!("Vault        not known [{}]", why.code);
            problem(why);
        }
    }
    if let Some(keys) = &security.keys {
        println!(
            "Credentials  {}, sealed with a key of {}",
            keys.credentials, keys.data_key_made_at
        );
    }
    if let Some(rotation) = &security.rotation {
        println!("Rotation     {} of {} sealed anew", rotation.done, rotation.total);
    }
    for kit in &security.kits {
        let state = match (kit.retired_at, kit.checked_at) {
            (Some(at), _) => format!("retired on {at}"),
            (None, Some(at)) => format!("checked on {at}"),
            (None, None) => "not checked yet".into(),
        };
        println!("Kit {:<8} made on {}, {state}", kit.number, kit.made_at);
    }
    for who in &security.administrators {
        println!("Helper {:<5} {}, since {}", who.number, who.name, who.made_at);
    }
    well
}

fn kept(door: DoorKind) -> &'static str {
    match door {
        DoorKind::Keychain => "in the keychain",
        DoorKind::Passphrase => "made from a passphrase",
        DoorKind::Memory => "in memory only",
    }
}
