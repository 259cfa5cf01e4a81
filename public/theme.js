// The chosen colours, before anything is painted. Runs as a classic script in
// the head; without storage the page follows the system.
try {
  const theme = JSON.parse(localStorage.getItem("lockstep.theme"));
  if (theme === "contrast") document.getElementById("contrast").media = "all";
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked or holds something else.
}
