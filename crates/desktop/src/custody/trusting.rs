//! Which key is sealed to: the one that the server named when this computer came in, or one
//! that a person compared since.

use patchbay_contract::{AuditAction, Problem};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Store};

use crate::Installation;
use crate::firm::{Device, NamedKey, trusted_key};
use crate::problems::{not_enrolled, server_key_changed, store_did_not_open};

/// Four groups as somebody may have typed them.
fn same(typed: &str, fingerprint: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
    };
    plain(typed) == plain(fingerprint)
}

impl Installation {
    /// The server's key, once it may be sealed to.
    ///
    /// # Errors
    /// When the server names none, or another than the trusted one, and nobody compared it.
    pub(super) async fn key_to_seal_to(
        &self,
        store: &Store,
        device: &mut Device,
        compared: Option<&str>,
    ) -> Result<NamedKey, Problem> {
        let named = self.key_of_server(store, device).await?;
        let trusted = trusted_key(&device.row);
        if trusted.as_ref().is_some_and(|trusted| trusted.key == named.key) {
            return Ok(named);
        }
        let fingerprint = &named.shown.fingerprint;
        if !compared.is_some_and(|typed| same(typed, fingerprint)) {
            let trusted = trusted.map(|trusted| trusted.shown.fingerprint);
            return Err(server_key_changed(fingerprint, trusted.as_deref()));
        }
        let detail =
            Detail::new().text("server", &device.row.address).text("fingerprint", fingerprint);
        let entry = self.entry(AuditAction::ServerKeyTrusted).detail(detail);
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let kept = store.trust_server_key(&device.row.device, &named.shown.public, change).await;
        if !kept.map_err(|error| store_did_not_open(&error))? {
            return Err(not_enrolled());
        }
        device.row.server_key = Some(named.shown.public.clone());
        Ok(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_groups_are_the_same_however_they_were_typed() {
        assert!(same("abcd ef01-2345 6789", "ABCD-EF01-2345-6789"));
        assert!(!same("abcd", "ABCD-EF01"));
        assert!(!same("", "ABCD-EF01"));
    }
}
