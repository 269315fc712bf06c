// Runs before anything is painted, so that the first frame already has the look the
// person chose. The names are those of ui/src/preferences.rs.
try {
  const root = document.documentElement
  root.dataset.theme = localStorage.getItem('patchbay.theme') || 'system'
  root.dataset.contrast = localStorage.getItem('patchbay.contrast') || 'system'
} catch (_) {
  // Without storage the system's look is right.
}

// Every page begins with the hub, so that question is put before the wasm is even read.
// ui/src/bridge.rs takes the answer, once; without a shell there is none.
{
  const early = { hub: window.__TAURI_INTERNALS__?.invoke('hub', { request: null }) }
  early.hub?.catch(() => {})
  window.patchbayEarlyAnswer = (name) => {
    const answer = early[name]
    delete early[name]
    return answer
  }
}
