//! Who is called, as whom.

use jiff::tz::TimeZone;
use patchbay_providers::{Encoding, EnvironmentId, Provider, SignIn, Template};
use url::Url;

use crate::outside::Outside;
use crate::{CallError, NoRandomness, Values};

/// Who is called, as whom: a provider in one environment, one of its ways to sign in,
/// and what fills the places of its templates.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// The provider.
    pub provider: &'a Provider,
    /// How the firm signs in there.
    pub sign_in: &'a SignIn,
    /// Live or sandbox.
    pub environment: EnvironmentId,
    /// What the calls of this party are counted under: its connection's id, or its
    /// attempt's while there is no connection.
    pub account: &'a str,
    /// What was typed, came back or was found, tokens included.
    pub values: &'a Values,
}

/// What fills these places is secret, whatever a file says.
const SECRET: [&str; 8] = [
    "access_token",
    "refresh_token",
    "token",
    "client_secret",
    "code",
    "code_verifier",
    "state",
    "nonce",
];

impl<'a> Party<'a> {
    /// The same with other values.
    #[must_use]
    pub const fn knowing<'b>(self, values: &'b Values) -> Party<'b>
    where
        'a: 'b,
    {
        Party { values, ..self }
    }

    /// An address of the file with its places filled in. What begins with `/` stands
    /// behind the API's base address.
    pub(crate) fn address(self, template: &Template) -> Result<Url, CallError> {
        let values = self.values.expose_secrets();
        let elsewhere = || CallError::Elsewhere(template.as_str().to_owned());
        let kept = self.without_empty_parameters(template);
        let mut filled = kept.as_ref().unwrap_or(template).fill(values, Encoding::Url)?;
        if filled.starts_with('/') {
            let base = self.provider.api.as_ref().map(|api| api.base.of(self.environment));
            let base = base.map(|base| base.fill(values, Encoding::Url)).transpose()?;
            filled = format!("{}{filled}", base.unwrap_or_default().trim_end_matches('/'));
        }
        let url = Url::parse(&filled).map_err(|_| elsewhere())?;
        let secure = url.scheme() == "https" && url.username().is_empty();
        if secure { Ok(url) } else { Err(elsewhere()) }
    }

    /// Whether this rests on an optional field that was left empty.
    pub(crate) fn rests_on_nothing(self, template: &Template) -> bool {
        template.places().any(|place| self.is_empty(place))
    }

    fn is_empty(self, place: &str) -> bool {
        self.values.get(place).is_none_or(str::is_empty)
            && self.sign_in.field.iter().any(|field| field.optional && field.id == place)
    }

    /// The address without the parameters that rest on an empty field, if there are any.
    fn without_empty_parameters(self, template: &Template) -> Option<Template> {
        if !self.rests_on_nothing(template) {
            return None;
        }
        let (path, query) = template.as_str().split_once('?')?;
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.parse().is_ok_and(|pair| self.rests_on_nothing(&pair)))
            .collect();
        let separator = if kept.is_empty() { "" } else { "?" };
        format!("{path}{separator}{}", kept.join("&")).parse().ok()
    }

    /// Everything that must not be repeated.
    pub(crate) fn secrets(self) -> impl Iterator<Item = &'a str> {
        let of_the_form = self.sign_in.field.iter().filter(|field| field.secret);
        let values = self.values;
        SECRET
            .into_iter()
            .chain(of_the_form.map(|field| field.id.as_str()))
            .filter_map(|name| values.get(name))
    }
}

/// With what every call may name: the dates, and an id of its own.
pub(crate) fn of_the_moment(values: &Values, outside: &Outside) -> Result<Values, NoRandomness> {
    let mut values = values.clone();
    let now = outside.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    values.set("now", format!("{now:.0}"));
    values.set("today", today.to_string());
    if let Ok(yesterday) = today.yesterday() {
        values.set("yesterday", yesterday.to_string());
    }
    values.set("year_start", today.first_of_year().to_string());
    let id = outside.random::<16>()?;
    values.set("random_id", id.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    Ok(values)
}
