//! Checkpoints: a signature over the end of the chain. Since each hash covers the one
//! before, it covers every entry up to there.

use jiff::Timestamp;

use super::append::end;
use super::{Audit, Hash, OwnKey, chain};
use crate::OpenError;
use crate::transaction::in_transaction;

/// Signs. The key is somebody else's; this crate only hands over bytes.
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn public_key(&self) -> [u8; 32];
    /// The signature over these bytes.
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// How signatures are checked, and whose are taken.
#[derive(Debug, Clone)]
pub struct Signatures {
    /// Whether a public key has signed these bytes.
    pub fits: fn(&[u8; 32], &[u8], &[u8; 64]) -> bool,
    /// The keys of this installation, former ones among them.
    /// Nothing when they are not known now; then any key is taken that fits.
    pub ours: Option<Vec<OwnKey>>,
}

/// A signature over the chain up to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The entry.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
    /// When it was signed, RFC 3339 in UTC.
    pub at: String,
    /// By which key.
    pub public_key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

impl Checkpoint {
    /// Whether it was signed so, by a key that is taken.
    pub(super) fn is_good(&self, installation: &str, signatures: &Signatures) -> bool {
        let message = chain::to_sign(installation, self.seq, &self.hash, &self.at);
        signatures.takes(&self.public_key, self.seq)
            && (signatures.fits)(&self.public_key, &message, &self.signature)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    hash: Vec<u8>,
    at: String,
    public_key: Vec<u8>,
    signature: Vec<u8>,
}

impl From<Row> for Checkpoint {
    /// What is not as long as it should be becomes one that no key has signed.
    fn from(row: Row) -> Self {
        Self {
            seq: row.seq,
            hash: row.hash.try_into().unwrap_or_default(),
            at: row.at,
            public_key: row.public_key.try_into().unwrap_or_default(),
            signature: row.signature.try_into().unwrap_or([0; 64]),
        }
    }
}

impl Audit {
    /// Signs the chain up to its end, unless that is signed already, and notes it outside
    /// the database. A trail that is not the one that was noted is not signed: that would
    /// hide what was done to it. Nor is one with fewer than `at_least` entries that are not
    /// signed yet. Whether the trail is the one that was noted.
    pub async fn sign(
        &self,
        signer: &dyn Signer,
        at: Timestamp,
        at_least: i64,
    ) -> Result<bool, OpenError> {
        if !self.follows_from_what_was_noted().await? {
            return Ok(false);
        }
        self.sign_end(signer, at, at_least).await.map_err(|error| self.sqlite(error))?;
        self.note_end().await?;
        Ok(true)
    }

    async fn sign_end(
        &self,
        signer: &dyn Signer,
        at: Timestamp,
        at_least: i64,
    ) -> Result<(), sqlx::Error> {
        in_transaction(&self.writer, async |writer| {
            let (seq, hash) = end(&mut *writer).await?;
            let signed: Option<i64> = sqlx::query_scalar("select max(seq) from audit_checkpoints")
                .fetch_one(&mut *writer)
                .await?;
            if seq - signed.unwrap_or_default() < at_least.max(1) {
                return Ok(());
            }
            let installation: String =
                sqlx::query_scalar("select id from installation").fetch_one(&mut *writer).await?;
            let at = chain::time(at);
            let signature = signer.sign(&chain::to_sign(&installation, seq, &hash, &at));
            sqlx::query(
                "insert into audit_checkpoints (seq, hash, at, public_key, signature)
                 values (?, ?, ?, ?, ?)",
            )
            .bind(seq)
            .bind(hash.as_slice())
            .bind(at)
            .bind(signer.public_key().as_slice())
            .bind(signature.as_slice())
            .execute(&mut *writer)
            .await?;
            Ok(())
        })
        .await
    }

    /// Every checkpoint, the oldest first.
    pub async fn checkpoints(&self) -> Result<Vec<Checkpoint>, OpenError> {
        let rows: Vec<Row> = sqlx::query_as("select * from audit_checkpoints order by seq")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
        Ok(rows.into_iter().map(Checkpoint::from).collect())
    }

    /// The last checkpoint.
    pub(super) async fn last_checkpoint(&self) -> Result<Option<Checkpoint>, OpenError> {
        let row: Option<Row> =
            sqlx::query_as("select * from audit_checkpoints order by seq desc limit 1")
                .fetch_optional(&self.readers)
                .await
                .map_err(|error| self.sqlite(error))?;
        Ok(row.map(Checkpoint::from))
    }
}
