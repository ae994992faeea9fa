(() => {
"use strict";
document.body.classList.add("js");
DataTable.ext.errMode = "throw";
// Names are sought as people type them on a telephone: small letters without marks. A word is found from its beginning,
// so that "yen" is not found in every "huyen".
const fold = (text) => " " + text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  .replace(/đ/g, "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const words = {
  info: "Dòng _START_–_END_ trong _TOTAL_", infoEmpty: "Không có dòng nào", infoFiltered: "(lọc từ _MAX_)",
  zeroRecords: "Không tìm thấy đơn vị nào", emptyTable: "Không có đơn vị nào",
  paginate: {first: "Đầu", last: "Cuối", next: "Sau", previous: "Trước"},
  aria: {orderable: ": bấm để sắp xếp", orderableReverse: ": bấm để đảo thứ tự", orderableRemove: ": bấm để bỏ sắp xếp",
    paginate: {first: "Trang đầu", last: "Trang cuối", next: "Trang sau", previous: "Trang trước", number: "Trang "}},
};
const escaped = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"};
const escape = (text) => text.replace(/[&<>"]/g, (letter) => escaped[letter]);
const strip = (marks) => {
  if (!marks) return "";
  const [low, width, rate] = marks.split(" ");
  return `<svg><rect x="${low}%" width="${width}%"/><rect x="${rate}%"/></svg>`;
};
// What a figure is sorted by, where its words tell it: "1.234", "▼ 2", "+0,31", "1–75", "12 → Tốt". One that is not there stands
// behind every place and before every count.
const NOTHING = {place: Infinity, count: -1, move: 0};
const figure = (text, kind) => {
  const found = /[\d.]+(?:,\d+)?/.exec(text);
  if (!found) return NOTHING[kind];
  const value = Number(found[0].replaceAll(".", "").replace(",", "."));
  return /^[▼−]/.test(text) ? -value : value;
};
const PAGE = 100;
// A list of more rows is started when it comes near, or is asked for something.
const MANY = 300;

const prepare = (section) => {
  const table = section.querySelector("table.ranking"), heads = [...table.tHead.rows[0].cells];
  const kinds = heads.map((head) => head.dataset.kind);
  const name = kinds.indexOf("name"), above = kinds.indexOf("above"), kind = kinds.indexOf("class");
  const is_figure = (column) => kinds[column] in NOTHING;
  const input = section.querySelector("input[type=search]"), chips = [...section.querySelectorAll("button[data-class]")];
  let sought = "", chosen = null, list = null;

  // Makes the table sort, filter and turn pages.
  const start = () => {
    if (list) return list;
    const options = {language: words, paging: true, pageLength: PAGE, lengthChange: false, order: [], autoWidth: false,
      layout: {topStart: null, topEnd: null, bottomStart: "info", bottomEnd: "paging"}};
    let texts;
    if (table.dataset.rows) {
      // A long list: its rows are data of the page.
      const rows = JSON.parse(document.getElementById(table.dataset.rows).textContent);
      const shown = (cell) => Array.isArray(cell) ? cell[0] : cell;
      texts = rows.map((row) => row.slice(2).map(shown));
      table.tBodies[0].replaceChildren();
      Object.assign(options, {data: rows, deferRender: true,
        columns: kinds.map((kind, column) => ({defaultContent: "", cellType: kind === "name" ? "th" : "td", orderable: kind !== "strip",
          data: (row, type) => {
            const cell = row[column + 2];
            if (type === "sort" || type === "type") return is_figure(column) ? figure(cell, kind) : Array.isArray(cell) ? cell[1] : cell;
            return kind === "strip" ? strip(shown(cell)) : escape(shown(cell));
          }})),
        createdRow: (tr, row) => {
          tr.dataset.unit = row[0];
          tr.classList.toggle("muted", row[1] === 1);
          tr.cells[name].scope = "row";
        }});
    } else {
      texts = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
      options.paging = texts.length > PAGE;
      options.columnDefs = [{targets: kinds.flatMap((kind, column) => kind === "strip" ? [column] : []), orderable: false},
        ...kinds.flatMap((kind, column) => is_figure(column) ? [{targets: column,
          render: (text, type) => type === "sort" || type === "type" ? figure(text, kind) : text}] : [])];
    }
    const names = texts.map((row) => fold(row[name]) + (above < 0 ? "" : " |" + fold(row[above])));
    list = new DataTable(table, options);
    section.querySelector(".dt-paging nav")?.setAttribute("aria-label", "Trang của danh sách " + section.querySelector("h2").textContent);
    list.search.fixed("unit", (_text, _row, index) =>
      names[index].includes(sought) && (chosen === null || texts[index][kind] === chosen));
    if (!table.dataset.rows && options.paging) {
      // Paper has no pages to turn.
      addEventListener("beforeprint", () => list.page.len(-1).draw(false));
      addEventListener("afterprint", () => list.page.len(PAGE).draw(false));
    }
    return list;
  };

  input.closest("label").hidden = false;
  input.addEventListener("input", () => { sought = input.value.trim() ? fold(input.value) : ""; start().draw(); });
  for (const chip of chips) {
    chip.disabled = false;
    chip.setAttribute("aria-pressed", "false");
    chip.addEventListener("click", () => {
      chosen = chosen === chip.dataset.class ? null : chip.dataset.class;
      for (const other of chips) other.setAttribute("aria-pressed", String(other.dataset.class === chosen));
      start().draw();
    });
  }
  if (!table.dataset.rows && table.tBodies[0].rows.length <= MANY) start(); else near.observe(section);
  starts.set(section, start);
};
const starts = new Map();
const near = new IntersectionObserver((entries) => {
  for (const {isIntersecting, target} of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    starts.get(target)();
  }
}, {rootMargin: "400px"});
document.querySelectorAll("section").forEach(prepare);

// A card is open while its address is; Escape closes it, and who opened it goes on where he was.
let opener = null;
const open = () => location.hash.startsWith("#u-") ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
const close = () => {
  location.hash = "dong";
  if (opener?.isConnected) opener.focus();
  opener = null;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link?.classList.contains("close") && opener?.isConnected) {
    event.preventDefault();
    close();
  } else if (link?.hash.startsWith("#u-")) {
    opener = link;
  }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && open()) close(); });
const entered = () => {
  const card = open();
  card?.setAttribute("aria-label", card.querySelector("h2").textContent);
  card?.querySelector("a.close").focus();
};
addEventListener("hashchange", entered);
entered();
})();
