//! Whether the file of a provider of the firm's own goes along with the firm's server, and where
//! that is decided.

use leptos::prelude::*;
use patchbay_contract::SharedFiles;

use crate::Bridge;
use crate::components::plain::{all, drawn, nothing, part, sentence, text};
use crate::pages::settings::shared_files::{ADDRESS, state};
use crate::state::{FirmFiles, Look};
use crate::words::words;

/// How it stands. Nothing where this computer is in at no server; that the question itself failed
/// is told where the link goes.
pub(super) fn standing(provider: &str) -> AnyView {
    let files = FirmFiles::new(expect_context::<Bridge>());
    files.ask();
    let provider = provider.to_owned();
    drawn(move || match files.look() {
        Look::Full(files) if files.is_in => of(&files, &provider),
        Look::Full(_) | Look::Loading | Look::Failed(_) => nothing(),
    })
}

fn of(files: &SharedFiles, provider: &str) -> AnyView {
    let w = words().shared_files;
    let shared = files.shared.iter().find(|file| file.provider == provider);
    let how = match shared {
        Some(file) => {
            part("p", &[], vec![text(format!("{}: ", w.with_the_firm)), state(file.state)])
        }
        None => sentence("", w.own_text),
    };
    let link = part("a", &[("href", ADDRESS)], vec![text(w.title)]);
    all(vec![how, part("p", &[], vec![link])])
}
