//! What a device signs to prove to the firm server that it holds its key.
//!
//! Each part is preceded by its length, so that no two different proofs are the same bytes.
//! Signing and checking are not here: this crate computes nothing.

/// Begins what is signed to come in.
const ENROLMENT: &str = "patchbay.device.enrol.1";
/// Begins what is signed for another token.
const RENEWAL: &str = "patchbay.device.renew.1";

/// For coming in with the code of a link, with this key and under this name.
#[must_use]
pub fn of_enrolment(code: &str, public_key: &[u8], device_name: &str) -> Vec<u8> {
    said(&[ENROLMENT.as_bytes(), code.as_bytes(), public_key, device_name.as_bytes()])
}

/// For another token of this device of this server, at this time as it is sent.
#[must_use]
pub fn of_renewal(server: &str, device: &str, at: &str) -> Vec<u8> {
    said(&[RENEWAL.as_bytes(), server.as_bytes(), device.as_bytes(), at.as_bytes()])
}

pub(crate) fn said(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(*part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_moves_to_the_next_part_is_another_proof() {
        assert_ne!(of_enrolment("ab", b"k", "n"), of_enrolment("a", b"bk", "n"));
        assert_ne!(of_renewal("s", "d", "t"), of_enrolment("s", b"d", "t"));
    }
}
