//! Mailboxes as practice plays them: every form of the catalogue, and what a server says
//! when it will not.

use jiff::SignedDuration;
use patchbay_contract::{
    DiagnosisCheck, Disconnection, ErrorCode, HealthState, MailAddress, MailboxKind,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};
use patchbay_providers::sign_in::How;

use crate::firm::{Firm, with};

const YAHOO: (&str, &str) = ("yahoo_mail", "app_password");

fn refuses(code: Option<&str>, text: &str) -> Misbehaviour {
    let failure = Failure { status: None, code: code.map(Into::into), text: Some(text.into()) };
    Misbehaviour::always(Endpoint::Mail, Trick::Fails(failure))
}

#[tokio::test]
async fn every_mailbox_form_of_the_catalogue_is_proven_kept_and_read() {
    let firm = Firm::practising().await;
    let mut reads = 0;
    for provider in patchbay_providers::catalogue() {
        for way in &provider.sign_in {
            let How::Mailbox(mailbox) = &way.how else { continue };
            let typed = firm.practised(&provider.id, &way.id, MailboxKind::Firm);
            let saved = firm.saves(typed).await;
            let proven = saved.checks.iter().all(|check| check.holds == Some(true));
            assert!(proven && !saved.checks.is_empty(), "{}: {saved:?}", provider.id);
            let history = firm.installation.probes_of(&saved.connection, 9).await.unwrap();
            assert_eq!(history[0].steps.len(), saved.checks.len(), "{}", provider.id);
            reads += usize::from(mailbox.incoming.is_some());
        }
    }
    firm.looks().await;
    let mailboxes = firm.mailboxes().await;
    assert!(reads >= 6 && mailboxes.len() == reads, "{reads} of {}", mailboxes.len());
    assert!(mailboxes.iter().all(|mailbox| mailbox.headers.len() == 12));
    firm.waits(SignedDuration::from_mins(10));
    assert_eq!(usize::try_from(firm.looks().await).unwrap(), reads, "one came to each");
}

#[tokio::test]
async fn what_a_mail_server_says_no_with_is_told_in_the_words_of_its_provider() {
    for (how, code, words) in [
        (refuses(None, "AUTHENTICATIONFAILED"), ErrorCode::MailAppPassword, "app password"),
        (refuses(Some("535"), "no"), ErrorCode::MailAppPassword, "outgoing server"),
        (
            refuses(None, "IMAP is disabled for this account"),
            ErrorCode::MailSwitchedOff,
            "keeps programs out",
        ),
        (
            Misbehaviour::always(Endpoint::Mail, Trick::TooMany(60)),
            ErrorCode::ProviderBusy,
            "too many connections",
        ),
        (
            Misbehaviour::always(Endpoint::Mail, Trick::Status(503)),
            ErrorCode::ProviderDown,
            "cannot do it just now",
        ),
        (
            Misbehaviour::always(Endpoint::Mail, Trick::Reset),
            ErrorCode::ProviderUnreachable,
            "did not answer",
        ),
    ] {
        let firm = Firm::practising().await;
        firm.practice.misbehave(YAHOO.0, how);
        let typed = firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm);
        let problem = firm.is_refused(typed).await;
        assert_eq!(problem.code, code, "{problem:#?}");
        assert!(problem.what.contains(words), "{problem}");
        assert_eq!(firm.connections().await, 0);
    }
}

#[tokio::test]
async fn a_server_that_is_busy_is_left_alone_and_read_again_when_it_is_not() {
    let firm = Firm::practising().await;
    firm.saves(firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm)).await;
    firm.looks().await;
    firm.practice.misbehave(YAHOO.0, Misbehaviour::once(Endpoint::Mail, Trick::TooMany(60)));
    firm.a_minute_later().await;
    let mailbox = firm.mailbox().await;
    assert_eq!(mailbox.problem.unwrap().code, ErrorCode::ProviderBusy);
    let wait = mailbox.next.unwrap().duration_since(firm.now());
    assert!(wait >= SignedDuration::from_mins(12), "{wait}");
    firm.a_minute_later().await;
    assert!(firm.mailbox().await.problem.is_some(), "it is left alone");
    firm.waits(SignedDuration::from_mins(20));
    assert_eq!(firm.looks().await, 2);
    assert!(firm.mailbox().await.problem.is_none());
}

#[tokio::test]
async fn the_firms_mailboxes_and_peoples_own_are_kept_apart() {
    let firm = Firm::practising().await;
    firm.saves(firm.practised("gmail", "app_password", MailboxKind::Personal)).await;
    firm.saves(firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm)).await;
    firm.saves(firm.practised("smtp", "password", MailboxKind::Firm)).await;
    let kinds = firm.mailboxes().await.into_iter().map(|one| (one.provider, one.kind));
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [("yahoo_mail".to_owned(), MailboxKind::Firm), ("gmail".to_owned(), MailboxKind::Personal)],
        "what only sends is not read"
    );
}

#[tokio::test]
async fn a_mailbox_that_is_disconnected_leaves_no_header_behind() {
    let firm = Firm::practising().await;
    let saved = firm.saves(firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm)).await;
    firm.looks().await;
    let wish = Disconnection { connection: saved.connection, despite: false };
    firm.sign_ins.disconnect(wish).await.unwrap();
    assert_eq!(firm.mailboxes().await, []);
    assert_eq!(firm.a_minute_later().await, 0);
}

#[tokio::test]
async fn the_servers_of_an_address_are_found_shown_and_used_where_none_was_typed() {
    let firm = Firm::practising().await;
    let typed = firm.practised("imap_smtp", "mailbox", MailboxKind::Firm);
    let asked = |address: &str| MailAddress { at: typed.at.clone(), address: address.into() };
    let found = firm.keys.mail_servers(&asked("office@firm.example")).await.unwrap();
    let host = |one: Option<patchbay_contract::MailServerFound>| one.map(|one| one.host).unwrap();
    assert_eq!(host(found.incoming), "imap.firm.example");
    assert_eq!(host(found.outgoing), "smtp.firm.example");
    let found = firm.keys.mail_servers(&asked("dana@yahoo.com")).await.unwrap();
    assert_eq!(host(found.incoming), "imap.mail.yahoo.com");
    assert_eq!(found.own_card.unwrap().0, "yahoo_mail");
    let found = firm.keys.mail_servers(&asked("no address")).await.unwrap();
    assert_eq!(found, patchbay_contract::MailServers::default());

    let empty = with(&with(&typed, "imap_host", ""), "smtp_host", "");
    let saved = firm.saves(empty).await;
    assert!(saved.checks.iter().all(|check| check.holds == Some(true)), "{saved:?}");
}

#[tokio::test]
async fn a_mailbox_is_diagnosed_by_what_its_servers_say() {
    let firm = Firm::practising().await;
    let saved = firm.saves(firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm)).await;
    let well = firm.keys.diagnose(&saved.connection).await.unwrap();
    assert_eq!(well.problems().count(), 0, "{well}");
    for (how, check, code) in [
        (refuses(None, "AUTHENTICATIONFAILED"), DiagnosisCheck::Valid, ErrorCode::MailAppPassword),
        (
            refuses(None, "IMAP is disabled for this account"),
            DiagnosisCheck::Permission,
            ErrorCode::MailSwitchedOff,
        ),
        (
            Misbehaviour::always(Endpoint::Mail, Trick::Reset),
            DiagnosisCheck::Service,
            ErrorCode::ProviderUnreachable,
        ),
    ] {
        firm.practice.misbehave(YAHOO.0, how);
        let found = firm.keys.diagnose(&saved.connection).await.unwrap();
        firm.practice.behave(YAHOO.0);
        let wrong = found.checks.iter().find_map(|one| Some((one.check, one.problem()?.code)));
        assert_eq!(wrong, Some((check, code)), "{found}");
    }
    let tests = firm.installation.probes_of(&saved.connection, 9).await.unwrap();
    assert_eq!(tests.len(), 1, "a diagnosis is no test");
}

#[tokio::test]
async fn what_is_read_of_a_mailbox_is_told_by_its_rounds_and_the_rest_by_its_tests() {
    let firm = Firm::practising().await;
    let saved = firm.saves(firm.practised(YAHOO.0, YAHOO.1, MailboxKind::Firm)).await;
    let states = async || {
        let own = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::in_folder(own.path());
        let health = firm.installation.health(&catalogue, &saved.connection).await.unwrap();
        health.parts.iter().map(|one| one.state).collect::<Vec<_>>()
    };
    let [well, unproven, none] = [HealthState::Well, HealthState::Unproven, HealthState::NotNeeded];
    assert_eq!(states().await, [well, well, unproven, none, well], "nothing was read yet");
    firm.looks().await;
    assert_eq!(states().await, [well, well, well, none, well]);
    firm.practice.misbehave(YAHOO.0, Misbehaviour::once(Endpoint::Mail, Trick::TooMany(60)));
    firm.a_minute_later().await;
    assert_eq!(states().await, [well, well, HealthState::Waiting, none, well], "it passes");
}
