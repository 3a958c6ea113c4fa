// Keeps a page fresh while its site is edited. Served by `plainleaf serve` only; no published page has a script.
//
// The server says over livereload's socket that something was built. The page then asks for its own state: when its
// text differs it is loaded again, when its style sheet differs that is exchanged, and the list of problems is renewed.
"use strict";

(() => {
  const element = document.querySelector("plainleaf-problems");
  const list = element.shadowRoot.getElementById("list");
  const news = element.shadowRoot.getElementById("news");
  const root = document.documentElement;
  const memory = "plainleaf:" + location.pathname;
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,summary,blockquote,figcaption,th,td,caption,label,legend,img,video,pre";
  const TRY_AGAIN = 1000; // milliseconds

  // In the frame of an editor at another name, a browser may keep nothing for a page.
  const memories = (() => {
    try {
      return sessionStorage;
    } catch {
      const kept = new Map();
      return {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => kept.set(name, value),
        removeItem: (name) => kept.delete(name),
      };
    }
  })();

  // --- Fresh content ---------------------------------------------------------------------------------------------

  let asked = 0;

  async function refresh() {
    const number = ++asked;
    const answer = await fetch("/_plainleaf/state" + location.pathname);
    const state = await answer.json();
    // Of several responses only the last one counts.
    if (number !== asked) return;
    if (state.page !== element.dataset.page) {
      saveView();
      location.reload();
      return;
    }
    if (state.style !== element.dataset.style) exchangeStyle(state.style);
    showProblems(state.problems);
  }

  function exchangeStyle(address) {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")].filter(
      (link) => new URL(link.href).pathname === element.dataset.style,
    );
    element.dataset.style = address;
    for (const link of old) {
      const fresh = link.cloneNode();
      fresh.href = address;
      // The old one is removed only when the new one has loaded, so that the page is never unstyled.
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
  }

  function connect() {
    const socket = new WebSocket("ws://" + location.host + "/livereload");
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () =>
      send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"], ver: "1" });
    socket.onmessage = (event) => {
      const { command } = JSON.parse(event.data);
      if (command === "hello") send({ command: "info", url: location.href });
      // A server that is just being stopped does not answer; the socket then says so.
      else refresh().catch(() => {});
    };
    socket.onclose = () => setTimeout(connect, TRY_AGAIN);
  }

  // --- In the frame of an editor ---------------------------------------------------------------------------------

  // Which may show no other site.
  if (window !== top) {
    addEventListener("click", ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link && link.origin !== location.origin && /^https?:$/.test(link.protocol)) {
        link.target = "_blank";
        link.rel = "noopener noreferrer";
      }
    }, true);
  }

  // --- Scroll position, open details and form fields survive a reload --------------------------------------------

  const fields = () => [...document.querySelectorAll("input:not([type=password], [type=file]), textarea, select")];

  function saveView() {
    const state = {
      // Counted from the end of the list of problems, whose height may change.
      scroll: scrollY - element.offsetHeight,
      atTop: scrollY === 0,
      open: [...document.querySelectorAll("details")].map((each) => each.open),
      fields: fields().map((each) => [each.name, each.value, each.checked]),
    };
    memories.setItem(memory, JSON.stringify(state));
  }

  function restoreView() {
    const state = JSON.parse(memories.getItem(memory));
    if (!state) return;
    memories.removeItem(memory);
    const details = document.querySelectorAll("details");
    if (details.length === state.open.length) details.forEach((each, number) => (each.open = state.open[number]));
    fields().forEach((each, number) => {
      const [name, value, checked] = state.fields[number] || [];
      if (name !== each.name) return;
      if (each.type === "checkbox" || each.type === "radio") each.checked = checked;
      else each.value = value;
    });
    const scroll = () => scrollTo({ top: state.atTop ? 0 : state.scroll + element.offsetHeight, behavior: "instant" });
    history.scrollRestoration = "manual";
    scroll();
    // Pictures and the styles of the list may still change heights.
    addEventListener("load", () => {
      scroll();
      history.scrollRestoration = "auto";
    });
  }

  // --- The list of problems --------------------------------------------------------------------------------------

  const foldedKey = () => "plainleaf:folded:" + list.querySelector(".panel").className;

  // As the browser writes it, which is not quite as the server does.
  function normalize(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.innerHTML;
  }

  function showProblems(received) {
    const html = normalize(received);
    // An unchanged list is not replaced, so that whatever the reader has unfolded in it stays open.
    if (list.dataset.html === html) return;
    const isFirst = list.dataset.html === undefined;
    if (!isFirst) {
      const active = element.shadowRoot.activeElement || shown;
      hide();
      list.innerHTML = html;
      if (active) list.querySelector("summary")?.focus();
      news.textContent = list.querySelector("summary")?.textContent ?? "plainleaf found no problems";
    }
    list.dataset.html = html;
    const details = list.querySelector("details");
    if (!details) return;
    const folded = memories.getItem(foldedKey());
    if (folded !== null) details.open = folded === "no";
    details.addEventListener("toggle", () => {
      if (!shown) memories.setItem(foldedKey(), details.open ? "no" : "yes");
    });
  }

  // What gets the focus, or is scrolled to, is never under the list.
  new ResizeObserver(() => {
    root.style.scrollPaddingTop = element.offsetHeight ? element.offsetHeight + 8 + "px" : "";
  }).observe(element);

  // --- From a problem to its spot --------------------------------------------------------------------------------

  // The letters and digits of a block in lower case, and the node and the offset that each comes from.
  function lettersOf(block) {
    if (block.alt) return { text: plain(block.alt), places: [] };
    const places = [];
    let text = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("sup")) continue;
      for (const { 0: character, index } of node.data.matchAll(/\P{M}\p{M}*/gu)) {
        const letters = plain(character);
        const place = { node, from: index, to: index + character.length };
        places.push(...Array(letters.length).fill(place));
        text += letters;
      }
    }
    return { text, places };
  }

  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // The smallest block that holds the first of the wanted words that are on the page, and the range of these.
  function findSpot(wanted) {
    const main = document.querySelector("main");
    const blocks = [...main.querySelectorAll(BLOCKS)].map((block) => ({ block, ...lettersOf(block) }));
    for (const words of wanted) {
      const holding = blocks.filter(({ text }) => text.includes(words));
      const inner = holding.filter(({ block }) => !holding.some((other) => other.block !== block && block.contains(other.block)));
      const found = inner.find(({ text }) => text === words) || inner[0];
      if (found) return { block: found.block, range: rangeOf(found, words) };
    }
    return { block: main.querySelector("h1") || main };
  }

  function rangeOf({ text, places }, words) {
    if (!places.length) return undefined;
    const from = text.indexOf(words);
    const first = places[from], last = places[from + words.length - 1];
    const range = new Range();
    range.setStart(first.node, first.from);
    range.setEnd(last.node, last.to);
    return range;
  }

  // The advice is on the page itself, right after the block that it is about.
  const INSIDE = "li, dd, dt, th, td, caption, figcaption, summary, label, legend";
  let shown;

  function show(button) {
    hide();
    const { block, range } = findSpot(button.dataset.find.split(" ").filter(Boolean));
    for (let above = block.parentElement; above; above = above.parentElement) if (above.matches("details")) above.open = true;
    block.dataset.plainleafSpot = "";
    if (range && window.Highlight) CSS.highlights.set("plainleaf-spot", new Highlight(range));
    const advice = makeAdvice(button);
    if (block.matches(INSIDE)) block.append(advice);
    else block.after(advice);
    shown = { button, block, advice };
    const details = list.querySelector("details");
    // The browser tells later that somebody has opened it, and not at all if it is closed by then.
    if (details.open) memories.setItem(foldedKey(), "no");
    // The page needs the room.
    details.open = false;
    block.scrollIntoView({ block: "start", behavior: "instant" });
    advice.shadowRoot.querySelector("[tabindex]").focus({ preventScroll: true });
  }

  function hide() {
    if (!shown) return;
    delete shown.block.dataset.plainleafSpot;
    shown.advice.remove();
    window.CSS?.highlights?.delete("plainleaf-spot");
    shown = undefined;
  }

  const buttons = () => [...list.querySelectorAll("button[data-find]")];

  function makeAdvice(button) {
    const advice = document.createElement("plainleaf-advice");
    const number = buttons().indexOf(button);
    const problem = button.parentElement.cloneNode(true);
    problem.lastElementChild.remove();
    advice.attachShadow({ mode: "open" }).append(element.shadowRoot.getElementById("advice").content.cloneNode(true));
    const find = (name) => advice.shadowRoot.querySelector(name);
    find(".advice").classList.add(problem.className);
    find(".advice").prepend(...problem.childNodes);
    find(".count").textContent = `Problem ${number + 1} of ${buttons().length}`;
    for (const [name, step] of [["previous", -1], ["next", 1]]) {
      const there = buttons()[number + step];
      if (there) find(`.${name}`).addEventListener("click", () => show(there));
      else find(`.${name}`).remove();
    }
    find(".back").addEventListener("click", goBack);
    advice.shadowRoot.addEventListener("keydown", (event) => {
      const name = { n: ".next", p: ".previous", Escape: ".back" }[event.key];
      if (name && !event.ctrlKey && !event.altKey && !event.metaKey) find(name)?.click();
    });
    return advice;
  }

  function goBack() {
    const { button } = shown;
    hide();
    list.querySelector("details").open = true;
    button.focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-find]");
    if (button) show(button);
  });

  restoreView();
  showProblems(list.innerHTML);
  connect();
})();
