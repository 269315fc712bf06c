//! The page in a headless browser, over a bridge that a test answers by hand.
#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]
#![cfg(target_arch = "wasm32")]

mod activity;
mod ai;
mod audit;
mod books;
mod clocks;
mod connect;
mod custody;
mod defaults;
mod ending;
mod enrolment;
mod fixtures;
mod health;
mod home;
mod installation;
mod key_form;
mod mailboxes;
mod palette;
mod panic_screen;
mod provider;
mod relay;
mod renaming;
mod repairs;
mod scripted;
mod security;
mod settings;
mod shared_files;
mod sign_in;
mod syncing;
mod tax_files;
mod times;
mod ways_home;
mod webhooks;
mod words;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
