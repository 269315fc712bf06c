//! The way to a provider, diagnosed by the real program: a proxy that lets calls pass, refuses
//! them, wants a password or is not there, and a certificate that nobody trusts.

mod proxy;
mod vendor;

use patchbay_contract::{
    Diagnosis, DiagnosisCheck as Check, ErrorCode, NotChecked, Problem, SavedKey, Verdict,
};
use patchbay_test_support::{Stage, StageBuilder};

use self::proxy::{Does, Proxy};
use self::vendor::{HOST, Vendor};
use crate::support::PATCHBAYCTL;

const KEY: &str = "acme_0123456789abcdef";

/// Who trusts the vendor's certificate, and goes by a proxy or straight.
struct Settings<'a> {
    trusting: Option<&'a Vendor>,
    proxy: Option<String>,
}

/// Somebody at a computer who connected that vendor, and how.
async fn connected(name: &str, vendor: &Vendor, proxy: Option<&Proxy>) -> (Stage, String) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    let folder = stage.data_folder().join("providers");
    std::fs::create_dir_all(&folder).unwrap();
    let file = if proxy.is_some() { vendor.file(HOST) } else { vendor.file_here() };
    std::fs::write(folder.join("acme_permits.toml"), file).unwrap();
    let key = stage.home().join("key");
    std::fs::write(&key, KEY).unwrap();
    let field = format!("api_key=@{}", key.display());
    let settings = Settings { trusting: Some(vendor), proxy: proxy.map(Proxy::address) };
    let words = ["connect", "acme_permits", "--field", &field];
    let (code, said) = ctl(&stage, &settings, &words).await;
    assert_eq!(code, 0, "{said}");
    (stage, serde_json::from_str::<SavedKey>(&said).unwrap().connection)
}

/// How it ended, and what it said.
async fn ctl(stage: &Stage, settings: &Settings<'_>, words: &[&str]) -> (i32, String) {
    let mut command = stage.command(PATCHBAYCTL);
    command.args(words).arg("--json");
    if let Some(vendor) = settings.trusting {
        let file = stage.home().join("trusted.pem");
        std::fs::write(&file, &vendor.certificate).unwrap();
        command.env("SSL_CERT_FILE", file);
    }
    command.envs(settings.proxy.iter().map(|proxy| ("HTTPS_PROXY", proxy)));
    let output = command.output().await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

async fn diagnosed(stage: &Stage, settings: Settings<'_>, connection: &str) -> Diagnosis {
    let (_, said) = ctl(stage, &settings, &["diagnose", connection]).await;
    assert!(!said.contains(KEY), "{said}");
    let mut all: Vec<Diagnosis> =
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    all.remove(0)
}

/// The one thing that is wrong.
fn only_trouble(found: &Diagnosis) -> (Check, Problem) {
    let checks = found.checks.iter();
    let mut wrong: Vec<_> =
        checks.filter_map(|one| Some((one.check, one.problem()?.clone()))).collect();
    assert_eq!(wrong.len(), 1, "{found}");
    wrong.remove(0)
}

fn verdict(found: &Diagnosis, check: Check) -> &Verdict {
    &found.checks.iter().find(|one| one.check == check).unwrap().verdict
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_named_with_what_to_do_and_gets_no_key() {
    let vendor = Vendor::start().await;
    let (stage, id) = connected("ctl-certificate", &vendor, None).await;
    let trusting = Settings { trusting: Some(&vendor), proxy: None };
    let well = diagnosed(&stage, trusting, &id).await;
    assert_eq!(well.problems().count(), 0, "{well}");
    let heard = vendor.keys_heard();

    let found = diagnosed(&stage, Settings { trusting: None, proxy: None }, &id).await;
    let (check, problem) = only_trouble(&found);
    assert_eq!((check, problem.code), (Check::Tls, ErrorCode::CertificateReplaced), "{found}");
    assert!(problem.what.contains("localhost"), "{problem}");
    assert!(problem.remedy.contains("root certificate"), "{problem}");
    assert!(problem.details.unwrap().contains("UnknownIssuer"), "{found}");
    let behind = Verdict::NotChecked(NotChecked::BehindAnother);
    assert_eq!(*verdict(&found, Check::Valid), behind, "{found}");
    assert_eq!(vendor.keys_heard(), heard, "no key went to whoever shows it");
}

#[tokio::test]
async fn a_proxy_is_named_with_what_it_does_to_the_calls_and_what_to_do() {
    let vendor = Vendor::start().await;
    let proxy = Proxy::to(&vendor).await;
    let (stage, id) = connected("ctl-proxy", &vendor, Some(&proxy)).await;
    let by_it = |trusting| Settings { trusting, proxy: Some(proxy.address()) };
    let well = diagnosed(&stage, by_it(Some(&vendor)), &id).await;
    assert_eq!(well.problems().count(), 0, "{well}");
    assert_eq!(*verdict(&well, Check::Proxy), Verdict::Fine(Some(proxy.name())), "{well}");
    let by_the_proxy = Verdict::NotChecked(NotChecked::ByTheProxy);
    assert_eq!(*verdict(&well, Check::Name), by_the_proxy, "{well}");

    for (does, what, remedy) in [
        (Does::Refuse, "does not let them pass", "let api.acme-permits.example through"),
        (Does::AskForPassword, "wants a name and a password", "the proxy’s address"),
        (Does::HangUp, "does not answer", "check that the proxy runs"),
    ] {
        proxy.now(does);
        let found = diagnosed(&stage, by_it(Some(&vendor)), &id).await;
        let (check, problem) = only_trouble(&found);
        assert_eq!((check, problem.code), (Check::Proxy, ErrorCode::ProxyNotPassing), "{found}");
        assert!(problem.what.contains(what) && problem.what.contains(&proxy.name()), "{problem}");
        assert!(problem.remedy.contains(remedy), "{problem}");
        assert_eq!(*verdict(&found, Check::Reach), by_the_proxy, "{found}");
    }

    proxy.now(Does::Pass);
    let between = diagnosed(&stage, by_it(None), &id).await;
    let (check, problem) = only_trouble(&between);
    assert_eq!((check, problem.code), (Check::Tls, ErrorCode::CertificateReplaced), "{between}");
    let there = Verdict::Fine(Some(proxy.name()));
    assert_eq!(*verdict(&between, Check::Proxy), there, "it is the certificate, not the proxy");

    // Its password stands in the settings, and nowhere else.
    let nobody = proxy.address_of_nobody("ann:canary@");
    let gone = Settings { trusting: Some(&vendor), proxy: Some(nobody) };
    let (code, said) = ctl(&stage, &gone, &["diagnose", &id]).await;
    assert_eq!(code, 1, "somebody has to put it right");
    assert!(said.contains("does not answer") && !said.contains("canary"), "{said}");
}
