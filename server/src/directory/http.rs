//! How the directory is asked: over TLS as this system trusts and by its proxy, without following
//! anybody elsewhere, and with a bound on how long and how much it may say.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use url::Url;

/// More than any honest answer has.
const MOST: usize = 1024 * 1024;

/// The client.
pub(super) struct Http(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// It could not be reached, or took too long.
    #[error("it does not answer: {0}")]
    Away(String),
    /// It said more than anybody reads.
    #[error("its answer is too large")]
    TooLarge,
}

impl NoAnswer {
    /// Without the address, and with what lies beneath it.
    pub(super) fn of(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let (mut said, mut source) = (error.to_string(), std::error::Error::source(&error));
        while let Some(beneath) = source {
            said = format!("{said}: {beneath}");
            source = beneath.source();
        }
        Self::Away(said)
    }
}

impl Http {
    /// A client for this issuer.
    pub(super) fn to(issuer: &Url, patience: Duration) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("Patchbay/", env!("CARGO_PKG_VERSION")))
            .timeout(patience)
            .redirect(Policy::none())
            .referer(false);
        // One that is not reached over TLS is on this machine.
        let client = match issuer.scheme() {
            "https" => client.https_only(true),
            _ => client.no_proxy(),
        };
        client.build().map(Self)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = reqwest::Request::try_from(request).map_err(NoAnswer::of)?;
        let mut answer = self.0.execute(request).await.map_err(NoAnswer::of)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(NoAnswer::of)? {
            if body.len() + piece.len() > MOST {
                return Err(NoAnswer::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        let mut read = HttpResponse::new(body);
        *read.status_mut() = status;
        *read.headers_mut() = headers;
        Ok(read)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
