// Text whose numbers follow the film: every part is a word, or a number that changes with the frame.
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// As pages/shared/numbers.py writes them: four digits that matter, a true minus, thin spaces, powers of ten. A number
// and its sign stay on one line.
function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value === "inf" ? "∞" : "−∞";
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
  signed: (value) => (value < 0 ? "−\u00a0" : "+\u00a0") + number(typeof value === "number" ? Math.abs(value) : value),
};

export default function (component) {
  const { data, parentElement: root } = component;
  const box = root.querySelector("[data-part=box]");
  const fields = [];
  const element = (name, tone, children) => {
    const made = document.createElement(name);
    if (tone) made.className = tone;
    made.append(...children);
    return made;
  };
  const part = (piece) => {
    const span = element("span", [piece.tone, piece.style].filter(Boolean).join(" "), []);
    if (piece.live === undefined) span.textContent = piece.text;
    else {
      span.dataset.live = piece.live;
      fields.push([span, piece.live, FORMS[piece.form ?? "number"]]);
    }
    return span;
  };
  const cell = (name, pieces, tone) => element(name, tone, pieces.map(part));

  if (data.table) {
    const [head, ...rows] = data.table;
    const heads = head.map((pieces, i) => cell("th", pieces, i && i < head.length - 1 ? "right" : ""));
    heads.forEach((th) => th.setAttribute("scope", "col"));
    const line = (row) => element("tr", "", row.map((pieces, i) => {
      const made = cell(i ? "td" : "th", pieces, i && i < row.length - 1 ? "right" : "");
      made.style.setProperty("--letters", [...made.textContent].reduce((n, c) => n + (c > "\u2e7f" ? 2 : 1), 0));
      if (!i) made.setAttribute("scope", "row");
      return made;
    }));
    const table = element("table", "", [element("thead", "", [element("tr", "", heads)]),
                                        element("tbody", "", rows.map(line))]);
    const scroll = element("div", "scroll", [table]);
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", data.label);
    box.replaceChildren(scroll);
  } else box.replaceChildren(...data.lines.map((pieces) => cell("p", pieces, "")));

  const show = () => {
    const film = document.querySelector(data.target)?.film;
    if (!film) return;
    for (const [span, name, write] of fields) span.textContent = write(film.values[name]?.[film.frame]);
  };
  const hear = (event) => { if (event.detail === data.target) show(); };
  document.addEventListener("film", hear);
  show();
  return () => document.removeEventListener("film", hear);
}
