// Leaving quickly, the error summary's focus, and copying the return code. Everything works without this file.
(() => {
  const root = document.documentElement;
  const door = document.querySelector("[data-exit]");
  const leave = () => {
    root.classList.add("leaving");
    for (const form of document.forms) form.reset();
    location.replace(door.href);
  };
  if (door) {
    door.addEventListener("click", (event) => { event.preventDefault(); leave(); });
    let presses = [];
    addEventListener("keydown", (event) => {
      if (event.key !== "Shift" || event.repeat) { if (event.key !== "Shift") presses = []; return; }
      const now = Date.now();
      presses = presses.filter((time) => now - time < 5000).concat(now);
      if (presses.length === 3) leave();
    });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
  document.querySelector("[data-focus]")?.focus();
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const form of document.forms) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sending) { event.preventDefault(); return; }
      form.dataset.sending = "1";
      setTimeout(() => delete form.dataset.sending, 4000);
    });
  }
})();
