//! Looking at a provider file that the firm shares before it is used here: where people sign in
//! and keys are sent, which of that is new, and the whole text for whoever wants it.

use leptos::prelude::*;
use patchbay_contract::command::{DeclineFile, ReadSharedFile, TakeFile};
use patchbay_contract::{SharedFile, SharedFileChoice, SharedFileState, SharedFileText};

use super::{Desk, Named, list};
use crate::components::Fact;
use crate::components::act::{act, button, outcome};
use crate::components::plain::{
    all, dialog as over, drawn, foot, nothing, part, perhaps, pill, say, sentence, text,
};
use crate::state::Doing;
use crate::words::words;

/// The dialog.
pub(super) fn dialog(desk: Desk, file: SharedFile) -> AnyView {
    let w = words().shared_files;
    let choosing = Doing::alone(desk.bridge);
    // What stood in the way may be news, as another one that was offered meanwhile is.
    Effect::new(move |_| {
        if choosing.failed().is_some() {
            desk.files.ask();
        }
    });
    let title = (w.file)(&Named::of(&file).name);
    let inside = vec![
        part("dl", &[("class", "facts")], facts(&file)),
        perhaps((w.means)(file.state).map(|means| sentence("", means))),
        list::mistakes(&file),
        hosts(&file),
        whole_text(desk, &file.provider),
        perhaps(may_take(file.state).then(|| consequences(file.state))),
        outcome(choosing),
        foot(buttons(desk, choosing, &file)),
    ];
    over(title, "shared-file", move || desk.close(), inside)
}

/// Whether it can be used here in place of what is here now.
const fn may_take(state: SharedFileState) -> bool {
    !matches!(state, SharedFileState::InUse | SharedFileState::Unusable)
}

fn facts(file: &SharedFile) -> Vec<AnyView> {
    let w = words().shared_files;
    let fact = |label, value: String| view! { <Fact label value /> }.into_any();
    let category = file
        .category
        .map(|category| fact(words().category_label, (words().category)(category).to_owned()));
    let row = |label: &'static str, value| {
        part("div", &[("class", "fact")], vec![say("dt", "", label), part("dd", &[], vec![value])])
    };
    vec![
        row(w.standing, list::state(file.state)),
        perhaps(category),
        row(w.from, list::offered(file, false)),
        fact(w.connections, (w.used_by)(file.connections)),
    ]
}

/// Every address, and in words which of them is new.
fn hosts(file: &SharedFile) -> AnyView {
    let w = words().shared_files;
    if file.hosts.is_empty() {
        return if file.mistakes.is_empty() { sentence("", w.no_hosts) } else { nothing() };
    }
    // Where nothing of it is here yet, one sentence says so instead of each line.
    let all_new =
        file.state == SharedFileState::Proposed && file.new_hosts.len() == file.hosts.len();
    let line = |host: &String| {
        let is_new = !all_new && file.new_hosts.contains(host);
        let new = is_new.then(|| pill("warning", "warn", w.new_host.to_owned()));
        part("li", &[], vec![say("code", "", host.clone()), text(" "), perhaps(new)])
    };
    let is_open = file.hosts.iter().any(|host| host.contains(['{', '*']));
    all(vec![
        say("h3", "", w.hosts),
        if all_new { sentence("", w.all_new) } else { nothing() },
        part("ul", &[("class", "file-hosts")], file.hosts.iter().map(line).collect()),
        if is_open { sentence("quiet", w.open_hosts) } else { nothing() },
    ])
}

/// The whole text, read once somebody wants to see it.
fn whole_text(desk: Desk, provider: &str) -> AnyView {
    let reading = Doing::alone(desk.bridge);
    let found = RwSignal::new(None::<SharedFileText>);
    let id = provider.to_owned();
    let open = move || {
        if found.with_untracked(Option::is_none) {
            reading.ask::<ReadSharedFile>(id.clone(), move |text| found.set(Some(text)));
        }
    };
    let inside = drawn(move || match found.get() {
        Some(found) => texts(&found),
        None if reading.is_busy() => sentence("quiet", words().loading),
        None => outcome(reading),
    });
    view! {
        <details class="whole-text" on:toggle=move |_| open()>
            <summary>{words().shared_files.whole_text}</summary>
            {inside}
        </details>
    }
    .into_any()
}

fn texts(found: &SharedFileText) -> AnyView {
    let w = words().shared_files;
    let one = |heading: &'static str, text: &str| {
        // Longer than its room, and so to be reached by the keyboard.
        let room =
            [("class", "file-text"), ("tabindex", "0"), ("role", "group"), ("aria-label", heading)];
        all(vec![say("p", "quiet", heading), part("pre", &room, vec![self::text(in_sight(text))])])
    };
    let here = match &found.here {
        Some(here) if *here == found.text => sentence("quiet", w.same_here),
        Some(here) => one(w.as_here, here),
        None => nothing(),
    };
    all(vec![one(w.as_shared, &found.text), here])
}

/// With the number of each sign that nobody would see: it could turn around what stands beside it.
fn in_sight(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => c.to_string(),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => by_number(c),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => by_number(c),
        c if c.is_control() => by_number(c),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

fn by_number(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// What comes of using it.
fn consequences(state: SharedFileState) -> AnyView {
    let w = words().shared_files;
    let replaces = match state {
        SharedFileState::Other | SharedFileState::ChangedHere => sentence("", w.replaces),
        SharedFileState::Declined => sentence("", w.replaces_any),
        SharedFileState::Proposed | SharedFileState::InUse | SharedFileState::Unusable => nothing(),
    };
    all(vec![replaces, sentence("file-trust", w.trust)])
}

fn buttons(desk: Desk, choosing: Doing, file: &SharedFile) -> Vec<AnyView> {
    let w = words().shared_files;
    let not_now = move |word| button("", word, move || desk.close());
    if !may_take(file.state) {
        return vec![not_now(w.close)];
    }
    let name = Named::of(file).name;
    let choice = SharedFileChoice { provider: file.provider.clone(), digest: file.digest.clone() };
    let (said, wanted) = ((w.taken)(&name), choice.clone());
    let take = move || {
        let said = said.clone();
        choosing.ask::<TakeFile>(wanted.clone(), move |files| desk.came(files, said));
    };
    let said = (w.declined)(&name);
    let decline = move || {
        let said = said.clone();
        choosing.ask::<DeclineFile>(choice.clone(), move |files| desk.came(files, said));
    };
    let mut buttons = vec![act(choosing, "primary", w.use_it, take), not_now(w.not_now)];
    if file.state.waits() {
        buttons.push(act(choosing, "", w.do_not_use, decline));
    }
    buttons
}
