// Leaving quickly, the error summary's focus, copying the return code, reading aloud. Everything works without this file.
(() => {
  const root = document.documentElement;
  const door = document.querySelector("[data-exit]");
  const leave = () => {
    root.classList.add("leaving");
    window.speechSynthesis?.cancel();
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

  // Read aloud, the page or one question: voices of this device only, sentence by sentence. What stands here in another
  // language is read by a voice of that language or passed over; without a voice for the page there is no button.
  // All of it waits until the page stands.
  const readAloud = () => {
    const whole = document.querySelector("[data-listen]");
    const speech = window.speechSynthesis;
    if (!whole || !speech) return;
    const SPOKEN = "h1, h2, h3, p, li, label, legend, summary, figcaption, dt, dd";
    const voice = (lang) => speech.getVoices().find((each) => each.localService && each.lang.split(/[-_]/)[0].toLowerCase() === lang);
    const mark = (...ranges) => window.Highlight && CSS.highlights.set("said", new Highlight(...ranges));
    const sentences = (text, lang) => window.Intl?.Segmenter
      ? [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map((each) => [each.index, each.segment])
      : [[0, text]];
    // The text of a part in runs of one language and one block, each with the nodes that it lies in.
    const runs = (part) => {
      const found = [];
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const near = node.parentElement;
        const block = near.closest(SPOKEN);
        if (!block || !near.checkVisibility() || near.closest(".trap, button, textarea, [hidden], script")) continue;
        const lang = near.closest("[lang]").lang, last = found.at(-1);
        if (last?.block === block && last.lang === lang) { last.nodes.push([last.text.length, node]); last.text += node.data; }
        else found.push({ block, lang, text: node.data, nodes: [[0, node]] });
      }
      return found;
    };
    const place = (nodes, at) => {
      const [from, node] = nodes.findLast(([start]) => start <= at);
      return [node, Math.min(at - from, node.length)];
    };
    let reading;
    const stop = () => {
      speech.cancel();
      mark();
      if (reading) reading.lastElementChild.textContent = reading.dataset.word;
      reading = undefined;
    };
    const read = (button, part) => {
      const again = reading === button;
      stop();
      if (again) return;
      const queue = runs(part).flatMap(({ lang, text, nodes }) => sentences(text, lang).map(([at, words]) => ({ lang, words, nodes, at })))
        .filter(({ lang, words }) => words.trim() && voice(lang));
      reading = button;
      button.lastElementChild.textContent = button.dataset.stop;
      queue.forEach(({ lang, words, nodes, at }, index) => {
        const said = Object.assign(new SpeechSynthesisUtterance(words.trim()), { voice: voice(lang), lang, rate: .9 });
        said.onstart = () => {
          const range = new Range();
          range.setStart(...place(nodes, at));
          range.setEnd(...place(nodes, at + words.length));
          mark(range);
        };
        if (index === queue.length - 1) said.onend = () => reading === button && stop();
        speech.speak(said);
      });
    };
    const offer = (button, part) => {
      button.dataset.word = button.textContent.trim();
      button.addEventListener("click", () => read(button, part));
    };
    const each = (part, index) => {
      const button = whole.cloneNode(true);
      const title = part.querySelector("legend, h1, h2") ?? part.firstElementChild;
      title.id ||= `said-${index}`;
      button.removeAttribute("data-listen");
      button.setAttribute("aria-describedby", title.id);
      title.after(button);
      offer(button, part);
    };
    const show = () => {
      if (!whole.hidden || !voice(root.lang)) return;
      whole.hidden = false;
      document.querySelectorAll("main .question").forEach(each);
      offer(whole, document.querySelector("main"));
    };
    speech.addEventListener?.("voiceschanged", show);
    addEventListener("pagehide", stop);
    show();
  };
  (window.requestIdleCallback ?? setTimeout)(readAloud);
})();
