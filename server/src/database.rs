//! The database of this server: opened when it is first asked for, so that a server begins to
//! answer at once, and tried again when that failed. One that somebody is still preparing is waited
//! for.

use std::sync::Arc;

use patchbay_firm_store::{Place, Store};
use tokio::sync::{OnceCell, SetOnce};
use tokio_util::sync::CancellationToken;

use crate::Config;
use crate::problem::{Code, Problem};

/// A database that is being prepared. Cheap to copy.
#[derive(Clone, Default)]
pub struct Preparing(Arc<SetOnce<bool>>);

impl Preparing {
    /// It is there from now on, or is not to be. Said once.
    pub fn ended(&self, is_there: bool) {
        let _ = self.0.set(is_there);
    }
}

/// Where it is, and what was opened there.
pub(crate) struct Database {
    place: Option<Place>,
    preparing: Option<Preparing>,
    /// Told to end, the server waits for none.
    closing: CancellationToken,
    opened: OnceCell<Store>,
}

impl Database {
    pub(crate) fn of(config: &Config, closing: CancellationToken) -> Self {
        let (place, preparing) = (config.database.clone(), config.preparing.clone());
        Self { place, preparing, closing, opened: OnceCell::new() }
    }

    /// Whether there is to be one.
    pub(crate) fn is_wanted(&self) -> bool {
        self.place.is_some()
    }

    /// Whether there is one, once nobody prepares it any more.
    pub(crate) async fn is_there(&self) -> bool {
        let Some(preparing) = &self.preparing else { return self.is_wanted() };
        let ended = self.closing.run_until_cancelled(preparing.0.wait()).await;
        ended.is_some_and(|is_there| *is_there)
    }

    /// The database, with the tables of this program.
    pub(crate) async fn store(&self) -> Result<&Store, Problem> {
        let is_there = self.opened.initialized() || self.is_there().await;
        let Some(place) = self.place.as_ref().filter(|_| is_there) else {
            let detail = "This server keeps nothing: it has no database.";
            return Err(Problem::new(Code::DatabaseUnavailable, detail));
        };
        let opened = self.opened.get_or_try_init(async || {
            let store = Store::open(place).await?;
            store.ready().await?;
            Ok(store)
        });
        opened.await.map_err(|error: patchbay_firm_store::StoreError| error.into())
    }

    /// Lets go of it.
    pub(crate) async fn close(&self) {
        if let Some(store) = self.opened.get() {
            store.close().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use super::*;

    /// Whether it has an answer already.
    async fn is_answered(asking: &mut (impl Future<Output = bool> + Unpin)) -> Option<bool> {
        let mut asking = pin!(asking);
        poll_fn(|context| {
            Poll::Ready(match asking.as_mut().poll(context) {
                Poll::Ready(answer) => Some(answer),
                Poll::Pending => None,
            })
        })
        .await
    }

    #[tokio::test]
    async fn a_database_that_is_being_prepared_is_waited_for_and_not_beyond_the_end() {
        let folder = tempfile::tempdir().unwrap();
        for is_there in [true, false] {
            let (config, preparing) = crate::embedded::config(folder.path());
            let database = Database::of(&config, CancellationToken::new());
            let mut asking = Box::pin(database.is_there());
            assert_eq!(is_answered(&mut asking).await, None);
            preparing.ended(is_there);
            assert_eq!(asking.await, is_there);
        }
        let (config, _preparing) = crate::embedded::config(folder.path());
        let closing = CancellationToken::new();
        let database = Database::of(&config, closing.clone());
        let mut asking = Box::pin(database.is_there());
        assert_eq!(is_answered(&mut asking).await, None);
        closing.cancel();
        assert!(!asking.await);
    }
}
