//! Every place in a template is filled by something: a field, an answer, or us.

use std::collections::BTreeSet;

use super::{Findings, ai};
use crate::trial_balance::{FIRST, PLACES};
use crate::{Address, Provider, SignIn, Source, Template, sign_in::How};

/// What Patchbay itself fills in.
const OURS: &[&str] = &[
    "account_id",
    "account_name",
    "access_token",
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "redirect_address",
    "refresh_token",
    "state",
    "token",
    // The day and the time of a call, as most reports want them.
    "today",
    "year_start",
    "now",
    "yesterday",
    // A fresh random id, for providers that want one with each call.
    "random_id",
    // The time of the last sync, and the place in a list.
    "since",
    "page",
    "cursor",
];

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    let mut everywhere: BTreeSet<&str> = OURS.iter().copied().collect();
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        let known = filled_by(sign_in);
        everywhere.extend(known.iter().copied());
        let place = format!("sign_in.{n}");
        for (template, part) in templates(sign_in) {
            fill(template, &known, &format!("{place}.{part}"), findings);
        }
        asked(provider, sign_in, &known, findings);
        sources(sign_in, &place, findings);
        hosts(provider, sign_in, &place, findings);
    }
    if let Some(api) = &provider.api {
        for template in api.base.all().chain(api.headers.values()) {
            fill(template, &everywhere, "api", findings);
        }
    }
    if let Some(report) = &provider.trial_balance {
        let mut known = everywhere.clone();
        known.extend(PLACES);
        for template in report.request.templates() {
            fill(template, &known, "trial_balance.request", findings);
        }
        let mut known = everywhere.clone();
        known.insert(FIRST);
        for template in report.numbers.iter().flat_map(|one| one.request.templates()) {
            fill(template, &known, "trial_balance.numbers.request", findings);
        }
    }
    for (n, sync) in provider.sync.iter().enumerate() {
        fill(&sync.url, &everywhere, &format!("sync.{n}.url"), findings);
    }
}

/// What an AI is asked with is filled whichever way the firm signed in.
fn asked(provider: &Provider, sign_in: &SignIn, known: &BTreeSet<&str>, findings: &mut Findings) {
    let Some(part) = &provider.ai else { return };
    let known: BTreeSet<&str> = known.iter().copied().chain(ai::OURS).collect();
    let of_both = part.requests().flat_map(|request| request.templates());
    for template in of_both.chain(part.headers_of(&sign_in.id).map(|(_, value)| value)) {
        fill(template, &known, "ai", findings);
    }
}

/// The names that this sign-in has values for.
fn filled_by(sign_in: &SignIn) -> BTreeSet<&str> {
    let mut known: BTreeSet<&str> = OURS.iter().copied().collect();
    known.extend(sign_in.field.iter().map(|field| field.id.as_str()));
    if let Some(oauth) = sign_in.oauth() {
        known.extend(oauth.callback_value.iter().map(|value| value.keep_as.as_str()));
        known.extend(oauth.token_value.iter().map(|value| value.keep_as.as_str()));
    }
    if let Some(discovery) = &sign_in.discovery {
        known.extend(discovery.keep.keys().map(String::as_str));
    }
    known
}

fn templates(sign_in: &SignIn) -> Vec<(&Template, String)> {
    let mut templates = Vec::new();
    for (n, probe) in sign_in.probe.iter().enumerate() {
        for template in probe.request.iter().flat_map(|request| request.templates()) {
            templates.push((template, format!("probe.{n}")));
        }
    }
    for template in
        sign_in.discovery.iter().filter_map(|d| d.request.as_ref()).flat_map(|r| r.templates())
    {
        templates.push((template, "discovery".to_owned()));
    }
    match &sign_in.how {
        How::OAuth(oauth) => {
            let all = oauth
                .authorize_url
                .all()
                .chain(oauth.token_url.all())
                .chain(oauth.refresh_url.iter().flat_map(|address| address.all()))
                .chain(oauth.authorize_params.values())
                .chain(oauth.token_params.values())
                .chain(oauth.token_headers.values())
                .chain(oauth.refresh_params.values())
                .chain(oauth.revoke.iter().flat_map(|revoke| revoke.request.templates()))
                .chain(oauth.introspect.iter().flat_map(|ask| ask.request.templates()))
                .chain([&oauth.authorization]);
            templates.extend(all.map(|template| (template, "oauth".to_owned())));
        }
        How::ClientCredentials(client) => {
            let all = client
                .token_url
                .all()
                .chain(client.token_params.values())
                .chain(client.token_headers.values());
            templates.extend(all.map(|template| (template, "client_credentials".to_owned())));
        }
        How::Key(key) => {
            let basic = key.basic.iter().flat_map(|basic| [&basic.user, &basic.password]);
            let all = key.headers.values().chain(basic);
            templates.extend(all.map(|template| (template, "key".to_owned())));
        }
        How::SignedToken(token) => {
            let all = [&token.issuer, &token.audience, &token.subject, &token.used_at];
            let all = all.into_iter().chain(token.key_id.as_ref());
            templates.extend(all.map(|template| (template, "signed_token".to_owned())));
        }
        How::Mailbox(_) | How::PostAddress(_) | How::OpenAddress(_) | How::FileTarget(_) => {}
    }
    templates
}

fn fill(template: &Template, known: &BTreeSet<&str>, place: &str, findings: &mut Findings) {
    for wanted in template.places().filter(|wanted| !known.contains(wanted)) {
        findings.add(
            place,
            format!("nothing fills {{{wanted}}}: it is no field, no callback or token value, and not kept by discovery"),
        );
    }
}

/// A `field:` source names a field that is there.
fn sources(sign_in: &SignIn, place: &str, findings: &mut Findings) {
    let named = sign_in.probe.iter().enumerate().flat_map(|(n, probe)| {
        [&probe.account_id, &probe.account_name]
            .into_iter()
            .flatten()
            .map(move |source| (n, source))
    });
    for (n, source) in named {
        if let Source::Field(id) = source {
            findings.demand(
                sign_in.field.iter().any(|field| field.id == *id),
                format!("{place}.probe.{n}"),
                format!("there is no field “{id}”"),
            );
        }
    }
}

/// What an answer says never chooses the host of a call unless its hosts are listed.
fn hosts(provider: &Provider, sign_in: &SignIn, place: &str, findings: &mut Findings) {
    let called: BTreeSet<&str> =
        addresses(provider, sign_in).into_iter().flat_map(host_places).collect();
    for (n, value) in sign_in.oauth().iter().flat_map(|oauth| &oauth.callback_value).enumerate() {
        findings.demand(
            !called.contains(value.keep_as.as_str()) || !value.allowed.is_empty(),
            format!("{place}.oauth.callback_value.{n}"),
            "this value chooses the host of a call: list the `allowed` ones",
        );
    }
    for (n, value) in sign_in.oauth().iter().flat_map(|oauth| &oauth.token_value).enumerate() {
        findings.demand(
            !called.contains(value.keep_as.as_str()) || !value.allowed_hosts.is_empty(),
            format!("{place}.oauth.token_value.{n}"),
            "this value chooses the host of a call: list the `allowed_hosts`",
        );
    }
    for (name, _) in sign_in.discovery.iter().flat_map(|discovery| &discovery.keep) {
        let listed = sign_in.discovery.as_ref().is_some_and(|d| d.hosts.contains_key(name));
        findings.demand(
            !called.contains(name.as_str()) || listed,
            format!("{place}.discovery"),
            format!("“{name}” chooses the host of a call: list the `hosts` it may have"),
        );
    }
}

/// Every address that something is sent to.
fn addresses<'a>(provider: &'a Provider, sign_in: &'a SignIn) -> Vec<&'a Template> {
    let mut addresses: Vec<&Address> = provider.api.iter().map(|api| &api.base).collect();
    addresses.extend(provider.ai.iter().flat_map(|ai| ai.requests()).map(|asked| &asked.url));
    let report = provider.trial_balance.iter();
    addresses.extend(report.clone().map(|report| &report.request.url));
    addresses.extend(report.filter_map(|one| Some(&one.numbers.as_ref()?.request.url)));
    addresses.extend(sign_in.probe.iter().filter_map(|probe| Some(&probe.request.as_ref()?.url)));
    addresses.extend(
        sign_in.discovery.iter().filter_map(|discovery| Some(&discovery.request.as_ref()?.url)),
    );
    match &sign_in.how {
        How::OAuth(oauth) => {
            addresses.extend([&oauth.authorize_url, &oauth.token_url]);
            addresses.extend(&oauth.refresh_url);
            addresses.extend(oauth.revoke.iter().map(|revoke| &revoke.request.url));
            addresses.extend(oauth.introspect.iter().map(|ask| &ask.request.url));
        }
        How::ClientCredentials(client) => addresses.push(&client.token_url),
        _ => {}
    }
    addresses.into_iter().flat_map(|address| address.all()).collect()
}

/// The place that an address leaves its end of the host to. One that a name of the
/// vendor's own stands behind, as in `{site}.example.com`, cannot lead elsewhere.
fn host_places(template: &Template) -> impl Iterator<Item = &str> {
    let text = template.as_str();
    let host = text.strip_prefix("https://").unwrap_or(text).split('/').next().unwrap_or_default();
    template.places().filter(move |place| host.ends_with(&format!("{{{place}}}")))
}
