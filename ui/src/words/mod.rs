//! Every word of the page that does not come from the core: one file a language, and
//! a key that is missing in one of them does not compile.

mod administrators;
mod ai;
mod audit;
mod books;
mod clocks;
mod custody;
mod defaults;
mod ending;
mod english;
mod enrolment;
mod health;
mod key_form;
mod keys;
mod mailboxes;
mod period;
mod relay;
mod renaming;
mod repairs;
mod security;
mod shared_files;
mod sign_in;
mod spanish;
mod spanish_problems;
mod syncing;
mod tax_files;
mod ways_home;
mod webhooks;

use std::cell::Cell;

use patchbay_contract::Problem;

pub use administrators::AdministratorWords;
pub use ai::AiWords;
pub use audit::AuditWords;
pub use books::BooksWords;
pub use clocks::ClockWords;
pub use custody::CustodyWords;
pub use defaults::DefaultWords;
pub use ending::EndingWords;
pub use enrolment::EnrolmentWords;
pub use health::HealthWords;
pub use key_form::KeyFormWords;
pub use keys::Words;
pub use mailboxes::MailWords;
pub use relay::RelayWords;
pub use renaming::RenamingWords;
pub use repairs::RepairWords;
pub use security::SecurityWords;
pub use shared_files::SharedFileWords;
pub use sign_in::SignInWords;
pub use syncing::SyncWords;
pub use tax_files::TaxFileWords;
pub use ways_home::WaysHomeWords;
pub use webhooks::WebhookWords;

/// What somebody else made a sentence of stays one.
fn as_a_sentence(said: &str, otherwise: fn(&str) -> String) -> String {
    if said.ends_with('.') { said.to_owned() } else { otherwise(said) }
}

/// A count with its thousands apart, as the amounts of books have them.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut written = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// The languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// Its tag, for the document and for storage.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// Its name, in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    /// The language nearest to a tag such as `es-MX`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|known| known.tag().eq_ignore_ascii_case(language))
            .unwrap_or(Self::English)
    }

    /// Its words. Whoever names them by this has all languages with it.
    #[must_use]
    pub const fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Spanish => &spanish::WORDS,
        }
    }
}

thread_local! {
    /// The language of the page, and its words. The whole page is drawn anew when it
    /// changes, so that no widget has to watch it.
    static SPOKEN: Cell<(Language, &'static Words)> =
        const { Cell::new((Language::English, &english::WORDS)) };
}

/// The page speaks this language from now on.
pub(crate) fn speak(language: Language, words: &'static Words) {
    SPOKEN.set((language, words));
}

/// The language of the page.
#[must_use]
pub fn spoken() -> Language {
    SPOKEN.get().0
}

/// The words of the page's language.
#[must_use]
pub fn words() -> &'static Words {
    SPOKEN.get().1
}

/// The words that are always here.
pub(crate) fn english() -> &'static Words {
    &english::WORDS
}

/// The three sentences of a problem in the page's language. The core speaks English;
/// other languages say what its code means, and the particulars stay in the details.
#[must_use]
pub fn problem_sentences(problem: &Problem) -> [String; 3] {
    match words().problem {
        Some(translate) => translate(problem).map(Into::into),
        None => [problem.what.clone(), problem.effect.clone(), problem.remedy.clone()],
    }
}
