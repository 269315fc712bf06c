//! Addresses that may differ between live and sandbox.

use serde::{Deserialize, Deserializer, de};

use crate::Template;

pub use patchbay_contract::EnvironmentId;

/// One address for all environments, or one each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    live: Template,
    sandbox: Option<Template>,
}

impl Address {
    /// The address in this environment. A provider with one address uses it for both.
    #[must_use]
    pub fn of(&self, environment: EnvironmentId) -> &Template {
        match environment {
            EnvironmentId::Live => &self.live,
            EnvironmentId::Sandbox => self.sandbox.as_ref().unwrap_or(&self.live),
        }
    }

    /// Every address in it, for checks.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.live).chain(self.sandbox.as_ref())
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Address;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an address, or { live = \"…\", sandbox = \"…\" }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Address, E> {
                Ok(Address { live: text.parse().map_err(E::custom)?, sandbox: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Address, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Both {
                    live: Template,
                    sandbox: Template,
                }
                let both = Both::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Address { live: both.live, sandbox: Some(both.sandbox) })
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}
