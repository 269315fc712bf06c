//! `patchbayctl vault`: the vault on a terminal. Secrets are read from the terminal
//! without showing them, or one a line from what is piped in; never from arguments,
//! which every program of this computer can read.

use std::io::{BufRead, IsTerminal};
use std::sync::OnceLock;

use clap::{Subcommand, ValueEnum};
use patchbay_contract::{
    DoorChoice, DoorKind, KeyKind, KitProof, Problem, Security, Unlock, VaultState,
};
use patchbay_desktop::Installation;

use crate::administrators;
use crate::given;
use crate::print::{print_json, problem, say};

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
    /// Make a recovery kit and print it this once, or check one that was made
    Kit {
        /// Check the kit of this number: the code comes on the input
        #[arg(long, value_name = "NUMBER")]
        check: Option<u16>,
    },
    /// Open the vault with the code of a recovery kit
    Recover {
        /// Where the key is to be kept from then on
        #[arg(long = "to", value_enum, default_value_t = Place::Keychain)]
        place: Place,
    },
    /// Stored values that do not open, over which the data key cannot be changed
    Broken {
        #[command(subcommand)]
        what: Broken,
    },
    /// Other administrators, who can help to open the vault
    // `help` is what is done there; `--help` explains.
    #[command(disable_help_subcommand = true)]
    Administrator {
        #[command(subcommand)]
        what: administrators::What,
    },
}

#[derive(Subcommand)]
pub(crate) enum Broken {
    /// Say which do not open
    List,
    /// Put them aside; their connections have to be signed in to again
    SetAside,
    /// Say which were put aside
    Kept,
    /// Remove one of those for good
    Remove {
        /// Its number, as `kept` prints it
        number: u32,
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
        What::Broken { what } => return broken(what, installation, json).await,
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
        What::Kit { check: Some(number) } => {
            let code = ask("Code of the recovery kit: ");
            installation.check_kit(KitProof { number, groups: vec![code] }).await?;
            format!("Kit {number} opens the vault.")
        }
        What::Kit { check: None } => {
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
        say!("{done}");
    }
    Ok(true)
}

async fn broken(what: Broken, installation: &Installation, json: bool) -> Result<bool, Problem> {
    match what {
        Broken::List => {
            open_only(installation).await?;
            let found = installation.find_broken().await?;
            if json {
                print_json(&found);
            } else {
                found.iter().for_each(|value| say!("{value}"));
                say!("{} stored values do not open", found.len());
            }
            return Ok(found.is_empty());
        }
        Broken::SetAside => {
            open_only(installation).await?;
            installation.set_broken_aside().await?;
        }
        Broken::Kept => {}
        Broken::Remove { number } => installation.remove_set_aside(number).await?,
    }
    let kept = installation.security().await.set_aside;
    if json {
        print_json(&kept);
    } else {
        kept.iter().for_each(|kept| say!("{:>4}  {}, {}", kept.number, kept.value, kept.at));
        say!("{} are kept aside", kept.len());
    }
    Ok(true)
}

/// The passphrase, where a file was named for it. It is read before anything else is done.
static PASSPHRASE: OnceLock<String> = OnceLock::new();

/// Has the vault opened by what a file holds, so that the input is free for something else.
pub(crate) fn passphrase_from(given: &str) -> Result<(), Problem> {
    let label = "The passphrase";
    let instead = "--passphrase @FILE";
    let file = given.starts_with('@').then_some(given);
    let read = file.and_then(|file| given::read(label, file));
    let read = read.unwrap_or_else(|| Err(given::in_the_open(label, instead)))?;
    // One that is set already is the same: the arguments are read once.
    let _ = PASSPHRASE.set(read.trim_end_matches(['\r', '\n']).to_owned());
    Ok(())
}

/// Opens the vault, asking for the passphrase if it has one, and ends what an earlier
/// run began. One that is not made yet is nothing to open: what needs it says so, behind what it
/// has to say first.
pub(crate) async fn open(installation: &Installation) -> Result<(), Problem> {
    if installation.security().await.vault == VaultState::NotMade {
        return Ok(());
    }
    open_only(installation).await?;
    installation.tend_vault(&|| ()).await
}

/// The same without ending anything: what was begun may be what cannot end.
async fn open_only(installation: &Installation) -> Result<(), Problem> {
    let security = installation.security().await;
    if let VaultState::Shut { door: DoorKind::Passphrase, .. } = security.vault {
        let passphrase = PASSPHRASE.get().cloned().unwrap_or_else(|| ask("Passphrase: "));
        installation.unlock_vault(Unlock::Passphrase(passphrase)).await?;
    }
    Ok(())
}

pub(crate) fn choice(place: Place) -> DoorChoice {
    match place {
        Place::Keychain => DoorChoice::Keychain,
        Place::Passphrase => DoorChoice::Passphrase(ask("New passphrase: ")),
    }
}

/// What is typed without being shown, or the next line of what is piped in.
pub(crate) fn ask(prompt: &str) -> String {
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
        VaultState::NotMade => say!("Vault        not made yet; the first credential makes it"),
        VaultState::Open { door } => say!("Vault        open; its key is {}", kept(*door)),
        VaultState::Shut { door, problem: why, .. } => {
            say!("Vault        shut; its key is {} [{}]", kept(*door), why.code);
            problem(why);
        }
        VaultState::Unknown(why) => {
            say!("Vault        not known [{}]", why.code);
            problem(why);
        }
    }
    if let Some(keys) = &security.keys {
        say!("Credentials  {}, sealed with a key of {}", keys.credentials, keys.data_key_made_at);
    }
    if let Some(rotation) = &security.rotation {
        say!("Rotation     {} of {} sealed anew", rotation.done, rotation.total);
    }
    for kit in &security.kits {
        let state = match (kit.retired_at, kit.checked_at) {
            (Some(at), _) => format!("retired on {at}"),
            (None, Some(at)) => format!("checked on {at}"),
            (None, None) => "not checked yet".into(),
        };
        say!("Kit {:<8} made on {}, {state}", kit.number, kit.made_at);
    }
    for who in &security.administrators {
        say!("Helper {:<5} {}, since {}", who.number, who.name, who.made_at);
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
