// Small helps on staff pages; every page works without them.
"use strict";
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  // Keys: an element with data-key is followed or pressed by that key; "?" lists them and can turn them off.
  const keyed = () => [...document.querySelectorAll("[data-key]")].filter((element) => !element.hidden);
  const off = () => localStorage.getItem("keys") === "off";
  let dialog;

  function listKeys() {
    dialog?.remove();
    dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Keys on this page");
    const list = document.createElement("ul");
    for (const element of keyed()) {
      const row = list.appendChild(document.createElement("li"));
      row.appendChild(document.createElement("kbd")).textContent = element.dataset.key;
      row.append(" " + (element.dataset.keyLabel || element.textContent.trim()));
    }
    const toggle = document.createElement("button");
    toggle.className = "btn plain";
    toggle.textContent = off() ? "Turn keys on" : "Turn keys off";
    toggle.addEventListener("click", () => {
      localStorage.setItem("keys", off() ? "on" : "off");
      dialog.close();
    });
    const close = document.createElement("button");
    close.className = "btn";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    const actions = document.createElement("p");
    actions.className = "actions";
    actions.append(close, toggle);
    dialog.append(Object.assign(document.createElement("h2"), { textContent: "Keys on this page" }), list, actions);
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") return keyed().length ? listKeys() : undefined;
    const wanted = off() ? undefined : keyed().find((element) => element.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    wanted.matches("a, button, summary") ? wanted.click() : wanted.focus();
  });

  // What only works with a script is hidden until there is one.
  for (const element of document.querySelectorAll("[data-script]")) element.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

  // One box that ticks all the others of its form.
  for (const box of document.querySelectorAll("[data-all]")) {
    box.addEventListener("change", () => {
      for (const other of box.form.elements) if (other.name === box.dataset.all) other.checked = box.checked;
    });
  }

  // Five minutes before a session ends for want of use, ask; what is being typed is not lost.
  const idle = Number(document.body.dataset.idle) * 1000;
  const ask = () => {
    const box = document.createElement("dialog");
    const text = "You will be signed out in five minutes, because no page was opened for a while.";
    box.append(Object.assign(document.createElement("p"), { textContent: text }));
    const stay = Object.assign(document.createElement("button"), { className: "btn", textContent: "Stay signed in" });
    stay.addEventListener("click", () => box.close());
    box.addEventListener("close", () => {
      fetch(document.body.dataset.stay, { redirect: "manual" });
      setTimeout(ask, idle - 300000);
      box.remove();
    });
    box.append(stay);
    document.body.append(box);
    box.showModal();
  };
  if (idle) setTimeout(ask, idle - 300000);

  // A form sent once is not sent again by a second press.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) return event.preventDefault();
    if (event.target.method === "post") event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
