// Text whose numbers follow the film: every part is a word, or a number that changes with the frame. It stands in places
// of the page that the server leaves empty, since a component for each of them would cost more than all the rest.
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// As pages/shared/numbers.py writes them: four digits that matter, a true minus, thin spaces, powers of ten. A number
// and its sign stay on one line.
function number(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const [digits, power] = Math.abs(value).toExponential(3).split("e");
  const exponent = Number(power), sign = value < 0 ? "−" : "";
  if (exponent < -4 || exponent >= 6) return `${sign}${digits}\u00a0×\u00a010${[...String(exponent)].map((c) => RAISED[c]).join("")}`;
  const [whole, rest] = Number(`${digits}e${exponent}`).toFixed(Math.max(0, 3 - exponent)).split(".");
  const apart = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  return sign + apart + (rest ? `.${rest}` : "");
}
const FORMS = {
  number,
  signed: (value) => (value < 0 ? "−\u00a0" : "+\u00a0") + number(value === undefined ? value : Math.abs(value)),
};

// Numbers of all frames, as the server packs them.
function unpacked(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Float64Array(bytes.buffer);
}

const element = (name, tone, children) => {
  const made = document.createElement(name);
  if (tone) made.className = tone;
  made.append(...children);
  return made;
};
const part = (piece) => {
  const span = element("span", [piece.tone, piece.style].filter(Boolean).join(" "), []);
  if (piece.ink) span.style.color = piece.ink;
  if (piece.live === undefined) span.textContent = piece.text;
  else {
    span.dataset.live = piece.live;
    span.write = FORMS[piece.form ?? "number"];
  }
  return span;
};
const cell = (name, pieces, tone) => element(name, tone, pieces.map(part));

function table({ rows: [head, ...rows], label }) {
  const tone = (i) => (i && i < head.length - 1 ? "right" : "");
  const heads = head.map((pieces, i) => cell("th", pieces, tone(i)));
  heads.forEach((th) => th.setAttribute("scope", "col"));
  const line = (row) => element("tr", "", row.map((pieces, i) => {
    const made = cell(i ? "td" : "th", pieces, tone(i));
    made.style.setProperty("--letters", [...made.textContent].reduce((n, c) => n + (c > "\u2e7f" ? 2 : 1), 0));
    if (!i) made.setAttribute("scope", "row");
    return made;
  }));
  const scroll = element("div", "scroll", [element("table", "", [
    element("thead", "", [element("tr", "", heads)]), element("tbody", "", rows.map(line))])]);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", label);
  return scroll;
}

// A component knows the theme's colors, a place of the page does not.
const INKS = ["text-color", "blue-text-color", "red-text-color", "green-text-color", "violet-text-color",
              "gray-text-color", "yellow-text-color", "border-color", "background-color", "secondary-background-color", "font"];
function style(host) {
  const known = getComputedStyle(host);
  return `:host { ${INKS.map((ink) => `--st-${ink}: ${known.getPropertyValue(`--st-${ink}`)};`).join(" ")} } ${STYLE}`;
}

// Every digit behind a button: one press shows and copies them, another hides them. It stays open when they change.
function copy(place, digits, words) {
  const code = element("code", "", [digits]), pre = element("pre", "", [code]), said = element("output", "muted", []);
  const button = element("button", "", [words.copy]);
  button.type = "button";
  pre.tabIndex = 0;
  pre.setAttribute("aria-label", words.copy);
  const face = () => {
    pre.hidden = !place.open;
    button.setAttribute("aria-expanded", Boolean(place.open));
  };
  button.onclick = async () => {
    place.open = !place.open;
    face();
    said.textContent = "";
    if (!place.open) return;
    try {
      await navigator.clipboard.writeText(digits);
      said.textContent = words.copied;
    } catch {                           // a page that is not served safely may not write to the clipboard
      getSelection().selectAllChildren(code);
      said.textContent = words.marked;
    }
  };
  face();
  return [element("div", "copy", [button, said]), pre];
}

// Write the texts at their places: what is new wholly, then every number as it is at the frame.
function say(places, texts, words, dress, numbers) {
  for (const place of places) {
    const text = texts[place.dataset.text];
    if (!text) continue;
    const shadow = place.shadowRoot ?? place.attachShadow({ mode: "open" });
    if (place.said !== text) {
      place.said = text;
      shadow.replaceChildren(element("style", "", [dress()]),
                             ...(text.rows ? [table(text)] : text.lines.map((pieces) => cell("p", pieces, ""))),
                             ...(text.digits ? copy(place, text.digits, words) : []));
    }
    for (const span of shadow.querySelectorAll("[data-live]")) span.textContent = span.write(numbers(span.dataset.live));
  }
}
