//! `patchbayctl connect` and `test`: a key from a file, from the input and from nowhere it
//! should come from; and how a script knows what came of it.

use std::sync::Arc;

use jiff::Timestamp;
use patchbay_contract::{Diagnosis, ErrorCode, PastProbe, SavedKey, Tested, Webhook, WebhookSlot};
use patchbay_desktop::practice_folder::MARK;
use patchbay_practice::{Endpoint, Misbehaviour, Practice, Trick};
use patchbay_test_support::{Stage, StageBuilder};
use tokio::net::TcpListener;

use crate::support::{ctl, refused, well};

/// A stage whose providers are played in this process.
pub(crate) async fn practised(name: &str) -> (Stage, Practice) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    let providers = patchbay_providers::catalogue().into_iter().map(Arc::new);
    let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
    let practice = Practice::of(providers, Arc::new(Timestamp::now), entropy);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(practice.clone().serve(listener, std::future::pending()));
    std::fs::create_dir_all(stage.data_folder()).unwrap();
    std::fs::write(stage.data_folder().join(MARK), format!("http://{address}")).unwrap();
    (stage, practice)
}

/// How it ended, and what it said.
async fn ended<T: serde::de::DeserializeOwned>(stage: &Stage, words: &[&str]) -> (i32, T) {
    let output = ctl(stage, words, "").await;
    let said = String::from_utf8_lossy(&output.stdout);
    let read = serde_json::from_str(&said);
    (output.status.code().unwrap(), read.unwrap_or_else(|error| panic!("{error}: {said}")))
}

#[tokio::test]
async fn the_command_line_connects_by_a_key_from_a_file_or_the_input_and_tests_it() {
    let (stage, practice) = practised("ctl-connect").await;
    let key = practice.credentials_of("mistral", "key")["api_key"].clone();
    let file = stage.home().join("key");
    std::fs::write(&file, format!("MISTRAL_API_KEY={key}\n")).unwrap();
    let from_file = format!("api_key=@{}", file.display());
    let said = well(&stage, &["connect", "mistral", "--field", &from_file], "").await;
    assert!(!said.contains(&key), "{said}");
    let saved: SavedKey = serde_json::from_str(&said).unwrap();
    assert_eq!(saved.checks[0].holds, Some(true));

    let from_input = ["connect", "mistral", "--field", "api_key=-", "--label", "Second"];
    well(&stage, &from_input, &format!("{key}\n")).await;
    let (code, all) = ended::<Vec<Tested>>(&stage, &["test", "--all"]).await;
    assert_eq!((code, all.len()), (0, 2));
    assert!(all.iter().any(|one| one.title == "Second"), "{all:?}");

    practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, Trick::Status(503)));
    let (code, one) = ended::<Vec<Tested>>(&stage, &["test", &saved.connection]).await;
    let problem = one[0].problem.as_ref().unwrap();
    assert_eq!((code, problem.code), (3, ErrorCode::ProviderDown), "a script may try again");
    let of_it = ["diagnose", &*saved.connection];
    let (code, found) = ended::<Vec<Diagnosis>>(&stage, &of_it).await;
    let first = found[0].problems().next().map(|problem| problem.code);
    assert_eq!((code, first), (3, Some(ErrorCode::ProviderDown)));
    practice.behave("mistral");
    let (code, all) = ended::<Vec<Diagnosis>>(&stage, &["diagnose"]).await;
    assert_eq!((code, all.len()), (0, 2), "{all:?}");
    let of_it = ["test", &*saved.connection, "--history"];
    let (code, history) = ended::<Vec<PastProbe>>(&stage, &of_it).await;
    let trouble: Vec<_> = history.iter().map(|one| one.trouble.as_ref().map(|t| t.code)).collect();
    assert_eq!((code, trouble), (0, vec![Some(ErrorCode::ProviderDown), None, None]));
    let wrong = ["connect", "mistral", "--field", "api_key=-", "--replace", &saved.connection];
    let another = "0123456789abcdef0123456789abcdef";
    let output = ctl(&stage, &wrong, another).await;
    assert_eq!(output.status.code(), Some(1));
    let (code, _) = ended::<Vec<Tested>>(&stage, &["test", &saved.connection]).await;
    assert_eq!(code, 0, "the old key is as it was");
}

#[tokio::test]
async fn a_key_comes_from_the_input_and_the_vaults_passphrase_from_a_file() {
    let (stage, practice) = practised("ctl-passphrase-file").await;
    let passphrase = "seven plain words that nobody guesses";
    let file = stage.home().join("passphrase");
    std::fs::write(&file, format!("{passphrase}\n")).unwrap();
    let from = format!("@{}", file.display());
    well(&stage, &["vault", "make", "--in", "passphrase"], &format!("{passphrase}\n")).await;
    let key = practice.credentials_of("mistral", "key")["api_key"].clone();
    let connect = ["connect", "mistral", "--field", "api_key=-", "--passphrase"];
    well(&stage, &[&connect[..], &[&from]].concat(), &key).await;
    well(&stage, &["test", "--all", "--passphrase", &from], "").await;
    std::fs::write(&file, "another passphrase altogether").unwrap();
    for (given, code) in [
        (passphrase, ErrorCode::SecretInTheOpen),
        ("@/nonexistent", ErrorCode::FieldMissing),
        (&from, ErrorCode::PassphraseWrong),
    ] {
        let words = [&connect[..], &[given]].concat();
        assert_eq!(refused(&stage, &words, &key).await, code);
    }
}

#[tokio::test]
async fn a_secret_among_the_arguments_is_refused_with_the_reason() {
    let (stage, practice) = practised("ctl-in-the-open").await;
    let refusals: [(&[&str], ErrorCode); 6] = [
        (&["connect", "mistral", "--field", "api_key=abc"], ErrorCode::SecretInTheOpen),
        (&["connect", "mistral", "--field", "api_key=@/nonexistent"], ErrorCode::FieldMissing),
        (&["connect", "mistral", "--field", "no_such=1"], ErrorCode::FieldMissing),
        (&["connect", "mistral"], ErrorCode::FieldMissing),
        (&["connect", "no_such"], ErrorCode::ProviderUnknown),
        (&["connect", "xero"], ErrorCode::ProviderUnknown),
    ];
    for (words, code) in refusals {
        assert_eq!(refused(&stage, words, "").await, code, "{words:?}");
    }
    // What is no secret may stand there.
    let credentials = practice.credentials_of("twilio", "api_key");
    let field = |name: &str| format!("{name}={}", credentials[name]);
    let (account, sid, from) = (field("account_sid"), field("api_key_sid"), field("from_number"));
    let words = [
        "connect",
        "twilio",
        "--sign-in",
        "api_key",
        "--field",
        &account,
        "--field",
        &sid,
        "--field",
        &from,
        "--field",
        "api_key_secret=-",
    ];
    well(&stage, &words, &credentials["api_key_secret"]).await;
}

#[tokio::test]
async fn the_command_line_keeps_a_webhook_secret_and_lets_the_next_one_take_over() {
    let (stage, practice) = practised("ctl-webhook-secret").await;
    let key = &practice.credentials_of("stripe", "key")["api_key"];
    let connect = ["connect", "stripe", "--field", "api_key=-"];
    let saved: SavedKey = serde_json::from_str(&well(&stage, &connect, key).await).unwrap();
    let of = ["webhook-secret", &*saved.connection];
    let file = stage.home().join("secret");
    std::fs::write(&file, "whsec_0123456789abcdefgh0001\n").unwrap();
    let from_file = format!("current=@{}", file.display());
    let said = well(&stage, &[of[0], of[1], "--slot", &from_file], "").await;
    assert!(said.contains("\"0001\"") && !said.contains("whsec_0"), "{said}");
    let next = [of[0], of[1], "--slot", "next=-"];
    well(&stage, &next, "whsec_0123456789abcdefgh0002").await;
    let webhook: Webhook = serde_json::from_str(&well(&stage, &of, "").await).unwrap();
    assert_eq!(webhook.secrets.len(), 2);
    let retire = [of[0], of[1], "--retire"];
    let after: Webhook = serde_json::from_str(&well(&stage, &retire, "").await).unwrap();
    assert_eq!(after.secrets.len(), 1);
    assert_eq!(after.secret(WebhookSlot::Current).unwrap().hint.as_deref(), Some("0002"));
    for (words, code) in [
        (&["--slot", "next=whsec_open"][..], ErrorCode::SecretInTheOpen),
        (&["--slot", "third=-"], ErrorCode::FieldMissing),
        (&["--retire"], ErrorCode::NothingToRetire),
    ] {
        assert_eq!(refused(&stage, &[&of, words].concat(), "").await, code, "{words:?}");
    }
}
