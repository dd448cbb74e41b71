// Leaving quickly, the error summary's focus, copying the return code, reading aloud. Everything works without this file.
(() => {
  const root = document.documentElement;
  const door = document.querySelector("[data-exit]");
  const leave = () => {
    root.classList.add("leaving");
    for (const form of document.forms) form.reset();
    document.querySelector("main").replaceChildren();
    location.replace(door.href);
  };
  door.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  // Whoever goes aside in the middle of writing, for help, another look or language, finds it all again.
  const answers = document.querySelector("[data-answers]");
  for (const link of answers ? document.querySelectorAll("[data-keep]") : []) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      answers.append(Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: link.dataset.keep }));
      answers.submit();
    });
  }
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) {
      presses = [...presses.filter((time) => event.timeStamp - time < 5000), event.timeStamp];
      if (presses.length === 3) leave();
    }
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

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
      if (form.dataset.sending) return event.preventDefault();
      form.dataset.sending = "1";
      setTimeout(() => delete form.dataset.sending, 4000);
    });
  }

  // Read aloud: voices of this device only, sentence by sentence; without one for this language there is no button.
  const listen = document.querySelector("[data-listen]");
  const voices = window.speechSynthesis;
  if (!listen || !voices) return;
  const voice = () => voices.getVoices().find((each) => each.localService && each.lang.toLowerCase().startsWith(root.lang));
  const show = () => { listen.hidden = !voice(); };
  const words = () => [...document.querySelectorAll("main :is(h1, h2, p, label, summary)")]
    .filter((part) => !part.closest("[hidden], .trap, label label") && part.checkVisibility())
    .map((part) => part.innerText);
  const stop = () => { voices.cancel(); listen.setAttribute("aria-pressed", "false"); };
  listen.addEventListener("click", () => {
    if (listen.getAttribute("aria-pressed") === "true") return stop();
    listen.setAttribute("aria-pressed", "true");
    const said = words().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { voice: voice(), lang: root.lang, rate: .9 }));
    said.at(-1).onend = stop;
    for (const each of said) voices.speak(each);
  });
  voices.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stop);
  show();
})();
