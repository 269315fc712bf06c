//! `patchbayctl reconnect` and `disconnect` of connections that live on a permission: the
//! real program over the folder of a firm that is closed, and whose vault opens with a
//! passphrase.

use std::process::Stdio;

use patchbay_contract::{
    DoorChoice, EndProof, ErrorCode, NewAttempt, Problem, Receipt, SavedKey, SignInAt, TakenBack,
};
use patchbay_desktop::connect::Reach;
use patchbay_desktop::practice_folder::MARK;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Failure, Misbehaviour, Trick};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, Command};

use crate::bench_firm::{Answer, Firm, address, decide, wish};

const PASSPHRASE: &str = "a long passphrase for practice";

/// A firm whose vault and providers another program finds.
async fn open_to_others(providers: &[&str]) -> Firm {
    let firm = Firm::beside(providers).await;
    let (home, reach) = firm.places();
    let Reach::Practice(url) = reach else { panic!("{reach:?}") };
    std::fs::write(home.join(MARK), url.as_str()).unwrap();
    firm
}

/// Leaves the folder to another program.
async fn closed(firm: &Firm) {
    let door = DoorChoice::Passphrase(PASSPHRASE.into());
    firm.installation.move_vault(door).await.unwrap();
    firm.close().await;
}

/// How many connections there are.
async fn connections(firm: &Firm) -> usize {
    let (_, said) = Ctl::begun(firm, &["status"]).await.ended().await;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    said["connections"].as_array().unwrap().len()
}

/// One that lives on a permission.
async fn signed_in(firm: &Firm, provider: &str) -> String {
    let attempt = firm.begin(wish(provider)).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await.0
}

/// The program under way.
struct Ctl {
    child: Child,
    input: ChildStdin,
    beside: Lines<BufReader<ChildStderr>>,
}

impl Ctl {
    /// Begun with these words; it is told the passphrase.
    async fn begun(firm: &Firm, words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_patchbayctl"));
        command.arg("--data-dir").arg(firm.home()).arg("--json").args(words);
        // No keychain of whoever runs the test.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let beside = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut begun = Self { child, input, beside };
        begun.type_in(PASSPHRASE).await;
        begun
    }

    async fn type_in(&mut self, line: &str) {
        // One that needs nothing may have ended before it was told.
        let _ = self.input.write_all(format!("{line}\n").as_bytes()).await;
    }

    /// The address that a browser is to be sent to.
    async fn address(&mut self) -> String {
        while let Some(line) = self.beside.next_line().await.unwrap() {
            if let Some(address) = line.strip_prefix("Sign in at ") {
                return address.to_owned();
            }
        }
        panic!("it ended without an address");
    }

    /// How it ended, and what it said.
    async fn ended(self) -> (i32, String) {
        let Self { child, input, .. } = self;
        drop(input);
        let output = child.wait_with_output().await.unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said)
    }
}

#[tokio::test]
async fn a_permission_is_given_again_by_a_browser_without_the_window() {
    let firm = open_to_others(&["box", "freshbooks"]).await;
    let id = signed_in(&firm, "box").await;
    closed(&firm).await;
    firm.practice.revoke_all("box");
    let mut ctl = Ctl::begun(&firm, &["reconnect", &id, "--no-browser"]).await;
    let page = ctl.address().await;
    let Answer::Address(home) = decide(&page, Decision::Allow(&COMPANIES[0])).await else {
        panic!("it comes home by a port")
    };
    assert!(home.starts_with("http://127.0.0.1:"), "{home}");
    reqwest::get(&home).await.unwrap();
    let (code, said) = ctl.ended().await;
    assert_eq!(code, 0, "{said}");
    assert_eq!(serde_json::from_str::<SavedKey>(&said).unwrap().connection, id);
    assert_eq!(connections(&firm).await, 1);

    // What is pasted is as good, and a no is told.
    let mut ctl = Ctl::begun(&firm, &["reconnect", &id, "--no-browser"]).await;
    let page = ctl.address().await;
    let Answer::Address(home) = decide(&page, Decision::Allow(&COMPANIES[0])).await else {
        panic!("it comes home by a port")
    };
    ctl.type_in("there is no code in this").await;
    ctl.type_in(&home).await;
    let (code, said) = ctl.ended().await;
    assert_eq!(code, 0, "{said}");
    let mut ctl = Ctl::begun(&firm, &["reconnect", &id, "--no-browser"]).await;
    let page = ctl.address().await;
    let Answer::Address(home) = decide(&page, Decision::Deny).await else {
        panic!("it comes home by a port")
    };
    reqwest::get(&home).await.unwrap();
    let (code, said) = ctl.ended().await;
    let problem: Problem = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 1, "{said}");
    assert!(!problem.remedy.is_empty());
}

#[tokio::test]
async fn a_permission_is_taken_back_or_stays_unless_that_is_wanted_in_so_many_words() {
    let firm = open_to_others(&["box"]).await;
    let (first, second) = (signed_in(&firm, "box").await, signed_in(&firm, "box").await);
    closed(&firm).await;
    let (code, said) = Ctl::begun(&firm, &["disconnect", &first, "--yes"]).await.ended().await;
    assert_eq!(code, 0, "{said}");
    let receipt: Receipt = serde_json::from_str(&said).unwrap();
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::Confirmed, EndProof::RefusedAfterwards));

    let down = Trick::Fails(Failure { status: Some(503), code: None, text: None });
    firm.practice.misbehave("box", Misbehaviour::always(Endpoint::Revoke, down));
    let (code, said) = Ctl::begun(&firm, &["disconnect", &second, "--yes"]).await.ended().await;
    let problem: Problem = serde_json::from_str(&said).unwrap();
    assert_eq!((code, problem.code), (1, ErrorCode::PermissionStands));
    assert_eq!(connections(&firm).await, 1);
    let despite = ["disconnect", &second, "--yes", "--even-if-not-told"];
    let (code, said) = Ctl::begun(&firm, &despite).await.ended().await;
    assert_eq!(code, 0, "{said}");
    let receipt: Receipt = serde_json::from_str(&said).unwrap();
    assert_eq!(receipt.taken, TakenBack::NotAsked);
    assert!(receipt.by_hand.is_some() && connections(&firm).await == 0);
}

#[tokio::test]
async fn the_firms_own_client_is_signed_in_again_with_what_is_kept_or_with_a_new_secret() {
    let firm = open_to_others(&[]).await;
    let at = SignInAt { sign_in: "app".into(), ..wish("ups").at };
    let fields = firm.practice.credentials_of("ups", "app");
    let attempt = firm.begin(NewAttempt { at, fields: fields.clone(), ..wish("ups") }).await;
    let (id, _) = firm.connected(&attempt.id).await;
    closed(&firm).await;
    let (code, said) = Ctl::begun(&firm, &["reconnect", &id]).await.ended().await;
    assert_eq!(code, 0, "{said}");
    let file = firm.home().join("secret.txt");
    let from_file = format!("client_secret=@{}", file.display());
    for (secret, code) in [("another-app's", 1), (&*fields["client_secret"], 0)] {
        std::fs::write(&file, secret).unwrap();
        let words = ["reconnect", &id, "--field", &from_file];
        let (ended, said) = Ctl::begun(&firm, &words).await.ended().await;
        assert_eq!(ended, code, "{said}");
        assert!(!said.contains(secret), "{said}");
    }
}
