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

// What is said already stays: only a line, row or cell that differs is made anew.
function keep(parent, items, make) {
  items.forEach((item, i) => {
    const said = JSON.stringify(item), there = parent.children[i];
    if (there?.said === said) return;
    const made = Object.assign(make(item, i), { said });
    if (there) there.replaceWith(made);
    else parent.append(made);
  });
  while (parent.children.length > items.length) parent.lastChild.remove();
}

function table(shadow, { rows, label, digits }, words) {
  if (shadow.words !== words.copy + words.copied) {
    shadow.words = words.copy + words.copied;
    const scroll = element("div", "scroll", [element("table", "", [element("thead", "", []), element("tbody", "", [])])]);
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    shadow.replaceChildren(scroll, ...(digits ? copy(words) : []));
  }
  shadow.querySelector(".scroll").setAttribute("aria-label", label);
  rows = rows.map((row) => row.map((pieces, i) => ({ pieces, tone: i && i < row.length - 1 ? "right" : "" })));
  lines(shadow.querySelector("thead"), rows.slice(0, 1), ({ pieces, tone }) => {
    const made = cell("th", pieces, tone);
    made.scope = "col";
    return made;
  });
  lines(shadow.querySelector("tbody"), rows.slice(1), ({ pieces, tone }, i) => {
    const made = cell(i ? "td" : "th", pieces, tone);
    made.style.setProperty("--letters", [...made.textContent].reduce((n, c) => n + (c > "\u2e7f" ? 2 : 1), 0));
    if (!i) made.scope = "row";
    return made;
  });
  const code = shadow.querySelector("code");
  if (code && code.textContent !== digits) {
    code.textContent = digits;
    shadow.querySelector("output").textContent = "";
  }
}

function lines(body, rows, make) {
  while (body.children.length > rows.length) body.lastChild.remove();
  rows.forEach((row, i) => keep(body.children[i] ?? body.appendChild(element("tr", "", [])), row, make));
}

// Every digit behind a button: one press shows and copies them, another hides them. It stays open when they change.
function copy(words) {
  const code = element("code", "", []), pre = element("pre", "", [code]), said = element("output", "muted", []);
  const button = element("button", "", [words.copy]);
  button.type = "button";
  pre.tabIndex = 0;
  pre.setAttribute("aria-label", words.copy);
  const face = (open) => {
    pre.hidden = !open;
    button.setAttribute("aria-expanded", open);
  };
  button.onclick = async () => {
    face(pre.hidden);
    said.textContent = "";
    if (pre.hidden) return;
    try {
      await navigator.clipboard.writeText(code.textContent);
      said.textContent = words.copied;
    } catch {                           // a page that is not served safely may not write to the clipboard
      getSelection().selectAllChildren(code);
      said.textContent = words.marked;
    }
  };
  face(false);
  return [element("div", "copy", [button, said]), pre];
}

// One sheet dresses all places. A component knows the theme's colors, a place of the page does not: it is told them.
const sheet = new CSSStyleSheet(), colors = new CSSStyleSheet();
let known = "";                         // what the sheet of colors says
sheet.replaceSync(STYLE);
const INKS = ["text-color", "blue-text-color", "red-text-color", "green-text-color", "violet-text-color",
              "gray-text-color", "yellow-text-color", "border-color", "background-color", "secondary-background-color", "font"];
function dress(host) {
  const now = getComputedStyle(host);
  const told = `:host { ${INKS.map((ink) => `--st-${ink}: ${now.getPropertyValue(`--st-${ink}`)};`).join(" ")} }`;
  if (told !== known) colors.replaceSync(known = told);
}

// Write the texts at their places, and every number as it is at the frame.
function say(places, texts, words, numbers) {
  for (const place of places) {
    const text = texts[place.dataset.text];
    if (!text) continue;
    const shadow = place.shadowRoot ?? place.attachShadow({ mode: "open" });
    if (place.said !== text) {
      place.said = text;
      place.style.minHeight = "";       // its room was kept until now
      shadow.adoptedStyleSheets = [colors, sheet];
      if (text.rows) table(shadow, text, words);
      else keep(shadow, text.lines, (pieces) => cell("p", pieces, ""));
    }
    for (const span of shadow.querySelectorAll("[data-live]")) {
      const written = span.write(numbers(span.dataset.live));
      if (span.textContent !== written) span.textContent = written;
    }
  }
}
