//! What it is found out by which mail servers an address has.

use std::sync::Arc;
use std::time::Duration;

use patchbay_custody::MailReach;
use patchbay_mail::Mail;
use patchbay_mail::find::{Later, Lookups};
use url::Url;

/// The largest file that is read of a domain that names its mail servers.
const LARGEST: usize = 256 * 1024;

/// How long such a file is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// A domain's own file, where mail servers are at their hosts. SRV records are not asked for:
/// nothing here resolves them, and domains that have them answer by their file or have the
/// usual names.
pub(super) fn lookups(reach: &MailReach, mail: Mail) -> Lookups {
    let fetch: Arc<dyn Fn(Url) -> Later<Option<Vec<u8>>> + Send + Sync> =
        if reach.is_of_the_system() {
            Arc::new(|url| Box::pin(fetched(url)))
        } else {
            Arc::new(|_| Box::pin(std::future::ready(None)))
        };
    let records =
        Arc::new(|_: String| -> Later<Vec<_>> { Box::pin(std::future::ready(Vec::new())) });
    Lookups::over(mail, fetch, records)
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
