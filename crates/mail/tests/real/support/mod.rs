//! Mail servers that are real, and those who look on.

mod certificates;
mod dovecot;
mod onlooker;
mod sink;

use std::process::{Child, Command};

use patchbay_mail::{Limits, Login, Mail, Opens, Trust};
use patchbay_vault::Secret;

pub(crate) use certificates::Certificates;
pub(crate) use dovecot::Dovecot;
pub(crate) use onlooker::Onlooker;
pub(crate) use sink::Sink;

pub(crate) const PASSWORD: &str = "sesame, öffne dich";

pub(crate) fn login(password: &str) -> Login {
    Login { user: "ada".into(), opens: Opens::Password(Secret::new(password.into())) }
}

/// Somebody who trusts these certificates besides those of the system.
pub(crate) fn mail(certificates: &Certificates) -> Mail {
    Mail::new(Trust::with_roots([certificates.root()]).unwrap(), Limits::default())
}

/// A program that ends with the test: it is asked to, so that it ends its own as well.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let id = self.0.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}
