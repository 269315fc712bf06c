// Runs before anything is painted, so that the first frame already has the look the
// person chose. The names are those of ui/src/preferences.rs.
try {
  const root = document.documentElement
  root.dataset.theme = localStorage.getItem('patchbay.theme') || 'system'
  root.dataset.contrast = localStorage.getItem('patchbay.contrast') || 'system'
} catch (_) {
  // Without storage the system's look is right.
}
