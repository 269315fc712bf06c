//! Accounts: what this firm connected, how each is and what is done with it, and what
//! stays of those that were ended. Activity: what is known of them so far, with the tests that
//! were made of each.

use leptos::prelude::*;
use patchbay_contract::{
    Basis, Clock, ClockKind, Connection, Custodian, EnvironmentId, Part, ProviderPage, SignInKind,
    SignInView, Status,
};

use super::asked::Asked;
use super::key_form::{self, KnownPage};
use super::{connect, connections_problem, custody, health, history, mail, receipts, retyped};
use crate::components::act::labelled;
use crate::components::card::address;
use crate::components::plain::{part, perhaps};
use crate::components::{Empty, StatusPill, time};
use crate::state::Mailboxes;
use crate::words::words;

pub(super) fn accounts(page: ProviderPage) -> impl IntoView {
    let w = words();
    let problem = connections_problem(&page.connections);
    let id = page.card.id.clone();
    let known = match page.connections {
        Part::Working(connections) => connections,
        Part::Failed(_) => return problem.into_any(),
    };
    let ended = receipts::receipts(id.clone());
    if page.sign_ins.iter().any(|way| way.reads_mail) && !known.is_empty() {
        expect_context::<Mailboxes>().ask();
    }
    if known.is_empty() {
        return view! {
            <Empty sentence=w.no_accounts.to_owned()>
                <a class="button" href=address(&id, None)>{w.see_set_up}</a>
            </Empty>
            {ended}
        }
        .into_any();
    }
    let ways: Vec<SignInView> =
        page.sign_ins.iter().filter(|way| needs_no_key(way)).cloned().collect();
    let name = page.card.name.clone();
    let known_page = KnownPage { ways: page.sign_ins, hints: page.key_hints };
    let bases = page.trial_balance;
    let rows =
        known.into_iter().map(|one| row(one, &ways, &known_page, &name, &bases)).collect_view();
    view! {
        <div class="table-holder" tabindex="0" role="region" aria-label=w.accounts>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{w.account}</th>
                        <th scope="col">{w.state_label}</th>
                        <th scope="col">{w.last_success}</th>
                        <th scope="col">{w.next_clock}</th>
                        <th scope="col">{w.owner_label}</th>
                        <th scope="col">{w.disconnecting.to_do}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {ended}
    }
    .into_any()
}

/// Whether who signs in again types nothing: in the browser, or with what is sealed.
fn needs_no_key(way: &SignInView) -> bool {
    way.app.is_some() || way.kind == SignInKind::ClientCredentials
}

fn row(
    connection: Connection,
    ways: &[SignInView],
    page: &KnownPage,
    provider: &str,
    bases: &[Basis],
) -> impl IntoView + use<> {
    let w = words();
    let (acts, tested) = (key_form::acts(&connection, page), key_form::tested(&connection));
    let mail = page.reads(&connection).then(|| mail::line(&connection.id));
    let way = ways.iter().find(|way| connection.sign_in.as_ref() == Some(&way.id));
    let again = way
        .filter(|_| connection.status.kind().needs_attention())
        .map(|way| connect::again(&connection, &way.id));
    let retyped = way.map(|way| retyped::link(&connection, way));
    let of_it = page.ways.iter().find(|way| connection.sign_in.as_ref() == Some(&way.id));
    let kind = of_it.map(|way| way.kind);
    let actions = actions(&connection, way, kind, provider, bases);
    let sandbox = (connection.environment == EnvironmentId::Sandbox)
        .then(|| view! { <span class="mark sandbox">{w.sandbox}</span> });
    let why = why(&connection.status, kind.is_some_and(SignInKind::is_form));
    let custodian = match connection.custodian {
        Custodian::ThisComputer => w.this_computer,
        Custodian::FirmServer => w.firm_server,
    };
    view! {
        <tr>
            <th scope="row">
                {connection.title().to_owned()}
                " "
                {sandbox}
            </th>
            <td>
                <StatusPill status=connection.status />
                {why.map(|why| view! { <p class="why">{why}</p> })}
                {mail}
            </td>
            {moment(connection.last_success)}
            {clock(connection.next_clock)}
            <td>
                {connection.owner.unwrap_or_default()}
                <span class="below">{format!("{}: {custodian}", w.held_by)}</span>
            </td>
            <td class="acts">
                <div class="act-list">
                    {again}
                    {retyped}
                    {acts}
                    {actions}
                    {tested}
                </div>
            </td>
        </tr>
    }
}

/// What can be done with an account. Each button names it: several stand here.
fn actions(
    connection: &Connection,
    way: Option<&SignInView>,
    kind: Option<SignInKind>,
    provider: &str,
    bases: &[Basis],
) -> AnyView {
    let (w, of_books) = (words().disconnecting, words().books);
    let asked = expect_context::<Asked>();
    let (title, provider) = (connection.title(), provider.to_owned());
    let (to_switch, to_end) = (connection.clone(), connection.clone());
    // Where nobody chooses a company, there is none to switch.
    let switch = way.filter(|way| way.has_companies).map(|way| {
        let way = way.id.clone();
        let press = move || asked.switch(to_switch.clone(), way.clone(), provider.clone());
        labelled("small", w.switch, Some((w.switch_what)(title)), press)
    });
    let books = (!bases.is_empty() && connection.sign_in.is_some()).then(|| {
        let (read, bases) = (connection.clone(), bases.to_vec());
        let press = move || asked.trial_balance(read.clone(), bases.clone());
        labelled("small", of_books.trial_balance, Some((of_books.trial_balance_of)(title)), press)
    });
    let diagnose = connection.sign_in.is_some().then(|| {
        let (of_health, ill) = (words().health, connection.clone());
        let press = move || asked.diagnosis(ill.clone());
        labelled("small", of_health.diagnose, Some((of_health.diagnose_account)(title)), press)
    });
    let files = (kind == Some(SignInKind::FileTarget)).then(|| {
        let (of_files, into) = (words().tax_files, connection.clone());
        let press = move || asked.tax_files(into.clone());
        labelled("small", of_files.how, Some((of_files.how_into)(title)), press)
    });
    let custody = connection.sign_in.is_some().then(|| custody::ask(asked, connection));
    let press = move || asked.disconnect(to_end.clone());
    let label = Some((w.disconnect_what)(title));
    let disconnect = labelled("small", w.disconnect, label, press);
    let (of_name, named) = (words().renaming, connection.clone());
    let press = move || asked.rename(named.clone());
    let rename = labelled("small", of_name.rename, Some((of_name.rename_what)(title)), press);
    part(
        "div",
        &[("class", "buttons")],
        vec![
            perhaps(diagnose),
            perhaps(books),
            perhaps(files),
            perhaps(custody),
            rename,
            perhaps(switch),
            disconnect,
        ],
    )
}

/// What the state is about, in a sentence.
fn why(status: &Status, by_key: bool) -> Option<String> {
    let w = words();
    match status {
        Status::ReconnectNeeded { why } => Some(why.clone()),
        Status::MorePermissionNeeded { feature } => Some((w.permission_for)(feature)),
        Status::CheckSettings { field } => Some((w.check_field)(field)),
        Status::Expires { .. } if by_key => Some(w.replace_in_time.to_owned()),
        Status::Expires { .. } => Some(w.renew_in_time.to_owned()),
        _ => None,
    }
    .filter(|why| !why.is_empty())
}

fn moment(at: Option<jiff::Timestamp>) -> impl IntoView {
    match at {
        Some(at) => {
            view! { <td class="moment" title=time::exact(at)>{time::relative(at)}</td> }.into_any()
        }
        None => view! { <td>{words().never}</td> }.into_any(),
    }
}

fn clock(clock: Option<Clock>) -> impl IntoView {
    let w = words();
    match clock {
        Some(clock) => {
            let kind = match clock.kind {
                ClockKind::Access => w.access_clock,
                ClockKind::Idle => w.idle_clock,
                ClockKind::Absolute => w.absolute_clock,
            };
            let title = format!("{kind}: {}", time::exact(clock.at));
            view! { <td class="moment" title=title>{time::relative(clock.at)}</td> }.into_any()
        }
        None => view! { <td>{w.no_clock}</td> }.into_any(),
    }
}

pub(super) fn activity(page: ProviderPage) -> impl IntoView {
    let w = words();
    let problem = connections_problem(&page.connections);
    let Part::Working(known) = page.connections else { return problem.into_any() };
    let mut lines: Vec<(jiff::Timestamp, String, &'static str)> = Vec::new();
    for connection in &known {
        lines.push((connection.made_at, connection.title().to_owned(), w.was_connected));
        if let Some(at) = connection.last_success {
            lines.push((at, connection.title().to_owned(), w.last_worked));
        }
    }
    lines.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    if lines.is_empty() {
        return view! { <Empty sentence=w.no_activity.to_owned() /> }.into_any();
    }
    // Without a way that it signed in by, nothing is known to test it with.
    let tested = known.iter().filter(|connection| connection.sign_in.is_some());
    let tests = tested.map(|one| (health::health(one), history::history(one))).collect_view();
    let rows = lines
        .into_iter()
        .map(|(at, account, what)| {
            view! {
                <tr>
                    <td class="when" title=time::exact(at)>{time::relative(at)}</td>
                    <td>{account}</td>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{w.when}</th>
                    <th scope="col">{w.account}</th>
                    <th scope="col">{w.what}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {tests}
    }
    .into_any()
}
