// Hands on what the microphone hears, bit by bit, while somebody records.
registerProcessor("recorder", class extends AudioWorkletProcessor {
  process([[heard]]) {
    if (heard) this.port.postMessage(heard.slice());
    return true;
  }
});
