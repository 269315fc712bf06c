//! A bridge whose every answer a test gives, and the page mounted over it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use patchbay_contract::{Command, Event};
use patchbay_ui::bridge::{Answer, Transport};
use patchbay_ui::{App, Bridge};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

struct Call {
    name: &'static str,
    resolve: Function,
    reject: Function,
}

type Heard = Box<dyn FnMut(JsValue)>;

#[derive(Default)]
struct Desk {
    calls: RefCell<Vec<Call>>,
    channel: RefCell<Option<Heard>>,
}

struct Scripted(Rc<Desk>);

impl Transport for Scripted {
    fn invoke(&self, name: &'static str, _arguments: JsValue) -> Answer {
        let mut call = None;
        let promise = Promise::new(&mut |resolve, reject| {
            call = Some(Call { name, resolve, reject });
        });
        self.0.calls.borrow_mut().extend(call);
        Box::pin(async move { JsFuture::from(promise).await })
    }

    fn channel(&self, heard: Heard) -> JsValue {
        *self.0.channel.borrow_mut() = Some(heard);
        "__CHANNEL__:1".into()
    }
}

/// The page, mounted for one test and taken away after it.
pub(crate) struct Page {
    desk: Rc<Desk>,
    root: HtmlElement,
    // Unmounts the page when dropped.
    _mounted: Box<dyn std::any::Any>,
}

impl Page {
    /// Mounts the page at its first address.
    pub(crate) fn open() -> Self {
        let window = web_sys::window().unwrap();
        window.history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some("/")).unwrap();
        let document = window.document().unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let desk = Rc::new(Desk::default());
        let bridge = Bridge::over(Scripted(Rc::clone(&desk)));
        let mounted = leptos::mount::mount_to(root.clone(), move || view! { <App bridge /> });
        Self { desk, root, _mounted: Box::new(mounted) }
    }

    /// Answers the next call of a command, once it was made.
    pub(crate) async fn answer<C: Command>(&self, reply: &C::Reply) {
        let call = self.next_call(C::NAME).await;
        call.resolve.call1(&JsValue::NULL, &to_js(reply)).unwrap();
    }

    /// Lets the next call of a command fail with this.
    pub(crate) async fn refuse<C: Command>(&self, with: &impl Serialize) {
        let call = self.next_call(C::NAME).await;
        call.reject.call1(&JsValue::NULL, &to_js(with)).unwrap();
    }

    /// How many calls of a command wait for an answer.
    pub(crate) fn waiting<C: Command>(&self) -> usize {
        self.desk.calls.borrow().iter().filter(|call| call.name == C::NAME).count()
    }

    /// Sends an event under this number, as the shell does.
    pub(crate) fn send(&self, index: u32, event: &Event) {
        #[derive(Serialize)]
        struct Numbered<'a> {
            index: u32,
            message: &'a Event,
        }
        let mut channel = self.desk.channel.borrow_mut();
        let heard = channel.as_mut().expect("the page has subscribed");
        heard(to_js(&Numbered { index, message: event }));
    }

    pub(crate) fn all(&self, css: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(css).unwrap();
        (0..found.length()).filter_map(|n| found.get(n)?.dyn_into().ok()).collect()
    }

    pub(crate) fn text(&self, css: &str) -> String {
        self.all(css)
            .iter()
            .filter_map(|element| element.text_content())
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub(crate) fn press(&self, css: &str) {
        let found = self.all(css);
        found[0].clone().unchecked_into::<HtmlElement>().click();
    }

    /// Waits until this is so, for some seconds of frames.
    pub(crate) async fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        for _ in 0..300 {
            if so(self) {
                return;
            }
            next_frame().await;
        }
        panic!("waited for {what}; the page says: {}", self.root.inner_text());
    }

    async fn next_call(&self, name: &str) -> Call {
        self.until(name, |page| page.desk.calls.borrow().iter().any(|call| call.name == name))
            .await;
        let mut calls = self.desk.calls.borrow_mut();
        let place = calls.iter().position(|call| call.name == name).unwrap();
        calls.remove(place)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

pub(crate) async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap()
}
