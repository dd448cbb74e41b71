// Inbox and reading page: the keyboard in the list, and choosing words by selecting them. Both pages work without it.
"use strict";
(() => {
  // j and k go from row to row; Enter follows the link that has the focus, as everywhere.
  let last = -1;
  const links = [...document.querySelectorAll("[data-open]")];
  for (const button of document.querySelectorAll("[data-row]")) {
    button.addEventListener("click", () => {
      const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
      const next = here < 0 ? (last < 0 ? 0 : last + Number(button.dataset.row)) : here + Number(button.dataset.row);
      last = Math.max(0, Math.min(links.length - 1, next));
      links[last]?.focus();
    });
  }

  for (const words of document.querySelectorAll("[data-words]")) {
    const tool = document.querySelector(`[data-take-out="${words.dataset.words}"]`);
    if (!tool) continue;
    const boxes = [...tool.querySelectorAll("[name=words]")];

    // Selecting in the exact words ticks those words, so that only the reason is left to press.
    const take = () => {
      const selection = getSelection();
      if (selection.isCollapsed || !words.contains(selection.anchorNode)) return;
      const chosen = new Set();
      for (const part of words.querySelectorAll("[data-word]")) {
        if (selection.containsNode(part, true)) chosen.add(Number(part.dataset.word));
      }
      if (!chosen.size) return;
      boxes.forEach((box, place) => { box.checked = chosen.has(place); });
      tool.open = true;
    };
    words.addEventListener("pointerup", () => setTimeout(take));
    words.addEventListener("keyup", (event) => { if (event.key === "Shift") take(); });

    // Arrow keys move from word to word; with Shift they tick on the way.
    tool.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const here = boxes.indexOf(event.target);
      if (!step || here < 0) return;
      event.preventDefault();
      const rtl = getComputedStyle(event.target).direction === "rtl" && event.key.match(/Left|Right/);
      const next = boxes[here + (rtl ? -step : step)];
      if (!next) return;
      if (event.shiftKey) boxes[here].checked = next.checked = true;
      next.focus();
    });
  }
})();
