//! Rules about the provider as a whole: its name, its words, what is unchecked.

use regex_lite::Regex;

use super::Findings;
use crate::{Cure, Handshake, Provider, Scheme, SecretOrigin, Support, template::is_name};

/// The longest line of purpose that fits on a card.
const LONGEST_PURPOSE: usize = 90;

/// The longest id: it becomes part of addresses and keys.
const LONGEST_ID: usize = 40;

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    findings.demand(provider.format == 1, "format", "this Patchbay reads format 1");
    findings.demand(
        is_name(&provider.id) && provider.id.len() <= LONGEST_ID,
        "id",
        format!("an id is lower-case letters, digits and _, at most {LONGEST_ID}: it is stored with every connection"),
    );
    findings.demand(
        provider.purpose.chars().count() <= LONGEST_PURPOSE,
        "purpose",
        format!("the purpose is one line of at most {LONGEST_PURPOSE} characters"),
    );
    findings.demand(
        (1..=2).contains(&provider.tile.letters.chars().count()),
        "tile.letters",
        "a tile has one or two characters",
    );
    findings.demand(provider.tile.hue < 360, "tile.hue", "a hue is from 0 to 359");
    words(provider, findings);
    unchecked(provider, findings);
    support(provider, findings);
    signing(provider, findings);
    webhooks(provider, findings);
    errors(provider, findings);
}

/// What ran out is replaced, or signed in to again.
fn errors(provider: &Provider, findings: &mut Findings) {
    for (n, error) in provider.error.iter().enumerate() {
        findings.demand(
            !error.ended || matches!(error.action, Cure::Reconnect | Cure::ReplaceKey),
            format!("error.{n}.ended"),
            "what ended is cured by action = \"reconnect\" or \"replace_key\"",
        );
    }
}

fn words(provider: &Provider, findings: &mut Findings) {
    for (place, text) in [
        ("name", &provider.name),
        ("vendor", &provider.vendor),
        ("purpose", &provider.purpose),
        ("about.does", &provider.about.does),
    ] {
        findings.demand(
            !text.trim().is_empty(),
            place,
            "this is read by people: it cannot be empty",
        );
    }
    findings.demand(
        !provider.guide.is_empty() || provider.support != Support::Connect,
        "guide",
        "a provider needs at least one [[guide]] step: how is it set up?",
    );
    findings.demand(
        !provider.error.is_empty(),
        "error",
        "a provider needs at least one [[error]] with its cure",
    );
    for (n, step) in provider.guide.iter().enumerate() {
        if let Some(id) = &step.sign_in {
            findings.demand(
                provider.sign_in.iter().any(|sign_in| sign_in.id == *id),
                format!("guide.{n}.sign_in"),
                format!("no sign-in here has the id “{id}”"),
            );
        }
    }
}

fn unchecked(provider: &Provider, findings: &mut Findings) {
    if provider.verified {
        findings.demand(
            provider.unchecked.is_empty(),
            "verified",
            "with [[unchecked]] notes the file is not verified: write verified = false",
        );
    } else {
        findings.demand(
            !provider.unchecked.is_empty(),
            "verified",
            "say what is not verified, each with an [[unchecked]] note",
        );
    }
}

fn support(provider: &Provider, findings: &mut Findings) {
    match provider.support {
        Support::Connect => findings.demand(
            !provider.sign_in.is_empty(),
            "support",
            "a provider that can be connected needs at least one [[sign_in]]",
        ),
        Support::ByArrangement | Support::NotSupported => {
            findings.demand(
                provider.sign_in.is_empty(),
                "support",
                "a provider that cannot be connected here has no [[sign_in]]",
            );
            findings.demand(
                !provider.way_out.is_empty(),
                "support",
                "a provider that cannot be connected here needs a [[way_out]]: what can the firm do instead?",
            );
        }
    }
}

/// Who sends documents to be signed has to be told in which order, and no method twice.
fn signing(provider: &Provider, findings: &mut Findings) {
    let Some(signing) = &provider.signing else { return };
    findings.demand(
        !signing.flows.is_empty(),
        "signing.flows",
        "name the orders in which people may sign: \"sequential\", \"parallel\", or both",
    );
    for (n, method) in signing.identity.iter().enumerate() {
        findings.demand(
            is_name(&method.id) && signing.identity[..n].iter().all(|other| other.id != method.id),
            format!("signing.identity.{n}.id"),
            "each method has a name of its own: lower-case letters, digits and _",
        );
    }
}

fn webhooks(provider: &Provider, findings: &mut Findings) {
    let Some(webhooks) = &provider.webhooks else { return };
    findings.demand(
        (webhooks.scheme == Scheme::Hmac) == webhooks.hmac.is_some(),
        "webhooks",
        "[webhooks.hmac] is there exactly when scheme = \"hmac\"",
    );
    let hint = webhooks.hint.iter().map(|hint| ("hint", &hint.pattern));
    let wrong = webhooks.wrong_kind.iter().map(|wrong| ("wrong_kind", &wrong.pattern));
    for (place, pattern) in hint.chain(wrong) {
        if let Err(error) = Regex::new(pattern) {
            findings.add(format!("webhooks.{place}.pattern"), error.to_string());
        }
    }
    findings.demand(
        webhooks.secret == SecretOrigin::Pasted
            || (webhooks.secret_label.is_none() && webhooks.hint.is_none()),
        "webhooks.secret",
        "only a secret that is pasted has a label and a hint",
    );
    findings.demand(
        webhooks.handshake != Handshake::TestEvent || webhooks.answer_body.is_some(),
        "webhooks.handshake",
        "a test event that has to be answered needs answer_body",
    );
    if let Some(hmac) = &webhooks.hmac {
        findings.demand(
            !hmac.headers.is_empty(),
            "webhooks.hmac",
            "name the header the signature is in",
        );
        findings.demand(
            hmac.form.places().any(|place| place == "signature"),
            "webhooks.hmac.form",
            "the form of the header needs the place {signature}",
        );
        for place in hmac.signed.places() {
            findings.demand(
                ["body", "timestamp", "address", "method"].contains(&place),
                "webhooks.hmac.signed",
                format!(
                    "{{{place}}} is not one of {{body}}, {{timestamp}}, {{address}}, {{method}}"
                ),
            );
        }
        let timed =
            hmac.timestamp_header.is_some() || hmac.form.places().any(|place| place == "timestamp");
        findings.demand(
            timed || !hmac.signed.places().any(|place| place == "timestamp"),
            "webhooks.hmac.signed",
            "the timestamp is signed, but nothing says which header carries it",
        );
    }
}
