//! `patchbayctl providers`: the catalogue on a terminal. Reads files and nothing else:
//! no database is opened, so it works while the app runs. What the firm shares is another matter
//! (`providers_shared`).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use patchbay_contract::{
    BrokenFile, Category, Own, Part, ProviderCard, ProviderPage, Support, search,
};
use patchbay_desktop::catalogue::{Catalogue, read_file};
use patchbay_desktop::hub;
use patchbay_providers::Mistake;

use crate::print::{complain, print_json, problem, say};
use crate::{providers_shared, success};

#[derive(Subcommand)]
pub(crate) enum What {
    /// List the providers, those of the catalogue and the firm's own
    List {
        /// Only those that fit these words: “QBO”, “office 365”
        words: Vec<String>,
        /// Only this category
        #[arg(long)]
        category: Option<String>,
    },
    /// Show one provider as its page does
    Show {
        /// Its id, as `list` prints it
        id: String,
    },
    /// Check a provider file and print each mistake with its line
    Check {
        /// The file
        file: PathBuf,
    },
    #[command(flatten)]
    Firm(providers_shared::What),
}

pub(crate) async fn run(what: What, data_folder: &Path, json: bool) -> ExitCode {
    let catalogue = || {
        let catalogue = Catalogue::in_folder(data_folder);
        catalogue.read_own();
        catalogue
    };
    success(match what {
        What::List { words, category } => {
            list(&catalogue(), &words.join(" "), category.as_deref(), json)
        }
        What::Show { id } => show(&catalogue(), &id, json),
        What::Check { file } => check(&file, json),
        What::Firm(what) => return providers_shared::run(what, data_folder, json).await,
    })
}

#[derive(serde::Serialize)]
struct Listed {
    providers: Vec<ProviderCard>,
    broken: Vec<BrokenFile>,
}

fn list(catalogue: &Catalogue, words: &str, category: Option<&str>, json: bool) -> bool {
    let category = match category.map(|name| (name, Category::from_name(name))) {
        Some((name, None)) => {
            let known: Vec<_> = Category::ALL.iter().map(|category| category.as_str()).collect();
            complain!("There is no category “{name}”. There are: {}.", known.join(", "));
            return false;
        }
        Some((_, found)) => found,
        None => None,
    };
    let query = search::Query::new(words);
    let mut found: Vec<(u32, ProviderCard)> = hub::cards(catalogue)
        .into_iter()
        .filter(|card| category.is_none_or(|category| card.category == category))
        .filter_map(|card| Some((query.fits(&search::Names::from(&card))?, card)))
        .collect();
    found.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
    let providers: Vec<ProviderCard> = found.into_iter().map(|(_, card)| card).collect();
    let broken = catalogue.own().broken.clone();
    if json {
        print_json(&Listed { providers, broken });
        return true;
    }
    for card in &providers {
        say!("{:<24} {:<15} {:<34} {}", card.id, card.category.as_str(), card.name, mark(card));
    }
    say!("{} providers", providers.len());
    for file in &broken {
        say!("{}: {}", file.path, file.mistakes.join("; "));
    }
    true
}

fn mark(card: &ProviderCard) -> &'static str {
    match (card.support, card.own, card.verified) {
        (Support::NotSupported, ..) => "not supported",
        (Support::ByArrangement, ..) => "by arrangement with the vendor",
        (_, Own::Firm, _) => "the firm's own",
        (_, _, false) => "partly not yet checked against the vendor",
        (_, _, true) => "",
    }
}

fn show(catalogue: &Catalogue, id: &str, json: bool) -> bool {
    match hub::page(catalogue, id, Part::Working(Vec::new()), None) {
        Ok(page) if json => {
            print_json(&page);
            true
        }
        Ok(page) => {
            print_page(&page);
            true
        }
        Err(failed) => {
            if json {
                print_json(&failed)
            } else {
                problem(&failed)
            }
            false
        }
    }
}

fn print_page(page: &ProviderPage) {
    say!("{} ({})\n{}\n", page.card.name, page.card.id, page.does);
    lines("Reads", &page.reads);
    lines("Writes", &page.writes);
    lines("To know", &page.never);
    for way in &page.sign_ins {
        say!("Sign in: {}", way.label);
        for field in &way.fields {
            say!(
                "  {} · {}{}: {}",
                field.id,
                field.label,
                if field.secret { " (secret)" } else { "" },
                field.help
            );
        }
        for scope in &way.scopes {
            say!("  {}: {}", scope.value, scope.reason);
        }
        for home in &way.homes {
            for address in &home.addresses {
                say!("  Register: {address}");
            }
        }
    }
    for (n, step) in page.guide.iter().enumerate() {
        say!("\n{}. {}\n   {}", n + 1, step.title, step.text);
        if let Some(link) = &step.link {
            say!("   {link}");
        }
    }
    if !page.errors.is_empty() {
        say!("\nWhat goes wrong");
    }
    for error in &page.errors {
        say!("  {} → {}", error.says, error.cure);
    }
    for way in &page.ways_out {
        say!("\nInstead: {}\n  {}", way.title, way.text);
    }
    if !page.unchecked.is_empty() {
        say!();
    }
    lines("Not yet checked against the vendor", &page.unchecked);
}

fn lines(title: &str, lines: &[String]) {
    if !lines.is_empty() {
        say!("{title}");
    }
    for line in lines {
        say!("  - {line}");
    }
}

#[derive(serde::Serialize)]
struct Checked {
    good: bool,
    mistakes: Vec<Mistake>,
}

fn check(file: &Path, json: bool) -> bool {
    let mistakes = read_file(file).err().unwrap_or_default();
    let good = mistakes.is_empty();
    if json {
        print_json(&Checked { good, mistakes });
    } else if good {
        say!("good: {}", file.display());
    } else {
        for mistake in mistakes {
            say!("{mistake}");
        }
    }
    good
}
