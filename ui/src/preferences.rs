//! How this person wants the page: language, look, contrast, shortcuts.
//!
//! Kept in the webview's own storage, since it belongs to this screen and to no firm.
//! `early.js` reads the look before anything is painted, under the same names.

use leptos::prelude::*;

use crate::words::Language;

/// The looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says, also while it changes.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every look.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in storage and on the document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

const LANGUAGE: &str = "patchbay.language";
const THEME: &str = "patchbay.theme";
const CONTRAST: &str = "patchbay.contrast";
const SHORTCUTS: &str = "patchbay.shortcuts";

/// The preferences. Cheap to copy; every getter tracks.
#[derive(Clone, Copy)]
pub struct Preferences {
    language: RwSignal<Language>,
    theme: RwSignal<Theme>,
    contrast: RwSignal<bool>,
    shortcuts: RwSignal<bool>,
}

impl Preferences {
    /// As they were left, or as the system suggests.
    #[must_use]
    pub fn stored() -> Self {
        let language = stored(LANGUAGE)
            .or_else(|| window().navigator().language())
            .map_or(Language::English, |tag| Language::of_tag(&tag));
        let theme = stored(THEME)
            .and_then(|name| Theme::ALL.into_iter().find(|theme| theme.as_str() == name))
            .unwrap_or(Theme::System);
        Self {
            language: RwSignal::new(language),
            theme: RwSignal::new(theme),
            contrast: RwSignal::new(stored(CONTRAST).is_some_and(|value| value == "more")),
            shortcuts: RwSignal::new(stored(SHORTCUTS).is_none_or(|value| value != "off")),
        }
    }

    /// The language.
    #[must_use]
    pub fn language(self) -> Language {
        self.language.get()
    }

    /// The look.
    #[must_use]
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Whether contrast is raised whatever the system says.
    #[must_use]
    pub fn more_contrast(self) -> bool {
        self.contrast.get()
    }

    /// Whether single keys do something.
    #[must_use]
    pub fn shortcuts(self) -> bool {
        self.shortcuts.get()
    }

    /// Speaks another language from now on.
    pub fn set_language(self, language: Language) {
        store(LANGUAGE, language.tag());
        self.language.set(language);
    }

    /// Speaks this one while the window is open, since the words of the one that was
    /// chosen did not come. The choice stays for the next start.
    pub(crate) fn make_do_with(self, language: Language) {
        self.language.set(language);
    }

    /// Looks otherwise from now on.
    pub fn set_theme(self, theme: Theme) {
        store(THEME, theme.as_str());
        mark("data-theme", theme.as_str());
        self.theme.set(theme);
    }

    /// Raises the contrast, or leaves it to the system.
    pub fn set_more_contrast(self, more: bool) {
        let value = if more { "more" } else { "system" };
        store(CONTRAST, value);
        mark("data-contrast", value);
        self.contrast.set(more);
    }

    /// Lets single keys do something, or not.
    pub fn set_shortcuts(self, on: bool) {
        store(SHORTCUTS, if on { "on" } else { "off" });
        self.shortcuts.set(on);
    }
}

/// A page without storage, as some browsers give in private, has preferences all the
/// same: until it is closed.
fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn store(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

fn mark(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(attribute, value);
    }
}
