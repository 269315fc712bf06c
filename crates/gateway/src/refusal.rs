//! A provider's no, with what its file knows about it.

use patchbay_providers::{Cure, Provider, Quirk, TroubleAt};

use crate::Party;
use crate::answer::{Body, plain};
use crate::http::Answer;
use crate::scrub::{scrubbed, told};

/// The provider's no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the provider answered {status}{}", code.as_ref().map(|c| format!(" ({c})")).unwrap_or_default())]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The provider's own code for it.
    pub code: Option<String>,
    /// What its file knows about it.
    pub known: Option<Known>,
    /// What it says, shortened, for support.
    pub said: String,
}

/// A known error: what happened, and the cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What happened, in plain words.
    pub says: String,
    /// What the person does about it.
    pub cure: String,
    /// The act that cures it.
    pub action: Cure,
    /// What was sent was right once, and its time ran out.
    pub ended: bool,
}

/// Where providers put the code of an error, the usual places first.
const CODES: [&str; 13] = [
    "/error/code",
    "/error",
    "/code",
    "/errorCode",
    "/errors/0/code",
    "/error/type",
    "/response/errors/0/errno",
    "/Fault/Error/0/code",
    "/fault/error/0/code",
    "/0/errorCode",
    "/err",
    "/reason",
    "/ErrorCode",
];

/// The same in XML.
const XML_CODES: [&str; 2] = ["/Error/Code", "/error/code"];

impl Refusal {
    /// What this answer says, as far as the provider's file knows it.
    pub(crate) fn of(party: Party<'_>, at: TroubleAt, answer: &Answer) -> Box<Self> {
        let body = Body::read(&answer.body);
        let code = match &body {
            Body::Json(json) => CODES.iter().find_map(|place| plain(json.pointer(place)?)),
            Body::Xml(_) => XML_CODES.iter().find_map(|path| body.element(path)),
            Body::Other => None,
        };
        let text = String::from_utf8_lossy(&answer.body);
        let told = body.json().map(told).unwrap_or_default();
        let secrets = || party.secrets().chain(told.iter().copied());
        let known = known(party.provider, at, Some(answer.status), code.as_deref(), &text);
        let said = if party.provider.quirks.contains(&Quirk::ProbeAnswerHoldsSecret) {
            String::new()
        } else if answer.is_a_web_page() {
            "a web page".to_owned()
        } else {
            scrubbed(&text, secrets())
        };
        let code = code.map(|code| scrubbed(&code, secrets()));
        Box::new(Self { status: answer.status, code, known, said })
    }

    /// What came back by the browser instead of a code.
    pub(crate) fn by_the_browser(
        provider: &Provider,
        error: &str,
        description: Option<&str>,
    ) -> Box<Self> {
        let nothing = std::iter::empty;
        let said = description.unwrap_or_default();
        let known = known(provider, TroubleAt::Callback, None, Some(error), said);
        Box::new(Self {
            status: 302,
            code: Some(scrubbed(error, nothing())),
            known,
            said: scrubbed(said, nothing()),
        })
    }
}

/// What a provider's file knows about an error: the first entry that fits.
fn known(
    provider: &Provider,
    at: TroubleAt,
    status: Option<u16>,
    code: Option<&str>,
    text: &str,
) -> Option<Known> {
    let names = |wanted: &str| {
        code == Some(wanted)
            || text.contains(&format!("\"{wanted}\""))
            || text.contains(&format!(">{wanted}<"))
    };
    provider
        .error
        .iter()
        .filter(|trouble| trouble.at == at)
        .find(|trouble| {
            (trouble.status.is_none() || trouble.status == status)
                && trouble.code.as_deref().is_none_or(names)
                && trouble.contains.as_deref().is_none_or(|words| text.contains(words))
        })
        .map(|trouble| Known {
            says: trouble.says.clone(),
            cure: trouble.cure.clone(),
            action: trouble.action,
            ended: trouble.ended,
        })
}
