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
  const [mean, low, width, rate] = marks.split(" ");
  return `<svg aria-hidden="true"><rect class="m" x="${mean}%"/><rect x="${low}%" width="${width}%"/><rect class="r" x="${rate}%"/></svg>`;
};
const PAGE = 100;

for (const section of document.querySelectorAll("section")) {
  const table = section.querySelector("table.ranking"), heads = [...table.tHead.rows[0].cells];
  const at = (look) => heads.findIndex((head) => head.classList.contains(look));
  const name = at("u"), above = heads.findIndex((head) => head.classList.contains("p"));
  const kind = heads.findIndex((head) => head.classList.contains("k"));
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
      columns: heads.map((head, column) => ({className: head.className, defaultContent: "", cellType: column === name ? "th" : "td",
        data: (row, type) => {
          const cell = row[column + 2];
          if (type === "sort" || type === "type") return Array.isArray(cell) ? cell[1] : cell;
          return head.classList.contains("iv") ? strip(shown(cell)) : escape(shown(cell));
        }})),
      createdRow: (tr, row) => {
        tr.dataset.unit = row[0];
        tr.classList.toggle("muted", row[1] === 1);
        tr.cells[name].scope = "row";
      }});
  } else {
    texts = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
    options.paging = texts.length > PAGE;
  }
  const names = texts.map((row) => fold(row[name]) + (above < 0 ? "" : " |" + fold(row[above])));
  const list = new DataTable(table, options);
  const input = section.querySelector("input[type=search]"), chips = [...section.querySelectorAll("button[data-class]")];
  let sought = "", chosen = null;
  list.search.fixed("unit", (_text, _row, index) =>
    names[index].includes(sought) && (chosen === null || texts[index][kind] === chosen));
  const label = input.closest("label");
  label.hidden = false;
  input.addEventListener("input", () => { sought = input.value.trim() ? fold(input.value) : ""; list.draw(); });
  for (const chip of chips) {
    chip.disabled = false;
    chip.setAttribute("aria-pressed", "false");
    chip.addEventListener("click", () => {
      chosen = chosen === chip.dataset.class ? null : chip.dataset.class;
      for (const other of chips) other.setAttribute("aria-pressed", String(other.dataset.class === chosen));
      list.draw();
    });
  }
  if (!table.dataset.rows && options.paging) {
    // Paper has no pages to turn.
    addEventListener("beforeprint", () => list.page.len(-1).draw(false));
    addEventListener("afterprint", () => list.page.len(PAGE).draw(false));
  }
}

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
const entered = () => open()?.querySelector("a.close").focus();
addEventListener("hashchange", entered);
entered();
})();
