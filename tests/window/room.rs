//! How little room the pages do with: the narrowest window, and text twice as large.

use std::fmt::Write;

use patchbay_test_support::{App, StageBuilder};

use crate::access::PAGES;
use crate::{go, patchbay, practice_firm};

/// What sticks out on the right, unless it can be scrolled to in a box of its own.
const STICKS_OUT: &str = "
    const edge = document.documentElement.clientWidth;
    const scrolls = (element) => element && element !== document.documentElement
        && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX)
            || scrolls(element.parentElement));
    return [...document.querySelectorAll('body *')]
        .filter((element) => {
            const box = element.getBoundingClientRect();
            return box.width > 1 && box.height > 1 && box.right > edge + 1
                && !scrolls(element.parentElement);
        })
        .slice(0, 3)
        .map((element) => element.outerHTML.slice(0, 120))
        .concat(document.documentElement.scrollWidth > edge + 1 ? ['the page scrolls sideways'] : []);";

async fn measure(app: &App, how: &str, wrong: &mut String) {
    let provider =
        ["overview", "accounts", "permissions", "activity", "settings", "help"].map(|tab| {
            (format!("/provider/xero?tab={tab}"), format!("#tab-{tab}[aria-selected=true]"))
        });
    let pages = PAGES.map(|(address, there)| (address.to_owned(), there.to_owned()));
    for (address, there) in pages.into_iter().chain(provider) {
        go(app, &address).await;
        app.find(&there).await.expect(&address);
        app.is_painted().await.unwrap();
        for what in app.script(STICKS_OUT).await.unwrap().as_array().unwrap() {
            writeln!(wrong, "{address}, {how}: {what}").unwrap();
        }
    }
}

#[tokio::test]
async fn nothing_sticks_out_of_a_narrow_window_or_with_text_twice_as_large() {
    let stage = StageBuilder::named("room").start().await.unwrap();
    practice_firm(&stage).await;
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    let mut wrong = String::new();
    app.driver().set_window_rect(0, 0, 720, 800).await.unwrap();
    measure(&app, "720 points wide", &mut wrong).await;
    app.driver().set_window_rect(0, 0, 1280, 800).await.unwrap();
    app.script("document.documentElement.style.fontSize = '200%'").await.unwrap();
    measure(&app, "text at 200 %", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}
