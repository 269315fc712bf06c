//! Rules about the ways to sign in.

use std::collections::BTreeSet;

use regex_lite::Regex;

use super::Findings;
use crate::{
    EnvironmentId, Probe, Provider, SignIn,
    sign_in::{ClientSecret, Field, FieldKind, FileTarget, HomeWay, How, OAuth, Pkce, ScopesAsked},
    template::is_name,
};

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    let mut ids = BTreeSet::new();
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        let place = format!("sign_in.{n}");
        findings.demand(
            is_name(&sign_in.id) && ids.insert(&sign_in.id),
            format!("{place}.id"),
            "each sign-in has an id of its own, of lower-case letters, digits and _",
        );
        findings.demand(
            !sign_in.probe.is_empty(),
            &place,
            "a sign-in needs at least one [[sign_in.probe]]: what proves that it works?",
        );
        for (m, probe) in sign_in.probe.iter().enumerate() {
            self::probe(probe, &format!("{place}.probe.{m}"), findings);
        }
        fields(provider, sign_in, &place, findings);
        how(provider, sign_in, &place, findings);
    }
}

fn probe(probe: &Probe, place: &str, findings: &mut Findings) {
    findings.demand(
        probe.request.is_some() != probe.built_in.is_some(),
        place,
        "a probe is either a request or a built_in check",
    );
}

fn fields(provider: &Provider, sign_in: &SignIn, place: &str, findings: &mut Findings) {
    let mut ids = BTreeSet::new();
    for (n, field) in sign_in.field.iter().enumerate() {
        let place = format!("{place}.field.{n}");
        findings.demand(
            is_name(&field.id) && ids.insert(&field.id),
            format!("{place}.id"),
            "each field has an id of its own, of lower-case letters, digits and _",
        );
        findings.demand(
            !field.secret || !field.find.is_empty(),
            &place,
            "a secret needs `where`: how does a person find it?",
        );
        findings.demand(
            (field.kind == FieldKind::Choice) != field.choice.is_empty(),
            &place,
            "a choice has its values, and nothing else has any",
        );
        findings.demand(
            field.money.is_none() || !field.secret,
            format!("{place}.money"),
            "the id of an account is no secret: people choose it by what they see",
        );
        patterns(field, &place, findings);
        variable(sign_in, field, &place, findings);
        for (m, wrong) in field.wrong_kind.iter().enumerate() {
            findings.demand(
                wrong.only != Some(EnvironmentId::Sandbox) || has_sandbox(provider),
                format!("{place}.wrong_kind.{m}.only"),
                "there is no sandbox environment here",
            );
        }
    }
}

/// A value of the environment opens what no browser and no exchange is needed for.
fn variable(sign_in: &SignIn, field: &Field, place: &str, findings: &mut Findings) {
    let Some(name) = &field.environment_variable else { return };
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    findings.demand(
        is_name && matches!(sign_in.how, How::Key(_)),
        format!("{place}.environment_variable"),
        "a variable is upper-case letters, digits and _, and goes with a [sign_in.key] alone",
    );
}

fn has_sandbox(provider: &Provider) -> bool {
    provider.environment.iter().any(|environment| environment.id == EnvironmentId::Sandbox)
}

fn patterns(field: &Field, place: &str, findings: &mut Findings) {
    if let Some(hint) = &field.hint {
        match Regex::new(&hint.pattern) {
            Ok(pattern) => {
                let example = field.example.as_deref().or(field.default.as_deref());
                findings.demand(
                    example.is_none_or(|example| pattern.is_match(example)),
                    format!("{place}.hint.pattern"),
                    "the field's own example does not match its hint",
                );
            }
            Err(error) => findings.add(format!("{place}.hint.pattern"), error.to_string()),
        }
    }
    for (n, wrong) in field.wrong_kind.iter().enumerate() {
        if let Err(error) = Regex::new(&wrong.pattern) {
            findings.add(format!("{place}.wrong_kind.{n}.pattern"), error.to_string());
        }
    }
}

fn how(provider: &Provider, sign_in: &SignIn, place: &str, findings: &mut Findings) {
    match &sign_in.how {
        How::OAuth(oauth) => self::oauth(provider, oauth, &format!("{place}.oauth"), findings),
        How::ClientCredentials(_) => {
            for id in ["client_id", "client_secret"] {
                has_field(sign_in, id, place, findings);
            }
        }
        How::Key(key) => findings.demand(
            !key.headers.is_empty()
                || key.basic.is_some()
                || key.signature.is_some()
                || key.in_request,
            format!("{place}.key"),
            "say how the key goes with a call: headers, basic, signature or in_request",
        ),
        How::Mailbox(_) => {
            for id in ["email", "password"] {
                has_field(sign_in, id, place, findings);
            }
        }
        How::SignedToken(token) => has_field(sign_in, &token.key_field, place, findings),
        How::PostAddress(address) => has_field(sign_in, &address.field, place, findings),
        How::OpenAddress(address) => has_field(sign_in, &address.field, place, findings),
        How::FileTarget(target) => {
            has_field(sign_in, "folder", place, findings);
            file_target(target, &format!("{place}.file_target"), findings);
        }
    }
}

fn has_field(sign_in: &SignIn, id: &str, place: &str, findings: &mut Findings) {
    findings.demand(
        sign_in.field.iter().any(|field| field.id == id),
        place,
        format!("this kind of sign-in needs a [[sign_in.field]] with the id “{id}”"),
    );
}

fn oauth(provider: &Provider, oauth: &OAuth, place: &str, findings: &mut Findings) {
    findings.demand(
        oauth.client_secret != ClientSecret::Never
            || matches!(oauth.pkce, Pkce::Required | Pkce::Supported),
        format!("{place}.client_secret"),
        "an app without a secret is only safe with PKCE",
    );
    findings.demand(
        !oauth.scope.is_empty() || oauth.scopes_asked == ScopesAsked::OnTheApp,
        place,
        "name the scopes, or say scopes_asked = \"on_the_app\"",
    );
    for (n, scope) in oauth.scope.iter().enumerate() {
        findings.demand(
            scope.reason.split_whitespace().count() >= 3,
            format!("{place}.scope.{n}.reason"),
            format!("the scope “{}” needs a reason in plain words", scope.value),
        );
    }
    findings.demand(!oauth.home.is_empty(), place, "name at least one [[sign_in.oauth.home]]");
    for (n, home) in oauth.home.iter().enumerate() {
        let place = format!("{place}.home.{n}");
        let loopback = home.way == HomeWay::Loopback;
        let known = matches!(home.host.as_deref(), Some("127.0.0.1" | "localhost"));
        findings.demand(
            if loopback { known } else { home.host.is_none() && home.ports.is_empty() },
            &place,
            "a loopback way home has host = \"127.0.0.1\" or \"localhost\"; other ways have no host and ports",
        );
        findings.demand(
            home.way == HomeWay::Paste || home.address.is_none(),
            &place,
            "only a paste way home has an address, the one that makes the provider show a code",
        );
        findings.demand(
            home.only != Some(EnvironmentId::Sandbox) || has_sandbox(provider),
            &place,
            "there is no sandbox environment here",
        );
    }
    for (n, value) in oauth.callback_value.iter().enumerate() {
        if let Some(Err(error)) = value.pattern.as_deref().map(Regex::new) {
            findings.add(format!("{place}.callback_value.{n}.pattern"), error.to_string());
        }
    }
    findings.demand(
        oauth.revoke.is_some() || oauth.revoke_by_hand.is_some(),
        place,
        "say how the permission is taken back: [sign_in.oauth.revoke] or revoke_by_hand",
    );
}

fn file_target(target: &FileTarget, place: &str, findings: &mut Findings) {
    findings.demand(!target.format.is_empty(), place, "name at least one format");
    for wanted in target.name.places() {
        findings.demand(
            ["client", "year"].contains(&wanted),
            format!("{place}.name"),
            format!("{{{wanted}}} is not one of {{client}}, {{year}}"),
        );
    }
    if let Some(ending) = &target.name_ends {
        findings.demand(
            target.name.as_str().ends_with(ending),
            format!("{place}.name_ends"),
            format!("“{}” does not end with it", target.name.as_str()),
        );
    }
}
