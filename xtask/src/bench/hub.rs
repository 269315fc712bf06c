//! The hub: from a keystroke to its painted results among 1,000 providers, and from
//! the wasm being ready to the painted home page.

use std::fs;

use anyhow::{Context, Result, ensure};
use patchbay_test_support::{App, Stage, StageBuilder};
use serde_json::Value;

use super::table::{Row, median};
use crate::workspace;

/// How many providers the search is measured among.
const PROVIDERS: usize = 1_000;

/// How often home is loaded for each of the runs: it takes a third of a second, and what
/// else the machine does is in every one of them.
const LOADS_A_RUN: usize = 4;

/// Types words letter by letter and takes them away again. Each keystroke begins with a
/// frame and is timed until that frame is painted: a message posted in a frame arrives
/// behind its paint. One channel serves them all, since every further one makes all frames
/// slower. Before each, the same is timed for one changed letter elsewhere: what a frame
/// costs here when there is nothing to do.
const TYPE: &str = "
    const done = arguments[0];
    const box = document.querySelector('#search');
    const times = { keys: [], frames: [] };
    const title = document.querySelector('.lead');
    const frame = () => new Promise(requestAnimationFrame);
    const channel = new MessageChannel();
    const painted = () => new Promise((then) => {
        channel.port1.onmessage = () => then(performance.now());
        channel.port2.postMessage(0);
    });
    const timed = async (list, act) => {
        await frame();
        const begun = performance.now();
        act();
        list.push(await painted() - begun);
    };
    const press = async (text) => {
        await timed(times.frames, () => { title.textContent = 'Letter ' + text.length; });
        await timed(times.keys, () => {
            box.value = text;
            box.dispatchEvent(new Event('input', { bubbles: true }));
        });
    };
    const words = ['quickbooks', 'office 365', 'synthetic 77', 'payrol', 'synthetic', 'zzzz'];
    (async () => {
        for (const word of words) {
            for (let n = 1; n <= word.length; n += 1) await press(word.slice(0, n));
            for (let n = word.length - 1; n >= 0; n -= 1) await press(word.slice(0, n));
        }
        done(times);
    })()";

const BETWEEN_MARKS: &str = "
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
    return at('patchbay-home') - at('patchbay-ready')";

/// Measures both. The home page is loaded anew in a window that is there already: how
/// long the window itself takes to appear is the start's figure.
pub(super) async fn measure(runs: usize) -> Result<Vec<Row>> {
    let mut paints = Vec::new();
    let stage = StageBuilder::named("bench-home").start().await?;
    let app = open(&stage).await?;
    for _ in 0..runs * LOADS_A_RUN {
        app.driver().refresh().await?;
        app.find(".provider[data-provider]").await?;
        app.is_painted().await?;
        let between = app.script(BETWEEN_MARKS).await?;
        paints.push(between.as_f64().context("the page noted both moments")?);
    }
    app.close().await?;
    let counted = paints.len();
    Ok(vec![
        Row {
            what: "wasm ready → home painted, all providers",
            unit: "ms",
            figure: median(paints),
            limit: None,
            budget: 100.0,
            runs: counted,
        },
        search().await?,
    ])
}

async fn search() -> Result<Row> {
    let stage = StageBuilder::named("bench-search").start().await?;
    let folder = stage.data_folder().join("providers");
    fs::create_dir_all(&folder)?;
    let example = example()?;
    let of_the_catalogue = fs::read_dir(workspace::root().join("assets/providers"))?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"))
        .count();
    for n in of_the_catalogue..PROVIDERS {
        let text = example.replacen("acme_permits", &format!("synthetic_{n}"), 1).replacen(
            "Acme Permits",
            &format!("Synthetic {n}"),
            1,
        );
        fs::write(folder.join(format!("synthetic_{n}.toml")), text)?;
    }
    let app = open(&stage).await?;
    // The firm's own are read beside the window; wait until the page has them all.
    app.wait_for_words("#group-custom", &(PROVIDERS - of_the_catalogue).to_string()).await?;
    app.is_painted().await?;
    let (mut keys, mut frames) = (Vec::new(), Vec::new());
    for counted in [false, true, true] {
        let typed = app.driver().execute_async(TYPE, Vec::new()).await?.json().clone();
        let times = |name: &str| -> Vec<f64> {
            typed[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
        };
        if counted {
            keys.extend(times("keys"));
            frames.extend(times("frames"));
        }
    }
    app.close().await?;
    ensure!(keys.len() > 100, "the keystrokes were timed");
    keys.sort_by(f64::total_cmp);
    let p95 = keys[keys.len() * 95 / 100];
    let frame = median(frames);
    eprintln!(
        "search: a keystroke is painted after {p95:.1} ms (p95), one letter elsewhere after {frame:.1} ms"
    );
    Ok(Row {
        what: "search in 1,000 cards, p95 beyond a frame",
        unit: "ms",
        figure: p95 - frame,
        limit: None,
        budget: 16.0,
        runs: keys.len(),
    })
}

async fn open(stage: &Stage) -> Result<App> {
    let app = stage.open(&workspace::program("patchbay", true), &[]).await?;
    app.find(".provider[data-provider]").await?;
    app.is_painted().await?;
    Ok(app)
}

/// The provider file that the guide shows.
fn example() -> Result<String> {
    let guide = fs::read_to_string(workspace::root().join("docs/ADDING_A_PROVIDER.md"))?;
    let block = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    Ok(block.context("the guide shows a whole file")?.to_owned())
}
