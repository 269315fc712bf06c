//! For working on the page: rebuilds it at every change and reloads the window.
//!
//! The app runs with the page served from here instead of the one embedded in it. The
//! page asks this server what the newest build is, and reloads when that changes.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{RecursiveMode, Watcher};

use crate::needs::{Group, Installer};
use crate::{page, workspace};

const PORT: u16 = 1420;

/// What the served page has on top of the real one.
const RELOAD: &str = "
let seen
const look = async () => {
  try {
    const build = await (await fetch('/build')).text()
    if (seen !== undefined && seen !== build) location.reload()
    seen = build
  } catch {}
  setTimeout(look, 300)
}
look()
";

/// Serves, watches and runs until the app is closed.
pub(crate) fn dev(needs: &Installer) -> Result<()> {
    needs.satisfy(&[Group::Page, Group::App])?;
    page::build(page::Kind::Development)?;
    let build = Arc::new(AtomicU64::new(1));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT))
        .with_context(|| format!("port {PORT} is taken; is another `cargo xtask dev` running?"))?;
    std::thread::spawn({
        let build = Arc::clone(&build);
        move || serve(&listener, &build)
    });
    std::thread::spawn(move || watch(&build));

    let address = serde_json::json!({ "build": { "devUrl": format!("http://127.0.0.1:{PORT}") } });
    let mut app = workspace::cargo(["run", "--package=patchbay", "--no-default-features"]);
    workspace::run(app.env("TAURI_CONFIG", address.to_string()))
}

/// Rebuilds whenever a source of the page changes, once for a burst of changes.
fn watch(build: &AtomicU64) {
    let (changes, changed) = mpsc::channel();
    let watching = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| event.kind.is_modify() || event.kind.is_create()) {
            let _ = changes.send(());
        }
    });
    let mut watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => return eprintln!("changes cannot be watched: {error}"),
    };
    for folder in ["ui/src", "ui/styles", "ui/index.html", "ui/boot.js", "crates/contract/src"] {
        if let Err(error) = watcher.watch(&workspace::root().join(folder), RecursiveMode::Recursive)
        {
            eprintln!("{folder} is not watched: {error}");
        }
    }
    while changed.recv().is_ok() {
        while changed.recv_timeout(Duration::from_millis(200)).is_ok() {}
        match page::build(page::Kind::Development) {
            Ok(_) => drop(build.fetch_add(1, Ordering::Relaxed)),
            Err(error) => eprintln!("the page was not rebuilt: {error:#}"),
        }
    }
}

fn serve(listener: &TcpListener, build: &AtomicU64) {
    for stream in listener.incoming().flatten() {
        if let Err(error) = answer(stream, build.load(Ordering::Relaxed)) {
            eprintln!("the page was not served: {error}");
        }
    }
}

fn answer(mut stream: TcpStream, build: u64) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split_whitespace().nth(1).unwrap_or("/").trim_start_matches('/');
    let (kind, body) = content(&workspace::root().join("ui/dist"), path, build);
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// A file of the page, or the document for every address that is none.
fn content(dist: &Path, path: &str, build: u64) -> (&'static str, Vec<u8>) {
    if path == "build" {
        return ("text/plain", build.to_string().into_bytes());
    }
    let inside = !path.contains("..") && !path.is_empty();
    let file: PathBuf = if inside { dist.join(path) } else { dist.join("index.html") };
    let (file, mut body) = match std::fs::read(&file) {
        Ok(body) => (file, body),
        Err(_) => {
            let index = dist.join("index.html");
            let body = std::fs::read(&index).unwrap_or_default();
            (index, body)
        }
    };
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };
    if file.ends_with("boot.js") {
        body.extend_from_slice(RELOAD.as_bytes());
    }
    (kind, body)
}
