//! The variables of a session, none of which is of the one around it.

use std::path::Path;

use anyhow::Result;

/// The variables of a session that starts from nothing.
pub(super) fn environment(home: &Path) -> Result<Vec<(String, String)>> {
    let mut variables = Vec::new();
    for (name, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ] {
        let path = home.join(folder);
        std::fs::create_dir(&path)?;
        variables.push((name.to_string(), path));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let private = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(home.join("runtime"), private)?;
    }
    let mut environment: Vec<(String, String)> = variables
        .into_iter()
        .map(|(name, path)| (name, path.to_string_lossy().into_owned()))
        .collect();
    let fixed = [
        ("HOME", home.to_string_lossy().into_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
        ("LANG", "C.UTF-8".into()),
        ("GDK_BACKEND", "x11".into()),
        ("NO_AT_BRIDGE", "1".into()),
        ("GSETTINGS_BACKEND", "memory".into()),
        ("TAURI_AUTOMATION", "true".into()),
        ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
    ];
    environment.extend(fixed.map(|(name, value)| (name.to_string(), value)));
    Ok(environment)
}
