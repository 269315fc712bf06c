// The same moment as in Patchbay's page: the first frame in which there is something
// to see.
requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke('ready'))
