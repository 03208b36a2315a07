"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var cards = [].slice.call(document.querySelectorAll("article"));
  var kinds = ["right", "wrong", "unsure"];
  var now = 0, keeps = true, saved = true;

  function at(id) { return document.getElementById(id); }
  function fill(words, details) {
    return words.replace(/\{(\w+)\}/g, function (whole, name) { return String(details[name]); });
  }
  function field(card, name) { return card.querySelector("input[name^='" + name + "']"); }
  function markOf(card) {
    var chosen = card.querySelector("input[type=radio]:checked");
    return chosen === null ? "" : chosen.value;
  }
  function setMark(card, mark) {
    [].forEach.call(card.querySelectorAll("input[type=radio]"), function (radio) { radio.checked = radio.value === mark; });
    card.dataset.mark = mark;
  }

  // The same steps as in interval.py, so that both come to the same digits.
  function wilson(right, judged) {
    var z = data.z, rate = right / judged, below = 1 + z * z / judged;
    var middle = (rate + z * z / (2 * judged)) / below;
    var half = z * Math.sqrt(rate * (1 - rate) / judged + z * z / (4 * judged * judged)) / below;
    return [right === 0 ? 0 : middle - half, right === judged ? 1 : middle + half];
  }
  function count() {
    var found = { right: 0, wrong: 0, unsure: 0, unmarked: 0, rate: "", low: "", high: "" };
    cards.forEach(function (card) { found[markOf(card) || "unmarked"] += 1; });
    var judged = found.right + found.wrong;
    if (judged > 0) {
      var ends = wilson(found.right, judged);
      found.rate = (found.right / judged).toFixed(6);
      found.low = ends[0].toFixed(6);
      found.high = ends[1].toFixed(6);
    }
    return found;
  }
  function percent(text) { return (Number(text) * 100).toFixed(2) + " %"; }
  function show() {
    var found = count(), words = data.words;
    at("progress").textContent = fill(words.progress, {
      done: cards.length - found.unmarked, all: cards.length,
      right: found.right, wrong: found.wrong, unsure: found.unsure });
    at("result").textContent = found.rate === "" ? words.no_result :
      fill(words.result, { rate: percent(found.rate), low: percent(found.low), high: percent(found.high) });
    at("kept").textContent = keeps ? words.kept : words.not_kept;
  }

  // ── marks that stay ──
  function keep() {
    saved = false;
    try {
      localStorage.setItem(data.key, JSON.stringify(cards.map(function (card) {
        return [markOf(card), field(card, "printed").value, field(card, "note").value];
      })));
    } catch (error) { keeps = false; }
    show();
  }
  function recall() {
    try {
      var kept = JSON.parse(localStorage.getItem(data.key) || "[]");
      localStorage.setItem(data.key, JSON.stringify(kept)); // may be refused, to be said before hours are spent
      kept.slice(0, cards.length).forEach(function (one, i) {
        setMark(cards[i], kinds.indexOf(one[0]) < 0 ? "" : one[0]);
        field(cards[i], "printed").value = one[1];
        field(cards[i], "note").value = one[2];
      });
    } catch (error) { keeps = false; }
  }

  // ── moving ──
  function go(to, scroll) {
    cards[now].classList.remove("now");
    now = Math.max(0, Math.min(cards.length - 1, to));
    cards[now].classList.add("now");
    if (scroll) { cards[now].scrollIntoView({ block: "start" }); }
  }
  function mark(kind) {
    setMark(cards[now], kind);
    keep();
    if (kind !== "") { go(now + 1, true); }
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (target.tagName === "INPUT" && target.type === "text") {
      if (event.key === "Escape" || event.key === "Enter") { target.blur(); event.preventDefault(); }
      return;
    }
    if (event.key === "1" || event.key === "2" || event.key === "3") { mark(kinds[Number(event.key) - 1]); }
    else if (event.key === "0") { mark(""); }
    else if (event.key === "ArrowDown") { go(now + 1, true); }
    else if (event.key === "ArrowUp") { go(now - 1, true); }
    else { return; }
    event.preventDefault();
  });
  cards.forEach(function (card, i) {
    card.addEventListener("focusin", function () { go(i, false); });
    card.addEventListener("click", function () { go(i, false); });
    card.addEventListener("change", function () { setMark(card, markOf(card)); keep(); });
    card.addEventListener("input", keep);
  });
  window.addEventListener("beforeunload", function (event) {
    if (!keeps && !saved) { event.preventDefault(); }
  });

  // ── the CSV ──
  function cell(text) {
    var number = /^[+-]?[0-9]+(\.[0-9]+)?$/.test(text);
    // What a spreadsheet would take for a formula gets an apostrophe; so does what has one already, to tell them apart.
    if (!number && /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text)) { text = "'" + text; }
    return /[",;\t\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function csv() {
    var rows = [data.columns].concat(cards.map(function (card, i) {
      var own = data.facts[i];
      var marked = { mark: markOf(card), printed: field(card, "printed").value.trim(), note: field(card, "note").value };
      return data.columns.map(function (name) { return name in marked ? marked[name] : own[name]; });
    }));
    var total = count(), all = data.all;
    rows.push(data.columns.map(function (name) { return name in total ? total[name] : all[name]; }));
    return rows.map(function (row) {
      return row.map(function (value) { return cell(value === undefined ? "" : String(value)); }).join(",") + "\r\n";
    }).join("");
  }
  at("download").addEventListener("click", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + csv()], { type: "text/csv;charset=utf-8" }));
    link.download = data.file;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    saved = true;
  });

  // ── and back ──
  function rowsOf(text) {
    var line = text.split(/[\r\n]/, 1)[0], by = ",";
    [";", "\t"].forEach(function (other) { if (line.split(other).length > line.split(by).length) { by = other; } });
    var rows = [], row = [], value = "", quoted = false;
    for (var i = 0; i < text.length; i += 1) {
      var c = text[i];
      if (quoted) {
        if (c !== '"') { value += c; } else if (text[i + 1] === '"') { value += c; i += 1; } else { quoted = false; }
      } else if (c === '"' && value === "") { quoted = true; }
      else if (c === by) { row.push(value); value = ""; }
      else if (c === "\n" || c === "\r") {
        if (c === "\r" && text[i + 1] === "\n") { i += 1; }
        rows.push(row.concat([value])); row = []; value = "";
      } else { value += c; }
    }
    if (value !== "" || row.length > 0) { rows.push(row.concat([value])); }
    return rows;
  }
  function plain(text) {
    return /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text;
  }
  function load(text) {
    var rows = rowsOf(text.replace(/^\ufeff/, "")), head = (rows.shift() || []).map(function (name) { return name.trim(); });
    var missing = ["report_id", "code", "mark"].filter(function (name) { return head.indexOf(name) < 0; });
    if (missing.length > 0) { at("said").textContent = fill(data.words.not_loaded, { name: missing.join(", ") }); return; }
    var places = {}, marks = 0, others = 0;
    data.facts.forEach(function (own, i) { places[own.report_id + "\n" + own.code] = i; });
    rows.forEach(function (row) {
      function value(name) { var i = head.indexOf(name); return i < 0 || row[i] === undefined ? "" : plain(row[i]); }
      if (value("number") === "all" || row.join("") === "") { return; }
      var i = places[value("report_id") + "\n" + value("code")], kind = value("mark").trim().toLowerCase();
      if (i === undefined || (kind !== "" && kinds.indexOf(kind) < 0)) { others += 1; return; }
      setMark(cards[i], kind);
      field(cards[i], "printed").value = value("printed");
      field(cards[i], "note").value = value("note");
      marks += kind === "" ? 0 : 1;
    });
    keep();
    at("said").textContent = fill(data.words.loaded, { count: marks, others: others });
  }
  at("load").addEventListener("change", function (event) {
    var file = event.target.files[0], reader = new FileReader();
    if (!file) { return; }
    reader.onload = function () {
      var text;
      try { text = new TextDecoder("utf-8", { fatal: true }).decode(reader.result); }
      catch (error) { text = new TextDecoder("gb18030").decode(reader.result); }
      load(text);
    };
    reader.readAsArrayBuffer(file);
    event.target.value = "";
  });

  recall();
  go(Math.max(0, cards.findIndex(function (card) { return markOf(card) === ""; })), false);
  show();
}());
