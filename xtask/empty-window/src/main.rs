//! A Tauri window with nothing in it: the least that start-up and memory can cost.

use tauri::webview::PageLoadEvent;

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .on_page_load(|_, load| {
            if load.event() == PageLoadEvent::Finished {
                eprintln!("ready");
            }
        })
        .run(tauri::generate_context!())
}
