'use strict';
const at = id => document.getElementById(id);
const words = JSON.parse(at('words').textContent), asks = JSON.parse(at('asks').textContent);
const state = at('state'), stop = at('stop'), results = at('results'), files = at('files'), drop = at('drop');

// Texts of a submission become text, never elements.
const make = (name, set, ...inside) => {
  const made = document.createElement(name);
  for (const key in set) if (set[key] !== undefined && set[key] !== null) {
    if (key === 'class') made.className = set[key]; else if (key === 'click') made.addEventListener('click', set[key]); else made.setAttribute(key, set[key]);
  }
  made.append(...inside.flat(Infinity).filter(part => part || part === 0));
  return made;
};
const number = count => count.toLocaleString('vi-VN');
const say = text => { state.textContent = text };

// One question to the engine, in a new instance: whatever a file does to one is no matter to the next. The same function runs in
// a worker and, where a browser gives none to a page from a disk, in the page.
const call = async (module, head, bytes) => {
  const engine = (await WebAssembly.instantiate(module, {})).exports, json = new TextEncoder().encode(head);
  const size = bytes.reduce((sum, part) => sum + part.length, 4 + json.length), to = engine.alloc(size) >>> 0;
  if (!to) throw new DOMException('', 'QuotaExceededError');
  new DataView(engine.memory.buffer).setUint32(to, json.length, true);
  let next = to + 4;
  for (const part of [json, ...bytes]) { new Uint8Array(engine.memory.buffer).set(part, next); next += part.length }
  const from = engine.check(to, size) >>> 0, length = new DataView(engine.memory.buffer).getUint32(from, true);
  return new TextDecoder().decode(new Uint8Array(engine.memory.buffer, from + 4, length));
};
const IN_WORKER = 'const call = ' + call + ';onmessage = async e => { try { postMessage({text: await call(...e.data)}) } catch (x) { postMessage({name: x.name}) } }';
const failure = name => Object.assign(new Error(name), {name});
let end = null;
const inWorker = (module, head, bytes) => new Promise((done, failed) => {
  const url = URL.createObjectURL(new Blob([IN_WORKER], {type: 'text/javascript'})), worker = new Worker(url);
  const over = () => { worker.terminate(); URL.revokeObjectURL(url); end = null; stop.hidden = true };
  end = () => { over(); failed(failure('Stopped')) };
  stop.hidden = false;
  worker.onmessage = ({data}) => { over(); if (data.name) failed(failure(data.name)); else done(data.text) };
  worker.onerror = worker.onmessageerror = event => { event.preventDefault(); over(); failed(failure('NoWorker')) };
  worker.postMessage([module, head, bytes]);
});
let workers = typeof Worker === 'function';
const run = async (module, head, bytes) => {
  if (workers) try { return await inWorker(module, head, bytes) } catch (error) {
    if (error.name !== 'NoWorker' && error.name !== 'SecurityError') throw error;
    workers = false;
  }
  await new Promise(drawn => setTimeout(drawn, 50));
  return call(module, head, bytes);
};

const engine = (async () => {
  const packed = Uint8Array.from(atob(at('engine').textContent), letter => letter.charCodeAt(0));
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  return WebAssembly.compile(await bytes);
})();
const WHY = {RangeError: 'too_deep', QuotaExceededError: 'too_much'};
const lost = error => WHY[error.name] || 'stopped';

// All files together, as at night. Where that ends the engine, each is tried alone, and who ends it again is given as lost.
const check = async given => {
  const module = await engine;
  const ask = async given => {
    const head = {...asks, files: given.map(({name, bytes, lost}) => lost ? {name, lost} : {name, size: bytes.length})};
    const answer = JSON.parse(await run(module, JSON.stringify(head), given.filter(file => !file.lost).map(file => file.bytes)));
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  try { return await ask(given) } catch (error) {
    if (error.name === 'Stopped' || error.name === 'Error') throw error;
    const tried = [];
    for (const file of given) {
      say('Đang đọc riêng ' + file.name + '…');
      try { if (!file.lost) await ask([file]); tried.push(file) } catch (error) {
        if (error.name === 'Stopped' || error.name === 'Error') throw error;
        tried.push({name: file.name, lost: lost(error)});
      }
    }
    return ask(tried);
  }
};

const RANK = ['blocking', 'error', 'warning', 'note'];
const place = finding => [finding.sheet, finding.cell].filter(Boolean).join(/^dòng/.test(finding.cell || '') ? ', ' : '!');
const row = cell => Number((/\d+/.exec(cell || '') || [0])[0]);

// What is to be done about a file, in one line.
const verdict = (findings, figures) => {
  const count = severity => findings.filter(finding => finding.severity === severity).length;
  const told = RANK.map(severity => [count(severity), severity]).filter(([many]) => many)
    .map(([many, severity]) => number(many) + ' ' + words.severities[severity].toLowerCase()).join(', ');
  if (count('blocking') || count('error')) return ['mend', 'Phải sửa trước khi gửi: ' + told + '.'];
  if (!figures) return ['mend', 'Phải xem lại: không nhận ra số liệu nào để tính.'];
  if (count('warning')) return ['look', 'Nên sửa hoặc xem lại: ' + told + '.'];
  return ['good', 'Gửi được: không có lỗi, không có cảnh báo' + (told ? '; ' + told : '') + '.'];
};

// Findings of a kind stand together: what it is and how to mend it once, then each place.
const kinds = (findings, guidance, seen) => {
  const order = finding => RANK.indexOf(finding.severity), groups = new Map();
  for (const finding of [...findings].sort((a, b) => order(a) - order(b))) {
    const key = finding.severity + finding.code;
    groups.set(key, [...(groups.get(key) || []), finding]);
  }
  return [...groups.values()].map(group => {
    const {code, severity} = group[0], help = guidance.get(code) || {};
    const item = finding => {
      const id = 'f' + (++seen.last), where = place(finding), cell = seen.cells.get(finding);
      const link = cell ? make('a', {href: '#' + id, click: event => { event.preventDefault(); cell.show() }}, where) : where && make('b', {}, where);
      const made = make('li', {id, tabindex: -1, 'data-cell': finding.cell, 'data-action': finding.action}, link, link && ': ',
        make('span', {class: 'said'}, finding.message), ' (', words.actions[finding.action], ')');
      seen.items.set(finding, made);
      return made;
    };
    return make('section', {class: 'kind s-' + severity, 'data-code': code},
      make('h4', {}, make('span', {class: 'level'}, words.severities[severity]), ' ', make('code', {}, code), ': ', help.title),
      help.mend && make('p', {}, make('b', {}, 'Cách sửa: '), help.mend), make('ul', {}, group.map(item)));
  });
};

// A sheet as the program sees it; rows around findings first, of a long sheet the others when they are asked for.
const AT_FIRST = 8;
const sheet = (drawing, name) => {
  const found = new Map(), bodies = [], title = 'Trang tính “' + drawing.name + '”';
  const used = new Set(drawing.groups.flatMap(group => group.flatMap(line => line.cells.map(cell => cell.mark))));
  const cell = drawn => {
    const mark = words.marks[drawn.mark], here = found.get(drawn.at);
    return make('td', {class: [drawn.mark, here && 'found'].filter(Boolean).join(' ') || undefined, title: mark && drawn.at + ': ' + mark.title,
      colspan: drawn.columns, rowspan: drawn.rows, 'data-at': here && drawn.at, tabindex: here && -1},
    mark && make('span', {class: 'sign', 'aria-hidden': 'true'}, mark.sign), drawn.text || '', here && back(here));
  };
  const back = here => here.map((one, index) => make('a', {href: '#', 'aria-label': 'Phát hiện ở ô ' + one.at + ': ' + one.message,
    title: one.message, click: event => { event.preventDefault(); go(one.item()) }}, index ? '+' : '!'));
  const line = drawn => {
    const here = found.get('row ' + drawn.number);
    return make('tr', {class: drawn.hidden ? 'hidden' : undefined}, make('th', {scope: 'row', class: here && 'found', 'data-at': here && 'row ' + drawn.number, tabindex: here && -1},
      drawn.number + (drawn.hidden ? ' ẩn' : '') + ' ' + (words.marks[drawn.mark] || {title: ''}).title, here && back(here)), drawn.cells.map(cell));
  };
  const draw = index => { if (bodies[index].dataset.drawn) return; const made = make('tbody', {'data-drawn': 1}, drawing.groups[index].map(line)); bodies[index].replaceWith(made); bodies[index] = made };
  const closed = (group, index) => make('tbody', {}, make('tr', {}, make('td', {colspan: drawing.letters.length + 1},
    make('button', {type: 'button', click: () => { draw(index); const first = bodies[index].querySelector('th'); first.tabIndex = -1; first.focus() }}, 'Hiện dòng ' + number(group[0].number) + '–' + number(group[group.length - 1].number)))));
  const group = wanted => drawing.groups.findIndex(group => group[0].number <= wanted && wanted <= group[group.length - 1].number);
  const element = key => [...bodies[group(key.row)].querySelectorAll('[data-at]')].find(made => made.dataset.at === key.at);
  // Where a finding is shown: at its cell, or at the row where the cell is not drawn by itself.
  const mark = finding => {
    const index = group(row(finding.cell)), drawn = index >= 0 && drawing.groups[index].find(line => line.number === row(finding.cell));
    if (!drawn) return null;
    const whole = drawn.cells.some(cell => cell.at === finding.cell) ? finding.cell : 'row ' + drawn.number;
    return {at: whole, row: drawn.number, group: index};
  };
  const show = key => { draw(key.group); const made = element(key); results.querySelectorAll('.at').forEach(old => old.classList.remove('at')); made.classList.add('at'); go(made) };
  const body = () => {
    const wanted = new Set([0]);
    for (const one of [...found.values()].flat().sort((a, b) => a.rank - b.rank)) if (wanted.size < AT_FIRST) wanted.add(one.group);
    for (const [index, group] of drawing.groups.entries()) bodies.push(closed(group, index));
    const table = make('table', {'aria-label': title}, make('thead', {}, make('tr', {}, make('td', {}), drawing.letters.map(letter => make('th', {scope: 'col'}, letter)))), bodies);
    wanted.forEach(index => { if (drawing.groups[index]) draw(index) });
    const legend = Object.entries(words.marks).filter(([mark]) => used.has(mark)).map(([mark, {sign, title}]) => make('span', {class: 'role ' + mark}, make('span', {class: 'sign'}, sign), title));
    const columns = drawing.tables.flatMap(table => table.columns).filter(column => !column.bound);
    const all = drawing.groups.length > wanted.size && make('button', {type: 'button', click: event => { bodies.forEach((_, index) => draw(index)); event.target.remove() }}, 'Hiện mọi dòng');
    return make('section', {class: 'look-at'}, make('h3', {}, title + (drawing.hidden ? ' (bị ẩn)' : '')), make('p', {class: 'sub'}, drawing.facts + '.'),
      drawing.tables.map(table => make('p', {}, make('b', {}, table.name), ': ' + table.why + '. Đơn vị: ' + (table.sender || 'không rõ') + '.' + (table.missing.length ? ' Thiếu cột: ' + table.missing.join('; ') + '.' : ''))),
      !drawing.tables.length && make('p', {}, make('b', {}, 'Không được tính: '), drawing.nothing + '.'),
      columns.length ? make('p', {}, make('b', {}, 'Cột không có trong biểu, không được tính: '), columns.map(column => column.cell + ' “' + column.text + '”').join('; ') + '.') : null,
      drawing.tables.some(table => table.evidence.length) && make('details', {}, make('summary', {}, 'Vì sao là của đơn vị này'), make('ul', {}, drawing.tables.flatMap(table => table.evidence.map(said => make('li', {}, said))))),
      drawing.caption.map(text => make('p', {class: 'sub'}, text)),
      drawing.groups.length ? [make('p', {class: 'legend'}, legend), all && make('div', {class: 'tools'}, all), make('div', {class: 'sheet', tabindex: 0, role: 'region', 'aria-label': title + ' của ' + name}, table)] : null,
      drawing.more ? make('p', {class: 'sub'}, 'Còn ' + number(drawing.more) + ' dòng nữa không được vẽ.') : null);
  };
  return {found, mark, show, body};
};

const go = element => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({block: 'center', inline: 'center', behavior: calm ? 'instant' : 'auto'});
  element.focus({preventScroll: true});
};

// A file: what is to be done, what was recognised, what was found, and its sheets.
const article = (name, answer, drawings, guidance, seen) => {
  const findings = answer.check.findings.filter(finding => (finding.file || '') === name);
  const forms = answer.check.submissions.filter(form => (form.file || '') === name);
  const figures = forms.reduce((sum, form) => sum + form.counts.observations, 0), [look, line] = verdict(findings, figures || !name);
  const sheets = (drawings || []).map(drawing => sheet(drawing, name));
  for (const finding of findings) {
    const index = (drawings || []).findIndex(drawing => drawing.name === finding.sheet), key = index >= 0 && finding.cell && sheets[index].mark(finding);
    if (!key) continue;
    const {found} = sheets[index];
    found.set(key.at, [...(found.get(key.at) || []), {...key, at: finding.cell, message: finding.message, rank: RANK.indexOf(finding.severity), item: () => seen.items.get(finding)}]);
    seen.cells.set(finding, {show: () => sheets[index].show(key)});
  }
  const form = found => make('li', {}, make('b', {}, words.forms[found.form] || 'Chưa rõ biểu mẫu'), found.unit ? ' của ' + found.unit : ', chưa rõ đơn vị', ', ' + words.period + ': ' + number(found.counts.observations) + ' số liệu; ' + words.statuses[found.status].toLowerCase());
  const head = make('h2', {tabindex: -1}, name || 'Chung cho các tệp');
  return [look, make('article', {}, head, make('p', {class: 'verdict ' + look}, line),
    forms.length ? make('ul', {class: 'forms'}, forms.map(form)) : make('p', {class: 'forms'}, 'Không nhận ra biểu mẫu nào trong tệp này.'),
    findings.length ? [make('h3', {}, 'Phát hiện (' + number(findings.length) + ')'), make('div', {class: 'tools'}, make('button', {type: 'button', click: () => print()}, 'In danh sách')), kinds(findings, guidance, seen)] : null,
    sheets.map(sheet => sheet.body()))];
};

const show = answer => {
  const guidance = new Map(answer.guidance.map(help => [help.code, help])), names = answer.inspections.map(file => file.file), seen = {last: 0, items: new Map(), cells: new Map()};
  for (const {file} of [...answer.check.submissions, ...answer.check.findings]) if (!names.includes(file || '')) names.push(file || '');
  const made = names.map(name => article(name, answer, answer.drawings[answer.inspections.findIndex(file => file.file === name)], guidance, seen));
  results.replaceChildren(...made.map(([, article]) => article));
  const count = look => made.filter(([found]) => found === look).length;
  const told = [['mend', 'phải sửa'], ['look', 'nên sửa'], ['good', 'gửi được']].map(([look, said]) => [count(look), said]).filter(([many]) => many).map(([many, said]) => number(many) + ' ' + said);
  say('Đã đọc ' + number(made.length) + ' tệp: ' + told.join(', ') + '. Sửa xong cứ chọn lại tệp ở trên.');
  const first = results.querySelector('h2');
  if (first) first.focus();
};

let busy = false;
const take = async list => {
  if (busy || !list.length) return;
  busy = true; files.disabled = true; results.replaceChildren();
  say('Đang đọc ' + (list.length > 1 ? number(list.length) + ' tệp' : list[0].name) + '…');
  try {
    const given = [], twice = name => given.some(file => file.name === name);
    for (const file of list) try { given.push({name: twice(file.name) ? given.length + '/' + file.name : file.name, bytes: new Uint8Array(await file.arrayBuffer())}) } catch (error) {
      throw new Error('Không mở được “' + file.name + '”. Hãy chọn tệp, không chọn thư mục; nếu tệp đang mở ở chương trình khác thì đóng lại rồi chọn lại.');
    }
    show(await check(given));
  } catch (error) {
    say(error.name === 'Stopped' ? 'Đã dừng đọc. Chọn tệp khác để kiểm tra.' : 'Không kiểm tra được: ' + error.message);
  }
  busy = false; files.disabled = false; files.value = '';
};

stop.addEventListener('click', () => { if (end) end() });
files.addEventListener('change', () => take([...files.files]));
for (const kind of ['dragover', 'drop', 'dragleave']) addEventListener(kind, event => {
  event.preventDefault();
  drop.classList.toggle('over', kind === 'dragover');
  if (kind === 'drop') take([...event.dataTransfer.files]);
});
engine.then(() => { files.disabled = false; document.documentElement.dataset.ready = 1 }, () => say('Trình duyệt này quá cũ nên không chạy được. Hãy mở trang này bằng Chrome, Edge hoặc Cốc Cốc từ bản 97, Firefox từ bản 113, hay Safari từ bản 16.4.'));
