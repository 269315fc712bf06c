//! The file by which a domain names its mail servers to mail programs.

use roxmltree::{Document, Node};
use url::Url;

use super::Address;
use crate::{Protection, Protocol, Server};

/// The largest file that is read.
const LARGEST: usize = 256 * 1024;

/// Where it may lie, in this order. Over https alone: whoever could change the answer
/// would be given the password.
pub(super) fn places(address: &Address) -> Vec<Url> {
    let domain = address.domain();
    let asked = format!("https://autoconfig.{domain}/mail/config-v1.1.xml");
    let known = format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml");
    let asked = Url::parse_with_params(&asked, [("emailaddress", address.to_string())]);
    [asked.ok(), Url::parse(&known).ok()].into_iter().flatten().collect()
}

/// The first server of this kind that is protected, and the name to sign in with.
pub(super) fn read(file: &[u8], address: &Address, protocol: Protocol) -> Option<(Server, String)> {
    if file.len() > LARGEST {
        return None;
    }
    let text = std::str::from_utf8(file).ok()?;
    // It declares no entities: the reader refuses a file that does.
    let document = Document::parse(text).ok()?;
    let (element, kind) = match protocol {
        Protocol::Imap => ("incomingServer", "imap"),
        Protocol::Smtp => ("outgoingServer", "smtp"),
    };
    let mut servers = document.descendants().filter(|node| {
        node.has_tag_name(element)
            && node.attribute("type").is_some_and(|is| is.eq_ignore_ascii_case(kind))
    });
    servers.find_map(|node| server(node, address))
}

fn server(node: Node<'_, '_>, address: &Address) -> Option<(Server, String)> {
    let text = |name: &str| {
        let child = node.children().find(|child| child.has_tag_name(name))?;
        Some(filled(child.text()?.trim(), address)).filter(|text| !text.is_empty())
    };
    let protection = match text("socketType")?.to_ascii_uppercase().as_str() {
        "SSL" => Protection::Tls,
        "STARTTLS" => Protection::StartTls,
        _ => return None,
    };
    let host = match url::Host::parse(&text("hostname")?) {
        Ok(url::Host::Domain(host)) => host,
        _ => return None,
    };
    let port = text("port")?.parse().ok().filter(|port| *port > 0)?;
    let user = text("username").unwrap_or_else(|| address.to_string());
    Some((Server { host, port, protection }, user))
}

fn filled(text: &str, address: &Address) -> String {
    text.replace("%EMAILADDRESS%", &address.to_string())
        .replace("%EMAILLOCALPART%", address.local())
        .replace("%EMAILDOMAIN%", address.domain())
}
