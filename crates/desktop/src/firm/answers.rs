//! What the firm's server answers, read as from a stranger: each text is a line of bounded
//! length, each name one that a server gives, each token one that fits into a header.

use jiff::Timestamp;
use patchbay_contract::FirmRole;
use patchbay_contract::custody::OwnKeyState;
use patchbay_vault::Secret;
use serde::Deserialize;
use zeroize::Zeroize;

use super::client::Unsaid;
use super::custody::NamedKey;
use super::custody_answers::Key;

/// The longest text that is a name.
const LONGEST: usize = 200;

/// An answer with something that does not fit.
pub(super) const MISFIT: Unsaid =
    Unsaid::Nonsense { status: 200, why: "an answer of another shape" };

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the field {0} is not what it should be")]
pub(super) struct Misfit(pub(super) &'static str);

/// The answer to coming in.
#[derive(Deserialize)]
pub(super) struct Enrolled {
    server: String,
    epoch: String,
    member: String,
    name: String,
    role: FirmRole,
    device: String,
    token: String,
    token_expires_at: Timestamp,
    #[serde(default)]
    key: Option<Key>,
}

/// The same, once it was looked at.
pub(super) struct CameIn {
    pub(super) server: String,
    pub(super) epoch: String,
    pub(super) member: String,
    pub(super) name: String,
    pub(super) role: FirmRole,
    pub(super) device: String,
    pub(super) token: Secret<String>,
    pub(super) token_expires_at: Timestamp,
    /// Where it is one that can be sealed to.
    pub(super) key: Option<NamedKey>,
}

/// The answer to a renewal.
#[derive(Deserialize)]
pub(super) struct Renewed {
    token: String,
    token_expires_at: Timestamp,
}

/// Who this computer is to the server.
#[derive(Deserialize)]
pub(super) struct Me {
    pub(super) server: String,
    pub(super) epoch: String,
    pub(super) name: String,
    pub(super) role: FirmRole,
    pub(super) device: String,
    #[serde(default)]
    pub(super) key: Option<Key>,
    /// How the server's own key is, which an older one does not say.
    #[serde(default)]
    own_key: Option<String>,
}

impl Enrolled {
    pub(super) fn looked_at(self) -> Result<CameIn, Misfit> {
        Ok(CameIn {
            server: id("server", self.server)?,
            epoch: id("epoch", self.epoch)?,
            member: id("member", self.member)?,
            name: line("name", self.name)?,
            role: self.role,
            device: id("device", self.device)?,
            token: token(self.token)?,
            token_expires_at: self.token_expires_at,
            key: self.key.and_then(|key| key.read()),
        })
    }
}

impl Renewed {
    pub(super) fn looked_at(self) -> Result<(Secret<String>, Timestamp), Misfit> {
        Ok((token(self.token)?, self.token_expires_at))
    }
}

impl Me {
    pub(super) fn looked_at(self) -> Result<Self, Misfit> {
        Ok(Self {
            server: id("server", self.server)?,
            epoch: id("epoch", self.epoch)?,
            name: line("name", self.name)?,
            device: id("device", self.device)?,
            ..self
        })
    }

    /// How the server's own key is. Nothing where this version does not know the word.
    pub(super) fn own_key(&self) -> Option<OwnKeyState> {
        OwnKeyState::from_name(self.own_key.as_deref()?)
    }
}

/// A name that a server gives to a thing of its own. It goes into paths.
fn id(field: &'static str, text: String) -> Result<String, Misfit> {
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits { Ok(text) } else { Err(Misfit(field)) }
}

fn line(field: &'static str, text: String) -> Result<String, Misfit> {
    let fits = (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text) } else { Err(Misfit(field)) }
}

fn token(mut text: String) -> Result<Secret<String>, Misfit> {
    let fits = (16..=200).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    if fits {
        return Ok(Secret::new(text));
    }
    text.zeroize();
    Err(Misfit("token"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answer() -> Value {
        json!({
            "server": "0a1b", "epoch": "0c", "member": "0d", "name": "Ana", "role": "owner",
            "device": "0e", "token": "pbd_0123456789abcdef",
            "token_expires_at": "2026-12-22T09:00:00.000Z", "what a newer one says": 1,
        })
    }

    fn looked_at(answer: Value) -> Option<Result<CameIn, Misfit>> {
        serde_json::from_value::<Enrolled>(answer).ok().map(Enrolled::looked_at)
    }

    #[test]
    fn an_answer_is_taken_with_what_a_newer_server_adds() {
        let came_in = looked_at(answer()).unwrap().unwrap();
        assert_eq!((came_in.name.as_str(), came_in.role), ("Ana", FirmRole::Owner));
        assert_eq!(came_in.token.expose_secret(), "pbd_0123456789abcdef");
    }

    #[test]
    fn how_the_servers_own_key_is_may_be_unsaid_or_said_in_words_of_tomorrow() {
        for (word, known) in [
            (Value::Null, None),
            (json!("of tomorrow"), None),
            (json!("none"), Some(OwnKeyState::None)),
            (json!("unavailable"), Some(OwnKeyState::Unavailable)),
        ] {
            let mut me = answer();
            me["own_key"] = word;
            assert_eq!(serde_json::from_value::<Me>(me).unwrap().own_key(), known);
        }
        let older = serde_json::from_value::<Me>(answer()).unwrap();
        assert_eq!(older.looked_at().unwrap().own_key(), None);
    }

    #[test]
    fn what_does_not_fit_is_taken_nowhere() {
        for (field, value) in [
            ("server", json!("../../admin")),
            ("epoch", json!("")),
            ("device", json!("a/b")),
            ("device", json!("x".repeat(65))),
            ("name", json!("a\nb")),
            ("name", json!("x".repeat(201))),
            ("token", json!("short")),
            ("token", json!("has a\r\nline break in it")),
            ("token", json!("x".repeat(201))),
        ] {
            let mut hostile = answer();
            hostile[field] = value;
            let misfit = looked_at(hostile).unwrap().err();
            assert_eq!(misfit, Some(Misfit(field)));
        }
        for (field, value) in [
            ("role", json!("emperor")),
            ("name", json!(7)),
            ("token_expires_at", json!("tomorrow")),
            ("member", Value::Null),
        ] {
            let mut hostile = answer();
            hostile[field] = value;
            assert!(looked_at(hostile).is_none(), "{field}");
        }
    }
}
