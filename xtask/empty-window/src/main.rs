//! A Tauri window with nothing in it: the least that start-up and memory can cost.

/// Called by the page in its first frame.
#[tauri::command]
fn ready() {
    eprintln!("ready");
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![ready])
        .run(tauri::generate_context!())
}
