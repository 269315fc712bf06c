//! The key that signs the trail. It comes from the vault, and is here for as long as the
//! vault is open.

use patchbay_store::OpenError;
use patchbay_store::audit::{Audit, OwnKey, Signatures, Signer};
use patchbay_vault::SigningKey;

/// The key of now, and every key of this installation.
#[derive(Debug)]
pub struct AuditKey {
    key: SigningKey,
    ours: Vec<OwnKey>,
}

impl AuditKey {
    /// A key before which there was none.
    #[must_use]
    pub fn first(key: SigningKey) -> Self {
        let ours = vec![OwnKey { public: key.public(), until: None }];
        Self { key, ours }
    }

    /// The key with those before it that it vouched for.
    pub(crate) async fn with_former(audit: &Audit, key: SigningKey) -> Result<Self, OpenError> {
        let ours = audit.own_keys(key.public(), patchbay_vault::verify).await?;
        Ok(Self { key, ours })
    }
}

impl Signer for AuditKey {
    fn public_key(&self) -> [u8; 32] {
        self.key.public()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message)
    }
}

/// How signatures are checked while this key is at hand, or while none is.
pub(super) fn signatures(key: Option<&AuditKey>) -> Signatures {
    Signatures { fits: patchbay_vault::verify, ours: key.map(|key| key.ours.clone()) }
}
