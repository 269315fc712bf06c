//! Which certificates are trusted: those that this system trusts, as for every other
//! call of the app. What was shown and not trusted is remembered for the error.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rustls_platform_verifier::Verifier;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
};

use super::{Presented, Stream};
use crate::MailError;

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// It is made out to another name.
    #[error("the certificate is made out to another name")]
    OtherName,
    /// Its time is over.
    #[error("the certificate has expired")]
    Expired,
    /// Its time has not come, or this computer's clock is wrong.
    #[error("the certificate is not valid yet")]
    NotYet,
    /// Nobody whom this computer trusts made it out.
    #[error("nobody whom this computer trusts made it out")]
    UnknownIssuer,
    /// Something else, in the library's words.
    #[error("{0}")]
    Otherwise(String),
}

/// Which certificates are trusted. Cheap to clone.
#[derive(Clone)]
pub struct Trust {
    verifier: Arc<dyn ServerCertVerifier>,
    provider: Arc<CryptoProvider>,
}

impl Trust {
    /// Those that this system trusts.
    ///
    /// # Errors
    /// When the system's trust cannot be read; in words for support.
    pub fn of_the_system() -> Result<Self, String> {
        Self::with_roots([])
    }

    /// Those that this system trusts, and those that these sign, in DER: for servers on
    /// this computer.
    ///
    /// # Errors
    /// When the system's trust or one of these cannot be read; in words for support.
    pub fn with_roots(roots: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, String> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let roots: Vec<CertificateDer<'static>> = roots.into_iter().map(Into::into).collect();
        let verifier = Verifier::new_with_extra_roots(roots, Arc::clone(&provider))
            .map_err(|error| error.to_string())?;
        Ok(Self { verifier: Arc::new(verifier), provider })
    }

    /// Puts TLS over a stream.
    pub(crate) async fn shake_hands(
        &self,
        stream: Box<dyn Stream>,
        host: &str,
        until: Instant,
    ) -> Result<Box<dyn Stream>, MailError> {
        let no_such_host = |details: String| MailError::NoSuchHost { host: host.into(), details };
        let name = ServerName::try_from(host.to_owned())
            .map_err(|error| no_such_host(error.to_string()))?;
        let witness =
            Arc::new(Witness { verifier: Arc::clone(&self.verifier), refused: Mutex::new(None) });
        let not_tls = |details: String| MailError::NotTls { host: host.into(), details };
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| not_tls(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&witness) as Arc<dyn ServerCertVerifier>)
            .with_no_client_auth();
        let shaking = TlsConnector::from(Arc::new(config)).connect(name, stream);
        match timeout_at(until, shaking).await {
            Err(_) => Err(MailError::Silent { host: host.into() }),
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => {
                let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
                Err(match cause {
                    Some(Error::InvalidCertificate(why)) => MailError::Untrusted {
                        host: host.into(),
                        why: distrust(why),
                        presented: witness.presented().map(Box::new),
                    },
                    Some(other) => not_tls(other.to_string()),
                    None => MailError::Broken { host: host.into(), details: error.to_string() },
                })
            }
        }
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust")
    }
}

fn distrust(why: &CertificateError) -> Distrust {
    match why {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Distrust::OtherName
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Distrust::NotYet
        }
        CertificateError::UnknownIssuer => Distrust::UnknownIssuer,
        other => Distrust::Otherwise(other.to_string()),
    }
}

/// Has the certificate judged, and remembers one that was refused.
#[derive(Debug)]
struct Witness {
    verifier: Arc<dyn ServerCertVerifier>,
    refused: Mutex<Option<Vec<u8>>>,
}

impl Witness {
    fn presented(&self) -> Option<Presented> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.as_deref().and_then(Presented::read)
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let judged = self.verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        if judged.is_err() {
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            *refused = Some(end_entity.to_vec());
        }
        judged
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
