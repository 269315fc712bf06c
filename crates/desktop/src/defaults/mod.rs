//! How the firm works where nobody chose otherwise: which of its connections meets, signs,
//! sends and takes tax returns, and where its clients pay.
//!
//! Which connection fits what is in `choosable`; one kind each in `chosen`, `payments`,
//! `segments` and `signing`; what goes with a connection in `lost`. Nothing is made or sent
//! here. It is the firm's, and goes along with its server: the connection that is meant may be
//! another computer's. Invariant: nobody here chooses but a live connection that is known, and
//! trust money and operating money never share an account. What comes may be heard in any order:
//! nothing is paid where the choice and the account do not name the same money, which a view of
//! the database says.

mod choosable;
mod chosen;
mod lost;
mod payments;
mod segments;
mod sender;
mod signing;

use patchbay_contract::{DefaultChange, Defaults, Problem};
use patchbay_store::{Change, OpenError, Store};

use crate::Installation;
use crate::catalogue::Catalogue;
use crate::problems::store_did_not_open;
use choosable::Known;
pub(crate) use choosable::can_be;
pub(crate) use lost::{lost_with, lost_words};
pub(crate) use segments::{EVERYBODY, is_name as is_segment_name};
pub(crate) use sender::is_sender;

impl Installation {
    /// What was chosen, and what can be.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn defaults(&self, catalogue: &Catalogue) -> Result<Defaults, Problem> {
        let store = self.opened().await?;
        let known = Known::of(&store, catalogue, self.now()).await?;
        Ok(Defaults {
            kinds: chosen::shown(&store, &known).await?,
            payments: payments::shown(&store, &known).await?,
            signing: signing::shown(&store, &known).await?,
        })
    }

    /// Changes that, and enters what was before and what is now.
    ///
    /// # Errors
    /// When the connection cannot do it, money would be mixed, a name is taken, or the
    /// database cannot be written. Nothing is changed then.
    pub async fn change_default(
        &self,
        catalogue: &Catalogue,
        wish: DefaultChange,
    ) -> Result<Defaults, Problem> {
        let store = self.opened().await?;
        let known = Known::of(&store, catalogue, self.now()).await?;
        let change = Changing { installation: self, store: &store, known: &known };
        match wish {
            DefaultChange::Use { kind, connection, address } => {
                chosen::choose(change, kind, &connection, address.as_deref()).await?;
            }
            DefaultChange::UseNone { kind } => chosen::choose_none(change, kind).await?,
            DefaultChange::Pay { segment, money, into } => {
                payments::pay(change, &segment, money, into.as_ref()).await?;
            }
            DefaultChange::Holds { connection, money } => {
                payments::hold(change, &connection, money).await?;
            }
            DefaultChange::AddSegment { name } => segments::add(change, &name).await?,
            DefaultChange::RenameSegment { segment, name } => {
                segments::rename(change, &segment, &name).await?;
            }
            DefaultChange::RemoveSegment { segment } => segments::remove(change, &segment).await?,
            DefaultChange::Sign { provider, flow, identity } => {
                signing::sign(change, &provider, flow, identity.as_deref()).await?;
            }
        }
        self.sign_what_was_entered().await;
        self.defaults(catalogue).await
    }
}

/// A change under way: who makes it, and what is known of the firm.
#[derive(Clone, Copy)]
struct Changing<'a> {
    installation: &'a Installation,
    store: &'a Store,
    known: &'a Known,
}

impl Changing<'_> {
    /// The entry of a setting with what was before and what is now.
    fn entry(self, setting: &'static str, from: &str, to: &str) -> patchbay_store::audit::NewEntry {
        let detail = patchbay_store::audit::Detail::new().word("setting", setting);
        let detail = detail.text("from", from).text("to", to);
        self.installation.entry(patchbay_contract::AuditAction::SettingsChanged).detail(detail)
    }

    fn at(self) -> String {
        self.installation.now().to_string()
    }
}

/// A change with this one entry.
fn with_entry<'a>(at: &'a str, entry: &'a patchbay_store::audit::NewEntry) -> Change<'a> {
    Change { at, entries: std::slice::from_ref(entry) }
}

fn failed(error: OpenError) -> Problem {
    store_did_not_open(&error)
}
