//! The ring of data keys and the server's pair, as an own key opens them: how they lie in the
//! database, and what is sealed and opened by them. When they are read is [`super::keys`]'s.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use patchbay_contract::custody::{SUITE, ServerKey};
use patchbay_firm_store::{
    Action, CustodyDoor, CustodyKeys, NewEntry, SealedCustody, Session, WrappedKey,
};
use patchbay_vault::{DoorKey, Identity, Key, KeyId, Ring, Secret, Unsealable};

use super::KeyTrouble;

/// The place of the pair's seed.
const PAIR: (&str, &str, &str) = ("server_pair", "1", "sealed");

/// The data keys and the pair, opened.
pub(crate) struct Opened {
    ring: Ring,
    /// The data keys that there are, the newest last.
    ids: Vec<u32>,
    pair: Identity,
    door: u32,
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
pub(super) async fn make(
    own: &Key,
    change: &mut Session,
    now: Timestamp,
) -> Result<(), KeyTrouble> {
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
