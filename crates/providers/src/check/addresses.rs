//! Rules about addresses: https everywhere, and none that an answer could bend.

use super::Findings;
use crate::{Address, Provider, SignIn, Template, sign_in::How};

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    if let Some(api) = &provider.api {
        address(&api.base, "api.base", findings);
        if let Some(documentation) = &api.documentation {
            link(documentation, "api.documentation", findings);
        }
    }
    for (n, step) in provider.guide.iter().enumerate() {
        if let Some(target) = &step.link {
            link(target, &format!("guide.{n}.link"), findings);
        }
    }
    for (n, sync) in provider.sync.iter().enumerate() {
        call(provider, &sync.url, &format!("sync.{n}.url"), findings);
    }
    for asked in provider.ai.iter().flat_map(|ai| ai.requests()) {
        request(provider, &asked.url, "ai", findings);
    }
    if let Some(report) = &provider.trial_balance {
        request(provider, &report.request.url, "trial_balance.request.url", findings);
        if let Some(numbers) = &report.numbers {
            let place = "trial_balance.numbers.request.url";
            request(provider, &numbers.request.url, place, findings);
        }
    }
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        self::sign_in(provider, sign_in, &format!("sign_in.{n}"), findings);
    }
}

fn sign_in(provider: &Provider, sign_in: &SignIn, place: &str, findings: &mut Findings) {
    for (n, probe) in sign_in.probe.iter().enumerate() {
        if let Some(asked) = &probe.request {
            request(provider, &asked.url, &format!("{place}.probe.{n}.request.url"), findings);
        }
    }
    if let Some(asked) = sign_in.discovery.as_ref().and_then(|discovery| discovery.request.as_ref())
    {
        request(provider, &asked.url, &format!("{place}.discovery.request.url"), findings);
    }
    match &sign_in.how {
        How::OAuth(oauth) => {
            let place = format!("{place}.oauth");
            address(&oauth.authorize_url, &format!("{place}.authorize_url"), findings);
            address(&oauth.token_url, &format!("{place}.token_url"), findings);
            if let Some(refresh) = &oauth.refresh_url {
                address(refresh, &format!("{place}.refresh_url"), findings);
            }
            let revoke = oauth.revoke.iter().map(|revoke| ("revoke", &revoke.request));
            let introspect = oauth.introspect.iter().map(|ask| ("introspect", &ask.request));
            for (name, asked) in revoke.chain(introspect) {
                request(provider, &asked.url, &format!("{place}.{name}.request.url"), findings);
            }
            link(&oauth.app.register_at, &format!("{place}.app.register_at"), findings);
        }
        How::ClientCredentials(client) => {
            address(&client.token_url, &format!("{place}.client_credentials.token_url"), findings);
        }
        _ => {}
    }
}

fn address(address: &Address, place: &str, findings: &mut Findings) {
    for template in address.all() {
        absolute(template, place, findings);
    }
}

/// The address of a request: absolute, or behind the API's base.
fn request(provider: &Provider, url: &Address, place: &str, findings: &mut Findings) {
    for template in url.all() {
        call(provider, template, place, findings);
    }
}

fn call(provider: &Provider, url: &Template, place: &str, findings: &mut Findings) {
    if url.as_str().starts_with('/') {
        findings.demand(
            provider.api.is_some(),
            place,
            "an address that begins with / stands behind [api] base, and there is none",
        );
    } else {
        absolute(url, place, findings);
    }
}

/// An absolute address is https, or wholly a place that something checked fills: what stands
/// behind that is a path, and cannot make another host of it.
fn absolute(url: &Template, place: &str, findings: &mut Findings) {
    let text = url.as_str();
    findings.demand(
        text.starts_with("https://") || text.starts_with('{'),
        place,
        format!("“{text}” has to begin with https://"),
    );
    if let Some((_, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
        let is_path = rest.is_empty()
            || rest.starts_with('?')
            || (rest.starts_with('/') && !rest[1..].starts_with(['/', '\\', '{']));
        findings.demand(
            is_path,
            place,
            format!("“{text}” begins with a place, and only a path may stand behind that"),
        );
    }
}

fn link(text: &str, place: &str, findings: &mut Findings) {
    let good = url::Url::parse(text).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    findings.demand(good, place, format!("“{text}” is not an https address"));
}
