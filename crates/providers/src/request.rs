//! One HTTP request, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Address, Template};

/// A request with places to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// `GET` unless said otherwise.
    #[serde(default)]
    pub method: Method,
    /// Where. A text that begins with `/` stands behind the API's base address.
    pub url: Address,
    /// Headers of this request alone.
    #[serde(default)]
    pub headers: BTreeMap<String, Template>,
    /// A body that is sent as a form.
    #[serde(default)]
    pub form: BTreeMap<String, Template>,
    /// A body that is sent as JSON.
    pub json: Option<Template>,
    /// A body that is sent as XML.
    pub xml: Option<Template>,
}

/// The methods that requests in the catalogue use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    #[default]
    Get,
    /// Asks with a body.
    Post,
    /// Puts.
    Put,
    /// Removes.
    Delete,
}

impl Request {
    /// Every template in it.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        self.url
            .all()
            .chain(self.headers.values())
            .chain(self.form.values())
            .chain(self.json.as_ref())
            .chain(self.xml.as_ref())
    }
}
