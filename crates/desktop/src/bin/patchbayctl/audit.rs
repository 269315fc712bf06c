//! `patchbayctl audit`: the trail checked, listed and exported without the window.

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use patchbay_contract::{
    AuditAction, AuditActor, AuditArea, AuditBreak, AuditBreakKind, AuditEntry, AuditExportFormat,
    AuditExportOrder, AuditFilter, AuditOutcome, AuditQuestion, AuditVerification, Problem,
    TrailAtServer,
};
use patchbay_desktop::Installation;

use crate::opened;
use crate::print::{complain, print_json, problem, say};

#[derive(Subcommand)]
pub(crate) enum What {
    /// Check every entry from the first to the last, and name the first that is broken
    Verify,
    /// List entries, the newest first
    List {
        #[command(flatten)]
        only: Only,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Write entries to a file in the downloads folder
    Export {
        #[command(flatten)]
        only: Only,
        /// As what
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Csv,
    Json,
}

/// What is looked for.
#[derive(Args)]
pub(crate) struct Only {
    /// Only entries with these words in them
    words: Vec<String>,
    /// Only about this: connection, credential, key …
    #[arg(long)]
    area: Option<String>,
    /// Only this action: connection.made, key.rotated …
    #[arg(long)]
    action: Option<String>,
    /// Only what ended so: done, refused or failed
    #[arg(long)]
    outcome: Option<String>,
    /// Only this provider, by its id
    #[arg(long)]
    provider: Option<String>,
    /// Only this connection, by its id
    #[arg(long)]
    connection: Option<String>,
    /// Only by this person
    #[arg(long, conflicts_with = "by_itself")]
    person: Option<String>,
    /// Only what Patchbay did by itself
    #[arg(long)]
    by_itself: bool,
    /// Not before this time, as in 2026-11-21T09:00:00Z
    #[arg(long)]
    since: Option<Timestamp>,
    /// Before this time
    #[arg(long)]
    until: Option<Timestamp>,
}

impl Only {
    /// As a filter, or a sentence on what there is no such thing of.
    fn filter(self) -> Result<AuditFilter, String> {
        let actor = match (self.person, self.by_itself) {
            (Some(name), _) => Some(AuditActor::Person(name)),
            (None, true) => Some(AuditActor::Patchbay),
            (None, false) => None,
        };
        Ok(AuditFilter {
            words: self.words.join(" "),
            area: named(
                "area",
                self.area,
                AuditArea::from_name,
                AuditArea::ALL,
                AuditArea::as_str,
            )?,
            action: named(
                "action",
                self.action,
                AuditAction::from_name,
                AuditAction::ALL,
                AuditAction::as_str,
            )?,
            outcome: named(
                "outcome",
                self.outcome,
                AuditOutcome::from_name,
                AuditOutcome::ALL,
                AuditOutcome::as_str,
            )?,
            provider: self.provider,
            connection: self.connection,
            actor,
            since: self.since,
            until: self.until,
        })
    }
}

fn named<T: Copy>(
    what: &str,
    name: Option<String>,
    find: fn(&str) -> Option<T>,
    all: &[T],
    as_str: fn(T) -> &'static str,
) -> Result<Option<T>, String> {
    let Some(name) = name else { return Ok(None) };
    find(&name).map(Some).ok_or_else(|| {
        let known: Vec<_> = all.iter().copied().map(as_str).collect();
        format!("There is no {what} “{name}”. There are: {}.", known.join(", "))
    })
}

/// Whether it went well.
pub(crate) async fn run(what: What, folder: &Path, json: bool) -> bool {
    let installation = opened(folder);
    let well = match what {
        What::Verify => {
            // An open vault gives the key by which our own signatures are known from others.
            // One that is shut is no reason not to check the rest.
            installation.security().await;
            verify(&installation, json).await
        }
        What::List { only, limit } => match only.filter() {
            Ok(filter) => list(&installation, filter, limit, json).await,
            Err(sentence) => complain(&sentence),
        },
        What::Export { only, format } => match only.filter() {
            Ok(filter) => export(&installation, filter, format, json).await,
            Err(sentence) => complain(&sentence),
        },
    };
    installation.close().await;
    well
}

fn complain(sentence: &str) -> bool {
    complain!("{sentence}");
    false
}

fn failed(failure: &Problem, json: bool) -> bool {
    if json {
        print_json(failure);
    } else {
        problem(failure);
    }
    false
}

async fn verify(installation: &Installation, json: bool) -> bool {
    let found = match installation.verify_audit().await {
        Ok(found) => found,
        Err(failure) => return failed(&failure, json),
    };
    if json {
        print_json(&found);
    } else {
        say!("{}", sentence(&found));
        if let Some(known) = &found.at_server {
            say!("{}", at_server(known));
        }
    }
    let known = found.at_server.as_ref();
    found.broken.is_none() && known.is_none_or(|known| known.ours_stands && known.theirs_stands)
}

fn sentence(found: &AuditVerification) -> String {
    if let Some(AuditBreak { seq, kind }) = found.broken {
        return format!(
            "The audit trail is broken. The first broken entry is number {seq}: {}.\nKeep the \
             data folder as it is and hand it to whoever looks after security.",
            broken(kind)
        );
    }
    let signed = match (found.signed_until, found.key_known) {
        (None, _) => "None of them is signed yet".to_owned(),
        (Some(seq), true) => format!("Signed by this installation up to number {seq}"),
        (Some(seq), false) => format!(
            "Signed up to number {seq}; whether by this installation is known only while the \
             vault is open"
        ),
    };
    format!("All {} entries are as they were written. {signed}.", found.checked)
}

fn at_server(known: &TrailAtServer) -> String {
    let TrailAtServer { server, at, until, ours_stands, theirs_stands } = known;
    match (ours_stands, theirs_stands) {
        (true, true) => format!("{server} knows it up to number {until}, since {at:.0}."),
        (false, _) => format!(
            "{server} was told another trail of this computer than the one that is here: this one \
             was cut off or written anew.\nKeep the data folder as it is and hand it to whoever \
             looks after security."
        ),
        (true, false) => format!(
            "The trail of {server} is another than this computer was told: that one was cut off \
             or written anew.\nTell whoever looks after the server."
        ),
    }
}

fn broken(kind: AuditBreakKind) -> &'static str {
    match kind {
        AuditBreakKind::Changed => "it says something else than when it was written",
        AuditBreakKind::Missing => "it is gone",
        AuditBreakKind::OutOfOrder => "it was put in another place",
        AuditBreakKind::TailCut => "it and all after it are gone",
        AuditBreakKind::Rewritten => "it, and perhaps entries before it, were written anew",
        AuditBreakKind::Unsigned => "the signature over it is gone",
        AuditBreakKind::AnchorGone => {
            "the file audit.anchor is gone or cannot be read, so entries after it could be gone"
        }
        AuditBreakKind::Forged => "the signature over it is not this installation's",
    }
}

async fn list(installation: &Installation, filter: AuditFilter, limit: usize, json: bool) -> bool {
    let mut entries: Vec<AuditEntry> = Vec::new();
    let mut question = AuditQuestion { filter, older_than: None };
    while entries.len() < limit {
        match installation.audit_page(&question).await {
            Ok(page) => {
                entries.extend(page.entries);
                question.older_than = page.older;
            }
            Err(failure) => return failed(&failure, json),
        }
        if question.older_than.is_none() {
            break;
        }
    }
    entries.truncate(limit);
    if json {
        print_json(&entries);
        return true;
    }
    for entry in &entries {
        say!(
            "{:>7}  {:.0}  {:<18} {:<24} {:<8} {}",
            entry.seq,
            entry.at,
            entry.actor.person().unwrap_or("Patchbay"),
            entry.action.map_or("(unknown)", AuditAction::as_str),
            entry.outcome.as_str(),
            about(entry),
        );
    }
    say!("{} entries", entries.len());
    true
}

fn about(entry: &AuditEntry) -> String {
    let account = entry.detail.get("account").map(String::as_str);
    [entry.provider.as_deref(), account].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

async fn export(
    installation: &Installation,
    filter: AuditFilter,
    format: Format,
    json: bool,
) -> bool {
    let format = match format {
        Format::Csv => AuditExportFormat::Csv,
        Format::Json => AuditExportFormat::Json,
    };
    match installation.export_audit(&AuditExportOrder { filter, format }).await {
        Ok(written) if json => print_json(&written),
        Ok(written) => say!("{} entries are in {}", written.entries, written.path),
        Err(failure) => return failed(&failure, json),
    }
    true
}
