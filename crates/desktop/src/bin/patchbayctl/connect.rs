//! `patchbayctl connect`: a provider by its key. Where the values of its fields come from is in
//! `given`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{
    Check, EnvironmentId, ErrorCode, MailboxKind, NewKey, Part, Problem, SignInAt, SignInView,
    TrialBalanceSums,
};
use patchbay_desktop::hub;

use crate::given::fields;
use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use crate::vault;

#[derive(Args)]
pub(crate) struct Wish {
    /// The provider's id, as `providers list` prints it
    provider: String,
    /// A field of the form: `name=value`, `name=@file`, `name=-` for the input, or `name` to be
    /// asked for it. A secret takes the last three
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// Which of the provider's forms, where it has several
    #[arg(long)]
    sign_in: Option<String>,
    /// Connect the sandbox
    #[arg(long)]
    sandbox: bool,
    /// What the firm calls it
    #[arg(long)]
    label: Option<String>,
    /// Put this key in the place of a connection's, by the connection's id
    #[arg(long, value_name = "CONNECTION")]
    replace: Option<String>,
    /// The new key is for another account, on purpose
    #[arg(long, requires = "replace")]
    switch_account: bool,
    /// Make checks that other people can see: post a test message
    #[arg(long)]
    in_sight: bool,
    /// The mailbox is one person's, not the firm's
    #[arg(long, conflicts_with = "replace")]
    personal: bool,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let connected = connect(wish, &providers, json).await;
    providers.installation.close().await;
    match connected {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem, json),
    }
}

async fn connect(wish: Wish, providers: &Providers, json: bool) -> Result<(), Problem> {
    let page = hub::page(&providers.catalogue, &wish.provider, Part::Working(Vec::new()), None)?;
    let form = form(&page.sign_ins, wish.sign_in.as_deref(), &page.card.name)?;
    let fields = fields(form, &wish.fields)?;
    let environment = if wish.sandbox { EnvironmentId::Sandbox } else { EnvironmentId::Live };
    let typed = NewKey {
        at: SignInAt { provider: wish.provider, sign_in: form.id.clone(), environment },
        connection: wish.replace,
        switch_account: wish.switch_account,
        label: wish.label,
        fields,
        in_sight: wish.in_sight,
        mailbox: wish.personal.then_some(MailboxKind::Personal),
    };
    vault::open(&providers.installation).await?;
    if !json {
        let slips = providers.keys.judge(&typed)?;
        slips.iter().filter(|slip| !slip.blocks).for_each(|slip| say!("Note: {}", slip.says));
    }
    let saved = providers.keys.save(typed).await?;
    if json {
        print_json(&saved);
        return Ok(());
    }
    checks(&saved.checks);
    match &saved.account {
        Some(account) => say!("{} is connected to {account}.", page.card.name),
        None => say!("{} is connected.", page.card.name),
    }
    say!("Connection {}", saved.connection);
    Ok(())
}

/// The form that was meant.
fn form<'a>(
    ways: &'a [SignInView],
    wanted: Option<&str>,
    provider: &str,
) -> Result<&'a SignInView, Problem> {
    let forms: Vec<&SignInView> = ways.iter().filter(|way| way.kind.is_form()).collect();
    let found = match wanted {
        Some(wanted) => forms.iter().find(|way| way.id == wanted),
        None => forms.first(),
    };
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = forms.iter().map(|way| way.id.as_str()).collect();
        Problem::new(
            ErrorCode::ProviderUnknown,
            format!("{provider} is not connected by a form of that name."),
            "Nothing was sent, and nothing was saved.",
            match names.join(", ") {
                names if names.is_empty() => "Connect it in the app.".to_owned(),
                names => format!("Name one of its forms with --sign-in: {names}."),
            },
        )
    })
}

/// What a trial balance sums up to, in a line.
pub(crate) fn said(sums: &TrialBalanceSums) -> String {
    let accounts = sums.accounts;
    let currency = sums.currency.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
    let (debit, credit) = (sums.debit, sums.credit);
    if sums.ties() {
        return format!("{accounts} accounts, ties at {debit}{currency}");
    }
    let difference = sums.difference();
    format!(
        "{accounts} accounts, debits {debit}, credits {credit}, differ by {difference}{currency}"
    )
}

/// Checks as lines.
pub(crate) fn checks(checks: &[Check]) {
    for check in checks {
        let mark = match check.holds {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "·",
        };
        match &check.sums {
            Some(sums) => say!("  {mark} {} ({})", check.name, said(sums)),
            None => say!("  {mark} {}", check.name),
        }
    }
}
