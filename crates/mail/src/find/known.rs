//! Servers that need not be looked up: by the providers' files, by what everybody knows,
//! and the names that servers usually have.

use patchbay_providers::sign_in::{MailServer, Mailbox};
use patchbay_providers::{How, Provider, SignIn};

use super::{Origin, usual_port};
use crate::{Protection, Protocol, Server};

/// Microsoft's, whose file names servers for a sign-in in the browser alone: a form that asks
/// for a password finds them here.
const MICROSOFT: [&str; 4] = ["outlook.com", "hotmail.com", "live.com", "msn.com"];

/// The server that a provider's file has for this domain, or that is known.
pub(super) fn by_domain(
    domain: &str,
    protocol: Protocol,
    providers: &[Provider],
) -> Option<(Server, Origin)> {
    let by_file = providers.iter().find_map(|provider| {
        let server = provider.sign_in.iter().find_map(|sign_in| {
            let How::Mailbox(mailbox) = &sign_in.how else { return None };
            let ours = mailbox.domains.iter().any(|known| known.eq_ignore_ascii_case(domain));
            if ours { server(sign_in, mailbox, protocol) } else { None }
        })?;
        Some((server, Origin::Provider(provider.id.clone())))
    });
    by_file.or_else(|| MICROSOFT.contains(&domain).then(|| (microsoft(protocol), Origin::Known)))
}

/// The server of a file. Where the form asks for the host, what stands in it beforehand.
fn server(sign_in: &SignIn, mailbox: &Mailbox, protocol: Protocol) -> Option<Server> {
    let (server, field): (&Option<MailServer>, _) = match protocol {
        Protocol::Imap => (&mailbox.incoming, "imap_host"),
        Protocol::Smtp => (&mailbox.outgoing, "smtp_host"),
    };
    let server = server.as_ref()?;
    let in_the_form = || {
        let field = sign_in.field.iter().find(|one| one.id == field)?;
        field.default.clone()
    };
    let host = server.host.clone().or_else(in_the_form)?;
    Some(Server { host, port: server.port, protection: server.security.into() })
}

fn microsoft(protocol: Protocol) -> Server {
    let (host, port, protection) = match protocol {
        Protocol::Imap => ("outlook.office365.com", 993, Protection::Tls),
        Protocol::Smtp => ("smtp-mail.outlook.com", 587, Protection::StartTls),
    };
    Server { host: host.to_owned(), port, protection }
}

/// The names that servers usually have, TLS from the first byte before `STARTTLS`.
pub(super) fn usual(domain: &str, protocol: Protocol) -> Vec<Server> {
    let first = match protocol {
        Protocol::Imap => "imap",
        Protocol::Smtp => "smtp",
    };
    let hosts = [format!("{first}.{domain}"), format!("mail.{domain}"), domain.to_owned()];
    let ways = [Protection::Tls, Protection::StartTls];
    let servers = ways.iter().flat_map(|protection| {
        hosts.iter().map(|host| Server {
            host: host.clone(),
            port: usual_port(protocol, *protection),
            protection: *protection,
        })
    });
    servers.collect()
}
