//! PostgreSQL over TLS, with a certificate that an authority of this test made: it is checked
//! as far as the address says, by no more and no less.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use patchbay_firm_store::{Place, Store};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::stage::server;

/// Turns TLS on at the server for whoever connects from now on. The authority that made its
/// certificate, which is for `localhost` and for no number, is written to this file.
async fn over_tls(authority: &Path) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "Nobody's authority");
    let made = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    fs::write(authority, made.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &made).unwrap();

    let mut connection = PgConnection::connect(&format!("{}/postgres", server())).await.unwrap();
    let data: String =
        sqlx::query_scalar("show data_directory").fetch_one(&mut connection).await.unwrap();
    let data = PathBuf::from(data);
    let owner = fs::metadata(&data).unwrap();
    for (name, text) in [("tls.pem", certificate.pem()), ("tls.key", key.serialize_pem())] {
        let file = data.join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        chown(&file, Some(owner.uid()), Some(owner.gid())).unwrap();
        let setting = if name == "tls.pem" { "ssl_cert_file" } else { "ssl_key_file" };
        set(&mut connection, &format!("{setting} = '{name}'")).await;
    }
    set(&mut connection, "ssl = on").await;
    sqlx::query("select pg_reload_conf()").execute(&mut connection).await.unwrap();
    let mut clock = tokio::time::interval(Duration::from_millis(20));
    for _ in 0..500 {
        clock.tick().await;
        let asked = format!("{}/postgres?sslmode=require", server());
        if PgConnection::connect(&asked).await.is_ok() {
            return;
        }
    }
    panic!("the server does not speak TLS");
}

async fn set(connection: &mut PgConnection, setting: &str) {
    let sql = AssertSqlSafe(format!("alter system set {setting}"));
    sqlx::query(sql).execute(connection).await.unwrap();
}

/// What comes of opening the server at this host, as the address wants it checked.
async fn opened(host: &str, wanted: &str) -> Result<(), String> {
    let server = server().replace("127.0.0.1", host);
    let place: Place = format!("{server}/postgres?{wanted}").parse().unwrap();
    Store::open(&place).await.map(drop).map_err(|error| {
        assert!(error.may_pass(), "the server goes on and tries again: {error}");
        error.to_string()
    })
}

#[tokio::test]
async fn a_servers_certificate_is_checked_as_the_address_says() {
    let folder = tempfile::tempdir().unwrap();
    let authority = folder.path().join("authority.pem");
    over_tls(&authority).await;
    let by_it = |mode: &str| format!("sslmode={mode}&sslrootcert={}", authority.display());
    for (host, wanted) in [
        ("127.0.0.1", "sslmode=require".to_owned()),
        ("127.0.0.1", by_it("verify-ca")),
        ("localhost", by_it("verify-ca")),
        ("localhost", by_it("verify-full")),
    ] {
        assert_eq!(opened(host, &wanted).await, Ok(()), "{host} {wanted}");
    }
    let other_name = opened("127.0.0.1", &by_it("verify-full")).await.unwrap_err();
    assert!(other_name.contains("not valid for name"), "{other_name}");
    for mode in ["verify-ca", "verify-full"] {
        let unknown = opened("localhost", &format!("sslmode={mode}")).await.unwrap_err();
        assert!(unknown.contains("UnknownIssuer"), "{unknown}");
    }
    let password = server().split(':').nth(2).unwrap().split('@').next().unwrap().to_owned();
    assert!(!other_name.contains(&password), "{other_name}");
}
