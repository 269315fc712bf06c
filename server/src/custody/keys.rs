//! The ring of data keys and the server's pair, opened by its own key; and how both are made at
//! the first start with one.
//!
//! The ring is asked for within the transaction that opens or seals something, and is read anew
//! where the keys in the database are others than it knows: so nothing is ever sealed with a key
//! that a rotation is about to remove, however many servers run meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use patchbay_contract::custody::{SUITE, ServerKey};
use patchbay_firm_store::{
    Action, CustodyDoor, CustodyKeys, NewEntry, SealedCustody, Session, WrappedKey,
};
use patchbay_vault::{DoorKey, Identity, Key, KeyId, Ring, Secret, Unsealable};

use super::KeyTrouble;
use super::own::Own;
use crate::config::OwnKey;
use crate::house::House;

/// The place of the pair's seed.
const PAIR: (&str, &str, &str) = ("server_pair", "1", "sealed");

/// The server's own key, and what it opened last.
pub(crate) struct Keys {
    own: Own,
    opened: Mutex<Option<Arc<Opened>>>,
    /// Whether it is in the log already that they do not open.
    told: AtomicBool,
}

/// The data keys and the pair, opened.
pub(crate) struct Opened {
    ring: Ring,
    /// The data keys that there are, the newest last.
    ids: Vec<u32>,
    pair: Identity,
    door: u32,
}

impl Keys {
    pub(crate) fn of(own: Option<OwnKey>) -> Self {
        Self { own: Own::of(own), opened: Mutex::default(), told: AtomicBool::new(false) }
    }

    /// With this one, which was read.
    pub(crate) fn with(own: Arc<Key>) -> Self {
        Self { own: Own::there(own), ..Self::of(None) }
    }

    /// Looks for the own key where it is away. Says whether it was found just now.
    pub(crate) async fn find(&self) -> bool {
        self.own.find().await
    }

    /// Whether nothing is known to be wrong with the own key; nothing where none is set.
    pub(crate) fn are_fine(&self) -> Option<bool> {
        let is_fine = || self.own.key().is_ok() && !self.told.load(Ordering::Relaxed);
        self.own.is_set().then(is_fine)
    }

    /// Whether the own key is at hand: without it nothing can be done with what is held.
    pub(crate) fn are_at_hand(&self) -> bool {
        self.own.key().is_ok()
    }

    /// What opens and seals within this transaction.
    pub(crate) async fn open(&self, session: &mut Session) -> Result<Arc<Opened>, KeyTrouble> {
        let own = self.own.key()?;
        let ids = session.custody_key_ids().await?;
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.ids == ids) {
            return Ok(known);
        }
        let opened = match Opened::read(&own, session).await {
            Ok(opened) => Arc::new(opened),
            Err(trouble) => {
                self.tell(&trouble);
                return Err(trouble);
            }
        };
        self.told.store(false, Ordering::Relaxed);
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Once, and not again at every request.
    fn tell(&self, trouble: &KeyTrouble) {
        let lasts = matches!(trouble, KeyTrouble::Wrong | KeyTrouble::Damaged(_));
        if lasts && !self.told.swap(true, Ordering::Relaxed) {
            tracing::error!(error = %trouble, "what the server holds cannot be opened");
        }
    }
}

impl House {
    /// What opens and seals. Made, where there is an own key and nothing was sealed yet.
    pub(crate) async fn opened(&self) -> Result<Arc<Opened>, crate::problem::Problem> {
        let store = self.store().await?;
        match self.keys.open(&mut store.read().await?).await {
            Err(KeyTrouble::NotMade) => {}
            opened => return Ok(opened?),
        }
        let own = self.keys.own.key()?;
        let mut change = store.write().await?;
        // Of several servers that start at once, one makes them.
        if change.custody_key_ids().await?.is_empty() {
            make(&own, &mut change, (self.config.now)()).await?;
        }
        let opened = self.keys.open(&mut change).await?;
        change.commit().await?;
        Ok(opened)
    }

    /// The public key to which computers seal what they hand over; none where the server cannot
    /// hold it.
    pub(crate) async fn server_key(&self) -> Option<ServerKey> {
        self.config.own_key.as_ref()?;
        // Why not, is in the log.
        self.opened().await.ok().map(|opened| opened.server_key())
    }
}

impl Opened {
    /// Reads the keys, and unwraps them with the own one.
    pub(crate) async fn read(own: &Key, session: &mut Session) -> Result<Self, KeyTrouble> {
        let server = session.identity().await?.id;
        let CustodyKeys { doors, wrapped, pair } = session.custody_keys().await?;
        let (Some(pair), false) = (pair, doors.is_empty()) else { return Err(KeyTrouble::NotMade) };
        let fits =
            |door: &&CustodyDoor| DoorKey::new(&server, door.number, own).fits(&door.check_value);
        let door = doors.iter().rev().find(fits).ok_or(KeyTrouble::Wrong)?.number;
        let key = DoorKey::new(&server, door, own);
        let mut ring: Option<Ring> = None;
        let mut ids = Vec::new();
        for WrappedKey { key: id, wrapped, .. } in wrapped.iter().filter(|one| one.door == door) {
            let data_key = key.unwrap(KeyId(*id), wrapped);
            let data_key = data_key.map_err(|_| KeyTrouble::Damaged("one does not unwrap"))?;
            match &mut ring {
                None => ring = Some(Ring::of(&server, KeyId(*id), data_key)),
                Some(ring) => ring.add(KeyId(*id), data_key),
            }
            ids.push(*id);
        }
        // A key that another own key alone wraps is one that this one does not open.
        if ids != session.custody_key_ids().await? {
            return Err(KeyTrouble::Wrong);
        }
        let mut ring = ring.ok_or(KeyTrouble::Damaged("the door leads to none"))?;
        ids.last().map(|newest| ring.make_primary(KeyId(*newest)));
        let (table, row, column) = PAIR;
        let seed = ring.open(table, row, column, 0, &pair.bytes);
        let seed = seed.map_err(|_| KeyTrouble::Damaged("the pair does not open"))?;
        let seed = Key::from_slice(seed.expose_secret());
        let seed = seed.map_err(|_| KeyTrouble::Damaged("the pair is none"))?;
        Ok(Self { ring, ids, pair: Identity::from_seed(&seed), door })
    }

    /// The public half of the pair, as computers are told it.
    pub(crate) fn server_key(&self) -> ServerKey {
        let public = self.pair.public();
        ServerKey {
            suite: SUITE.to_owned(),
            public: BASE64_URL_SAFE_NO_PAD.encode(public.as_bytes()),
            fingerprint: public.fingerprint(),
        }
    }

    /// Opens what was handed over to the pair for just this purpose.
    pub(crate) fn open_handed(
        &self,
        purpose: &[u8],
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        self.pair.open_handed(purpose, sealed)
    }

    /// Seals what opens a connection, for its row and that generation.
    pub(crate) fn seal(
        &self,
        connection: &str,
        generation: u64,
        value: &Secret<Vec<u8>>,
    ) -> Result<SealedCustody, KeyTrouble> {
        let value = value.expose_secret();
        let sealed = self.ring.seal("custody", connection, "sealed", generation, value)?;
        Ok(SealedCustody { key: sealed.key.0, bytes: sealed.bytes })
    }

    /// Opens it.
    pub(crate) fn open(
        &self,
        connection: &str,
        generation: u64,
        sealed: &SealedCustody,
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        self.ring.open("custody", connection, "sealed", generation, &sealed.bytes)
    }

    /// The data keys, for putting another door before them.
    pub(crate) fn ring(&self) -> &Ring {
        &self.ring
    }

    /// The data keys that there are, the newest last.
    pub(crate) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The door that the own key fits.
    pub(crate) fn door(&self) -> u32 {
        self.door
    }
}

/// Makes a data key behind a door of the own key, and the pair that it seals.
async fn make(own: &Key, change: &mut Session, now: Timestamp) -> Result<(), KeyTrouble> {
    let server = change.identity().await?.id;
    let door = DoorKey::new(&server, 1, own);
    let (id, data_key, seed) = (KeyId(1), Key::generate()?, Key::generate()?);
    let check_value = door.check_value()?;
    change.add_custody_door(&CustodyDoor { number: 1, check_value }, now).await?;
    change.add_custody_key(id.0, now).await?;
    let wrapped = door.wrap(id, &data_key)?;
    change.add_wrapped_key(&WrappedKey { door: 1, key: id.0, wrapped }).await?;
    let ring = Ring::of(&server, id, data_key);
    change.set_server_pair(&pair_sealed(&ring, &seed)?, now).await?;
    let public = Identity::from_seed(&seed).public().fingerprint();
    let entry = NewEntry::new(now, None, "this server", Action::CustodyKeyMade);
    change.enter(&entry.with("fingerprint", &public)).await?;
    Ok(())
}

/// The pair's seed, sealed.
fn pair_sealed(ring: &Ring, seed: &Key) -> Result<SealedCustody, KeyTrouble> {
    let (table, row, column) = PAIR;
    let sealed = ring.seal(table, row, column, 0, seed.expose_secret())?;
    Ok(SealedCustody { key: sealed.key.0, bytes: sealed.bytes })
}

/// The pair as the newest data key seals it.
pub(crate) fn pair_sealed_anew(
    ring: &Ring,
    pair: &SealedCustody,
) -> Result<SealedCustody, KeyTrouble> {
    let (table, row, column) = PAIR;
    let seed = ring.open(table, row, column, 0, &pair.bytes);
    let seed = seed.map_err(|_| KeyTrouble::Damaged("the pair does not open"))?;
    let sealed = ring.seal(table, row, column, 0, seed.expose_secret())?;
    Ok(SealedCustody { key: sealed.key.0, bytes: sealed.bytes })
}
