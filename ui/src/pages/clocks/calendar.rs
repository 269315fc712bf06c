//! The calendar: a month of days, walked by the arrow keys, and what ends on the one that is
//! chosen.

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::{Date, Weekday};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use patchbay_contract::{Called, Clocks as Answer, ConnectionClocks, RunningClock};
use web_sys::wasm_bindgen::JsCast;

use super::marks::{look, stage_pill};
use crate::components::card::address;
use crate::components::plain::{drawn, part, perhaps, say, sentence, text};
use crate::components::{Icon, time};
use crate::words::{Language, spoken, words};

const MONTH: [(&str, &str); 2] = [("month", "long"), ("year", "numeric")];
const WHOLE_DAY: [(&str, &str); 4] =
    [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];

/// What ends on a day.
type End = (Date, ConnectionClocks, RunningClock);

#[derive(Clone)]
struct Ends(Arc<[End]>);

impl Ends {
    fn of(answer: &Answer) -> Self {
        let of_one = |one: &ConnectionClocks| {
            let clocks: Vec<RunningClock> =
                one.clocks.iter().filter(|clock| clock.concerns_a_person()).copied().collect();
            clocks
                .into_iter()
                .map(|clock| (time::local_day(clock.at), one.clone(), clock))
                .collect()
        };
        let mut ends: Vec<End> =
            answer.connections.iter().flat_map(|one| -> Vec<End> { of_one(one) }).collect();
        ends.sort_by_key(|(_, _, clock)| clock.at);
        Self(ends.into())
    }

    fn on(&self, day: Date) -> impl Iterator<Item = &End> {
        self.0.iter().filter(move |(then, ..)| *then == day)
    }
}

/// The day that is shown.
#[derive(Clone, Copy)]
struct Chosen {
    by_hand: RwSignal<Option<Date>>,
    at_first: Date,
}

impl Chosen {
    /// Tracks.
    fn get(self) -> Date {
        self.by_hand.get().unwrap_or(self.at_first)
    }

    fn now(self) -> Date {
        self.by_hand.get_untracked().unwrap_or(self.at_first)
    }

    fn set(self, day: Date) {
        self.by_hand.set(Some(day));
    }
}

/// The month of the chosen day, and what ends on that day.
#[component]
pub(super) fn Calendar(
    answer: Answer,
    /// The day that somebody chose. It stays when the clocks are heard anew.
    by_hand: RwSignal<Option<Date>>,
) -> impl IntoView {
    let w = words().clocks;
    let today = time::local_day(answer.at);
    let ends = Ends::of(&answer);
    // It opens where something is to be seen.
    let next = ends.0.iter().map(|(day, ..)| *day).find(|day| *day >= today);
    let chosen = Chosen { by_hand, at_first: next.unwrap_or(today) };
    let month = Memo::new(move |_| chosen.get().first_of_month());
    let go = move |word: &'static str, icon: &'static str, by: i32| {
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=word
                title=word
                on:click=move |_| chosen.set(months_on(chosen.now(), by))
            >
                <Icon name=icon />
            </button>
        }
    };
    let grid = {
        let ends = ends.clone();
        move || drawn_month(month.get(), today, chosen, &ends)
    };
    view! {
        <div class="calendar" id="calendar">
            <div class="calendar-head">
                {go(w.previous_month, "previous", -1)}
                <h3 id="calendar-month" aria-live="polite">
                    {move || time::day_in_words(month.get(), &MONTH)}
                </h3>
                {go(w.next_month, "next", 1)}
            </div>
            <p class="visually-hidden" id="calendar-keys">{w.how_to_move}</p>
            <table
                role="grid"
                class="month-grid"
                aria-labelledby="calendar-month"
                aria-describedby="calendar-keys"
                on:keydown=move |event| on_key(&event, chosen)
            >
                <thead>
                    <tr>{weekdays()}</tr>
                </thead>
                {grid}
            </table>
            {drawn(move || on_the_day(chosen.get(), &ends))}
        </div>
    }
}

/// The names of the weekdays, in the order of a week.
fn weekdays() -> Vec<AnyView> {
    let name = |n: i64| {
        let day = moved(week_of(Date::constant(2026, 11, 21)), n);
        let short = time::day_in_words(day, &[("weekday", "short")]);
        let long = time::day_in_words(day, &[("weekday", "long")]);
        part("th", &[("scope", "col"), ("abbr", &long)], vec![text(short)])
    };
    (0..7).map(name).collect()
}

fn drawn_month(month: Date, today: Date, chosen: Chosen, ends: &Ends) -> AnyView {
    let begin = week_of(month);
    let weeks = (0..6).map(|week| moved(begin, 7 * week));
    let weeks = weeks.filter(|begin| *begin <= month.last_of_month());
    let rows = weeks.map(|begin| {
        let cells = (0..7).map(|n| {
            let day = moved(begin, n);
            if day.first_of_month() == month {
                cell(day, today, chosen, ends)
            } else {
                part("td", &[], Vec::new())
            }
        });
        part("tr", &[], cells.collect())
    });
    part("tbody", &[], rows.collect())
}

/// One day, with the most urgent of what ends on it.
fn cell(day: Date, today: Date, chosen: Chosen, ends: &Ends) -> AnyView {
    let count = ends.on(day).count();
    let most_urgent = ends.on(day).map(|(_, _, clock)| clock.stage).max();
    let sign = most_urgent.map(|stage| {
        let (name, tone) = look(stage);
        view! {
            <span class=format!("day-mark {tone}")>
                <Icon name />
                {(count > 1).then_some(count)}
            </span>
        }
    });
    let label = format!(
        "{}: {}",
        time::day_in_words(day, &WHOLE_DAY),
        (words().clocks.ends_that_day)(count)
    );
    let is_chosen = move || chosen.get() == day;
    view! {
        <td aria-selected=move || is_chosen().to_string()>
            <button
                class="day"
                type="button"
                id=day_id(day)
                aria-label=label
                aria-current=(day == today).then_some("date")
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(day)
            >
                <span>{day.day()}</span>
                {sign}
            </button>
        </td>
    }
    .into_any()
}

/// What ends on the chosen day.
fn on_the_day(day: Date, ends: &Ends) -> AnyView {
    let w = words().clocks;
    let lines: Vec<AnyView> = ends.on(day).map(|(_, one, clock)| line(one, clock)).collect();
    let shown = if lines.is_empty() {
        sentence("quiet", w.nothing_that_day)
    } else {
        part("ul", &[("class", "day-ends")], lines)
    };
    let heading = say("h3", "", time::day_in_words(day, &WHOLE_DAY));
    part("div", &[("class", "on-the-day"), ("id", "on-the-day")], vec![heading, shown])
}

fn line(one: &ConnectionClocks, clock: &RunningClock) -> AnyView {
    let w = words().clocks;
    let there = address(&one.connection.provider, Some("accounts"));
    let called = Called::of(&one.provider_name, one.connection.title());
    let name = part("a", &[("href", &there)], vec![text(called.first.to_owned())]);
    let account = perhaps(called.account.map(|account| say("span", "", account.to_owned())));
    let what = format!("{} · {}", (w.kind)(clock.kind), time::short_time(clock.at));
    part("li", &[], vec![name, account, stage_pill(clock.stage), say("span", "quiet", what)])
}

/// The keys of a grid of days.
fn on_key(event: &KeyboardEvent, chosen: Chosen) {
    // With these held, an arrow is the browser's own: the way back.
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let day = chosen.now();
    let to = match event.key().as_str() {
        "ArrowLeft" => moved(day, -1),
        "ArrowRight" => moved(day, 1),
        "ArrowUp" => moved(day, -7),
        "ArrowDown" => moved(day, 7),
        "Home" => week_of(day),
        "End" => moved(week_of(day), 6),
        "PageUp" => months_on(day, -1),
        "PageDown" => months_on(day, 1),
        _ => return,
    };
    event.prevent_default();
    chosen.set(to);
    // Another month is drawn by then.
    request_animation_frame(move || {
        if let Some(button) = document().get_element_by_id(&day_id(to)) {
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

fn day_id(day: Date) -> String {
    format!("day-{day}")
}

/// So many days on. At the end of all calendars it stays where it is.
fn moved(day: Date, days: i64) -> Date {
    day.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(day)
}

/// The same day so many months on, or the last one of that month.
fn months_on(day: Date, months: i32) -> Date {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let first = i16::try_from(month.div_euclid(12))
        .ok()
        .zip(i8::try_from(month.rem_euclid(12) + 1).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    let Some(first) = first else { return day };
    Date::new(first.year(), first.month(), day.day().min(first.days_in_month())).unwrap_or(first)
}

/// The first day of its week, which is a Sunday where English is spoken here and a Monday
/// elsewhere.
fn week_of(day: Date) -> Date {
    let since = match spoken() {
        Language::English => day.weekday().since(Weekday::Sunday),
        Language::Spanish => day.weekday().since(Weekday::Monday),
    };
    moved(day, -i64::from(since))
}
