//! `patchbayctl vault administrator`: who else can help to open the vault. Codes and
//! texts come on the input, like secrets, though they are none: they are long, and are
//! pasted.

use std::io::{BufRead, IsTerminal};

use clap::Subcommand;
use patchbay_contract::{
    AdministratorCode, ErrorCode, HelpRequest, HelpText, NewAdministrator, Problem, Unlock,
};
use patchbay_desktop::Installation;

use crate::print::{print_json, say};
use crate::vault::{Place, choice, open};

#[derive(Subcommand)]
pub(crate) enum What {
    /// Show this computer's code, by which it is added elsewhere
    Code,
    /// Add an administrator, whose code comes on the input
    Add {
        /// As the firm calls this person
        name: String,
        /// What the other computer shows beside its code, as you were told on the telephone
        #[arg(long)]
        fingerprint: String,
    },
    /// Take an administrator's help away
    Remove {
        /// The number, as `list` prints it
        number: u16,
    },
    /// List who can help
    List,
    /// Ask an administrator for help, and open the vault with the answer on the input
    Ask {
        /// The number, as `list` prints it
        number: u16,
        /// Where the key is to be kept from then on
        #[arg(long = "to", value_enum, default_value_t = Place::Keychain)]
        place: Place,
    },
    /// Read a request for help on the input: whose it is, and what to compare
    Read,
    /// Answer a request for help on the input, once its fingerprint was compared
    Help {
        /// What the other's screen shows beside the request, as you were told on the telephone
        #[arg(long)]
        fingerprint: String,
    },
}

/// Whether it went well.
pub(crate) async fn run(
    what: What,
    installation: &Installation,
    json: bool,
) -> Result<bool, Problem> {
    match what {
        What::Code => {
            open(installation).await?;
            print_code(&installation.administrator_code().await?, json);
        }
        What::Add { name, fingerprint } => {
            open(installation).await?;
            let code = paste("Code of the other computer, and then an empty line:\n");
            same(&installation.read_administrator_code(&code)?.fingerprint, &fingerprint)?;
            installation.add_administrator(NewAdministrator { name: name.clone(), code }).await?;
            done(&format!("{name} can help from now on."), json);
        }
        What::Remove { number } => {
            open(installation).await?;
            installation.remove_administrator(number).await?;
            done(&format!("Administrator {number} cannot help any more."), json);
        }
        What::List => list(installation, json).await,
        What::Ask { number, place } => {
            print_request(&installation.ask_for_help(number).await?, json);
            let answer = paste("The answer, and then an empty line:\n");
            let door = choice(place);
            installation.unlock_vault(Unlock::Help { answer, door }).await?;
            installation.tend_vault(&|| ()).await?;
            done("The vault is open again, and its key is kept anew.", json);
        }
        What::Read => {
            open(installation).await?;
            let request = paste("The request, and then an empty line:\n");
            print_read(&installation.read_help_request(&request).await?, json);
        }
        What::Help { fingerprint } => {
            open(installation).await?;
            let request = paste("The request, and then an empty line:\n");
            same(&installation.read_help_request(&request).await?.fingerprint, &fingerprint)?;
            print_answer(&installation.give_help(&request).await?, json);
        }
    }
    Ok(true)
}

/// Whether two people look at the same key.
fn same(found: &str, told: &str) -> Result<(), Problem> {
    if found.eq_ignore_ascii_case(told.trim()) {
        return Ok(());
    }
    Err(Problem::new(
        ErrorCode::FingerprintDiffers,
        "The fingerprint is another one than you were told.",
        "Somebody may have put a key of their own in its place. Nothing was changed or given out.",
        "Call the person at a number that you know, and have the text sent again.",
    )
    .with_details(format!("what was pasted has {found}")))
}

async fn list(installation: &Installation, json: bool) {
    let who = installation.security().await.administrators;
    if json {
        return print_json(&who);
    }
    for who in &who {
        say!("{:>4}  {:<24} since {}  {}", who.number, who.name, who.made_at, who.fingerprint);
    }
    say!("{} administrators", who.len());
}

fn print_code(own: &AdministratorCode, json: bool) {
    if json {
        return print_json(own);
    }
    say!("Code         {}\nTo compare   {}", own.code, own.fingerprint);
}

fn print_request(asked: &HelpText, json: bool) {
    if json {
        return print_json(asked);
    }
    say!(
        "Send this to the administrator, and leave this program running.\n\n{}\n\nTo compare   {}",
        asked.text,
        asked.fingerprint
    );
}

fn print_answer(given: &HelpText, json: bool) {
    if json {
        return print_json(given);
    }
    say!("Send this back. It opens only the request that you were sent.\n\n{}", given.text);
}

fn print_read(read: &HelpRequest, json: bool) {
    if json {
        return print_json(read);
    }
    say!(
        "Installation {} asks for help.\nTo compare   {}\nWhoever asked can open everything that \
         is stored there with your answer: call, and compare, before `help`.",
        read.installation,
        read.fingerprint
    );
}

fn done(sentence: &str, json: bool) {
    if json {
        print_json(&serde_json::json!({ "done": sentence }));
    } else {
        say!("{sentence}");
    }
}

/// Reads what is pasted, which a mail program may have broken into lines: up to an
/// empty line, or the end.
fn paste(prompt: &str) -> String {
    if std::io::stdin().is_terminal() {
        eprint!("{prompt}");
    }
    let mut text = String::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if line.trim().is_empty() {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}
