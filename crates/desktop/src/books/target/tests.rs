//! Every format of every provider, written and read back.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use patchbay_contract::{Cents, TaxFileSettings, TrialBalance, TrialBalanceRow};
use patchbay_providers::catalogue;
use patchbay_providers::sign_in::{Column, FileFormat, FileRule, FileTarget, How, Layout};

use super::fixed_layout::width;
use super::lines::{Line, of};
use super::sample::books;
use super::{FileTrouble, Manner, Order, sample};

/// Every file target of the catalogue, by its provider.
fn targets() -> Vec<(String, FileTarget)> {
    let all = catalogue().into_iter().flat_map(|provider| {
        provider.sign_in.into_iter().filter_map(move |way| match way.how {
            How::FileTarget(target) => Some((provider.id.clone(), target)),
            _ => None,
        })
    });
    all.collect()
}

pub(super) fn target(id: &str) -> FileTarget {
    targets().into_iter().find(|(provider, _)| provider == id).unwrap().1
}

fn in_format(target: &FileTarget, format: &FileFormat) -> Manner {
    let wanted = TaxFileSettings { format: Some(format.id.clone()), ..TaxFileSettings::default() };
    Manner::of(target, &wanted).unwrap()
}

fn by_default(target: &FileTarget) -> Manner {
    in_format(target, &target.format[0])
}

fn order<'a>(target: &'a FileTarget, manner: &'a Manner) -> Order<'a> {
    Order { target, manner, client: "Miller & Co", prior: None }
}

fn lines(target: &FileTarget, read: &TrialBalance) -> Result<Vec<Line>, FileTrouble> {
    of(&order(target, &by_default(target)), read)
}

/// The cells of a file, read as the program would.
fn read_back(format: &FileFormat, bytes: &[u8]) -> Vec<Vec<String>> {
    match format.layout {
        Layout::Csv => {
            let mut rows =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
            let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
            rows.records().map(|row| cells(row.unwrap())).collect()
        }
        Layout::Xlsx => {
            let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
            let sheet = book.worksheet_range("Trial balance").unwrap();
            let cell = |data: &Data| match data {
                Data::Float(number) => format!("{number:.2}"),
                Data::Empty => String::new(),
                other => other.to_string(),
            };
            sheet.rows().map(|row| row.iter().map(cell).collect()).collect()
        }
        Layout::FixedWidth => String::from_utf8(bytes.to_vec())
            .unwrap()
            .lines()
            .map(|line| {
                let mut at = 0;
                let mut cells = Vec::new();
                for column in &format.columns {
                    let end = at + width(format, *column);
                    cells.push(line[at..end].trim().to_owned());
                    at = end + 1;
                }
                assert_eq!(at - 1, line.len(), "{line}");
                cells
            })
            .collect(),
    }
}

fn cents(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let part = format!("{part:0<2}").parse::<i64>().unwrap();
    sign * (whole.parse::<i64>().unwrap_or(0) * 100 + part)
}

#[test]
fn every_format_of_every_provider_writes_a_sample_that_reads_back_and_balances() {
    let mut formats = 0;
    for (provider, target) in targets() {
        let made = sample(&target).unwrap();
        for (format, made) in target.format.iter().zip(made) {
            let place = format!("{provider} {}", format.id);
            assert!(made.name.ends_with(&format!(".{}", format.extension)), "{}", made.name);
            assert!(!made.name.contains(['{', '}']), "{}", made.name);
            let rows = read_back(format, &made.bytes);
            let titles = usize::from(format.title_rows);
            let whole = target.rules.contains(&FileRule::WholeDollars);
            assert_eq!(rows.len(), titles + made.accounts, "{place}: {rows:?}");
            let mut sum = 0;
            for row in &rows[titles..] {
                for (column, cell) in format.columns.iter().zip(row) {
                    let amount = cents(cell);
                    match column {
                        Column::Debit => sum += amount,
                        Column::Credit => sum -= amount,
                        Column::Balance => sum += amount,
                        Column::AccountName if format.name_max.is_some() => {
                            assert!(cell.len() <= usize::from(format.name_max.unwrap()), "{cell}");
                        }
                        Column::IncludeFlag => assert_eq!(cell, "Y"),
                        _ => {}
                    }
                    if whole && matches!(column, Column::Balance) {
                        assert!(!cell.contains('.'), "{place}: {cell}");
                    }
                }
            }
            assert_eq!(sum, 0, "{place}: {rows:?}");
            let text = format!("{rows:?}");
            assert!(!text.contains("Total"), "no program wants a row of totals: {text}");
            formats += 1;
        }
    }
    assert!(formats >= 9, "{formats} formats: is this test still looking?");
}

#[test]
fn whole_dollars_balance_by_a_row_that_says_what_it_is() {
    let proseries = target("proseries");
    let all = lines(&proseries, &books()).unwrap();
    let balances: Vec<i64> = all.iter().map(|line| line.balance.0 / 100).collect();
    assert_eq!(balances, [1_234, 2_000, -3_235, 1]);
    assert_eq!(all[3].name, "Rounding difference");
    assert!(all.iter().all(|line| line.balance.0 % 100 == 0));
    let drake = target("drake");
    assert_eq!(lines(&drake, &books()).unwrap().len(), 3, "cents need no such row");
}

#[test]
fn what_breaks_a_rule_is_told_and_no_file_is_made() {
    let drake = target("drake");
    let mut odd = books();
    odd.rows[0].debit.0 += 1;
    let broken = lines(&drake, &odd).unwrap_err();
    assert!(matches!(broken, FileTrouble::DoesNotBalance { .. }), "{broken}");
    let mut twice = books();
    twice.rows[1].number = Some("1000".into());
    let cch = target("cch_axcess");
    assert_eq!(lines(&cch, &twice), Err(FileTrouble::SameNumber("1000".into())));
    assert!(lines(&target("lacerte"), &twice).is_ok(), "it does not mind");
    let mut blank = books();
    blank.rows.iter_mut().for_each(|row| row.number = None);
    assert!(lines(&cch, &blank).is_ok(), "a number may be left out");
    let mut long = books();
    long.rows[0].number = Some("1234567890123".into());
    let broken = lines(&target("proseries"), &long).unwrap_err();
    assert!(matches!(broken, FileTrouble::LongNumber { most: 12, .. }), "{broken}");
    let empty = TrialBalance { rows: Vec::new(), ..books() };
    assert_eq!(lines(&drake, &empty), Err(FileTrouble::Empty));
}

#[test]
fn an_account_without_a_balance_has_no_line() {
    let mut more = books();
    let (name, nothing) = ("Petty cash".to_owned(), Cents::ZERO);
    more.rows.push(TrialBalanceRow { number: None, name, debit: nothing, credit: nothing });
    assert_eq!(lines(&target("drake"), &more).unwrap().len(), 3);
}

#[test]
fn drake_has_its_three_rows_of_titles_and_a_name_that_ends_in_tb() {
    let drake = target("drake");
    let made = order(&drake, &by_default(&drake)).made(&books()).unwrap();
    assert_eq!(made.name, "Miller & CoTB.xlsx");
    let rows = read_back(&drake.format[0], &made.bytes);
    assert_eq!(rows[0][0], "Miller & Co");
    assert_eq!(rows[2][..3], ["Account title", "Debit", "Credit"]);
    assert_eq!(rows[3][..3], ["Checking", "1234.45", ""]);
    assert_eq!(rows[5][..3], ["Services, net", "", "3234.85"]);
}

#[test]
fn accounts_without_tax_codes_are_counted_where_the_program_skips_them() {
    for (provider, target) in targets() {
        let made = sample(&target).unwrap().remove(0);
        let expected = if provider == "ultratax_cs" { made.accounts } else { 0 };
        assert_eq!(made.without_tax_code, expected, "{provider}");
    }
}

#[test]
fn a_name_with_other_letters_moves_no_column() {
    let proseries = target("proseries");
    let mut read = books();
    read.rows[0].name = "Caf\u{e9} M\u{fc}ller \u{1f600} und eine sehr lange Bezeichnung".into();
    let made = order(&proseries, &by_default(&proseries)).made(&read).unwrap();
    let rows = read_back(&proseries.format[0], &made.bytes);
    assert_eq!(rows[0][2], "Caf? M?ller ? und eine se");
}

/// The books a year before: another balance, an account less and one that is gone by now.
fn before() -> TrialBalance {
    let row = |number: Option<&str>, name: &str, balance: i64| TrialBalanceRow {
        number: number.map(str::to_owned),
        name: name.to_owned(),
        debit: Cents(balance.max(0)),
        credit: Cents((-balance).max(0)),
    };
    let rows = vec![
        row(Some("1000"), "Checking, old name", 50_050),
        row(None, "Services, net", -80_050),
        row(Some("1900"), "Loan to a friend", 30_000),
    ];
    TrialBalance { as_of: jiff::civil::date(2025, 12, 31), rows, ..books() }
}

#[test]
fn the_year_before_stands_beside_this_one_and_no_account_of_either_is_lost() {
    let mut formats = 0;
    for (provider, target) in targets() {
        for format in target.format.iter().filter(|format| super::has_prior_year(format)) {
            let prior = before();
            let manner = in_format(&target, format);
            let order = Order { prior: Some(&prior), ..order(&target, &manner) };
            let made = order.made(&books()).unwrap();
            let rows = read_back(format, &made.bytes);
            let place = |wanted| format.columns.iter().position(|one| *one == wanted).unwrap();
            let (name, debit, credit) =
                (place(Column::AccountName), place(Column::PriorDebit), place(Column::PriorCredit));
            let found = |account: &str| {
                let row = rows.iter().find(|row| row[name].starts_with(account)).unwrap();
                (cents(&row[debit]), cents(&row[credit]))
            };
            assert_eq!(found("Checking"), (50_050, 0), "{provider}: by its number");
            assert_eq!(found("Services"), (0, 80_050), "{provider}: by its name");
            assert_eq!(found("Loan to a friend"), (30_000, 0), "{provider}");
            assert_eq!(found("Accounts Receiv"), (0, 0), "{provider}: new this year");
            let gone = rows.iter().find(|row| row[name].starts_with("Loan")).unwrap();
            assert_eq!(cents(&gone[place(Column::Debit)]), 0);
            formats += 1;
        }
    }
    assert!(formats >= 3, "{formats} formats have columns for it");
    let drake = target("drake");
    let prior = before();
    let manner = by_default(&drake);
    let order = Order { prior: Some(&prior), ..order(&drake, &manner) };
    assert_eq!(of(&order, &books()).unwrap().len(), 3, "its format has no column for it");
}

#[test]
fn a_year_before_that_does_not_balance_or_is_of_other_books_is_not_written() {
    let cch = target("cch_axcess");
    let with = |prior: &TrialBalance| {
        of(&Order { prior: Some(prior), ..order(&cch, &by_default(&cch)) }, &books()).map(drop)
    };
    assert_eq!(with(&before()), Ok(()));
    let mut odd = before();
    odd.rows[0].debit.0 += 1;
    assert!(matches!(with(&odd), Err(FileTrouble::PriorDoesNotBalance { .. })));
    for other in [
        TrialBalance { as_of: books().as_of, ..before() },
        TrialBalance { company: Some("Somebody else".into()), ..before() },
        TrialBalance { currency: Some("CAD".into()), ..before() },
    ] {
        assert!(matches!(with(&other), Err(FileTrouble::OtherBooks(_))));
    }
}
