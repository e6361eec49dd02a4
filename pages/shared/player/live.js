// Text whose numbers follow the film: every part is a word, or a number that changes with the frame.
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
      fields.push([span, data.values[piece.live]]);
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

  const show = (frame) => {
    for (const [span, values] of fields) span.textContent = values[Math.min(frame, values.length - 1)] ?? "";
  };
  const hear = (event) => { if (event.detail.target === data.target) show(event.detail.frame); };
  document.addEventListener("film", hear);
  show(Number(document.querySelector(data.target)?.dataset.frame ?? data.start));
  return () => document.removeEventListener("film", hear);
}
