// Starts the page proper. A file of its own, since the content security policy allows
// no script inside the document.
import init from '/patchbay-ui.js'

init({ module_or_path: '/patchbay-ui_bg.wasm' }).catch((error) => {
  document.getElementById('boot').textContent =
    'Patchbay’s window could not be opened. Reinstall Patchbay; if it stays, send this to support: ' + error
})
