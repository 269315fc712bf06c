//! The words of both languages.

use std::collections::{BTreeMap, BTreeSet};

use patchbay_contract::{ErrorCode, Problem};
use patchbay_ui::words::Language;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Every code there is: serde names them all when it meets one that it does not know.
fn every_code() -> Vec<ErrorCode> {
    let unknown = serde_wasm_bindgen::from_value::<ErrorCode>("no such code".into());
    let message = unknown.unwrap_err().to_string();
    let known = message.split_once("expected").unwrap().1;
    let names = known.split('`').skip(1).step_by(2);
    names.map(|name| serde_wasm_bindgen::from_value(JsValue::from_str(name)).unwrap()).collect()
}

#[wasm_bindgen_test]
fn every_problem_has_spanish_sentences_of_its_own() {
    let translate = Language::Spanish.words().problem.unwrap();
    let codes = every_code();
    assert!(codes.len() > 20, "only these were found: {codes:?}");
    let mut said = BTreeSet::new();
    for code in codes {
        let sentences = translate(&Problem::new(code, "What.", "Effect.", "Remedy."));
        for sentence in sentences {
            assert!(sentence.ends_with('.'), "{code}: {sentence:?} is no sentence");
            assert!(!["What.", "Effect.", "Remedy."].contains(&sentence), "{code}");
        }
        assert!(said.insert(sentences[0]), "{code} is told as another one is");
    }
    assert!(Language::English.words().problem.is_none(), "the core speaks English itself");
}

/// The plain words of a language, as its file says them.
fn plain_words(file: &'static str) -> BTreeMap<&'static str, &'static str> {
    file.lines()
        .filter_map(|line| line.strip_prefix("    ")?.strip_suffix("\",")?.split_once(": \""))
        .filter(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

#[wasm_bindgen_test]
fn every_plain_word_is_told_in_spanish() {
    const ALIKE: [&str; 3] = ["product", "no", "patchbay"];
    for (english, spanish, at_least) in [
        (
            include_str!("../../src/words/english.rs"),
            include_str!("../../src/words/spanish.rs"),
            100,
        ),
        (
            include_str!("../../src/words/security/english.rs"),
            include_str!("../../src/words/security/spanish.rs"),
            60,
        ),
        (
            include_str!("../../src/words/administrators/english.rs"),
            include_str!("../../src/words/administrators/spanish.rs"),
            30,
        ),
        (
            include_str!("../../src/words/audit/english.rs"),
            include_str!("../../src/words/audit/spanish.rs"),
            40,
        ),
        (
            include_str!("../../src/words/ending/english.rs"),
            include_str!("../../src/words/ending/spanish.rs"),
            20,
        ),
        (
            include_str!("../../src/words/repairs/english.rs"),
            include_str!("../../src/words/repairs/spanish.rs"),
            15,
        ),
        (
            include_str!("../../src/words/ai/english.rs"),
            include_str!("../../src/words/ai/spanish.rs"),
            20,
        ),
        (
            include_str!("../../src/words/clocks/english.rs"),
            include_str!("../../src/words/clocks/spanish.rs"),
            12,
        ),
        (
            include_str!("../../src/words/shared_files/english.rs"),
            include_str!("../../src/words/shared_files/spanish.rs"),
            25,
        ),
    ] {
        let (english, spanish) = (plain_words(english), plain_words(spanish));
        assert!(english.len() > at_least, "only {} were found", english.len());
        assert!(english.keys().eq(spanish.keys()));
        for (key, word) in &english {
            assert!(!word.trim().is_empty() && !spanish[key].trim().is_empty(), "{key} is mute");
            assert_eq!(spanish[key] == *word, ALIKE.contains(key), "{key}: {word}");
        }
    }
}

#[wasm_bindgen_test]
fn the_nearest_language_to_a_tag_is_spoken() {
    for (tag, language) in [
        ("es-MX", Language::Spanish),
        ("ES", Language::Spanish),
        ("en-GB", Language::English),
        ("de", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(Language::of_tag(tag), language, "{tag}");
    }
}
