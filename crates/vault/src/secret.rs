//! A value that must not be seen.

use std::fmt;

use zeroize::Zeroize;

/// Holds a secret: it cannot be serialised, prints as `<secret>`, and is wiped from
/// memory when dropped.
///
/// ```compile_fail
/// fn serialises<T: serde::Serialize>(_: T) {}
/// serialises(patchbay_vault::Secret::new(String::from("key")));
/// ```
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes the value in.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, in clear. Whoever calls this answers for where it goes.
    pub const fn expose_secret(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

impl<T: Zeroize> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_a_secret_in_every_format() {
        let secret = Secret::new(String::from("canary"));
        for printed in [format!("{secret}"), format!("{secret:?}"), format!("{secret:#?}")] {
            assert_eq!(printed, "<secret>");
        }
        assert_eq!(secret.expose_secret(), "canary");
    }

    #[test]
    fn a_dropped_secret_was_wiped() {
        struct Wiped<'a>(&'a std::cell::Cell<bool>);
        impl Zeroize for Wiped<'_> {
            fn zeroize(&mut self) {
                self.0.set(true);
            }
        }
        let wiped = std::cell::Cell::new(false);
        drop(Secret::new(Wiped(&wiped)));
        assert!(wiped.get());
    }
}
