//! Which language the page speaks: the one that is wanted, as soon as its words are here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{NotHere, parts};
use crate::preferences::Preferences;
use crate::words::{self, Language, Words};

/// The language whose words are here. Until there is one, nothing can be said; while
/// another is brought, it is the one before.
pub(crate) fn spoken(preferences: Preferences) -> ReadSignal<Option<Language>> {
    let wanted = untrack(|| preferences.language());
    let (spoken, set_spoken) = signal(is_here(wanted).then_some(wanted));
    Effect::new(move |_| {
        let wanted = preferences.language();
        if spoken.get_untracked() == Some(wanted) {
            return;
        }
        spawn_local(async move {
            let came = is_here(wanted) || parts::bring_spanish().await.is_ok();
            // Somebody may have chosen another one meanwhile.
            if untrack(|| preferences.language()) != wanted {
                return;
            }
            if came {
                set_spoken.set(Some(wanted));
            } else {
                leptos::logging::error!("the words of {wanted:?} did not come");
                preferences.make_do_with(spoken.get_untracked().unwrap_or(Language::English));
            }
        });
    });
    spoken
}

/// The page speaks this language from now on.
pub(crate) fn speak(language: Language) {
    let Ok(words) = words_of(language) else { return };
    words::speak(language, words);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

fn is_here(language: Language) -> bool {
    words_of(language).is_ok()
}

fn words_of(language: Language) -> Result<&'static Words, NotHere> {
    match language {
        Language::English => Ok(words::english()),
        Language::Spanish => parts::spanish(),
    }
}
