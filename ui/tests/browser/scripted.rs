//! A bridge whose every answer a test gives, and the page mounted over it.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use patchbay_contract::{Command, Event};
use patchbay_ui::bridge::{Answer, Transport};
use patchbay_ui::{App, Bridge};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

struct Call {
    name: &'static str,
    arguments: JsValue,
    resolve: Function,
    reject: Function,
}

type Heard = Box<dyn FnMut(JsValue)>;

#[derive(Default)]
struct Desk {
    calls: RefCell<Vec<Call>>,
    /// Every call there ever was, answered or not.
    asked: RefCell<Vec<(&'static str, JsValue)>>,
    channel: RefCell<Option<Heard>>,
}

struct Scripted(Rc<Desk>);

impl Transport for Scripted {
    fn invoke(&self, name: &'static str, arguments: JsValue) -> Answer {
        self.0.asked.borrow_mut().push((name, arguments.clone()));
        let mut call = None;
        let promise = Promise::new(&mut |resolve, reject| {
            call = Some(Call { name, arguments: arguments.clone(), resolve, reject });
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
}

thread_local! {
    /// Unmounts the page when dropped. It is kept here since a test that panics drops
    /// nothing: its page is taken away by the next one, which would otherwise hear two.
    static MOUNTED: RefCell<Option<(HtmlElement, Box<dyn Any>)>> = const { RefCell::new(None) };
}

fn take_away() {
    if let Some((root, mounted)) = MOUNTED.take() {
        root.remove();
        drop(mounted);
    }
}

impl Page {
    /// Mounts the page at its first address, for somebody who never changed anything.
    pub(crate) fn open() -> Self {
        Self::open_at("/")
    }

    /// Mounts the page at this address, for somebody who never changed anything.
    pub(crate) fn open_at(address: &str) -> Self {
        forget_preferences();
        Self::open_as_left_at(address)
    }

    /// Mounts the page at this address, with the preferences as they were left.
    pub(crate) fn open_as_left_at(address: &str) -> Self {
        take_away();
        let history = window().history().unwrap();
        history.replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
        document().set_title("Patchbay");
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let desk = Rc::new(Desk::default());
        let bridge = Bridge::over(Scripted(Rc::clone(&desk)));
        let mounted = leptos::mount::mount_to(root.clone(), move || view! { <App bridge /> });
        MOUNTED.set(Some((root.clone(), Box::new(mounted))));
        Self { desk, root }
    }

    /// Answers the next call of a command, once it was made.
    pub(crate) async fn answer<C: Command>(&self, reply: &C::Reply) {
        let call = self.next_call::<C>(|_| true).await;
        call.resolve.call1(&JsValue::NULL, &to_js(reply)).unwrap();
    }

    /// Answers the next call of a command that asks just this.
    pub(crate) async fn answer_to<C: Command<Request: PartialEq>>(
        &self,
        request: &C::Request,
        reply: &C::Reply,
    ) {
        let call = self.next_call::<C>(|asked| asked == request).await;
        call.resolve.call1(&JsValue::NULL, &to_js(reply)).unwrap();
    }

    /// Lets the next call of a command fail with this.
    pub(crate) async fn refuse<C: Command>(&self, with: &impl Serialize) {
        let call = self.next_call::<C>(|_| true).await;
        call.reject.call1(&JsValue::NULL, &to_js(with)).unwrap();
    }

    /// How many calls of a command wait for an answer.
    pub(crate) fn waiting<C: Command>(&self) -> usize {
        self.desk.calls.borrow().iter().filter(|call| call.name == C::NAME).count()
    }

    /// What a command was asked so far, answered or not, in order.
    pub(crate) fn asked<C: Command>(&self) -> Vec<C::Request> {
        let asked = self.desk.asked.borrow();
        asked.iter().filter(|(name, _)| *name == C::NAME).map(|(_, with)| request(with)).collect()
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

    /// All of them that are not hidden.
    pub(crate) fn seen(&self, css: &str) -> Vec<Element> {
        let mut found = self.all(css);
        found.retain(|element| element.closest("[hidden], .away").unwrap().is_none());
        found
    }

    pub(crate) fn text(&self, css: &str) -> String {
        self.all(css)
            .iter()
            .filter_map(|element| element.text_content())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What an attribute says at each of them.
    pub(crate) fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.all(css).iter().filter_map(|element| element.get_attribute(name)).collect()
    }

    /// What was typed into a field, or is chosen in it.
    pub(crate) fn value(&self, css: &str) -> String {
        Reflect::get(&self.one(css), &"value".into()).unwrap().as_string().unwrap()
    }

    pub(crate) fn press(&self, css: &str) {
        self.one(css).click();
    }

    /// Presses the one of these that says this, and nothing more.
    pub(crate) fn press_word(&self, css: &str, word: &str) {
        let found = self.seen(css).into_iter().find(|element| says(element) == word);
        let found = found.unwrap_or_else(|| panic!("no {css} says {word}"));
        found.unchecked_into::<HtmlElement>().click();
    }

    /// Follows a link to this address, as if the page had one.
    pub(crate) fn follow(&self, address: &str) {
        let link: HtmlElement = document().create_element("a").unwrap().unchecked_into();
        link.set_attribute("href", address).unwrap();
        self.root.append_child(&link).unwrap();
        link.click();
        link.remove();
    }

    /// Types this into a field, in place of what was there.
    pub(crate) fn type_into(&self, css: &str, text: &str) {
        self.set_value(css, text, "input");
    }

    /// Chooses this value of a list.
    pub(crate) fn choose(&self, css: &str, value: &str) {
        self.set_value(css, value, "change");
    }

    /// Presses a key where the focus is. `Ctrl+` and `Alt+` may stand before it.
    /// Answers whether the page did something of its own with it.
    pub(crate) fn key(&self, keys: &str) -> bool {
        let (held, key) = keys.rsplit_once('+').unwrap_or(("", keys));
        let how = KeyboardEventInit::new();
        how.set_key(key);
        how.set_ctrl_key(held == "Ctrl");
        how.set_alt_key(held == "Alt");
        how.set_bubbles(true);
        how.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &how).unwrap();
        !document().active_element().unwrap().dispatch_event(&event).unwrap()
    }

    pub(crate) fn focus(&self, css: &str) {
        self.one(css).focus().unwrap();
    }

    /// Whether the focus is there.
    pub(crate) fn has_focus(&self, css: &str) -> bool {
        document().active_element().is_some_and(|element| element.matches(css).unwrap())
    }

    /// Waits until this is so, for some seconds of frames.
    pub(crate) async fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        for _ in 0..300 {
            if so(self) {
                return;
            }
            next_frame().await;
        }
        panic!("waited for {what}; at {}, the page says: {}", address(), self.root.inner_text());
    }

    fn one(&self, css: &str) -> HtmlElement {
        let found = self.all(css).into_iter().next();
        found.unwrap_or_else(|| panic!("there is no {css}")).unchecked_into()
    }

    fn set_value(&self, css: &str, value: &str, event: &str) {
        let field = self.one(css);
        Reflect::set(&field, &"value".into(), &value.into()).unwrap();
        let happened = document().create_event("Event").unwrap();
        happened.init_event_with_bubbles(event, true);
        field.dispatch_event(&happened).unwrap();
    }

    async fn next_call<C: Command>(&self, fits: impl Fn(&C::Request) -> bool) -> Call {
        let place = |page: &Self| {
            let calls = page.desk.calls.borrow();
            calls.iter().position(|call| call.name == C::NAME && fits(&request(&call.arguments)))
        };
        self.until(C::NAME, |page| place(page).is_some()).await;
        let place = place(self).unwrap();
        self.desk.calls.borrow_mut().remove(place)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        take_away();
    }
}

/// What an element says, with single spaces.
pub(crate) fn says(element: &Element) -> String {
    let text = element.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the page is: the path and the query.
pub(crate) fn address() -> String {
    let location = window().location();
    location.pathname().unwrap() + &location.search().unwrap()
}

/// What an attribute of the document itself says.
pub(crate) fn on_the_document(attribute: &str) -> Option<String> {
    document().document_element().unwrap().get_attribute(attribute)
}

/// What is kept of the preferences.
pub(crate) fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

/// No preferences but English: the browser's own language is not the test's business.
fn forget_preferences() {
    let storage = window().local_storage().unwrap().unwrap();
    for name in ["theme", "contrast", "shortcuts"] {
        storage.remove_item(&format!("patchbay.{name}")).unwrap();
        document().document_element().unwrap().remove_attribute(&format!("data-{name}")).unwrap();
    }
    storage.set_item("patchbay.language", "en").unwrap();
}

pub(crate) async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}

/// Some frames, for what must not happen.
pub(crate) async fn some_frames() {
    for _ in 0..5 {
        next_frame().await;
    }
}

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap()
}

/// What the arguments of a call ask.
fn request<R: DeserializeOwned>(arguments: &JsValue) -> R {
    serde_wasm_bindgen::from_value(Reflect::get(arguments, &"request".into()).unwrap()).unwrap()
}
