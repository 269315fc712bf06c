//! Every host that a file leads to: where a person signs in or is sent to make a key, and where
//! keys, tokens and questions go. Whoever reads a file that somebody else wrote looks at these.
//!
//! What is filled in later is shown as the place that it is, unless the file lists what it may
//! be. Hosts are as a browser would call them, so that none looks like another one. The order is
//! that of the alphabet.

use std::collections::BTreeSet;

use url::Url;

use crate::sign_in::{How, MailServer};
use crate::template::is_name;
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
            How::PostAddress(address) if address.hosts.is_empty() => {
                self.typed(sign_in, &address.field);
            }
            How::PostAddress(address) => address.hosts.iter().for_each(|host| self.below(host)),
            How::OpenAddress(address) => self.typed(sign_in, &address.field),
            How::Key(_) | How::Mailbox(_) | How::FileTarget(_) => {}
        }
        if let Some(mailbox) = sign_in.mailbox() {
            self.mail_server(sign_in, mailbox.incoming.as_ref(), "imap_host");
            self.mail_server(sign_in, mailbox.outgoing.as_ref(), "smtp_host");
        }
    }

    fn addresses(&mut self, of: Option<&SignIn>, all: impl IntoIterator<Item = &'a Template>) {
        for template in all {
            self.address(of, template.as_str());
        }
    }

    /// An address, as often as its places can have another value. What stands behind the API's
    /// base is there already.
    fn address(&mut self, of: Option<&SignIn>, text: &str) {
        if text.starts_with('/') {
            return;
        }
        let places = places(authority(text));
        if places.len() > MOST_PLACES {
            return self.as_written(text);
        }
        self.filled(of, &Written { marked: text.into(), plain: text.into() }, &places);
    }

    /// The same where these places are to be filled in still. They are as few as an honest file
    /// has, so it ends soon.
    fn filled(&mut self, of: Option<&SignIn>, text: &Written, places: &[String]) {
        let Some((place, others)) = places.split_first() else { return self.host(text) };
        let whole = authority(&text.plain) == written(place);
        let ways = self.provider.sign_in.iter();
        let ways = ways.filter(|way| of.is_none_or(|of| of.id == way.id));
        let (values, is_open) = values(ways, place, whole);
        let is_listed = values.len() < self.left;
        if is_open || !is_listed {
            self.left = self.left.saturating_sub(1);
            self.filled(of, &text.marked_at(place), others);
        }
        if is_listed {
            self.left -= values.len();
            for value in values {
                self.filled(of, &text.with(place, &value), others);
            }
        }
    }

    /// The host of an address in which nothing is to be filled in any more.
    fn host(&mut self, text: &Written) {
        let host = host(&text.marked).zip(host(&text.plain));
        match host {
            // Only marks of ours are taken for places.
            Some((host, plain)) if !has_marks(&plain) => self.found(&unmarked(&host)),
            _ => self.as_written(&text.marked),
        }
    }

    /// An address of the file in which there are no places.
    fn link(&mut self, text: &str) {
        match host(text) {
            Some(host) => self.found(&host),
            None => self.as_written(text),
        }
    }

    /// What names the host of something that no browser would go to, or that is not taken apart.
    fn as_written(&mut self, text: &str) {
        self.found(&authority(text).escape_default().to_string());
    }

    /// The end says whose host it is, so it is what is kept of a long one.
    fn found(&mut self, host: &str) {
        let length = host.chars().count();
        let shown = match length.checked_sub(LONGEST) {
            None | Some(0) => host.to_owned(),
            Some(more) => std::iter::once('…').chain(host.chars().skip(more)).collect(),
        };
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

    /// One that a person types into this field, or leaves as the form begins with it, or chooses.
    fn typed(&mut self, sign_in: &SignIn, id: &str) {
        let field = sign_in.field.iter().find(|field| field.id == id);
        let begins = field.and_then(|field| field.default.as_ref());
        let choices = field.iter().flat_map(|field| &field.choice).map(|choice| &choice.value);
        for value in begins.into_iter().chain(choices) {
            match value.contains("://") {
                true => self.link(value),
                false => self.link(&format!("https://{value}")),
            }
        }
        if field.is_none_or(|field| field.choice.is_empty()) {
            self.found(&written(id));
        }
    }

    /// Without a host, the form asks for it.
    fn mail_server(&mut self, sign_in: &SignIn, server: Option<&MailServer>, field: &str) {
        match server.map(|server| server.host.as_deref()) {
            None => {}
            Some(None) => self.typed(sign_in, field),
            Some(Some(host)) => self.link(&format!("https://{host}")),
        }
    }
}

/// An address whose places are filled in one by one: with the marks of those that stay open, and
/// with a letter in their place, so that no mark of ours is in what the file itself has written.
struct Written {
    marked: String,
    plain: String,
}

impl Written {
    fn marked_at(&self, place: &str) -> Self {
        let written = written(place);
        Self {
            marked: self.marked.replace(&written, &format!("{BEGIN}{place}{END}")),
            plain: self.plain.replace(&written, "p"),
        }
    }

    fn with(&self, place: &str, value: &str) -> Self {
        let written = written(place);
        Self {
            marked: self.marked.replace(&written, value),
            plain: self.plain.replace(&written, value),
        }
    }
}

/// A place, as files write it.
fn written(place: &str) -> String {
    format!("{{{place}}}")
}

/// The places in this, each once, in the order in which they are filled in.
fn places(text: &str) -> Vec<String> {
    let mut places = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((place, _)) = part.split_once('}')
            && is_name(place)
            && places.len() <= MOST_PLACES
            && !places.iter().any(|known| known == place)
        {
            places.push(place.to_owned());
        }
    }
    places
}

/// The host of an address as a browser calls it, with its port.
fn host(text: &str) -> Option<String> {
    // A whole address that a person types, or an answer brings.
    let is_whole =
        text.starts_with(BEGIN) || text == "p" || text.starts_with("p/") || text.starts_with("p?");
    let text = if is_whole { format!("https://{text}") } else { text.into() };
    let url = Url::parse(&text).ok()?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}{port}", url.host_str()?))
}

/// More values than all places of an honest file have. Where there are more, the place is shown.
const MOST: usize = 1000;
/// More places than the host of an honest file has.
const MOST_PLACES: usize = 8;
/// No host is longer.
const LONGEST: usize = 253;

/// Around the name of a place, where an address is taken apart: letters that a host may have.
const BEGIN: &str = "xplacex";
const END: &str = "xendx";

fn has_marks(host: &str) -> bool {
    host.contains(BEGIN) || host.contains(END)
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
