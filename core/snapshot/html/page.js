// The whole program of an exported page: it draws the snapshot that stands beside it, and loads nothing.
// Everything that a process can call itself goes through textContent.
(() => {
  const ROW = 24;
  const DEEPEST = 24;
  const NOTHING = '–';
  const $ = (id) => document.getElementById(id);
  const snapshot = JSON.parse($('snapshot').textContent);
  const words = JSON.parse($('words').textContent);

  // --- the tree
  const startOf = ({ key }) => Number(key.slice(key.indexOf('@') + 1));
  const nodes = snapshot.processes.map((process) => ({
    process,
    parent: null,
    children: [],
    depth: 0,
    closed: false,
  }));
  const byPid = new Map(nodes.map((node) => [node.process.pid, node]));
  for (const node of nodes) {
    const parent = byPid.get(node.process.ppid);
    if (parent === undefined || parent === node) continue;
    const start = startOf(node.process);
    // Younger than its child: its pid was given away again.
    if (start !== 0 && startOf(parent.process) > start) continue;
    let at = parent;
    while (at !== null && at !== node) at = at.parent;
    if (at === node) continue;
    node.parent = parent;
    parent.children.push(node);
  }
  const roots = nodes.filter(({ parent }) => parent === null);

  // --- what is shown of it
  let text = '';
  const marksWanted = new Set();
  let rows = [];
  let picked = null;

  const isMatch = ({ process }) => {
    for (const mark of marksWanted) if (!process.marks.includes(mark)) return false;
    const all = `${process.name} ${process.command} ${process.user ?? ''}`.toLowerCase();
    return text
      .split(/\s+/)
      .every((word) => word === '' || all.includes(word) || String(process.pid).startsWith(word));
  };

  function choose() {
    const filtered = text.trim() !== '' || marksWanted.size > 0;
    const kept = new Set();
    let matches = 0;
    for (const node of nodes) {
      node.match = !filtered || isMatch(node);
      if (!node.match) continue;
      matches++;
      for (let at = node; at !== null && !kept.has(at); at = at.parent) kept.add(at);
    }
    rows = [];
    const open = [{ list: roots, next: 0 }];
    while (open.length > 0) {
      const set = open[open.length - 1];
      const node = set.list[set.next++];
      if (node === undefined) {
        open.pop();
        continue;
      }
      if (!kept.has(node)) continue;
      node.depth = open.length - 1;
      rows.push(node);
      if (node.children.length > 0 && (!node.closed || filtered)) open.push({ list: node.children, next: 0 });
    }
    $('count').textContent = filtered ? `${matches} of ${nodes.length}` : `${nodes.length} processes`;
    $('space').style.height = `${rows.length * ROW}px`;
    draw();
  }

  // --- drawing
  const element = (tag, className, content) => {
    const made = document.createElement(tag);
    if (className !== '') made.className = className;
    if (content !== undefined) made.textContent = content;
    return made;
  };
  const bytes = (value) => {
    if (!value) return NOTHING;
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let scaled = value;
    while (scaled >= 999.5 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return `${unit > 0 && scaled < 99.95 ? scaled.toFixed(1) : Math.round(scaled)} ${units[unit]}`;
  };

  // What could turn the reading direction around or break the line shows as what it is.
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  const visible = (value) =>
    value.replace(UNSEEN, (one) => `⟨U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

  function rowFor(node, index) {
    const { process } = node;
    const row = element('div', node.match ? 'row' : 'row dimmed');
    row.id = `row-${index}`;
    row.setAttribute('role', 'treeitem');
    row.setAttribute('aria-level', String(node.depth + 1));
    row.setAttribute('aria-selected', String(node === picked));
    if (node.children.length > 0) row.setAttribute('aria-expanded', String(!node.closed));
    row.style.transform = `translateY(${index * ROW}px)`;
    const name = element('span', 'name');
    name.style.paddingLeft = `${Math.min(node.depth, DEEPEST) * 12}px`;
    const fold = element('span', 'fold', node.children.length === 0 ? '' : node.closed ? '▸' : '▾');
    fold.addEventListener('click', (event) => {
      event.stopPropagation();
      node.closed = !node.closed;
      choose();
    });
    name.append(fold, element('span', 'called', visible(process.name)));
    for (const mark of process.marks) name.append(element('span', `mark ${mark}`, mark));
    row.append(
      name,
      element('span', 'number', String(process.pid)),
      element('span', '', words.states[process.state] ?? process.state),
      element('span', '', visible(process.user ?? NOTHING)),
      element('span', 'number', process.cpuPercent ? process.cpuPercent.toFixed(1) : NOTHING),
      element('span', 'number', bytes(process.rssBytes)),
      element('span', 'command', visible(process.command)),
    );
    row.addEventListener('click', () => pick(node));
    return row;
  }

  function draw() {
    const tree = $('tree');
    const from = Math.max(0, Math.floor(tree.scrollTop / ROW) - 10);
    const to = Math.min(rows.length, Math.ceil((tree.scrollTop + tree.clientHeight) / ROW) + 10);
    $('space').replaceChildren(...rows.slice(from, to).map((node, index) => rowFor(node, from + index)));
    const at = rows.indexOf(picked);
    if (at >= from && at < to) tree.setAttribute('aria-activedescendant', `row-${at}`);
    else tree.removeAttribute('aria-activedescendant');
  }

  function pick(node) {
    picked = node;
    const facts = $('facts');
    facts.replaceChildren();
    if (node !== null) {
      for (const [field, title] of words.fields) {
        const value = node.process[field];
        if (value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0))
          continue;
        const shown = Array.isArray(value)
          ? value.join(', ')
          : typeof value === 'object'
            ? Object.entries(value).flat().join(' ')
            : String(value);
        facts.append(element('dt', '', title), element('dd', '', visible(shown)));
      }
    }
    draw();
  }

  function show(index) {
    const tree = $('tree');
    const node = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (node === undefined) return;
    const top = rows.indexOf(node) * ROW;
    if (top < tree.scrollTop) tree.scrollTop = top;
    else if (top + ROW > tree.scrollTop + tree.clientHeight) tree.scrollTop = top + ROW - tree.clientHeight;
    pick(node);
  }

  // --- what one can do
  $('tree').addEventListener('scroll', draw);
  addEventListener('resize', draw);
  $('tree').addEventListener('keydown', (event) => {
    const at = rows.indexOf(picked);
    const page = Math.max(1, Math.floor($('tree').clientHeight / ROW) - 1);
    const steps = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    if (event.key in steps) show(at === -1 ? 0 : at + steps[event.key]);
    else if (event.key === 'ArrowRight' && picked?.closed) {
      picked.closed = false;
      choose();
    } else if (event.key === 'ArrowLeft' && picked !== null) {
      if (picked.children.length > 0 && !picked.closed) {
        picked.closed = true;
        choose();
      } else if (picked.parent !== null) show(rows.indexOf(picked.parent));
    } else if (event.key === 'Escape') pick(null);
    else return;
    event.preventDefault();
  });
  $('search').addEventListener('input', (event) => {
    text = event.target.value.toLowerCase();
    $('tree').scrollTop = 0;
    choose();
  });
  for (const mark of words.marks) {
    const count = nodes.filter(({ process }) => process.marks.includes(mark)).length;
    if (count === 0) continue;
    const button = element('button', '', `${mark} ${count}`);
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => {
      if (!marksWanted.delete(mark)) marksWanted.add(mark);
      button.setAttribute('aria-pressed', String(marksWanted.has(mark)));
      choose();
    });
    $('marks').append(button);
  }
  $('fold').addEventListener('click', () => {
    const close = nodes.some((node) => node.children.length > 0 && !node.closed);
    for (const node of nodes) node.closed = close;
    $('fold').textContent = close ? 'Expand all' : 'Collapse all';
    choose();
  });
  $('theme').addEventListener('click', () => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const now = document.documentElement.dataset.theme ?? (dark ? 'dark' : 'light');
    document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
  });
  choose();
})();
