//! Which servers a mail address has, for a form that asks for them.

use patchbay_contract::{MailServerFound, MailServers, Problem, ServerOrigin};
use patchbay_gateway::Values;
use patchbay_mail::find::{Address, Found, Origin, Typed, find};
use patchbay_mail::{Mail, Protection, Protocol, Server};
use patchbay_providers::sign_in::{How, Mailbox};
use patchbay_providers::{Provider, SignIn};

use super::MailReach;
use super::lookups::lookups;
use crate::problems::mail_servers_unknown;

/// The servers of an address at this form: the file's own, or those of the address.
pub(crate) async fn found(
    reach: &MailReach,
    mail: Mail,
    all: &[Provider],
    provider: &Provider,
    form: &SignIn,
    address: &str,
) -> MailServers {
    let How::Mailbox(mailbox) = &form.how else { return MailServers::default() };
    let Ok(address) = Address::read(address) else { return MailServers::default() };
    let half = async |protocol| {
        if let Some(server) = of_the_file(mailbox, protocol) {
            let user = address.to_string();
            return Some(Found { server, user, from: Origin::Known });
        }
        wanted(mailbox, protocol)?;
        let lookups = lookups(reach, mail.clone());
        find(&address, protocol, &Typed::default(), all, &lookups).await
    };
    let (incoming, outgoing) = tokio::join!(half(Protocol::Imap), half(Protocol::Smtp));
    MailServers {
        own_card: own_card(all, provider, &address),
        incoming: incoming.map(shown),
        outgoing: outgoing.map(shown),
    }
}

/// Fills in the servers that were left empty in a form that asks for them.
///
/// # Errors
/// When an address has none that can be found.
pub(crate) async fn fill_in(
    reach: &MailReach,
    mail: Mail,
    all: &[Provider],
    form: &SignIn,
    values: &mut Values,
) -> Result<(), Problem> {
    let How::Mailbox(mailbox) = &form.how else { return Ok(()) };
    let typed = values.get("email").unwrap_or_default().to_owned();
    for (protocol, place) in [(Protocol::Imap, "imap"), (Protocol::Smtp, "smtp")] {
        let host = format!("{place}_host");
        let is_empty = values.get(&host).is_some_and(str::is_empty);
        if !is_empty || wanted(mailbox, protocol).is_none() || typed.is_empty() {
            continue;
        }
        let address = Address::read(&typed).map_err(|_| mail_servers_unknown(&typed))?;
        let lookups = lookups(reach, mail.clone());
        let found = find(&address, protocol, &Typed::default(), all, &lookups).await;
        let Found { server, user, .. } = found.ok_or_else(|| mail_servers_unknown(&typed))?;
        values.set(&host, server.host);
        values.set(&format!("{place}_port"), server.port.to_string());
        values.set(&format!("{place}_security"), word(server.protection));
        let name = if place == "imap" { "username" } else { "smtp_username" };
        if user != address.to_string() && values.get(name).is_some_and(str::is_empty) {
            values.set(name, user);
        }
    }
    Ok(())
}

/// The server that the file names.
fn of_the_file(mailbox: &Mailbox, protocol: Protocol) -> Option<Server> {
    let file = match protocol {
        Protocol::Imap => mailbox.incoming.as_ref()?,
        Protocol::Smtp => mailbox.outgoing.as_ref()?,
    };
    let host = file.host.clone()?;
    Some(Server { host, port: file.port, protection: file.security.into() })
}

/// Whether the form has such a server, and asks for its name.
fn wanted(mailbox: &Mailbox, protocol: Protocol) -> Option<()> {
    let file = match protocol {
        Protocol::Imap => mailbox.incoming.as_ref()?,
        Protocol::Smtp => mailbox.outgoing.as_ref()?,
    };
    file.host.is_none().then_some(())
}

/// Another provider that says the address is one of its own.
fn own_card(all: &[Provider], provider: &Provider, address: &Address) -> Option<(String, String)> {
    let is_of = |one: &&Provider| {
        one.id != provider.id
            && one.sign_in.iter().filter_map(SignIn::mailbox).any(|mailbox| {
                mailbox.domains.iter().any(|known| known.eq_ignore_ascii_case(address.domain()))
            })
    };
    all.iter().find(is_of).map(|one| (one.id.clone(), one.name.clone()))
}

fn shown(found: Found) -> MailServerFound {
    let Found { server, user, from } = found;
    MailServerFound {
        host: server.host,
        port: server.port,
        security: word(server.protection).to_owned(),
        user,
        from: match from {
            Origin::Provider(_) | Origin::Known | Origin::Typed => ServerOrigin::Known,
            Origin::Autoconfig(_) | Origin::Srv { .. } => ServerOrigin::Domain,
            Origin::Tried => ServerOrigin::Tried,
        },
    }
}

/// As the forms say it.
const fn word(protection: Protection) -> &'static str {
    match protection {
        Protection::StartTls => "start_tls",
        Protection::Tls | Protection::PlainOnLoopback => "tls",
    }
}
