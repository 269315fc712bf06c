//! Mailboxes that a sign-in in the browser opens: proven, read with a token that is renewed,
//! and ended with their permission.

use std::time::Duration;

use jiff::SignedDuration;
use patchbay_contract::{
    AttemptStep, Check, DiagnosisCheck, Disconnection, EnvironmentId, ErrorCode, Event,
    MailboxKind, NewAttempt, NewFirmApp, Problem, SignInAt, StatusKind,
};
use patchbay_practice::{COMPANIES, Decision, Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::{Firm, Paper};
use crate::support::Dovecot;

const GMAIL: &str = "gmail";
const WAY: &str = "oauth_mailbox";
const ME: &str = COMPANIES[0].mail;

/// What a sign-in came to.
enum Came {
    Connected(String, Vec<Check>),
    Ended(Problem),
}

impl Came {
    /// The connection, with its checks.
    fn connected(self) -> (String, Vec<Check>) {
        match self {
            Self::Connected(connection, checks) => (connection, checks),
            Self::Ended(problem) => panic!("{problem:#?}"),
        }
    }

    fn connection(self) -> String {
        self.connected().0
    }
}

impl Firm {
    /// Signs in at a provider in the browser, with an app that the firm has there.
    async fn signs_in(&self, provider: &str, sign_in: &str, again: Option<&str>) -> Came {
        let at = SignInAt {
            provider: provider.into(),
            sign_in: sign_in.into(),
            environment: EnvironmentId::Live,
        };
        let app = self.practice.app_of(provider);
        let (client_id, client_secret) = (app.client_id, app.client_secret);
        let app = NewFirmApp { at: at.clone(), client_id, client_secret };
        self.sign_ins.save_firm_app(app).await.unwrap();
        let wish = NewAttempt {
            fields: self.practice.credentials_of(provider, sign_in),
            mailbox: Some(MailboxKind::Personal),
            connection: again.map(ToOwned::to_owned),
            ..NewAttempt::again(at, String::new())
        };
        let attempt = self.sign_ins.begin(wish).await.unwrap();
        let AttemptStep::Waiting { address } = &attempt.step else { panic!("{attempt:?}") };
        allow(address).await;
        self.end_of(&attempt.id).await
    }

    async fn end_of(&self, attempt: &str) -> Came {
        let mut events = self.notices.listen_to_attempts();
        loop {
            match self.sign_ins.attempt(attempt).unwrap().step {
                AttemptStep::Done { connection, checks, .. } => {
                    return Came::Connected(connection, checks);
                }
                AttemptStep::Ended(problem) | AttemptStep::Stuck(problem) => {
                    return Came::Ended(problem);
                }
                _ => {}
            }
            let changed = async {
                while let Ok(event) = events.recv().await {
                    if matches!(&event, Event::AttemptChanged(changed) if changed == attempt) {
                        return;
                    }
                }
            };
            tokio::time::timeout(Duration::from_secs(60), changed).await.unwrap();
        }
    }

    fn refreshes(&self) -> u32 {
        self.practice.counts(GMAIL).refreshes
    }
}

/// Allows it as a person in a browser does, whom it sends home.
async fn allow(address: &str) {
    let none = reqwest::redirect::Policy::none();
    let browser = reqwest::Client::builder().no_proxy().redirect(none).build().unwrap();
    let said = browser
        .post(address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Decision::Allow(&COMPANIES[0]).form())
        .send()
        .await
        .unwrap();
    let home = said.headers()["location"].to_str().unwrap().to_owned();
    assert!(browser.get(home).send().await.unwrap().status().is_success());
}

fn refuses(code: Option<&str>, text: &str) -> Trick {
    let (code, text) = (code.map(Into::into), Some(text.into()));
    Trick::Fails(Failure { status: None, code, text })
}

#[tokio::test]
async fn a_permission_of_the_browser_opens_a_mailbox_that_is_proven_kept_and_read() {
    for provider in [GMAIL, "outlook_mail"] {
        let firm = Firm::practising().await;
        let (connection, checks) = firm.signs_in(provider, WAY, None).await.connected();
        let names: Vec<&str> = checks.iter().map(|check| check.name.as_str()).collect();
        assert!(checks.iter().all(|check| check.holds == Some(true)), "{checks:?}");
        assert_eq!(
            names[names.len() - 6..],
            [
                "Reaches the incoming server, over TLS",
                "Signs in to the mailbox",
                "Lists the folders",
                "Reads the headers of the newest message",
                "Reaches the outgoing server, over TLS",
                "Signs in to the outgoing server, sending nothing",
            ]
        );
        assert_eq!(firm.looks().await, 0, "what was there already is not new");
        let mailbox = firm.mailbox().await;
        assert_eq!((mailbox.title.as_str(), mailbox.kind), (ME, MailboxKind::Personal));
        assert_eq!((mailbox.headers.len(), mailbox.problem), (12, None));
        let tested = firm.keys.test(&connection).await.unwrap();
        assert_eq!((tested.problem, tested.checks), (None, checks));
        assert_eq!(firm.status().await.kind(), StatusKind::Connected);
    }
}

#[tokio::test]
async fn a_permission_for_calls_alone_is_no_mailbox() {
    let firm = Firm::practising().await;
    firm.signs_in(GMAIL, "oauth", None).await.connection();
    assert_eq!(firm.looks().await, 0);
    assert_eq!(firm.mailboxes().await, []);
}

#[tokio::test]
async fn a_token_that_has_ended_is_renewed_for_the_round_and_one_that_is_not_taken_once() {
    let firm = Firm::practising().await;
    firm.signs_in(GMAIL, WAY, None).await.connection();
    firm.looks().await;
    assert_eq!(firm.refreshes(), 0);
    firm.waits(SignedDuration::from_hours(2));
    assert_eq!(firm.looks().await, 12, "one came every ten minutes");
    assert_eq!(firm.refreshes(), 1);
    firm.a_minute_later().await;
    assert_eq!(firm.refreshes(), 1, "it lives for an hour");

    // A server may take a token for dead before its time.
    let no = refuses(None, "AUTHENTICATIONFAILED");
    firm.practice.misbehave(GMAIL, Misbehaviour::once(Endpoint::Mail, no.clone()));
    firm.a_minute_later().await;
    assert_eq!((firm.refreshes(), firm.mailbox().await.problem), (2, None));

    firm.practice.misbehave(GMAIL, Misbehaviour::always(Endpoint::Mail, no));
    firm.a_minute_later().await;
    let mailbox = firm.mailbox().await;
    assert_eq!(mailbox.problem.unwrap().code, ErrorCode::KeyRefused);
    assert_eq!(mailbox.next, None, "only a person helps");
    assert_eq!(firm.status().await.kind(), StatusKind::ReconnectNeeded);
    firm.a_minute_later().await;
    assert_eq!(firm.refreshes(), 3, "one more was tried, and then none");
}

#[tokio::test]
async fn a_renewal_that_has_to_wait_is_not_asked_for_each_minute() {
    let firm = Firm::practising().await;
    firm.signs_in(GMAIL, WAY, None).await.connection();
    firm.looks().await;
    firm.practice.misbehave(GMAIL, Misbehaviour::always(Endpoint::Refresh, Trick::TooMany(900)));
    firm.waits(SignedDuration::from_hours(2));
    firm.looks().await;
    let refused = firm.practice.counts(GMAIL).refused;
    firm.a_minute_later().await;
    firm.a_minute_later().await;
    assert_eq!(firm.practice.counts(GMAIL).refused, refused, "it was asked again too early");
    let problem = firm.mailbox().await.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::ConnectionBusy, "{problem}");
    firm.practice.behave(GMAIL);
    firm.waits(SignedDuration::from_mins(20));
    assert!(firm.looks().await > 0);
    assert_eq!(firm.mailbox().await.problem, None);
}

#[tokio::test]
async fn a_permission_that_was_taken_back_is_told_once_and_a_new_sign_in_goes_on() {
    let firm = Firm::practising().await;
    let id = firm.signs_in(GMAIL, WAY, None).await.connection();
    firm.looks().await;
    firm.practice.revoke_all(GMAIL);
    firm.a_minute_later().await;
    let mailbox = firm.mailbox().await;
    let problem = mailbox.problem.unwrap();
    assert!(problem.effect.contains("not read") && mailbox.next.is_none(), "{problem}");
    assert_eq!(firm.status().await.kind(), StatusKind::ReconnectNeeded);
    let refused = firm.practice.counts(GMAIL).refused;
    firm.a_minute_later().await;
    assert_eq!(firm.practice.counts(GMAIL).refused, refused, "nobody asks again");

    let again = firm.signs_in(GMAIL, WAY, Some(&id)).await.connection();
    assert_eq!((again, firm.connections().await), (id, 1));
    firm.looks().await;
    let mailbox = firm.mailbox().await;
    assert_eq!((mailbox.problem, mailbox.last_round), (None, Some(firm.now())));
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn a_mailbox_that_is_disconnected_is_read_no_more_and_its_token_opens_nothing() {
    let firm = Firm::practising().await;
    let connection = firm.signs_in(GMAIL, WAY, None).await.connection();
    firm.looks().await;
    let wish = Disconnection { connection, despite: false };
    firm.sign_ins.disconnect(wish).await.unwrap();
    assert_eq!(firm.practice.counts(GMAIL).revoked, 1);
    assert_eq!(firm.mailboxes().await, []);
    assert_eq!(firm.a_minute_later().await, 0);
}

#[tokio::test]
async fn where_a_server_says_no_nothing_is_kept_and_its_providers_words_are_told() {
    for (provider, no, code, words) in [
        (GMAIL, refuses(None, "AUTHENTICATIONFAILED"), ErrorCode::KeyRefused, "permission"),
        (
            "outlook_mail",
            refuses(Some("535"), "5.7.139 SmtpClientAuthentication is disabled"),
            ErrorCode::MailSwitchedOff,
            "SMTP is switched off",
        ),
        (GMAIL, Trick::TooMany(60), ErrorCode::ProviderBusy, "too many connections"),
    ] {
        let firm = Firm::practising().await;
        firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Mail, no));
        let Came::Ended(problem) = firm.signs_in(provider, WAY, None).await else {
            panic!("{provider} was connected")
        };
        assert_eq!(problem.code, code, "{problem:#?}");
        assert!(problem.what.contains(words), "{problem}");
        assert_eq!(firm.connections().await, 0);
    }
}

#[tokio::test]
async fn a_mailbox_that_a_token_opens_is_diagnosed_at_its_servers_and_nothing_is_renewed() {
    let firm = Firm::practising().await;
    let connection = firm.signs_in(GMAIL, WAY, None).await.connection();
    let well = firm.keys.diagnose(&connection).await.unwrap();
    assert_eq!(well.problems().count(), 0, "{well}");
    for (no, check, code) in [
        (refuses(None, "AUTHENTICATIONFAILED"), DiagnosisCheck::Valid, ErrorCode::PermissionOver),
        (
            refuses(None, "IMAP is disabled for this account"),
            DiagnosisCheck::Permission,
            ErrorCode::MailSwitchedOff,
        ),
        (Trick::TooMany(60), DiagnosisCheck::Limits, ErrorCode::ProviderBusy),
        (Trick::Reset, DiagnosisCheck::Service, ErrorCode::ProviderUnreachable),
    ] {
        firm.practice.misbehave(GMAIL, Misbehaviour::always(Endpoint::Mail, no));
        let found = firm.keys.diagnose(&connection).await.unwrap();
        firm.practice.behave(GMAIL);
        let wrong: Vec<_> =
            found.checks.iter().filter_map(|one| Some((one.check, one.problem()?.code))).collect();
        assert_eq!(wrong, [(check, code)], "{found}");
    }
    assert_eq!(firm.refreshes(), 0);
    assert_eq!(firm.status().await.kind(), StatusKind::Connected);
}

/// Google's file with this server in the place of Google's, and none to send by.
fn of_ones_own(dovecot: &Dovecot) -> String {
    let (_, gmail) =
        patchbay_providers::built_in().find(|(file, _)| *file == "gmail.toml").unwrap();
    let is_of_sending = |part: &str| part.contains("built_in = \"smtp_");
    let parts = gmail.split("\n[[").filter(|part| !is_of_sending(part));
    let text =
        parts.collect::<Vec<_>>().join("\n[[").replace("id = \"gmail\"", "id = \"our_mail\"");
    let tls = dovecot.tls();
    let here = format!("incoming = {{ host = \"{}\", port = {}, ", tls.host, tls.port);
    let text = text.replace("incoming = { host = \"imap.gmail.com\", port = 993, ", &here);
    // Dovecot asks for whose a token is without the header that Google's API wants.
    let left_out = |line: &&str| line.starts_with("outgoing = ") || line.starts_with("headers = ");
    text.lines().filter(|line| !left_out(line)).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_real_server_lets_a_token_in_as_long_as_its_provider_stands_by_it() {
    let paper = Paper::new().await;
    let userinfo = "our_mail/openidconnect.googleapis.com/v1/userinfo";
    let mut dovecot = Dovecot::believing(&format!("{}{userinfo}", paper.server), ME).await;
    dovecot.deliver("INBOX", 2);
    let own = Some(of_ones_own(&dovecot));
    let firm = Firm::with_file(Paper { own, ..paper }, &dovecot).await;
    let (_, checks) = firm.signs_in("our_mail", WAY, None).await.connected();
    assert!(checks.iter().all(|check| check.holds == Some(true)), "{checks:?}");
    firm.looks().await;
    assert_eq!(firm.mailbox().await.headers.len(), 2);
    dovecot.deliver("INBOX", 1);
    // The token ends, and the one after it is taken as well.
    firm.waits(SignedDuration::from_hours(2));
    assert_eq!(firm.looks().await, 1);
    assert_eq!(firm.practice.counts("our_mail").refreshes, 1);
    firm.practice.revoke_all("our_mail");
    firm.a_minute_later().await;
    let problem = firm.mailbox().await.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::ProviderDown, "Dovecot has no other word: {problem}");
    firm.waits(SignedDuration::from_hours(2));
    firm.looks().await;
    assert!(firm.mailbox().await.next.is_none());
    assert_eq!(firm.status().await.kind(), StatusKind::ReconnectNeeded);
}
