//! Where clients pay. What a connection's form named says whose money an account holds;
//! where no form does, a person says it of the connection's only account, at the computer that
//! knows the connection by itself.

use patchbay_contract::{
    AccountAt, Category, Money, MoneyAccount, Payments, Problem, SaidBy, SegmentView,
};
use patchbay_providers::Provider;
use patchbay_store::{PaymentAccount, PaymentDefault, PaymentPlace, Store};

use super::choosable::{Known, Live};
use super::segments::{EVERYBODY_ELSE, found};
use super::{Changing, failed, with_entry};
use crate::problems::{connection_unfit, money_in_use, money_mixed};

/// The segments and the accounts.
pub(super) async fn shown(store: &Store, known: &Known) -> Result<Payments, Problem> {
    let rows = store.payment_accounts().await.map_err(failed)?;
    let pays = store.payment_defaults().await.map_err(failed)?;
    let segments = store.segments().await.map_err(failed)?.into_iter().map(|row| {
        let into = |money: Money| {
            pays.iter().find(|one| one.segment == row.id && one.money == money.as_str())
        };
        let is_unpaid = |money: &Money| into(*money).is_some_and(|one| !one.is_paid);
        SegmentView {
            operating: into(Money::Operating).map(at),
            trust: into(Money::Trust).map(at),
            unpaid: Money::ALL.iter().copied().filter(is_unpaid).collect(),
            id: row.id,
            name: row.name,
        }
    });
    Ok(Payments { segments: segments.collect(), accounts: accounts(known, &rows) })
}

fn at(row: &PaymentDefault) -> AccountAt {
    AccountAt { connection: row.connection.clone(), account: row.account.clone() }
}

/// Every account of every connection that takes payments.
fn accounts(known: &Known, rows: &[PaymentAccount]) -> Vec<MoneyAccount> {
    let mut all = Vec::new();
    for one in known.live.iter().filter(|one| takes_payments(&one.provider)) {
        let Live { row, provider, held, is_ours } = one;
        let named: Vec<&PaymentAccount> = of_connection(rows, &row.id).collect();
        let by_form = named.iter().any(|one| !one.account.is_empty());
        let account = |account: &str, money: Option<Money>| MoneyAccount {
            at: AccountAt { connection: row.id.clone(), account: account.to_owned() },
            provider: row.provider.clone(),
            provider_name: provider.name.clone(),
            title: crate::hub::title(row),
            money,
            said_by: match (is_ours, by_form) {
                (false, _) => SaidBy::Elsewhere,
                (true, true) => SaidBy::Form,
                (true, false) => SaidBy::Person,
            },
            status: known.status(row),
            held: held.clone(),
        };
        if named.is_empty() {
            all.push(account("", None));
        }
        for one in named.into_iter().filter(|one| by_form != one.account.is_empty()) {
            all.push(account(&one.account, Money::from_name(&one.money)));
        }
    }
    all
}

fn of_connection<'a>(
    rows: &'a [PaymentAccount],
    connection: &'a str,
) -> impl Iterator<Item = &'a PaymentAccount> {
    rows.iter().filter(move |row| row.connection == connection)
}

fn takes_payments(provider: &Provider) -> bool {
    provider.category == Category::Payments
}

/// The connection of an account, if it takes payments.
fn taking<'a>(change: Changing<'a>, id: &str) -> Result<&'a Live, Problem> {
    let found = change.known.find(id).filter(|one| takes_payments(&one.provider));
    found.ok_or_else(connection_unfit)
}

/// Says whose money the only account of a connection holds.
pub(super) async fn hold(change: Changing<'_>, id: &str, money: Money) -> Result<(), Problem> {
    let one = taking(change, id)?;
    let rows = change.store.payment_accounts().await.map_err(failed)?;
    let by_form = of_connection(&rows, id).any(|one| !one.account.is_empty());
    if by_form || !one.is_ours {
        return Err(connection_unfit());
    }
    let before = of_connection(&rows, id).find_map(|one| Money::from_name(&one.money));
    if before == Some(money) {
        return Ok(());
    }
    let pays = change.store.payment_defaults().await.map_err(failed)?;
    if pays.iter().any(|one| one.connection == id && one.is_paid) {
        return Err(money_in_use(&one.name()));
    }
    let (from, to) = (before.map_or("", Money::as_str), money.as_str());
    let entry = change.entry("whose money an account holds", from, to);
    let entry = entry.connection(&one.row.provider, &one.row.id);
    let at = change.at();
    let set = change.store.set_money(id, money.as_str(), with_entry(&at, &entry)).await;
    set.map_err(failed)?;
    Ok(())
}

/// Has a segment pay into an account, or as everybody else does.
pub(super) async fn pay(
    change: Changing<'_>,
    segment: &str,
    money: Money,
    into: Option<&AccountAt>,
) -> Result<(), Problem> {
    let segment = found(change, segment).await?;
    let who = segment.name.as_deref().unwrap_or(EVERYBODY_ELSE);
    let rows = change.store.payment_accounts().await.map_err(failed)?;
    let pays = change.store.payment_defaults().await.map_err(failed)?;
    let before = pays.iter().find(|one| one.segment == segment.id && one.money == money.as_str());
    let told = |account: &AccountAt| {
        let name = change.known.name(&account.connection);
        match account.account.as_str() {
            "" => format!("{who}: {name}"),
            account => format!("{who}: {name}, {account}"),
        }
    };
    let from = before.map(at).as_ref().map(told).unwrap_or_default();
    let setting = match money {
        Money::Operating => "where clients pay",
        Money::Trust => "where clients' money is kept",
    };
    let place = PaymentPlace { segment: &segment.id, money: money.as_str() };
    let when = change.at();
    let Some(into) = into else {
        let entry = change.entry(setting, &from, "");
        let cleared = change.store.clear_payment_default(place, with_entry(&when, &entry)).await;
        cleared.map_err(failed)?;
        return Ok(());
    };
    let one = taking(change, &into.connection)?;
    let mut accounts = of_connection(&rows, &into.connection);
    match accounts.find(|one| one.account == into.account) {
        Some(account) if account.money == money.as_str() => {}
        _ => return Err(money_mixed(&one.name(), money)),
    }
    let entry = change.entry(setting, &from, &told(into));
    let entry = entry.connection(&one.row.provider, &one.row.id);
    let (connection, account) = (&into.connection, &into.account);
    let change =
        change.store.set_payment_default(place, connection, account, with_entry(&when, &entry));
    change.await.map_err(failed)?;
    Ok(())
}
