//! The timeline: one row a connection, one column a month. It is a table, so that whoever
//! hears it goes through it as through any.

use std::cmp::Reverse;

use jiff::civil::Date;
use leptos::prelude::*;
use patchbay_contract::{
    Called, Clocks as Answer, ConnectionClocks, EnvironmentId, RunningClock, StatusKind,
};

use super::marks::{legend, mark, stage_pill};
use crate::components::card::address;
use crate::components::plain::{all, nothing, part, perhaps, say, text};
use crate::components::{StatusPill, time};
use crate::words::words;

/// How many months are shown.
const MONTHS: i32 = 12;

pub(super) fn timeline(answer: &Answer) -> AnyView {
    let w = words().clocks;
    let first = month_of(time::local_day(answer.at));
    let (running, endless): (Vec<_>, Vec<_>) =
        answer.connections.iter().partition(|one| wound(one).next().is_some());
    let months = (0..MONTHS).filter_map(|n| first_day(first + n)).map(|day| {
        let short = time::day_in_words(day, &[("month", "short")]);
        let long = time::day_in_words(day, &[("month", "long"), ("year", "numeric")]);
        part(
            "th",
            &[("scope", "col"), ("class", "month"), ("abbr", &long), ("title", &long)],
            vec![text(short)],
        )
    });
    let head = |class, word| part("th", &[("scope", "col"), ("class", class)], vec![text(word)]);
    let mut heads = vec![head("", w.connection), head("", w.next_end), head("", w.kept_alive)];
    heads.extend(months);
    heads.push(head("month", w.later));
    let rows = running.into_iter().map(|one| row(one, first)).collect();
    let table = part(
        "table",
        &[("class", "table timeline"), ("id", "timeline")],
        vec![part("thead", &[], vec![part("tr", &[], heads)]), part("tbody", &[], rows)],
    );
    let holder = [
        ("class", "table-holder"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", w.timeline),
    ];
    all(vec![part("div", &holder, vec![table]), legend(), without_end(&endless)])
}

/// The clock that is told of: the most urgent one, and of those the next.
fn told_of(one: &ConnectionClocks) -> Option<&RunningClock> {
    wound(one).min_by_key(|clock| (Reverse(clock.stage), clock.at))
}

/// The clocks that concern a person, the next end first.
fn wound(one: &ConnectionClocks) -> impl Iterator<Item = &RunningClock> {
    one.clocks.iter().filter(|clock| clock.concerns_a_person())
}

fn row(one: &ConnectionClocks, first: i32) -> AnyView {
    let w = words().clocks;
    let Some(next) = told_of(one) else { return nothing() };
    let connection = &one.connection;
    let sandbox = (connection.environment == EnvironmentId::Sandbox)
        .then(|| say("span", "mark sandbox", words().sandbox));
    let called = Called::of(&one.provider_name, connection.title());
    let name = part(
        "a",
        &[("href", &address(&connection.provider, Some("accounts")))],
        vec![text(called.first.to_owned())],
    );
    let account = called.account.map(|account| say("span", "below", account.to_owned()));
    let state = match connection.status.kind() {
        // Whatever its clocks say, it is over.
        StatusKind::ReconnectNeeded => {
            view! { <StatusPill status=connection.status.clone() /> }.into_any()
        }
        _ => stage_pill(next.stage),
    };
    let when = part(
        "span",
        &[("class", "below"), ("title", &time::exact(next.at))],
        vec![text(time::relative(next.at))],
    );
    let mut cells = vec![
        part("th", &[("scope", "row")], vec![name, perhaps(account), perhaps(sandbox)]),
        part("td", &[], vec![state, when]),
        part("td", &[], vec![text((w.kept_by)(next.kept_by))]),
    ];
    // The one before the first is over, and its pill says so; the one behind the last is later.
    cells.extend((0..=MONTHS).map(|n| {
        let here = |clock: &&RunningClock| {
            let month = month_of(time::local_day(clock.at)) - first;
            month == n || (n == MONTHS && month > n)
        };
        let marks = wound(one).filter(here).map(mark).collect();
        part("td", &[("class", "month")], marks)
    }));
    part("tr", &[("data-connection", &connection.id)], cells)
}

/// What lives and has no clock, in a sentence.
fn without_end(endless: &[&ConnectionClocks]) -> AnyView {
    let lives =
        |one: &&&ConnectionClocks| one.connection.status.kind() != StatusKind::ReconnectNeeded;
    let names: Vec<String> = endless
        .iter()
        .filter(lives)
        .map(|one| Called::of(&one.provider_name, one.connection.title()).bracketed())
        .collect();
    if names.is_empty() {
        return nothing();
    }
    let said = format!("{} {}.", words().clocks.no_end, names.join(", "));
    part("p", &[("class", "quiet"), ("id", "endless")], vec![text(said)])
}

/// A month as a number that counts on over the years.
fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn first_day(month: i32) -> Option<Date> {
    let (year, month) = (i16::try_from(month / 12).ok()?, i8::try_from(month % 12 + 1).ok()?);
    Date::new(year, month, 1).ok()
}
