//! One answer, grown from everything the file reads out of it.

use std::collections::BTreeMap;

use patchbay_providers::{Discovery, Expect, Probe, Source};
use serde_json::{Value, json};

use super::api::{Answer, Asker};
use super::{tree, value, xml};
use crate::company::Company;
use crate::role::Role;

/// An answer that grows.
#[derive(Default)]
pub(super) struct Making {
    json: Value,
    xml: Value,
    headers: BTreeMap<String, String>,
}

impl Making {
    /// This is the whole answer.
    pub(super) fn whole(&mut self, json: Value) {
        self.json = json;
    }

    pub(super) fn put(&mut self, source: &Source, value: Value) {
        match source {
            Source::Body(pointer) => tree::put(&mut self.json, pointer, value),
            Source::Xml(path) => tree::put(&mut self.xml, path, value),
            Source::Header(name) => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.headers.entry(name.clone()).or_insert(text);
            }
            // The rest is in other answers, or was never ours to say.
            Source::Token(_) | Source::Callback(_) | Source::Claim(_) | Source::Field(_) => {}
        }
    }

    /// The account that a probe reads.
    pub(super) fn account(&mut self, probe: &Probe, company: &Company) {
        if let Some(source) = &probe.account_id {
            self.put(source, value::id(&source.to_string(), company));
        }
        if let Some(source) = &probe.account_name {
            // A header holds no more than ASCII.
            let value = match source {
                Source::Header(_) => company.id.into(),
                _ => value::name(&source.to_string(), company),
            };
            self.put(source, value);
        }
    }

    /// What a probe expects.
    pub(super) fn expected(&mut self, expect: &Expect) {
        if let Some(source) = &expect.true_at {
            self.put(source, true.into());
        }
        for (source, text) in &expect.equal {
            let value = match text.as_str() {
                "true" => true.into(),
                "false" => false.into(),
                text => text.into(),
            };
            self.put_at(source, value);
        }
        for (source, text) in &expect.contains {
            self.put_at(source, json!([text]));
        }
    }

    fn put_at(&mut self, source: &str, value: Value) {
        if let Ok(source) = source.parse::<Source>() {
            self.put(&source, value);
        }
    }

    /// The list of the companies that may be seen.
    pub(super) fn discovery(
        &mut self,
        role: &Role,
        discovery: &Discovery,
        probes: &[&Probe],
        asker: &Asker<'_>,
    ) {
        let item = |company: &Company| {
            let mut item = Value::Null;
            if let Source::Body(pointer) = &discovery.id {
                tree::put(&mut item, pointer, value::id(pointer, company));
            }
            if let Source::Body(pointer) = &discovery.name {
                tree::put(&mut item, pointer, value::name(pointer, company));
            }
            for (place, source) in &discovery.keep {
                let hosts = discovery.hosts.get(place);
                if let Source::Body(pointer) = source {
                    let kept =
                        value::kept(&role.provider, place, pointer, hosts, asker.grant, company);
                    tree::put(&mut item, pointer, kept);
                }
            }
            item
        };
        let list = if is_object(&discovery.list, probes) {
            item(asker.company)
        } else {
            asker.companies.iter().map(|company| item(company)).collect()
        };
        self.put(&discovery.list, list);
    }

    pub(super) fn done(self, status: u16, with_mark: bool) -> Answer {
        let (media_type, body) = if self.xml.is_null() {
            let json = if self.json.is_null() { json!({}) } else { self.json };
            ("application/json", json.to_string())
        } else {
            ("application/xml", xml::document(&self.xml))
        };
        let mark = if with_mark { "\u{feff}" } else { "" };
        Answer { status, headers: self.headers, media_type, body: format!("{mark}{body}") }
    }
}

/// Whether one object stands where the list would be: a probe of the same address reads
/// a name there, and no number of an item.
fn is_object(list: &Source, probes: &[&Probe]) -> bool {
    let Source::Body(list) = list else { return false };
    probes
        .iter()
        .flat_map(|probe| [&probe.account_id, &probe.account_name, &probe.expect.true_at])
        .flatten()
        .filter_map(|source| match source {
            Source::Body(pointer) => pointer.strip_prefix(list.as_str()),
            _ => None,
        })
        .filter(|below| below.starts_with('/'))
        .any(|below| tree::names(below).next().is_some_and(|name| name.parse::<u64>().is_err()))
}
