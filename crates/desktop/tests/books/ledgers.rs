//! Every ledger whose file says how its trial balance is read: what comes of books that tie,
//! of books that do not, and of a ledger that answers with something else.

use jiff::SignedDuration;
use jiff::civil::date;
use patchbay_contract::{
    AttemptStep, AuditAction, Basis, Cents, Check, ErrorCode, Problem, RepairCause, RepairFix,
    Severity, Status, StatusKind, TrialBalance, TrialBalanceWish,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::Renewal;
use patchbay_desktop::keys::Keys;
use patchbay_practice::{Books, COMPANIES, Decision, Endpoint, Failure, Misbehaviour, Trick};

use crate::bench_firm::{Firm, address, decide, wish};

const LEDGERS: [&str; 3] = ["quickbooks_online", "xero", "sage_accounting"];

/// A firm that connected the first practice company, and what was proven then.
async fn connected(provider: &str) -> (Firm, String, Vec<Check>) {
    let firm = Firm::with_apps(&[provider]).await;
    let attempt = firm.begin(wish(provider)).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let done =
        |step: &AttemptStep| matches!(step, AttemptStep::Done { .. } | AttemptStep::Ended(_));
    match firm.until(&attempt.id, done).await {
        AttemptStep::Done { connection, checks, .. } => (firm, connection, checks),
        other => panic!("{provider}: {other:?}"),
    }
}

async fn read(firm: &Firm, connection: &str, basis: Basis) -> Result<TrialBalance, Problem> {
    let connection = connection.to_owned();
    let wish = TrialBalanceWish { connection, as_of: date(2026, 6, 30), basis };
    firm.sign_ins.trial_balance(&wish).await
}

fn tells(firm: &Firm, provider: &str, books: Books) {
    firm.practice.behave(provider);
    firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, Trick::Books(books)));
}

#[test]
fn every_ledger_whose_books_can_be_read_is_looked_at_here() {
    let all = patchbay_providers::catalogue();
    let readable: Vec<&str> = all
        .iter()
        .filter(|provider| provider.trial_balance.is_some())
        .map(|provider| provider.id.as_str())
        .collect();
    let mut here = LEDGERS;
    here.sort_unstable();
    assert_eq!(readable, here);
}

#[tokio::test]
async fn every_ledger_is_proven_by_books_that_tie_and_read_to_the_cent() {
    for provider in LEDGERS {
        let (firm, connection, checks) = connected(provider).await;
        let sums = checks.iter().find_map(|check| check.sums.as_ref()).expect(provider);
        assert_eq!((sums.accounts, sums.ties()), (8, true), "{provider}");
        let read = read(&firm, &connection, Basis::Accrual).await.unwrap();
        let sums = read.sums();
        assert_eq!(sums.accounts, 8, "{provider}");
        assert_eq!((sums.debit, sums.credit), (Cents(18_990_050), Cents(18_990_050)), "{provider}");
        assert_eq!(read.company.as_deref(), Some(COMPANIES[0].name), "{provider}");
        let checking = read.rows.iter().find(|row| row.name == "Checking").expect(provider);
        assert_eq!(checking.debit, Cents(9_650_150), "{provider}");
        assert_eq!(checking.number.as_deref(), Some("1000"), "{provider}");
    }
}

#[tokio::test]
async fn by_cash_the_books_are_others_and_a_ledger_without_that_basis_says_so() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        let cash = read(&firm, &connection, Basis::Cash).await;
        if provider == "sage_accounting" {
            assert_eq!(cash.unwrap_err().code, ErrorCode::BooksNotOffered);
            continue;
        }
        let cash = cash.unwrap();
        assert_eq!((cash.rows.len(), cash.sums().ties()), (6, true), "{provider}");
        assert!(cash.rows.iter().all(|row| row.name != "Accounts Receivable"), "{provider}");
    }
}

#[tokio::test]
async fn books_that_do_not_tie_are_shown_with_the_difference_and_fail_the_test() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        tells(&firm, provider, Books::DoNotTie);
        let sums = read(&firm, &connection, Basis::Accrual).await.unwrap().sums();
        assert_eq!((sums.ties(), sums.difference()), (false, Cents(100)), "{provider}");
        let keys = Keys::beside(&firm.sign_ins);
        let tested = keys.test(&connection).await.unwrap();
        let problem = tested.problem.expect(provider);
        assert_eq!(problem.code, ErrorCode::BooksDoNotTie, "{provider}");
        assert!(problem.details.unwrap().contains("differ by 1.00"), "{provider}");
        let failed = tested.checks.iter().find(|check| check.holds == Some(false)).unwrap();
        assert!(failed.sums.as_ref().is_some_and(|sums| !sums.ties()), "{provider}");
        assert_eq!(firm.connections().await[0].status.kind(), StatusKind::CheckSettings);
        firm.practice.behave(provider);
        assert_eq!(keys.test(&connection).await.unwrap().problem, None, "{provider}");
        assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    }
}

#[tokio::test]
async fn a_ledger_whose_books_do_not_tie_is_connected_and_says_by_how_much_until_they_do() {
    for provider in LEDGERS {
        let firm = Firm::with_apps(&[provider]).await;
        tells(&firm, provider, Books::DoNotTie);
        let attempt = firm.begin(wish(provider)).await;
        let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
        firm.bring_home(&attempt, answer).await;
        let done = |step: &AttemptStep| matches!(step, AttemptStep::Done { .. });
        let AttemptStep::Done { connection, checks, .. } = firm.until(&attempt.id, done).await
        else {
            unreachable!()
        };
        let odd = checks.iter().find(|check| check.holds == Some(false)).expect(provider);
        assert_eq!(odd.sums.as_ref().unwrap().difference(), Cents(100), "{provider}");
        let Status::CheckSettings { field } = firm.connections().await.remove(0).status else {
            panic!("{provider} says nothing")
        };
        assert!(field.ends_with("They differ by 1.00."), "{field}");

        let catalogue = Catalogue::in_folder(firm.home());
        let look = async || {
            firm.installation.look_at_repairs(&catalogue, &firm.notices).await.unwrap();
            firm.installation.repairs(&catalogue).await.unwrap().open
        };
        let open = look().await;
        let [repair] = open.as_slice() else { panic!("{provider}: {open:?}") };
        assert_eq!(repair.cause, RepairCause::Books { about: field }, "{provider}");
        let how = (repair.severity, &repair.fix);
        assert_eq!(how, (Severity::Warning, &RepairFix::ProviderPage), "{provider}");

        // A renewal knows nothing of it, and a test of books that tie closes it.
        assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
        assert_eq!(look().await.len(), 1, "{provider}");
        firm.practice.behave(provider);
        let tested = Keys::beside(&firm.sign_ins).test(&connection).await.unwrap();
        assert_eq!(tested.problem, None, "{provider}");
        assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
        assert_eq!(look().await, [], "{provider}");
    }
}

#[tokio::test]
async fn empty_books_tie_and_amounts_in_brackets_are_amounts() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        tells(&firm, provider, Books::Empty);
        let empty = read(&firm, &connection, Basis::Accrual).await.unwrap();
        assert!(empty.rows.is_empty() && empty.sums().ties(), "{provider}");
        tells(&firm, provider, Books::InBrackets);
        let read = read(&firm, &connection, Basis::Accrual).await.unwrap();
        assert_eq!(read.sums().debit, Cents(18_990_050), "{provider}");
        let checking = read.rows.iter().find(|row| row.name == "Checking").unwrap();
        assert_eq!(checking.credit, Cents(9_650_150), "below zero is the other side");
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_gone_by_is_told_and_nothing_of_it_is_shown() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        for books in [Books::OtherTotal, Books::NoAmount, Books::NoColumns] {
            // Sage tells no totals.
            if provider == "sage_accounting" && books == Books::OtherTotal {
                continue;
            }
            tells(&firm, provider, books);
            let problem = read(&firm, &connection, Basis::Accrual).await.unwrap_err();
            assert_eq!(problem.code, ErrorCode::BooksNotReadable, "{provider} {books:?}");
            assert!(problem.details.is_some(), "{provider} {books:?}");
        }
    }
}

#[tokio::test]
async fn a_ledger_that_does_not_answer_is_told_as_such_and_its_connection_stays_as_it_is() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        for (trick, code) in [
            (Trick::Html, ErrorCode::ProviderNonsense),
            (Trick::TooMany(3_600), ErrorCode::ProviderBusy),
            (Trick::Reset, ErrorCode::ProviderUnreachable),
        ] {
            firm.practice.behave(provider);
            firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, trick));
            let problem = read(&firm, &connection, Basis::Accrual).await.unwrap_err();
            assert_eq!(problem.code, code, "{provider}: {problem}");
            assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
            // The provider asked to be left alone for an hour.
            firm.watch.put(SignedDuration::from_hours(2));
            firm.their_watch.put(SignedDuration::from_hours(2));
        }
    }
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_and_a_permission_that_is_over_is_told() {
    for provider in LEDGERS {
        let (firm, connection, _) = connected(provider).await;
        let before = firm.practice.counts(provider).refreshes;
        firm.watch.put(SignedDuration::from_hours(3));
        firm.their_watch.put(SignedDuration::from_hours(3));
        read(&firm, &connection, Basis::Accrual).await.unwrap();
        assert_eq!(firm.practice.counts(provider).refreshes, before + 1, "{provider}");
        let dead = Failure { status: Some(401), code: None, text: None };
        let dies = Misbehaviour::once(Endpoint::Api, Trick::Fails(dead));
        firm.practice.misbehave(provider, dies);
        read(&firm, &connection, Basis::Accrual).await.unwrap();
        assert_eq!(firm.practice.counts(provider).refreshes, before + 2, "{provider}");
        firm.practice.revoke_all(provider);
        let problem = read(&firm, &connection, Basis::Accrual).await.unwrap_err();
        assert!(!problem.remedy.is_empty(), "{provider}: {problem}");
        assert_eq!(firm.connections().await[0].status.kind(), StatusKind::ReconnectNeeded);
    }
}

#[tokio::test]
async fn what_was_read_is_written_for_a_spreadsheet_and_both_are_in_the_trail() {
    let (firm, connection, _) = connected("xero").await;
    let read = read(&firm, &connection, Basis::Accrual).await.unwrap();
    let written = firm.installation.save_trial_balance(&read).await.unwrap();
    let text = std::fs::read_to_string(&written.path).unwrap();
    assert!(text.contains("1000,Checking,96501.50,"), "{text}");
    assert!(text.ends_with(",Total,189900.50,189900.50\r\n"), "{text}");
    assert_eq!(written.accounts, 8);
    let trail = firm.installation.audit_page(&Default::default()).await.unwrap();
    let did: Vec<_> = trail.entries.iter().take(2).map(|entry| entry.action).collect();
    let wanted = [AuditAction::ExportMade, AuditAction::CredentialUsed].map(Some);
    assert_eq!(did, wanted);
}
