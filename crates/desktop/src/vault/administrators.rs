//! A second administrator: adding one, asking for help, giving it, and opening the
//! vault with what comes back.
//!
//! The texts that travel between the two computers are no secrets: every key in them is
//! sealed to the one who is to have it, for this firm and this use alone.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use patchbay_store::vault::{Door, Wrap};
use patchbay_store::{Change, Store};
use patchbay_vault::{Identity, Key, KeyId, PublicIdentity, Ring};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::doors::NewPlace;
use super::opening::{check, firm};
use super::{Vault, VaultTrouble, held};

/// Under which name our own half of the pair is kept.
pub(crate) const ADMINISTRATOR: &str = "administrator";
const REQUEST: &str = "PATCHBAY-HELP-1:";
const ANSWER: &str = "PATCHBAY-HELP-GIVEN-1:";

/// A request for help, to be sent to the administrator.
#[derive(Debug)]
pub struct Asked {
    /// What is to be sent.
    pub text: String,
    /// What both compare on the telephone.
    pub fingerprint: String,
}

/// A request for help, as the one reads it who is asked.
#[derive(Debug)]
pub struct Read {
    /// Whose vault is to be opened.
    pub firm: String,
    /// What both compare on the telephone.
    pub fingerprint: String,
}

/// Help that was given, to be sent back.
#[derive(Debug)]
pub struct Given {
    /// What is to be sent.
    pub text: String,
    /// What both compare on the telephone.
    pub fingerprint: String,
    /// Whose vault it opens.
    pub firm: String,
}

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct HelpAwaited {
    door: u32,
    identity: Identity,
}

#[derive(Serialize, Deserialize)]
struct Request {
    firm: String,
    door: u32,
    reply_to: String,
    keys: Vec<SealedKey>,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    firm: String,
    reply_to: String,
    keys: Vec<SealedKey>,
}

#[derive(Serialize, Deserialize)]
struct SealedKey {
    id: u32,
    sealed: String,
}

impl Vault {
    /// Our own public half, by which others add us as their administrator.
    pub async fn own_identity(
        &self,
        store: &Store,
        at: &str,
    ) -> Result<PublicIdentity, VaultTrouble> {
        Ok(self.identity(store, at).await?.public())
    }

    async fn identity(&self, store: &Store, at: &str) -> Result<Identity, VaultTrouble> {
        let seed = self.own_secret(store, ADMINISTRATOR, at).await?;
        let seed = Key::from_slice(seed.expose_secret())
            .map_err(|error| VaultTrouble::Damaged(error.to_string()))?;
        Ok(Identity::from_seed(&seed))
    }

    /// Adds an administrator, who can give help from then on.
    pub async fn add_administrator(
        &self,
        store: &Store,
        name: &str,
        code: &str,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let public = PublicIdentity::from_code(code)?;
        let open = self.opened()?;
        let id = store.prepare_door("administrator", change.at).await?;
        let wraps = open
            .ring
            .keys()
            .map(|(key_id, key)| wrap(&public, open.ring.firm(), id, key_id, key))
            .collect::<Result<Vec<_>, _>>()?;
        store.use_administrator(id, name, public.as_bytes(), &wraps, change).await?;
        Ok(())
    }

    /// Takes an administrator's door away.
    pub async fn remove_administrator(
        &self,
        store: &Store,
        number: u16,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let door = administrator(store, number).await?;
        store.retire_door(door.id, change).await?;
        held(&self.help).take_if(|awaited| awaited.door == door.id);
        Ok(())
    }

    /// Asks an administrator for help. The answer opens the vault in this run of the
    /// program only; a later run asks anew. Asking again while it is awaited does not
    /// make an answer worthless that is on its way.
    pub async fn ask_for_help(&self, store: &Store, number: u16) -> Result<Asked, VaultTrouble> {
        let door = administrator(store, number).await?;
        let awaited = held(&self.help).take_if(|awaited| awaited.door == door.id);
        let identity = match awaited {
            Some(awaited) => awaited.identity,
            None => Identity::generate()?,
        };
        let keys = store.wraps_of(door.id).await?;
        let request = Request {
            firm: firm(store).await?,
            door: door.id,
            reply_to: identity.public().to_code(),
            keys: keys
                .into_iter()
                .map(|wrap| SealedKey { id: wrap.data_key, sealed: BASE64.encode(wrap.wrapped) })
                .collect(),
        };
        let asked =
            Asked { text: write(REQUEST, &request)?, fingerprint: identity.public().fingerprint() };
        *held(&self.help) = Some(HelpAwaited { door: door.id, identity });
        Ok(asked)
    }

    /// Reads a request from somebody whose administrator we are, and gives nothing out.
    pub async fn read_request(
        &self,
        store: &Store,
        request: &str,
        at: &str,
    ) -> Result<Read, VaultTrouble> {
        let (request, _) = self.request_for_us(store, request, at).await?;
        let fingerprint = PublicIdentity::from_code(&request.reply_to)?.fingerprint();
        Ok(Read { firm: request.firm, fingerprint })
    }

    /// The request, with the keys in it opened: only one for us has such.
    async fn request_for_us(
        &self,
        store: &Store,
        request: &str,
        at: &str,
    ) -> Result<(Request, Vec<(KeyId, Key)>), VaultTrouble> {
        let request: Request = read(REQUEST, request, "a request for help")?;
        if request.keys.is_empty() {
            return Err(not_help("a request for help", "it holds no key"));
        }
        let us = self.identity(store, at).await?;
        let mut opened = Vec::new();
        for key in &request.keys {
            let id = KeyId(key.id);
            let key = us
                .open(&purpose(&request.firm, request.door, id), &bytes(&key.sealed)?)
                .map_err(|_| VaultTrouble::HelpNotForUs)?;
            opened.push((id, key));
        }
        Ok((request, opened))
    }

    /// Gives help to somebody whose administrator we are.
    pub async fn give_help(
        &self,
        store: &Store,
        request: &str,
        at: &str,
    ) -> Result<Given, VaultTrouble> {
        let (request, opened) = self.request_for_us(store, request, at).await?;
        let reply_to = PublicIdentity::from_code(&request.reply_to)?;
        let keys = opened
            .iter()
            .map(|(id, key)| {
                let sealed = reply_to.seal(&answer_purpose(&request.firm, *id), key)?;
                Ok(SealedKey { id: id.0, sealed: BASE64.encode(sealed) })
            })
            .collect::<Result<Vec<_>, VaultTrouble>>()?;
        let fingerprint = reply_to.fingerprint();
        let Request { firm, reply_to, .. } = request;
        let answer = Answer { firm: firm.clone(), reply_to, keys };
        Ok(Given { text: write(ANSWER, &answer)?, fingerprint, firm })
    }

    /// Opens the vault with the help that came, and puts a new main door before it.
    pub async fn use_help(
        &self,
        store: &Store,
        answer: &str,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<u32, VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let answer: Answer = read(ANSWER, answer, "an answer to a request for help")?;
        let firm = firm(store).await?;
        let (door, ring) = {
            let awaited = held(&self.help);
            let awaited = awaited.as_ref().ok_or(VaultTrouble::HelpNotAwaited)?;
            let ours = awaited.identity.public().to_code();
            if answer.firm != firm || answer.reply_to != ours {
                return Err(VaultTrouble::HelpNotAwaited);
            }
            (awaited.door, ring_of(&awaited.identity, &firm, &answer)?)
        };
        // Whoever was removed while the answer was on its way helps no more.
        administrator(store, u16::try_from(door).unwrap_or_default()).await?;
        let ring = check(store, ring, &format!("door {door}")).await?;
        self.enter_by_a_new_door(store, ring, place, change).await?;
        held(&self.help).take();
        Ok(door)
    }
}

/// A new data key, as every administrator is to hold it.
pub(super) async fn wraps_of_one(
    store: &Store,
    firm: &str,
    id: KeyId,
    key: &Key,
) -> Result<Vec<(u32, Wrap)>, VaultTrouble> {
    let mut wraps = Vec::new();
    for door in store.doors().await? {
        if let (Some(public), "administrator", "in_use") =
            (&door.public_key, door.kind.as_str(), door.state.as_str())
        {
            let public = PublicIdentity::from_bytes(public)?;
            wraps.push((door.id, wrap(&public, firm, door.id, id, key)?));
        }
    }
    Ok(wraps)
}

fn wrap(
    public: &PublicIdentity,
    firm: &str,
    door: u32,
    id: KeyId,
    key: &Key,
) -> Result<Wrap, VaultTrouble> {
    Ok(Wrap { data_key: id.0, wrapped: public.seal(&purpose(firm, door, id), key)? })
}

fn ring_of(identity: &Identity, firm: &str, answer: &Answer) -> Result<Ring, VaultTrouble> {
    let mut ring: Option<Ring> = None;
    for key in &answer.keys {
        let id = KeyId(key.id);
        let opened = identity
            .open(&answer_purpose(firm, id), &bytes(&key.sealed)?)
            .map_err(|_| VaultTrouble::HelpNotAwaited)?;
        match &mut ring {
            Some(ring) => ring.add(id, opened),
            None => ring = Some(Ring::of(firm, id, opened)),
        }
    }
    ring.ok_or_else(|| not_help("an answer to a request for help", "it holds no key"))
}

/// The administrator of that number, as long as he is one.
async fn administrator(store: &Store, number: u16) -> Result<Door, VaultTrouble> {
    let doors = store.doors().await?;
    doors
        .into_iter()
        .find(|door| {
            door.id == u32::from(number) && door.kind == "administrator" && door.state == "in_use"
        })
        .ok_or(VaultTrouble::AdministratorUnknown(number))
}

fn purpose(firm: &str, door: u32, id: KeyId) -> Vec<u8> {
    format!("kept for an administrator\0{firm}\0{door}\0{id}").into_bytes()
}

fn answer_purpose(firm: &str, id: KeyId) -> Vec<u8> {
    format!("given as help\0{firm}\0{id}").into_bytes()
}

fn write(kind: &str, what: &impl Serialize) -> Result<String, VaultTrouble> {
    let json =
        serde_json::to_vec(what).map_err(|error| VaultTrouble::Damaged(error.to_string()))?;
    Ok(format!("{kind}{}", BASE64.encode(json)))
}

/// Reads a text that a person pasted, with whatever a mail program did to its lines.
fn read<T: DeserializeOwned>(
    kind: &str,
    text: &str,
    expected: &'static str,
) -> Result<T, VaultTrouble> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let rest =
        text.strip_prefix(kind).ok_or_else(|| not_help(expected, "it begins in another way"))?;
    let json = BASE64.decode(rest).map_err(|error| not_help(expected, &error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| not_help(expected, &error.to_string()))
}

fn bytes(text: &str) -> Result<Vec<u8>, VaultTrouble> {
    BASE64.decode(text).map_err(|error| not_help("a sealed key", &error.to_string()))
}

fn not_help(expected: &'static str, why: &str) -> VaultTrouble {
    VaultTrouble::NotHelp { expected, why: why.to_owned() }
}
