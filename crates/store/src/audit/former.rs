//! The table `former_signing_keys`: which keys signed the trail before the one of now,
//! and up to which entry. Each stands there with the word of the key that came after it:
//! without that, whoever can write here could add one of their own.
//!
//! A key gives its word once, when it is made. What was signed by then is what it can
//! know of; later nobody adds to it.

use sqlx::SqliteConnection;

use super::{Audit, Hash, Signatures, Signer, chain};
use crate::OpenError;

/// A key whose signatures are taken, up to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnKey {
    /// The public half.
    pub public: [u8; 32],
    /// The last entry it may have signed. The key of now may sign any.
    pub until: Option<i64>,
}

/// A former key with the word of the key after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerKey {
    public_key: [u8; 32],
    until_seq: i64,
    vouched_by: [u8; 32],
    signature: [u8; 64],
}

/// What a new key has to know to give its word.
#[derive(Debug, Clone)]
pub struct SignedSoFar {
    installation: String,
    keys: Vec<(Hash, i64)>,
}

impl SignedSoFar {
    /// The new key's word for every key that signed so far.
    #[must_use]
    pub fn vouched_by(&self, new: &dyn Signer) -> Vec<FormerKey> {
        let vouch = |(public_key, until_seq): &(Hash, i64)| FormerKey {
            public_key: *public_key,
            until_seq: *until_seq,
            vouched_by: new.public_key(),
            signature: new.sign(&chain::to_vouch(&self.installation, public_key, *until_seq)),
        };
        self.keys.iter().map(vouch).collect()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    public_key: Vec<u8>,
    until_seq: i64,
    signature: Vec<u8>,
}

impl Audit {
    /// Which keys signed the trail, and the last entry that each of them did.
    pub async fn signed_so_far(&self) -> Result<SignedSoFar, OpenError> {
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "select public_key, max(seq) from audit_checkpoints group by public_key order by 2",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))?;
        // A key of another length has signed nothing.
        let keys = rows.into_iter().filter_map(|(key, until)| Some((key.try_into().ok()?, until)));
        let (installation, _) = self.beginning().await?;
        Ok(SignedSoFar { installation, keys: keys.collect() })
    }

    /// The keys of this installation, as the one of now knows them: itself, and those it
    /// gave its word for.
    pub async fn own_keys(
        &self,
        now: [u8; 32],
        fits: fn(&[u8; 32], &[u8], &[u8; 64]) -> bool,
    ) -> Result<Vec<OwnKey>, OpenError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select public_key, until_seq, signature from former_signing_keys
             where vouched_by = ?",
        )
        .bind(now.as_slice())
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))?;
        let (installation, _) = self.beginning().await?;
        let former = rows.into_iter().filter_map(|row| {
            let public: [u8; 32] = row.public_key.try_into().ok()?;
            let signature = row.signature.try_into().ok()?;
            let word = chain::to_vouch(&installation, &public, row.until_seq);
            fits(&now, &word, &signature).then_some(OwnKey { public, until: Some(row.until_seq) })
        });
        Ok(former.chain([OwnKey { public: now, until: None }]).collect())
    }
}

/// Writes these, in the transaction that keeps the new key.
pub(crate) async fn keep(
    writer: &mut SqliteConnection,
    former: &[FormerKey],
) -> Result<(), sqlx::Error> {
    for FormerKey { public_key, until_seq, vouched_by, signature } in former {
        sqlx::query(
            "insert into former_signing_keys (public_key, until_seq, vouched_by, signature)
             values (?, ?, ?, ?)",
        )
        .bind(public_key.as_slice())
        .bind(until_seq)
        .bind(vouched_by.as_slice())
        .bind(signature.as_slice())
        .execute(&mut *writer)
        .await?;
    }
    Ok(())
}

impl Signatures {
    /// Whether this key's signature over this entry is taken.
    pub(super) fn takes(&self, public_key: &[u8; 32], seq: i64) -> bool {
        let may = |own: &OwnKey| own.public == *public_key && own.until.is_none_or(|it| seq <= it);
        self.ours.as_ref().is_none_or(|ours| ours.iter().any(may))
    }
}
