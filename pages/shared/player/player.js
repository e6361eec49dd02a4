// Moves every chart of a film, and every live number, to the same frame; the server is not asked.
const played = new Set();               // films that have played by themselves

export default function (component) {
  const { data, parentElement: root } = component;
  const find = (name) => root.querySelector(`[data-part="${name}"]`);
  const state = (root.film ??= { frame: null, timer: null, asked: null });
  const last = data.steps.length - 1;
  const values = {};
  const now = (name) => (data.values[name] ? (values[name] ??= unpacked(data.values[name]))[state.frame] : undefined);
  let dressed = false;                  // the theme may be another one with every run, and only then
  const target = () => document.querySelector(data.target);
  const track = find("track");

  const tell = () => {
    state.asked = null;
    const place = target();
    if (!place) return;
    place.dataset.frame = state.frame;
    place.dataset.step = data.steps[state.frame];
    for (const input of place.querySelectorAll("form.vega-bindings input[type=range]")) move(input);
    const places = [...place.querySelectorAll("[data-text]"), ...root.querySelectorAll("[data-text]")];
    if (!dressed) dress(root.host ?? root);
    dressed = true;
    say(places, data.texts, data.words, now);
  };
  const move = (input) => {
    if (Number(input.value) === state.frame && input.dataset.told === String(state.frame)) return;
    input.value = state.frame;
    input.dataset.told = state.frame;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = (frame) => {
    state.frame = Math.max(0, Math.min(last, frame));
    track.value = state.frame;
    track.style.setProperty("--part", last ? state.frame / last : 0);
    const words = data.words.place.replace("{step}", data.numbers[state.frame]).replace("{last}", data.numbers[last]);
    track.setAttribute("aria-valuetext", words);
    find("place").textContent = words;
    state.asked ??= requestAnimationFrame(tell);
  };

  const stop = () => {
    state.waits = false;
    clearInterval(state.timer);
    state.timer = null;
    face();
  };
  const face = () => {
    const playing = state.timer !== null;
    find("play").querySelector("span").textContent = playing ? data.words.pause : data.words.play;
    find("play").querySelector("path").setAttribute("d", playing ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2l10 6-10 6z");
    find("play").setAttribute("aria-pressed", playing);
  };
  const pace = () => Math.max(33, (1000 * data.seconds) / Math.max(60, last + 1)) / Number(find("speed").value);
  const play = () => {
    if (state.frame >= last) show(0);
    clearInterval(state.timer);
    const wait = pace();
    const stride = Math.max(1, Math.round(16 / wait));
    state.timer = setInterval(() => {
      show(state.frame + stride);
      if (state.frame >= last) stop();
    }, Math.max(16, wait));
    face();
  };

  // A film that plays by itself waits until its first picture is there.
  const begin = () => {
    if (!state.waits || !target()?.querySelector("form.vega-bindings input[type=range]")) return;
    state.waits = false;
    show(0);
    play();
  };

  track.max = last;
  track.setAttribute("aria-label", data.words.track);
  track.oninput = () => {
    state.waits = false;
    show(Number(track.value));
  };
  track.onkeydown = (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    find("play").click();
  };
  find("play").onclick = () => (state.timer === null ? play() : stop());
  for (const [name, to] of [["first", () => 0], ["back", () => state.frame - 1], ["next", () => state.frame + 1],
                            ["last", () => last]]) {
    find(name).onclick = () => { stop(); show(to()); };
    find(name).setAttribute("aria-label", data.words[name]);
    find(name).title = data.words[name];
  }
  find("speed").setAttribute("aria-label", data.words.speed);
  find("speed").onchange = () => { if (state.timer !== null) play(); };

  // Another film begins at its telling frame; the same film with another setting stays where the hand left it.
  const atEnd = state.last !== undefined && state.frame === state.last && state.last > 0;
  if (state.identity !== data.identity || state.frame === null) {
    clearInterval(state.timer);
    state.timer = null;
    state.frame = data.start;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    state.waits = data.byItself && !calm && !played.has(data.identity);
    played.add(data.identity);
  } else if (atEnd) state.frame = last;
  state.identity = data.identity;
  state.last = last;
  face();
  cancelAnimationFrame(state.asked);    // what waits there would still write the texts and numbers of before
  state.asked = null;
  show(state.frame);

  // A chart or a text that is drawn later, or anew, is brought to the frame as soon as its place appears.
  state.watch?.disconnect();
  state.watch = new MutationObserver((changes) => {
    const drawn = changes.some((change) => [...change.addedNodes].some(
      (node) => node.nodeType === 1 && (node.matches("form.vega-bindings, form.vega-bindings *, [data-text]")
        || node.querySelector("form.vega-bindings, [data-text]"))));
    if (drawn) state.asked ??= requestAnimationFrame(tell);
    begin();
  });
  const place = target();
  if (place) state.watch.observe(place, { childList: true, subtree: true });
  begin();
  return () => {
    clearInterval(state.timer);
    state.timer = null;
    state.watch?.disconnect();
  };
}
