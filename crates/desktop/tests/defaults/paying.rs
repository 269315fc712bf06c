//! Where clients pay: trust money and operating money, each into an account of its kind.

use patchbay_contract::{
    AccountAt, DefaultChange, ErrorCode, Money, MoneyAccount, NewKey, SegmentView,
};

use crate::firm::Firm;

/// LawPay, whose form names an account of each kind.
async fn lawpay(firm: &Firm) -> String {
    firm.saves(with_accounts(firm, "op-1", "trust-1")).await
}

fn with_accounts(firm: &Firm, operating: &str, trust: &str) -> NewKey {
    let mut typed = firm.typed("lawpay", "key");
    typed.fields.insert("operating_account".into(), operating.into());
    typed.fields.insert("trust_account".into(), trust.into());
    typed
}

fn pay(segment: &str, money: Money, connection: &str, account: &str) -> DefaultChange {
    DefaultChange::Pay {
        segment: segment.into(),
        money,
        into: Some(AccountAt { connection: connection.into(), account: account.into() }),
    }
}

async fn accounts(firm: &Firm) -> Vec<(String, Option<Money>)> {
    let all: Vec<MoneyAccount> = firm.defaults().await.payments.accounts;
    all.into_iter().map(|one| (one.at.account, one.money)).collect()
}

async fn everybody_else(firm: &Firm) -> SegmentView {
    firm.defaults().await.payments.segments.pop().unwrap()
}

#[tokio::test]
async fn the_accounts_that_a_form_names_are_kept_apart_by_whose_money_they_hold() {
    let firm = Firm::new().await;
    let lawpay = lawpay(&firm).await;
    let expected =
        [("op-1".to_owned(), Some(Money::Operating)), ("trust-1".to_owned(), Some(Money::Trust))];
    assert_eq!(accounts(&firm).await, expected);
    let all = everybody_else(&firm).await.id;
    for (money, account) in [(Money::Operating, "trust-1"), (Money::Trust, "op-1")] {
        let mixed = firm.is_refused(pay(&all, money, &lawpay, account)).await;
        assert_eq!(mixed, ErrorCode::MoneyMixed, "{account}");
    }
    firm.changes(pay(&all, Money::Operating, &lawpay, "op-1")).await;
    firm.changes(pay(&all, Money::Trust, &lawpay, "trust-1")).await;
    let pays = everybody_else(&firm).await;
    assert_eq!(pays.operating.unwrap().account, "op-1");
    assert_eq!(pays.trust.unwrap().account, "trust-1");
    let by_hand = DefaultChange::Holds { connection: lawpay, money: Money::Trust };
    assert_eq!(firm.is_refused(by_hand).await, ErrorCode::ConnectionUnfit, "the form says it");
}

#[tokio::test]
async fn an_account_takes_no_payments_until_somebody_says_whose_money_it_holds() {
    let firm = Firm::new().await;
    let stripe = firm.connects("stripe").await;
    assert_eq!(accounts(&firm).await, [(String::new(), None)]);
    let all = everybody_else(&firm).await.id;
    let unknown = firm.is_refused(pay(&all, Money::Operating, &stripe, "")).await;
    assert_eq!(unknown, ErrorCode::MoneyMixed);
    let holds = |money| DefaultChange::Holds { connection: stripe.clone(), money };
    firm.changes(holds(Money::Operating)).await;
    firm.changes(pay(&all, Money::Operating, &stripe, "")).await;
    assert_eq!(firm.is_refused(holds(Money::Trust)).await, ErrorCode::MoneyMixed, "it is in use");
    firm.changes(DefaultChange::Pay { segment: all, money: Money::Operating, into: None }).await;
    firm.changes(holds(Money::Trust)).await;
    assert_eq!(accounts(&firm).await, [(String::new(), Some(Money::Trust))]);
}

#[tokio::test]
async fn a_segment_pays_as_it_was_chosen_and_goes_with_its_choice() {
    let firm = Firm::new().await;
    let lawpay = lawpay(&firm).await;
    let add = |name: &str| DefaultChange::AddSegment { name: name.into() };
    firm.changes(add("  Estates ")).await;
    assert_eq!(firm.is_refused(add("estates")).await, ErrorCode::SegmentNameTaken);
    assert_eq!(firm.is_refused(add("  ")).await, ErrorCode::SegmentNameMissing);
    let estates = firm.defaults().await.payments.segments.remove(0);
    assert_eq!(estates.name.as_deref(), Some("Estates"));
    firm.changes(pay(&estates.id, Money::Trust, &lawpay, "trust-1")).await;
    let (_, facts) = firm.trail().await.remove(0);
    assert!(facts["to"].starts_with("Estates: LawPay, "), "{facts:?}");
    let preview = firm.sign_ins.preview_disconnect(&lawpay).await.unwrap();
    assert_eq!(preview.segments, 1);
    let id = everybody_else(&firm).await.id;
    let not_that = firm.is_refused(DefaultChange::RemoveSegment { segment: id }).await;
    assert_eq!(not_that, ErrorCode::SegmentUnknown);
    let left = firm.changes(DefaultChange::RemoveSegment { segment: estates.id }).await;
    assert_eq!(left.payments.segments.len(), 1);
    assert_eq!(firm.sign_ins.preview_disconnect(&lawpay).await.unwrap().segments, 0);
}

#[tokio::test]
async fn an_account_that_the_form_names_no_more_is_paid_into_no_more() {
    let firm = Firm::new().await;
    let id = lawpay(&firm).await;
    let all = everybody_else(&firm).await.id;
    firm.changes(pay(&all, Money::Operating, &id, "op-1")).await;
    firm.changes(pay(&all, Money::Trust, &id, "trust-1")).await;
    let again = |operating| NewKey {
        connection: Some(id.clone()),
        ..with_accounts(&firm, operating, "trust-1")
    };
    firm.saves(again("op-2")).await;
    let pays = everybody_else(&firm).await;
    assert_eq!((pays.operating, pays.trust.is_some()), (None, true));
}

#[tokio::test]
async fn one_account_in_both_fields_of_a_form_is_refused_before_anybody_is_asked() {
    let firm = Firm::new().await;
    let both = firm.keys.save(with_accounts(&firm, "one", "one")).await.unwrap_err();
    assert_eq!(both.code, ErrorCode::KeyWrongKind);
    assert!(both.what.contains("Trust account ID"), "{both}");
    assert_eq!(firm.defaults().await.payments.accounts, []);
}
