//! The only file that talks to the shell.
//!
//! A command's name, request and reply come from the contract, so a call that does
//! not fit does not compile. The way out is a [`Transport`]: the shell's here, and a
//! scripted one in the browser tests.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{PageReady, ReportPagePanic, Subscribe};
use patchbay_contract::{Command, ErrorCode, Event, Notice, Problem};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

/// A future that stays on this thread, as everything in a page does.
pub type Answer = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// A way to the core.
pub trait Transport {
    /// Calls a command by name with its arguments as one object.
    fn invoke(&self, name: &'static str, arguments: JsValue) -> Answer;
    /// Makes a channel; what is sent into it arrives at `heard`. The value stands for
    /// the channel among a command's arguments.
    fn channel(&self, heard: Box<dyn FnMut(JsValue)>) -> JsValue;
}

/// The way to the core that the page was given. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Bridge(StoredValue<Rc<dyn Transport>, LocalStorage>);

#[derive(Serialize)]
struct Arguments<R> {
    request: R,
}

impl Bridge {
    /// The bridge to the shell around this page.
    #[must_use]
    pub fn to_the_shell() -> Self {
        Self::over(Shell)
    }

    /// A bridge over any transport.
    pub fn over(transport: impl Transport + 'static) -> Self {
        Self(StoredValue::new_local(Rc::new(transport)))
    }

    /// Calls a command and gives back its reply, or the problem it ended in. The call is
    /// made now, not when the answer is first waited for: the core works on it meanwhile.
    pub fn call<C: Command>(
        self,
        request: C::Request,
    ) -> impl Future<Output = Result<C::Reply, Problem>> + use<C> {
        let answer = to_js(&Arguments { request })
            .map(|arguments| self.transport().invoke(C::NAME, arguments));
        async move { reply(answer?.await) }
    }

    /// Hands `begin` the notices so far and `heard` every event from then on, in order.
    pub fn subscribe(
        self,
        begin: impl FnOnce(Vec<Notice>) + 'static,
        mut heard: impl FnMut(Event) + 'static,
    ) {
        let mut order = InOrder::default();
        let channel = self.transport().channel(Box::new(move |message| {
            for event in order.arrived(message) {
                heard(event);
            }
        }));
        let arguments = js_sys::Object::new();
        // Setting a field of an object that was just made cannot fail.
        let _ = js_sys::Reflect::set(&arguments, &"events".into(), &channel);
        let answer = self.transport().invoke(Subscribe::NAME, arguments.into());
        spawn_local(async move {
            match reply::<Vec<Notice>>(answer.await) {
                Ok(so_far) => begin(so_far),
                Err(problem) => leptos::logging::error!("{problem}"),
            }
        });
    }

    /// Tells the core that the first full screen was drawn.
    pub fn page_is_ready(self) {
        spawn_local(async move {
            if let Err(problem) = self.call::<PageReady>(()).await {
                leptos::logging::error!("{problem}");
            }
        });
    }

    /// Hands the core the report of a panic. There is nothing to do if that fails.
    pub fn report_panic(self, report: String) {
        spawn_local(async move {
            let _ = self.call::<ReportPagePanic>(report).await;
        });
    }

    fn transport(self) -> Rc<dyn Transport> {
        self.0.get_value()
    }
}

fn to_js(value: &impl Serialize) -> Result<JsValue, Problem> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| misunderstanding(&error.to_string()))
}

fn reply<T: DeserializeOwned>(answer: Result<JsValue, JsValue>) -> Result<T, Problem> {
    match answer {
        Ok(value) => serde_wasm_bindgen::from_value(value)
            .map_err(|error| misunderstanding(&error.to_string())),
        Err(error) => Err(serde_wasm_bindgen::from_value(error.clone()).unwrap_or_else(|_| {
            misunderstanding(&error.as_string().unwrap_or_else(|| format!("{error:?}")))
        })),
    }
}

/// The shell refused a call or answered in words that are not the contract's.
fn misunderstanding(details: &str) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The window and the program behind it do not understand each other.",
        "What you see may be out of date. Nothing was changed.",
        "Close Patchbay and start it again. If it stays, reinstall it.",
    )
    .with_details(details)
}

/// A message of a channel as Tauri sends it: numbered, since large ones take another
/// road and may be overtaken.
#[derive(Deserialize)]
struct Numbered {
    index: u32,
}

/// The rest of it. The channel's last message has none.
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    message: Option<Event>,
}

/// Puts numbered messages back in order.
#[derive(Default)]
struct InOrder {
    next: u32,
    /// `None` for a message that says nothing or was not understood: its number counts
    /// all the same, or everything behind it would wait for ever.
    early: BTreeMap<u32, Option<Event>>,
}

impl InOrder {
    fn arrived(&mut self, message: JsValue) -> Vec<Event> {
        let event = serde_wasm_bindgen::from_value::<Message>(message.clone());
        if let Err(error) = &event {
            leptos::logging::error!("an event was not understood: {error}");
        }
        if let Ok(Numbered { index }) = serde_wasm_bindgen::from_value(message) {
            self.early.insert(index, event.ok().and_then(|event| event.message));
        }
        let mut due = Vec::new();
        while let Some(event) = self.early.remove(&self.next) {
            self.next += 1;
            due.extend(event);
        }
        due
    }
}

/// The shell around this page.
struct Shell;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    fn shell_invoke(name: &str, arguments: JsValue) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback, catch)]
    fn shell_callback(heard: &JsValue, once: bool) -> Result<u32, JsValue>;
    /// The answer to a question that `early.js` put, the first time it is asked for.
    #[wasm_bindgen(js_namespace = ["window"], js_name = patchbayEarlyAnswer)]
    fn early_answer(name: &str) -> Option<js_sys::Promise>;
}

type Heard = Closure<dyn FnMut(JsValue)>;

thread_local! {
    /// Channels live as long as the page: their closures are kept here.
    static CHANNELS: RefCell<Vec<Heard>> = const { RefCell::new(Vec::new()) };
}

impl Transport for Shell {
    fn invoke(&self, name: &'static str, arguments: JsValue) -> Answer {
        let promise = early_answer(name).map_or_else(|| shell_invoke(name, arguments), Ok);
        Box::pin(async move { wasm_bindgen_futures::JsFuture::from(promise?).await })
    }

    fn channel(&self, heard: Box<dyn FnMut(JsValue)>) -> JsValue {
        let closure: Heard = Closure::wrap(heard);
        let id = shell_callback(closure.as_ref(), false);
        CHANNELS.with_borrow_mut(|channels| channels.push(closure));
        match id {
            Ok(id) => format!("__CHANNEL__:{id}").into(),
            Err(error) => error,
        }
    }
}
