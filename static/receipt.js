// A picture of the five words, drawn on this device and saved there; nothing is sent. Without it the words stand as text.
(() => {
  const root = document.documentElement;
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-picture]")) {
    button.hidden = false;
    button.addEventListener("click", () => drawn(button.dataset).toBlob(save));
  }
  const save = (blob) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "words.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const drawn = ({ picture, number, title, note }) => {
    const width = 900, height = 1120, edge = 70;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    const write = (text, x, y, size, weight = 800, colour = "#221a3d") => {
      pen.fillStyle = colour;
      pen.font = `${weight} ${size}px ${getComputedStyle(root).fontFamily}`;
      pen.fillText(text, x, y, width - edge - Math.min(x, edge));
    };
    const box = (x, y, w, h, round, colour) => {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.roundRect(x, y, w, h, round);
      pen.fill();
    };
    box(0, 0, width, height, 0, "#fff7ec");
    pen.direction = root.dir;
    pen.textAlign = "start";
    const start = root.dir === "rtl" ? width - edge : edge;
    write(title, start, 120, 58);
    pen.direction = "ltr";
    picture.split("-").forEach((word, place) => {
      const y = 170 + place * 140;
      box(edge, y, width - 2 * edge, 120, 28, "#ffffff");
      box(edge + 24, y + 32, 56, 56, 28, "#4a36b5");
      pen.textAlign = "center";
      write(place + 1, edge + 52, y + 72, 34, 800, "#ffffff");
      pen.textAlign = "left";
      write(word, edge + 110, y + 82, 64);
    });
    write(number, edge, 940, 50);
    pen.direction = root.dir;
    pen.textAlign = "start";
    write(note, start, 1010, 34, 500);
    write(location.host, start, 1060, 34, 500);
    return canvas;
  };
})();
