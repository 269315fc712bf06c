//! `patchbayctl status`: how the installation is, and how each of its connections is. Nobody
//! is called for it: what is told is what was last found.

use std::path::Path;
use std::process::ExitCode;

use patchbay_contract::{
    Called, Connection, EnvironmentId, InstallationState, Part, PartHealth, SignInKind, SignInView,
    Status,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::hub;
use serde::Serialize;

use crate::health;
use crate::print::{self, say};

/// How the command ends when somebody has to do something for a connection.
const TO_DO: u8 = 2;

/// What was found, as JSON has it.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    installation: InstallationState,
    /// Nothing where the database could not be read, which it says itself.
    connections: Option<Vec<Line>>,
}

/// One connection.
#[derive(Serialize)]
struct Line {
    /// What the provider is called.
    provider_name: String,
    /// What the connection is called.
    title: String,
    #[serde(flatten)]
    connection: Connection,
    /// How it is in its five parts.
    health: Vec<PartHealth>,
    /// What somebody has to do, if anything.
    to_do: Option<ToDo>,
}

/// What somebody has to do for a connection.
#[derive(Serialize)]
struct ToDo {
    /// In words.
    what: String,
    /// What does it from here.
    command: Option<String>,
}

/// Opens the installation as the app would, and closes it again. Ends with 1 when the
/// database has a problem, or the keychain that keeps the key; otherwise with 2 when somebody
/// has to do something for a connection.
pub(crate) async fn run(folder: &Path, json: bool) -> ExitCode {
    let catalogue = Catalogue::in_folder(folder);
    catalogue.read_own();
    let installation = crate::opened(folder);
    let state = installation.state().await;
    let connections = match installation.hub(&catalogue).await.connections {
        Part::Working(all) => {
            let mut lines = Vec::new();
            for one in all {
                let health = installation.health(&catalogue, &one.id).await;
                // What cannot be read is said of the database.
                let parts = health.map(|health| health.parts).unwrap_or_default();
                lines.push(line_of(&catalogue, one, parts));
            }
            Some(lines)
        }
        Part::Failed(_) => None,
    };
    installation.close().await;
    let report = Report { installation: state, connections };
    if json {
        print::print_json(&report);
    } else {
        print::state(&report.installation);
        report.connections.iter().flatten().for_each(told);
    }
    ended(&report)
}

fn ended(report: &Report) -> ExitCode {
    let Report { installation, connections } = report;
    let keychain_serves =
        installation.keychain.problem().is_none() || installation.key_elsewhere.is_some();
    if installation.database.problem().is_some() || connections.is_none() || !keychain_serves {
        return ExitCode::FAILURE;
    }
    let to_do = connections.iter().flatten().any(|line| line.to_do.is_some());
    if to_do { TO_DO.into() } else { ExitCode::SUCCESS }
}

fn line_of(catalogue: &Catalogue, connection: Connection, health: Vec<PartHealth>) -> Line {
    let way = way_of(catalogue, &connection);
    let provider = catalogue.find(&connection.provider).map(|(provider, _)| provider.name);
    Line {
        provider_name: provider.unwrap_or_else(|| connection.provider.clone()),
        title: connection.title().to_owned(),
        to_do: to_do(&connection, way.as_ref()),
        connection,
        health,
    }
}

/// By which of its provider's ways a connection signed in, as the files have it today.
pub(crate) fn way_of(catalogue: &Catalogue, connection: &Connection) -> Option<SignInView> {
    let none = Part::Working(Vec::new());
    let page = hub::page(catalogue, &connection.provider, none, None).ok()?;
    let is_it = |way: &SignInView| Some(&way.id) == connection.sign_in.as_ref();
    page.sign_ins.into_iter().find(is_it)
}

fn to_do(connection: &Connection, way: Option<&SignInView>) -> Option<ToDo> {
    let by_browser = way.is_some_and(|way| way.kind == SignInKind::Browser);
    let again = if way.is_some_and(|way| way.kind.is_form()) {
        "Replace the key, or what else was typed in"
    } else {
        "Sign in again"
    };
    let what = match &connection.status {
        Status::ReconnectNeeded { .. } => again.to_owned(),
        Status::Expires { at } => format!("{again}, before {at}"),
        Status::MorePermissionNeeded { feature } => {
            format!("Allow this at the provider, and sign in again: {feature}")
        }
        // Nothing was typed here: what was, the app's pages show, and books are the ledger's.
        Status::CheckSettings { field } if by_browser => {
            let command = Some(format!("patchbayctl test {}", connection.id));
            return Some(ToDo { what: format!("Check this, then test again: {field}"), command });
        }
        Status::CheckSettings { field } => format!("Check this: {field}"),
        _ => return None,
    };
    let command = way.map(|_| format!("patchbayctl reconnect {}", connection.id));
    Some(ToDo { what, command })
}

fn told(line: &Line) {
    let Line { provider_name, title, connection, health, to_do } = line;
    let sandbox = if connection.environment == EnvironmentId::Sandbox { ", sandbox" } else { "" };
    let called = Called::of(provider_name, title).joined(" · ");
    say!("\n{called}{sandbox} ({})", connection.id);
    if let Some(company) = connection.account_name.as_ref().filter(|name| *name != title) {
        say!("  Company    {company}");
    }
    say!("  State      {}", state(&connection.status));
    match connection.last_success {
        Some(at) => say!("  Worked     {at}"),
        None => say!("  Worked     not yet"),
    }
    health.iter().for_each(health::told);
    if let Some(ToDo { what, command }) = to_do {
        say!("  To do      {what}");
        command.iter().for_each(|command| say!("             {command}"));
    }
}

/// The state in words.
pub(crate) fn state(status: &Status) -> String {
    match status {
        Status::NotConnected => "not connected".to_owned(),
        Status::WaitingForBrowser { until } => format!("waits for the browser until {until}"),
        Status::Connected => "connected".to_owned(),
        Status::Syncing { .. } => "reading".to_owned(),
        Status::Paused => "paused".to_owned(),
        Status::ReconnectNeeded { why } => with("does not work any more", why),
        Status::Expires { at } => format!("connected until {at}"),
        Status::MorePermissionNeeded { feature } => with("lacks a permission", feature),
        Status::Delayed { retry_at } => format!("delayed, tried again at {retry_at}"),
        Status::Offline => "no network".to_owned(),
        Status::CheckSettings { field } => with("settings do not fit", field),
        Status::NotSupported => "not supported".to_owned(),
    }
}

fn with(state: &str, about: &str) -> String {
    match about.trim() {
        "" => state.to_owned(),
        about => format!("{state}: {about}"),
    }
}
