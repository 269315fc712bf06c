//! An authority that nobody knows, and a certificate of its making.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};

pub(crate) struct Certificates {
    root: Vec<u8>,
    /// The server's, and its key, as files have them.
    pub(crate) certificate: String,
    pub(crate) key: String,
}

impl Certificates {
    /// For a server of this name.
    pub(crate) fn of(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, "Nobody's authority");
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.signed_by(&key, &authority).unwrap();
        Self {
            root: authority.der().to_vec(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }

    pub(crate) fn root(&self) -> Vec<u8> {
        self.root.clone()
    }
}
