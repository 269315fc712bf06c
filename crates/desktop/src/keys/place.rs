//! Which provider, and which of its ways to sign in: those of a form.

use std::ops::Deref;

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::Spot;
use patchbay_providers::sign_in::{Field, How};
use patchbay_store::Connection;

use super::Keys;
use crate::hub::no_such_provider;

/// A spot whose way is a form.
#[derive(Debug)]
pub(super) struct Place(Spot);

impl Deref for Place {
    type Target = Spot;

    fn deref(&self) -> &Spot {
        &self.0
    }
}

impl Place {
    /// The secret that people tell the key by.
    pub(super) fn secret(&self) -> Option<&Field> {
        self.sign_in().field.iter().find(|field| field.secret)
    }

    /// Whether the connection was made by one of this provider's forms.
    pub(super) fn made(&self, row: &Connection) -> bool {
        row.provider == self.at.provider
            && row.environment == self.at.environment.as_str()
            && self
                .provider
                .sign_in
                .iter()
                .any(|way| is_form(&way.how) && row.sign_in.as_deref() == Some(way.id.as_str()))
    }
}

impl Keys {
    /// The form of that name.
    pub(super) fn place(&self, at: &SignInAt) -> Result<Place, Problem> {
        if !self.catalogue.is_built_in(&at.provider) {
            self.catalogue.read_own_at_least_once();
        }
        let unknown = || no_such_provider(&at.provider);
        let (provider, _) = self.catalogue.find(&at.provider).ok_or_else(unknown)?;
        let spot = Spot::of(provider, at).filter(|spot| is_form(&spot.sign_in().how));
        spot.map(Place).ok_or_else(unknown)
    }
}

/// Whether what is typed is all there is to it.
pub(super) fn is_form(how: &How) -> bool {
    match how {
        How::Key(_)
        | How::SignedToken(_)
        | How::PostAddress(_)
        | How::OpenAddress(_)
        | How::Mailbox(_)
        | How::FileTarget(_) => true,
        How::OAuth(_) | How::ClientCredentials(_) => false,
    }
}
