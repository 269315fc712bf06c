//! Where mail servers are: at their hosts, or played on this computer. Nothing else here
//! knows which.

use std::sync::{Arc, OnceLock};

use patchbay_contract::Problem;
use patchbay_gateway::Reach;
use patchbay_mail::{Limits, Mail, Trust};
use url::Url;

use crate::problems::no_mail;

/// Where mail servers are. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MailReach(Where);

#[derive(Debug, Clone)]
enum Where {
    /// At their hosts, who are trusted as this system does. What it trusts is read at the
    /// first use.
    System(Arc<OnceLock<Result<Mail, String>>>),
    /// The same, trusted by somebody else's word.
    Given(Mail),
    /// At a practice server.
    Practised(Url),
}

impl MailReach {
    /// Where providers are, there are their mail servers.
    #[must_use]
    pub fn of(reach: &Reach) -> Self {
        Self(match reach {
            Reach::Vendors => Where::System(Arc::default()),
            Reach::Practice(server) => Where::Practised(server.clone()),
        })
    }

    /// At their hosts, who are trusted by this.
    #[must_use]
    pub const fn given(mail: Mail) -> Self {
        Self(Where::Given(mail))
    }

    /// Whoever talks to the mail servers of this provider.
    ///
    /// # Errors
    /// When what this system trusts cannot be read.
    pub fn of_provider(&self, provider: &str) -> Result<Mail, Problem> {
        match &self.0 {
            Where::System(made) => {
                let make = || Ok(Mail::new(Trust::of_the_system()?, Limits::default()));
                made.get_or_init(make).clone().map_err(|error| no_mail(&error))
            }
            Where::Given(mail) => Ok(mail.clone()),
            Where::Practised(server) => Ok(Mail::practised(server, provider, Limits::default())),
        }
    }

    /// Whether they are at their hosts, as far as this system knows them.
    #[must_use]
    pub const fn is_of_the_system(&self) -> bool {
        matches!(self.0, Where::System(_))
    }
}
