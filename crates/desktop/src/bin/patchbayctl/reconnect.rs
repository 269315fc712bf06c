//! `patchbayctl reconnect`: a connection that is signed in to again, by the browser or by what
//! is typed, whichever way it was connected. How its browser comes home is in `browser_home`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use patchbay_contract::{
    Connection, ErrorCode, HomeWay, NewAttempt, NewKey, Problem, SavedKey, SignInAt, SignInKind,
    SignInView,
};

use crate::browser_home::{Browser, signed_in};
use crate::connect::checks;
use crate::given::{fields, given_fields};
use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use crate::status::way_of;
use crate::vault;

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id, as `status` prints it
    connection: String,
    /// A field of its form: `name=value`, `name=@file`, `name=-` for the input, or `name` to be
    /// asked for it. A secret takes the last three. Where nothing has to be typed anew, what
    /// was typed before is used
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// It is for another account or company from now on, on purpose
    #[arg(long)]
    switch_account: bool,
    /// How the answer comes back, where the provider has several ways
    #[arg(long, value_enum)]
    way: Option<Way>,
    /// Print the address to sign in at, and open no browser
    #[arg(long)]
    no_browser: bool,
    /// Make checks that other people can see: post a test message
    #[arg(long)]
    in_sight: bool,
}

/// The ways home that need no window.
#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// A port of this computer
    Loopback,
    /// Pasting what the browser shows
    Paste,
    /// The firm server, which is asked for it
    Relay,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let again = reconnect(wish, &providers, json).await;
    providers.sign_ins.settle_down().await;
    providers.installation.close().await;
    match again {
        Ok(saved) => {
            told(&saved, json);
            ExitCode::SUCCESS
        }
        Err(problem) => failed(&problem, json),
    }
}

async fn reconnect(wish: Wish, providers: &Providers, json: bool) -> Result<SavedKey, Problem> {
    let connection = providers.installation.connection(&wish.connection).await?;
    let way = way_of(&providers.catalogue, &connection).ok_or_else(|| no_way(&connection))?;
    vault::open(&providers.installation).await?;
    let at = SignInAt {
        provider: connection.provider,
        sign_in: way.id.clone(),
        environment: connection.environment,
    };
    if way.kind.is_form() {
        let typed = NewKey {
            at,
            connection: Some(connection.id),
            switch_account: wish.switch_account,
            label: None,
            fields: fields(&way, &wish.fields)?,
            in_sight: wish.in_sight,
            mailbox: None,
        };
        return providers.keys.save(typed).await;
    }
    let again = NewAttempt {
        switch_company: wish.switch_account,
        fields: given_fields(&way, &wish.fields)?,
        ..NewAttempt::again(at, connection.id)
    };
    let ways = ways(&way, &again, wish.way);
    if ways.is_empty() && way.kind == SignInKind::Browser {
        return Err(only_by_a_link());
    }
    signed_in(providers, again, &ways, Browser { opens: !wish.no_browser, json }).await
}

/// By which ways its answer may come home here, the best first. One that a link brings needs
/// the app.
fn ways(way: &SignInView, again: &NewAttempt, wanted: Option<Way>) -> Vec<HomeWay> {
    if way.kind != SignInKind::Browser {
        return Vec::new();
    }
    if let Some(wanted) = wanted {
        return vec![match wanted {
            Way::Loopback => HomeWay::Loopback,
            Way::Paste => HomeWay::Paste,
            Way::Relay => HomeWay::Relay,
        }];
    }
    let has = |wanted: &HomeWay| {
        let fits = |only: Option<_>| only.is_none_or(|only| only == again.at.environment);
        way.homes.iter().any(|home| home.way == *wanted && fits(home.only))
    };
    [HomeWay::Loopback, HomeWay::Paste, HomeWay::Relay].into_iter().filter(has).collect()
}

/// A connection whose provider, or way to sign in, is in no file any more.
fn no_way(connection: &Connection) -> Problem {
    Problem::new(
        ErrorCode::ProviderUnknown,
        format!("Nothing says how {} is signed in to.", connection.title()),
        "Nothing was sent, and nothing was changed.",
        format!(
            "If {} is a provider of your own, check its file with “patchbayctl providers list”.",
            connection.provider
        ),
    )
}

/// A provider whose answers only links bring, which the app takes.
fn only_by_a_link() -> Problem {
    Problem::new(
        ErrorCode::NoWayHome,
        "This provider answers by a link that only the app can take.",
        "Nothing was sent, and nothing was changed.",
        "Sign in again in the app.",
    )
}

fn told(saved: &SavedKey, json: bool) {
    if json {
        return print_json(saved);
    }
    checks(&saved.checks);
    match &saved.account {
        Some(account) => say!("It is connected to {account} again."),
        None => say!("It is connected again."),
    }
    say!("Connection {}", saved.connection);
}
