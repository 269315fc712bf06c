//! Links on a rough way: beside other arguments, from strangers on the bus, in a race, to
//! an app that is busy, and into places that desktops find hard to write down.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use patchbay_desktop::IDENTIFIER;
use patchbay_test_support::{Stage, StageBuilder, eventually};
use tokio::process::Child;

use crate::links::arrivals;
use crate::{opened, patchbay, put_program, to_installation, usable};

fn answer(code: &str) -> String {
    format!("app.patchbay://connect/xero/return?code={code}&state=canary-state")
}

/// Starts the app with these arguments beside the test.
fn start(stage: &Stage, program: &Path, arguments: &[&OsStr]) -> Child {
    let mut command = stage.command(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The page link comes behind whatever is on its way, so that has arrived by then.
async fn arrived_in_all(stage: &Stage, wanted: usize) {
    stage.open_link("app.patchbay://open/activity").await.unwrap();
    eventually("the page link to arrive", || async {
        stage.app_log().contains("arrival=PageOpened").then_some(())
    })
    .await
    .unwrap();
    let log = stage.app_log();
    assert_eq!(log.matches("a link arrived").count(), wanted + 1, "{log}");
    assert!(!log.contains("panicked") && !log.contains("canary"), "{log}");
}

#[tokio::test]
async fn a_link_beside_other_arguments_arrives_whether_it_starts_the_app_or_finds_it() {
    let stage = StageBuilder::named("link-arguments").start().await.unwrap();
    let (first, second) = (answer("canary-1"), answer("canary-2"));
    let app = stage.open(patchbay(), &["--hidden", &first]).await.unwrap();
    app.press("nav a[href='/activity']").await.unwrap();
    app.wait_for_words("#notices", "nobody here asked for").await.unwrap();
    let ended = stage.command(patchbay()).args([&second, "--quiet"]).status().await.unwrap();
    assert!(ended.success());
    arrivals(&stage, 2).await;
    // What is no text is no link, and no reason to end.
    let no_text = OsStr::from_bytes(b"app.patchbay://open/\xff\xfe");
    let ended = stage.command(patchbay()).arg(no_text).status().await.unwrap();
    assert!(ended.success());
    arrivals(&stage, 3).await;
    app.wait_for_words("#notices", "A link was refused").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), 3);
    app.close().await.unwrap();
}

#[tokio::test]
async fn an_app_that_is_started_with_an_argument_that_is_no_text_opens_all_the_same() {
    let stage = StageBuilder::named("argument-no-text").start().await.unwrap();
    let mut app = start(&stage, patchbay(), &[OsStr::from_bytes(b"\xff\xfe")]);
    usable(&stage).await;
    assert!(!stage.app_log().contains("panicked"), "{}", stage.app_log());
    app.kill().await.unwrap();
}

#[tokio::test]
async fn of_starts_in_the_same_moment_one_is_the_app_and_the_links_of_all_arrive_once() {
    let stage = StageBuilder::named("link-race").start().await.unwrap();
    let links: Vec<String> = (0..4).map(|n| answer(&format!("canary-{n}"))).collect();
    let starts: Vec<Child> =
        links.iter().map(|link| start(&stage, patchbay(), &[OsStr::new(link)])).collect();
    usable(&stage).await;
    arrivals(&stage, links.len()).await;
    eventually("all but one to hand theirs over", || async {
        let handed_over = "a second start was answered by this window";
        (stage.app_log().matches(handed_over).count() == links.len() - 1).then_some(())
    })
    .await
    .unwrap();
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    arrived_in_all(&stage, links.len()).await;
    assert_eq!(stage.app_log().matches("the firm server is listening").count(), 1);
    for mut one in starts {
        let _ = one.kill().await;
    }
}

#[tokio::test]
async fn a_link_that_meets_an_app_that_is_busy_arrives_once_it_is_not() {
    let stage = StageBuilder::named("link-busy").start().await.unwrap();
    let mut app = stage.spawn(patchbay()).unwrap();
    usable(&stage).await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let process = app.id().unwrap().to_string();
    let signal = async |name: &str| {
        assert!(stage.command("kill").args([name, &process]).status().await.unwrap().success());
    };
    signal("-STOP").await;
    let knocking = stage.hear_calls_of("ExecuteCallback").await.unwrap();
    let mut knocks = start(&stage, patchbay(), &[OsStr::new(&answer("canary"))]);
    knocking.wait().await.unwrap();
    signal("-CONT").await;
    arrivals(&stage, 1).await;
    assert!(knocks.wait().await.unwrap().success());
    arrived_in_all(&stage, 1).await;
    app.kill().await.unwrap();
}

#[tokio::test]
async fn whoever_calls_the_app_on_the_bus_can_bring_links_and_nothing_else() {
    let (stage, app) = opened("bus-hostile").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let name = format!("{IDENTIFIER}.SingleInstance");
    let path = format!("/{}", name.replace('.', "/"));
    let long =
        format!("['x', 'app.patchbay://connect/xero/return?code={}']", "a".repeat(64 * 1024));
    for (said, links) in [
        ("@as []", 0),
        ("['x']", 0),
        ("['app.patchbay://open/activity']", 0),
        ("['x', '--data-dir=/tmp/evil', '; rm -rf ~', '../../etc/passwd']", 0),
        ("['x', 'file:///etc/passwd', 'https://evil.example', 'javascript:alert(1)']", 0),
        (
            "['x', 'app.patchbay://canary:canary@evil/place', 'app.patchbay://connect/xero/return#canary']",
            2,
        ),
        (long.as_str(), 1),
    ] {
        let before = stage.app_log().matches("a link arrived").count();
        let mut call = stage.command("gdbus");
        call.args(["call", "--session", "--dest", &name, "--object-path", &path]);
        call.args(["--method", "org.SingleInstance.DBus.ExecuteCallback", said, "/nowhere"]);
        assert!(call.stdout(Stdio::null()).status().await.unwrap().success(), "{said:.60}");
        arrivals(&stage, before + links).await;
    }
    stage.open_link("app.patchbay://open/activity").await.unwrap();
    app.wait_for_words("h1", "Activity").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), 3);
    let shown = app.text("#notices").await.unwrap();
    assert_eq!(shown.matches("A link was refused").count(), 3, "{shown}");
    assert!(!shown.contains("canary") && !stage.app_log().contains("canary"));
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_bus_that_dies_under_the_app_takes_neither_the_window_nor_the_data_with_it() {
    let (mut stage, app) = opened("bus-dies").await;
    app.wait_for_words("#keychain", "Working").await.unwrap();
    stage.kill_bus();
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#keychain", "No keychain was found").await.unwrap();
    app.wait_for_words("#database", "Working").await.unwrap();
    app.wait_for_words("#server", "Working").await.unwrap();
    // A link starts a second app now, which stays out of the first one's data.
    let mut second = start(&stage, patchbay(), &[OsStr::new(&answer("canary"))]);
    arrivals(&stage, 1).await;
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#database", "Working").await.unwrap();
    second.kill().await.unwrap();
    app.close().await.unwrap();
}

/// The same program somewhere else.
fn copied_to(folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let program = folder.join("patchbay");
    put_program(patchbay(), &program);
    program
}

#[tokio::test]
async fn an_app_in_a_folder_of_spaces_signs_and_other_letters_is_started_by_its_links() {
    let stage = StageBuilder::named("link-odd-folder").start().await.unwrap();
    let folder = stage.home().join("Müller & Söhne's \"Büro\" 100% $HOME `x` \\y 税");
    let program = copied_to(&folder);
    let mut app = start(&stage, &program, &[]);
    usable(&stage).await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    stage.end_app().await.unwrap();
    app.wait().await.unwrap();
    stage.open_link(&answer("canary")).await.unwrap();
    arrivals(&stage, 1).await;
    arrived_in_all(&stage, 1).await;
    stage.end_app().await.unwrap();
}

#[tokio::test]
async fn a_desktop_that_nobody_knows_opens_links_too() {
    let (stage, app) = opened("link-xdg-open").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let link = answer("canary");
    let opener = stage.command("xdg-open").arg(&link).stdout(Stdio::null()).status().await.unwrap();
    assert!(opener.success());
    arrivals(&stage, 1).await;
    arrived_in_all(&stage, 1).await;
    app.close().await.unwrap();
}

/// A script that starts the app where one of the system's tools is missing.
fn without(stage: &Stage, tool: &str) -> PathBuf {
    let tools = stage.home().join("tools");
    std::fs::create_dir(&tools).unwrap();
    for folder in ["/usr/bin", "/bin"] {
        for found in std::fs::read_dir(folder).unwrap().flatten() {
            if found.file_name() != tool {
                // What is in both is linked once.
                let _ = std::os::unix::fs::symlink(found.path(), tools.join(found.file_name()));
            }
        }
    }
    let start = format!("PATH='{}' exec '{}' \"$@\"", tools.display(), patchbay().display());
    stage.script(&start).unwrap()
}

#[tokio::test]
async fn links_find_the_app_where_one_of_the_tools_that_register_them_is_missing() {
    for tool in ["xdg-mime", "update-desktop-database"] {
        let stage = StageBuilder::named(&format!("without-{tool}")).start().await.unwrap();
        let mut app = start(&stage, &without(&stage, tool), &[]);
        usable(&stage).await;
        stage.wait_for_scheme("app.patchbay").await.unwrap();
        stage.open_link(&answer("canary")).await.unwrap();
        arrivals(&stage, 1).await;
        arrived_in_all(&stage, 1).await;
        app.kill().await.unwrap();
    }
}

#[tokio::test]
async fn where_no_link_can_be_registered_the_app_opens_and_its_log_says_why() {
    let stage = StageBuilder::named("link-not-registered").start().await.unwrap();
    // A file where the folder of entries should be.
    std::fs::create_dir_all(stage.home().join("data")).unwrap();
    std::fs::write(stage.home().join("data/applications"), "").unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&app).await;
    app.wait_for_words("#database", "Working").await.unwrap();
    eventually("the log to say so", || async {
        stage.app_log().contains("links with our scheme may not come here").then_some(())
    })
    .await
    .unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn where_the_home_folder_cannot_be_written_the_window_opens_all_the_same() {
    let stage = StageBuilder::named("home-read-only").start().await.unwrap();
    let home = stage.home().display();
    let folder = tempfile::tempdir().unwrap();
    let said = folder.path().join("said.txt");
    // The app in a world of its own, in which the home folder is read-only.
    let program = stage.script(&format!(
        "exec unshare --map-root-user --mount sh -c \
         'mount --bind {home} {home} && mount -o remount,ro,bind {home} && exec {} 2>{}'",
        patchbay().display(),
        said.display()
    ));
    let mut app = start(&stage, &program.unwrap(), &[]);
    let log = || std::fs::read_to_string(&said).unwrap_or_default();
    eventually("the window to be usable", || async {
        log().contains("the window is usable").then_some(())
    })
    .await
    .unwrap();
    assert!(log().contains("cannot be written") && !log().contains("panicked"), "{}", log());
    app.kill().await.unwrap();
}
