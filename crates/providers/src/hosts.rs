//! Every host that a file leads to: where a person signs in or is sent to make a key, and where
//! keys, tokens and questions go. Whoever reads a file that somebody else wrote looks at these.
//!
//! What is filled in later is shown as the place that it is, unless the file lists what it may
//! be. Hosts are as a browser would call them, so that none looks like another one. The order is
//! that of the alphabet.

use std::collections::BTreeSet;

use url::Url;

use crate::sign_in::{How, MailServer};
use crate::{Address, Provider, SignIn, Template};

impl Provider {
    /// Every host that this file names for a call, a sign-in or a link of its guide. A place that
    /// is filled in later stands there as `{place}`, `*.` for all hosts below one.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let mut found = Found { provider: self, hosts: BTreeSet::new(), left: MOST };
        // What belongs to no way to sign in is filled whichever way that was.
        found.addresses(None, self.everywhere());
        self.guide.iter().filter_map(|step| step.link.as_deref()).for_each(|link| found.link(link));
        for sign_in in &self.sign_in {
            found.sign_in(sign_in);
        }
        found.hosts.into_iter().collect()
    }

    fn everywhere(&self) -> impl Iterator<Item = &Template> {
        let base = self.api.iter().map(|api| &api.base);
        let asked = self.ai.iter().flat_map(|ai| ai.requests()).map(|request| &request.url);
        let report = self.trial_balance.iter().map(|report| &report.request.url);
        let numbers = self.trial_balance.iter().filter_map(|report| report.numbers.as_ref());
        let all = base.chain(asked).chain(report).chain(numbers.map(|one| &one.request.url));
        all.flat_map(Address::all).chain(self.sync.iter().map(|sync| &sync.url))
    }
}

/// What was found so far.
struct Found<'a> {
    provider: &'a Provider,
    hosts: BTreeSet<String>,
    /// So many values may still be put into places.
    left: usize,
}

impl<'a> Found<'a> {
    fn sign_in(&mut self, sign_in: &'a SignIn) {
        let probes = sign_in.probe.iter().filter_map(|probe| probe.request.as_ref());
        let discovery = sign_in.discovery.iter().filter_map(|one| one.request.as_ref());
        let asked = probes.chain(discovery).flat_map(|request| request.url.all());
        self.addresses(Some(sign_in), asked);
        let listed = sign_in.discovery.iter().flat_map(|one| one.hosts.values().flatten());
        listed.for_each(|host| self.below(host));
        match &sign_in.how {
            How::OAuth(oauth) => {
                let asked = oauth.revoke.iter().map(|one| &one.request);
                let asked = asked.chain(oauth.introspect.iter().map(|one| &one.request));
                let all = [&oauth.authorize_url, &oauth.token_url];
                let all = all.into_iter().chain(&oauth.refresh_url);
                let all = all.chain(asked.map(|request| &request.url)).flat_map(Address::all);
                self.addresses(Some(sign_in), all);
                oauth.token_value.iter().flat_map(|value| &value.allowed_hosts).for_each(|host| {
                    self.below(host);
                });
                oauth.home.iter().filter_map(|home| home.address.as_deref()).for_each(|address| {
                    self.link(address);
                });
                self.link(&oauth.app.register_at);
            }
            How::ClientCredentials(client) => {
                self.addresses(Some(sign_in), client.token_url.all());
            }
            How::SignedToken(token) => self.addresses(Some(sign_in), [&token.used_at]),
            How::PostAddress(address) if address.hosts.is_empty() => self.typed(&address.field),
            How::PostAddress(address) => address.hosts.iter().for_each(|host| self.below(host)),
            How::OpenAddress(address) => self.typed(&address.field),
            How::Key(_) | How::Mailbox(_) | How::FileTarget(_) => {}
        }
        if let Some(mailbox) = sign_in.mailbox() {
            self.mail_server(mailbox.incoming.as_ref(), "imap_host");
            self.mail_server(mailbox.outgoing.as_ref(), "smtp_host");
        }
    }

    fn addresses(&mut self, of: Option<&SignIn>, all: impl IntoIterator<Item = &'a Template>) {
        for template in all {
            let places: Vec<&str> = template.places().collect();
            self.address(of, template.as_str(), &places);
        }
    }

    /// An address, as often as its places can have another value. What stands behind the API's
    /// base is there already.
    fn address(&mut self, of: Option<&SignIn>, text: &str, places: &[&str]) {
        if text.starts_with('/') {
            return;
        }
        let Some((place, others)) = places.split_first() else { return self.link(text) };
        let written = format!("{{{place}}}");
        if !authority(text).contains(&written) {
            return self.address(of, text, others);
        }
        let ways = self.provider.sign_in.iter();
        let ways = ways.filter(|way| of.is_none_or(|of| of.id == way.id));
        let whole = authority(text) == written;
        let (values, is_open) = values(ways, place, whole);
        let is_listed = values.len() <= self.left;
        if is_open || !is_listed {
            self.address(of, &text.replace(&written, &marked(place)), others);
        }
        if is_listed {
            self.left -= values.len();
            for value in values {
                self.address(of, &text.replace(&written, &value), others);
            }
        }
    }

    /// The host of an address in which nothing is to be filled in any more.
    fn link(&mut self, text: &str) {
        // A whole address that a person types, or an answer brings.
        let text = if text.starts_with(BEGIN) { format!("https://{text}") } else { text.into() };
        let Ok(url) = Url::parse(&text) else {
            return self.found(&authority(&text).escape_default().to_string());
        };
        let Some(host) = url.host_str() else { return };
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        self.found(&format!("{host}{port}"));
    }

    fn found(&mut self, host: &str) {
        let shown = unmarked(host);
        let rest = if shown.chars().nth(LONGEST).is_some() { "…" } else { "" };
        let shown: String = shown.chars().take(LONGEST).chain(rest.chars()).collect();
        self.hosts.insert(shown);
    }

    /// One that is listed: `.example.com` for all below.
    fn below(&mut self, host: &str) {
        match host.strip_prefix('.') {
            Some(host) => {
                let mut all = Found { hosts: BTreeSet::new(), ..*self };
                all.link(&format!("https://{host}"));
                self.hosts.extend(all.hosts.into_iter().map(|host| format!("*.{host}")));
            }
            None => self.link(&format!("https://{host}")),
        }
    }

    fn typed(&mut self, field: &str) {
        self.hosts.insert(format!("{{{field}}}"));
    }

    /// Without a host, the form asks for it.
    fn mail_server(&mut self, server: Option<&MailServer>, field: &str) {
        match server.map(|server| server.host.as_deref()) {
            None => {}
            Some(None) => self.typed(field),
            Some(Some(host)) => self.link(&format!("https://{host}")),
        }
    }
}

/// More values than all places of an honest file have. Where there are more, the place is shown.
const MOST: usize = 1000;
/// No host is longer.
const LONGEST: usize = 253;

/// Around the name of a place, where an address is taken apart: letters that a host may have.
const BEGIN: &str = "xplacex";
const END: &str = "xendx";

fn marked(place: &str) -> String {
    format!("{BEGIN}{place}{END}")
}

fn unmarked(host: &str) -> String {
    host.replace(BEGIN, "{").replace(END, "}")
}

/// What names the host, in an address that nobody has taken apart.
fn authority(text: &str) -> &str {
    let text = text.strip_prefix("https:").unwrap_or(text).trim_start_matches(['/', '\\']);
    text.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

/// What a place of an address may be, by these ways to sign in: the values that the file lists, and
/// whether it may be another. The place may be the `whole` of what names the host: where the hosts
/// are listed that an answer may name there, they stand among the hosts for themselves.
fn values<'a>(
    ways: impl Iterator<Item = &'a SignIn>,
    place: &str,
    whole: bool,
) -> (BTreeSet<String>, bool) {
    let (mut values, mut is_open, mut nobody) = (BTreeSet::new(), false, true);
    for way in ways {
        nobody = false;
        let field = way.field.iter().find(|field| field.id == place);
        let answers = way.oauth().into_iter().flat_map(|oauth| &oauth.callback_value);
        let answers = answers.filter(|value| value.keep_as == place);
        let mut listed: Vec<String> = answers.flat_map(|value| value.allowed.clone()).collect();
        let choices = field.iter().flat_map(|field| &field.choice);
        listed.extend(choices.map(|choice| choice.value.clone()));
        is_open |= match field {
            // What stands in the form to begin with is what most people leave there.
            Some(field) => {
                listed.extend(field.default.clone());
                field.choice.is_empty()
            }
            None => listed.is_empty() && !(whole && has_hosts(way, place)),
        };
        values.extend(listed);
    }
    (values, is_open || nobody)
}

/// Whether the hosts are listed that an answer may name for a place.
fn has_hosts(way: &SignIn, place: &str) -> bool {
    let mut tokens = way.oauth().into_iter().flat_map(|oauth| &oauth.token_value);
    tokens.any(|value| value.keep_as == place && !value.allowed_hosts.is_empty())
        || way.discovery.as_ref().is_some_and(|one| one.hosts.contains_key(place))
}
