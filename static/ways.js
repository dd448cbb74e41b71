// Drawing and recording. What is made here is the only thing that is sent; everything else works without this file.
(() => {
  const form = document.querySelector("[data-answers]");
  const ready = (field, tools) => {
    field.closest("details").querySelector("[data-without]").hidden = true;
    tools.hidden = false;
  };

  // A drawing is its strokes: [colour, brush, [x, y, x, y, …]] on a paper of 1000 by 750 (surveys/rules/drawings.py).
  const WIDTH = 1000, HEIGHT = 750, MOST_STROKES = 400, MOST_NUMBERS = 40000, STEP = 3;
  for (const field of document.querySelectorAll("[data-drawing]")) {
    const tools = field.parentElement.querySelector(".draw"), canvas = tools.querySelector("canvas");
    const paper = canvas.getContext("2d"), told = tools.querySelector("[role=status]");
    const [colours, brushes] = tools.querySelectorAll("fieldset");
    const undo = tools.querySelector("[data-undo]"), clear = tools.querySelector("[data-clear]");
    const name = canvas.getAttribute("aria-label");
    const inks = Object.fromEntries([...colours.querySelectorAll("input")].map((each) => [each.value, each.dataset.ink]));
    const widths = Object.fromEntries([...brushes.querySelectorAll("input")].map((each) => [each.value, +each.dataset.width]));
    let strokes = [], before = [], current = null;

    const picked = (group) => group.querySelector(":checked");
    const line = ([ink, brush, points], from = 0) => {
      paper.strokeStyle = inks[ink];
      paper.lineWidth = widths[brush];
      paper.beginPath();
      paper.moveTo(points[from], points[from + 1]);
      paper.lineTo(points[from] + .01, points[from + 1]);
      for (let at = from; at < points.length; at += 2) paper.lineTo(points[at], points[at + 1]);
      paper.stroke();
    };
    const show = () => {
      paper.clearRect(0, 0, WIDTH, HEIGHT);
      paper.lineCap = paper.lineJoin = "round";
      for (const stroke of strokes) line(stroke);
      field.value = strokes.length ? JSON.stringify({ v: 1, strokes }) : "";
      undo.disabled = !before.length && !strokes.length;
      clear.disabled = !strokes.length;
      canvas.setAttribute("aria-label", strokes.length ? `${name}: ${strokes.length}` : `${name}. ${canvas.dataset.empty}`);
    };
    const change = (next) => { before.push(strokes); strokes = next; show(); };
    const full = () => strokes.length >= MOST_STROKES
      || strokes.reduce((sum, stroke) => sum + stroke[2].length, current ? current[2].length : 0) >= MOST_NUMBERS;
    const whole = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    const add = ({ clientX, clientY }) => {
      const box = canvas.getBoundingClientRect(), points = current[2];
      const x = whole((clientX - box.left - canvas.clientLeft) / canvas.clientWidth * WIDTH, WIDTH);
      const y = whole((clientY - box.top - canvas.clientTop) / canvas.clientHeight * HEIGHT, HEIGHT);
      if (points.length && Math.hypot(x - points.at(-2), y - points.at(-1)) < STEP) return;
      points.push(x, y);
      line(current, Math.max(0, points.length - 4));
    };
    const lift = () => {
      if (!current) return;
      const stroke = current;
      current = null;
      change([...strokes, stroke]);
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      told.textContent = "";
      if (full()) { told.textContent = canvas.dataset.full; told.classList.remove("vh"); return; }
      canvas.setPointerCapture(event.pointerId);
      current = [picked(colours).value, picked(brushes).value, []];
      add(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!current || !event.isPrimary) return;
      for (const each of event.getCoalescedEvents?.() ?? [event]) if (!full()) add(each);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, lift);
    undo.addEventListener("click", () => { strokes = before.pop() ?? strokes.slice(0, -1); show(); });
    clear.addEventListener("click", () => change([]));
    for (const group of [colours, brushes]) {
      const say = () => { group.querySelector("[data-chosen]").textContent = picked(group).parentElement.title; };
      group.addEventListener("change", say);
      say();
    }
    try { strokes = field.value ? JSON.parse(field.value).strokes : []; } catch { strokes = []; }
    show();
    ready(field, tools);
  }

  // A recording: heard by the worklet, brought to 16 kHz mono, kept on the server with the draft.
  const RATE = 16000, MOST_SECONDS = 60;
  const wav = (sound) => {
    const view = new DataView(new ArrayBuffer(44 + 2 * sound.length));
    const text = (at, letters) => [...letters].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
    text(0, "RIFF"); view.setUint32(4, 36 + 2 * sound.length, true); text(8, "WAVEfmt ");
    view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
    view.setUint32(24, RATE, true); view.setUint32(28, 2 * RATE, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
    text(36, "data"); view.setUint32(40, 2 * sound.length, true);
    sound.forEach((value, at) => view.setInt16(44 + 2 * at, Math.max(-1, Math.min(1, value)) * 32767, true));
    return view.buffer;
  };
  const resampled = async (pieces, rate) => {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (!length) return new Float32Array();
    const frames = Math.min(MOST_SECONDS * RATE, Math.round(length * RATE / rate));
    const context = new OfflineAudioContext(1, Math.max(1, frames), RATE);
    const buffer = context.createBuffer(1, length, rate);
    let at = 0;
    for (const piece of pieces) { buffer.copyToChannel(piece, 0, at); at += piece.length; }
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start();
    return (await context.startRendering()).getChannelData(0);
  };

  for (const field of document.querySelectorAll("[data-recording]")) {
    if (!navigator.mediaDevices?.getUserMedia || !window.AudioWorkletNode) continue;
    const tools = field.parentElement.querySelector(".say"), part = (name) => tools.querySelector(name), words = tools.dataset;
    const [start, halt, retry, away] = ["record", "halt", "retry", "away"].map((each) => part(`[data-${each}]`));
    const told = part(".told"), meter = part(".meter"), audio = part("audio");
    const address = `${form.dataset.recordings}/${field.dataset.recording}/recording`;
    const clock = (seconds) => `0:${String(seconds).padStart(2, "0")}`.replace("0:60", "1:00").replace(/\d/g, (digit) => words.digits[digit]);
    let stop = null, waiting = null;

    const show = (state, said = "") => {
      const has = state === "kept" || state === "lost";
      start.hidden = state === "listening" || state === "keeping" || state === "asking";
      halt.hidden = state !== "listening";
      retry.hidden = state !== "lost";
      away.hidden = !has;
      meter.hidden = state !== "listening" && state !== "keeping";
      audio.hidden = state !== "kept";
      if (state === "kept") audio.src = `${address}?${Date.now()}`; else audio.removeAttribute("src");
      const [first, again] = start.querySelectorAll(":scope > span");
      first.hidden = has; again.hidden = !has;
      start.classList.toggle("line", has);
      told.textContent = said;
    };
    const send = (body) => new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
      request.setRequestHeader("Content-Type", "audio/wav");
      request.responseType = "json";
      request.upload.onprogress = (event) => { meter.querySelector("progress").value = MOST_SECONDS * event.loaded / event.total; };
      request.onloadend = () => done(request);
      request.send(body);
    });
    const keep = async (how = "") => {
      show("keeping", words.keeping);
      meter.querySelector("b").textContent = "";
      const { status, response } = await send(waiting);
      if (status === 200) {
        waiting = null;
        field.value = "recorded";
        show("kept", [how, words.kept].filter(Boolean).join(" "));
      } else if ([409, 413, 422].includes(status)) {
        waiting = null;
        show(field.value ? "kept" : "", response?.problem ?? words.lost);
      } else show("lost", response?.problem ?? words.lost);
      return !waiting;
    };
    const record = async () => {
      show("asking", words.asking);
      waiting = null;
      const context = new AudioContext(), pieces = [];
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        await context.audioWorklet.addModule(words.worklet);
      } catch (error) {
        for (const track of stream?.getTracks() ?? []) track.stop();
        context.close();
        return show(field.value ? "kept" : "", error.name === "NotAllowedError" ? words.refused : words.none);
      }
      await context.resume();
      const node = new AudioWorkletNode(context, "recorder");
      let heard = 0, shown = -1;
      const end = async (how = "") => {
        if (!stop) return;
        stop = null;
        node.port.onmessage = null;
        for (const track of stream.getTracks()) { track.onended = null; track.stop(); }
        await context.close();
        waiting = wav(await resampled(pieces, context.sampleRate));
        return keep(how);
      };
      node.port.onmessage = ({ data }) => {
        pieces.push(data);
        heard += data.length;
        const seconds = Math.min(MOST_SECONDS, Math.floor(heard / context.sampleRate));
        if (seconds === shown) return;
        shown = seconds;
        meter.querySelector("b").textContent = clock(seconds);
        meter.querySelector("progress").value = seconds;
        if (seconds === MOST_SECONDS - 10) told.textContent = words.soon;
        if (seconds === MOST_SECONDS) end(words.over);
      };
      stream.getTracks()[0].onended = () => end(words.cut);
      context.createMediaStreamSource(stream).connect(node).connect(context.destination);
      stop = end;
      show("listening", words.listening);
      halt.focus();
    };
    start.addEventListener("click", record);
    halt.addEventListener("click", async () => { await stop?.(); start.focus(); });
    retry.addEventListener("click", async () => { await keep(); start.focus(); });
    away.addEventListener("click", () => {
      waiting = null;
      field.value = "";
      fetch(address, { method: "DELETE", headers: { "X-CSRFToken": form.elements.csrf_token.value } }).catch(() => {});
      show("", words.away);
      start.focus();
    });
    // Whoever goes on while something is being recorded or is not kept yet: it is kept first.
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.value === "skip" || !(stop || waiting)) return;
      event.preventDefault();
      const kept = stop ? await stop() : await keep();
      delete form.dataset.sending;
      if (kept && field.value) form.requestSubmit(event.submitter);
      else tools.scrollIntoView({ block: "center" });
    });
    show(field.value ? "kept" : "", "");
    ready(field, tools);
  }
})();
