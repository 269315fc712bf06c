//! Where mail servers are: at their hosts, or played on this computer. Nothing else here
//! knows which.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use patchbay_contract::Problem;
use patchbay_gateway::Reach;
use patchbay_mail::find::{Later, Lookups};
use patchbay_mail::{Limits, Mail, Trust};
use url::Url;

use crate::problems::no_mail;

/// The largest file that is read of a domain that names its mail servers.
const LARGEST: usize = 256 * 1024;

/// How long such a file is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

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

    /// At their hosts, who are trusted by this. No domain is asked which it has.
    #[must_use]
    pub const fn given(mail: Mail) -> Self {
        Self(Where::Given(mail))
    }

    /// Whoever talks to the mail servers of this provider.
    ///
    /// # Errors
    /// When what this system trusts cannot be read.
    pub(crate) fn of_provider(&self, provider: &str) -> Result<Mail, Problem> {
        match &self.0 {
            Where::System(made) => {
                let make = || Ok(Mail::new(Trust::of_the_system()?, Limits::default()));
                made.get_or_init(make).clone().map_err(|error| no_mail(&error))
            }
            Where::Given(mail) => Ok(mail.clone()),
            Where::Practised(server) => Ok(Mail::practised(server, provider, Limits::default())),
        }
    }

    /// What it is found out by which servers an address has. SRV records are not asked for:
    /// nothing here resolves them, and domains that have them answer by their file or have
    /// the usual names.
    pub(crate) fn lookups(&self, mail: Mail) -> Lookups {
        let fetch: Arc<dyn Fn(Url) -> Later<Option<Vec<u8>>> + Send + Sync> = match &self.0 {
            Where::System(_) => Arc::new(|url| Box::pin(fetched(url))),
            Where::Given(_) | Where::Practised(_) => {
                Arc::new(|_| Box::pin(std::future::ready(None)))
            }
        };
        let records =
            Arc::new(|_: String| -> Later<Vec<_>> { Box::pin(std::future::ready(Vec::new())) });
        Lookups::over(mail, fetch, records)
    }
}

/// What lies there, over https alone, also where it sends on to.
async fn fetched(url: Url) -> Option<Vec<u8>> {
    let client = reqwest::Client::builder()
        .https_only(true)
        .redirect(reqwest::redirect::Policy::limited(3))
        .timeout(PATIENCE)
        .build()
        .ok()?;
    let mut answer = client.get(url).send().await.ok().filter(|one| one.status().is_success())?;
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return None;
        }
    }
    Some(bytes)
}
