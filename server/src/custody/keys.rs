//! The server's own key, and what it opened last ([`Opened`]): made at the first start with an own
//! key, and told of where it does not open.
//!
//! It is asked for within the transaction that opens or seals something, and is read anew where the
//! keys in the database are others than it knows: so nothing is ever sealed with a key that a
//! rotation is about to remove, however many servers run meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use patchbay_contract::custody::{OwnKeyState, ServerKey};
use patchbay_firm_store::Session;
use patchbay_vault::Key;

use super::KeyTrouble;
use super::opened::{Opened, make};
use super::own::Own;
use crate::config::OwnKey;
use crate::house::House;

/// The server's own key, and what it opened last.
pub(crate) struct Keys {
    own: Own,
    opened: Mutex<Option<Arc<Opened>>>,
    /// Whether it is in the log already that they do not open.
    told: AtomicBool,
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

    /// How the own key is, as far as is known.
    pub(crate) fn state(&self) -> OwnKeyState {
        let is_fine = self.own.key().is_ok() && !self.told.load(Ordering::Relaxed);
        match self.own.is_set() {
            false => OwnKeyState::None,
            true if is_fine => OwnKeyState::Ready,
            true => OwnKeyState::Unavailable,
        }
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
        if let Some(known) = known.filter(|known| known.ids() == ids) {
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
