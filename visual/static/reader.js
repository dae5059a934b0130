// The plan reader: facts of the item at the right, keys, legend. Facts come as lists, see visual/reader.py.
(function () {
  'use strict';
  var page = window.gongjin, words = page.words;
  var plan = JSON.parse(document.getElementById('plan-data').textContent);
  var reader = document.getElementById('reader'), panel = document.getElementById('facts');
  var scroller = document.getElementById('scroll');
  var blocks = page.all('.item[data-item]'), steps = blocks.filter(function (block) { return block.classList.contains('task'); });
  var links = {};
  page.all('.outline a').forEach(function (link) { links[link.getAttribute('data-to')] = link; });
  if (!steps.length) { steps = blocks; }
  var ITEM = 0, GROUP = 1, BADGE = 2, NAME = 3, DETAIL = 4, NOTE = 5, LINK = 6, START = 8;
  var ORDER = ['duty', 'target', 'coop', 'project', 'enterprise', 'place', 'strategy', 'deadline', 'policy', 'subject', 'group', 'unread', 'other'];
  var current = null, unreadAt = -1;

  function mark(index) { return page.one('.m[data-f~="' + index + '"]'); }
  function pick(index) {
    page.all('.m.picked').forEach(function (one) { one.classList.remove('picked'); });
    page.all('.facts li.on').forEach(function (one) { one.classList.remove('on'); });
    page.all('.m[data-f~="' + index + '"]').forEach(function (one) { one.classList.add('picked'); });
    var line = page.one('.facts li[data-f="' + index + '"]'), here = mark(index);
    if (line) { line.classList.add('on'); line.scrollIntoView({ block: 'nearest' }); }
    if (here) { here.scrollIntoView({ block: 'center' }); }
  }
  function entry(fact, index) {
    var line = page.make('li');
    line.setAttribute('data-f', index);
    var left = page.make('button');
    left.type = 'button';
    if (fact[BADGE]) {
      left.appendChild(page.make('span', words.badge[fact[BADGE]] || words.group[fact[BADGE]], 'badge ' + fact[BADGE]));
    }
    left.appendChild(document.createTextNode(fact[NAME] + (fact[GROUP] === 'target' && fact[DETAIL] ? ' ' : '')));
    if (fact[GROUP] === 'target' && fact[DETAIL]) { left.appendChild(page.make('b', fact[DETAIL])); }
    else if (fact[DETAIL] && !fact[LINK]) { left.appendChild(page.make('em', words.mark[fact[DETAIL]] || fact[DETAIL].split('|').pop())); }
    line.appendChild(left);
    var note = fact[GROUP] === 'target' && !fact[NOTE] ? words.group.no_deadline : words.group[fact[NOTE]] || fact[NOTE];
    if (fact[BADGE] && fact[BADGE] !== 'lead' && fact[NOTE] === 'explicit') { note = ''; }
    var right = page.make('small', note);
    if (fact[LINK]) {
      var link = page.make('a', '→');
      link.href = fact[LINK];
      link.title = fact[DETAIL];
      link.setAttribute('aria-label', fact[DETAIL]);
      right.appendChild(link);
    }
    line.appendChild(right);
    line.addEventListener('click', function (event) { if (!event.target.closest('a')) { pick(index); } });
    return line;
  }
  function show(items, title, over, open) {
    while (panel.firstChild) { panel.removeChild(panel.firstChild); }
    if (over) { panel.appendChild(page.make('p', over, 'meta')); }
    panel.appendChild(page.make('h1', title));
    var any = false;
    ORDER.forEach(function (group) {
      var found = [];
      plan.facts.forEach(function (fact, index) { if (items[fact[ITEM]] && fact[GROUP] === group) { found.push(index); } });
      if (!found.length) { return; }
      any = true;
      var head = words.group[group] + ' · ' + found.length + (group === 'duty' && open ? '，' + words.group.open : '');
      panel.appendChild(page.make('h2', head));
      var list = page.make('ul');
      found.forEach(function (index) { list.appendChild(entry(plan.facts[index], index)); });
      panel.appendChild(list);
    });
    if (!any) { panel.appendChild(page.make('p', words.group.nothing, 'meta')); }
    var keys = page.make('p', '', 'keys');
    [['J', ''], ['K', words.keys.step], ['U', words.keys.unread], ['?', words.keys.all]].forEach(function (pair) {
      keys.appendChild(page.make('kbd', pair[0]));
      keys.appendChild(document.createTextNode(' ' + pair[1] + ' '));
    });
    panel.appendChild(keys);
    panel.scrollTop = 0;
  }
  function parent(path) {
    var above = path.split('/').slice(0, -1).join('/');
    for (var index = 0; index < plan.items.length; index += 1) {
      if (plan.items[index][0] === above) { return plan.items[index][1]; }
    }
    return '';
  }
  function select(block, scroll) {
    if (current) { current.classList.remove('on'); }
    Object.keys(links).forEach(function (key) { links[key].classList.remove('on'); });
    current = block;
    if (!block) { whole(); return; }
    block.classList.add('on');
    var index = Number(block.getAttribute('data-item'));
    if (index < 0) { whole(); return; }
    var item = plan.items[index], items = {};
    items[index] = true;
    plan.items.forEach(function (other, at) {
      if (other[2] === 'measure' && other[0].indexOf(item[0] + '/') === 0) { items[at] = true; }
    });
    var short = item[0].split('/');
    short = (short.length > 2 ? short.slice(1) : short).join('/');
    show(items, item[1], short + (parent(item[0]) ? ' · ' + parent(item[0]) : ''), item[3]);
    var link = links[block.id];
    if (link) { link.classList.add('on'); link.scrollIntoView({ block: 'nearest' }); }
    if (scroll) { block.scrollIntoView({ block: 'start' }); }
  }
  function whole() {
    var title = page.one('.paper h1').textContent;
    var items = { '-1': true };
    plan.items.forEach(function (item, at) { if (item[2] === 'section') { items[at] = true; } });
    show(items, title, '');
  }
  function step(by) {
    var at = steps.indexOf(current);
    var next = steps[Math.max(0, Math.min(steps.length - 1, at < 0 && by < 0 ? 0 : at + by))];
    if (next) { select(next, true); }
  }
  function nextUnread() {
    var found = page.all('.m.unread');
    if (!found.length) { return; }
    unreadAt = (unreadAt + 1) % found.length;
    var here = found[unreadAt];
    select(here.closest('.item'), false);
    pick((here.getAttribute('data-f') || '').split(' ')[0]);
  }

  scroller.addEventListener('click', function (event) {
    var block = event.target.closest('.item[data-item]');
    if (!block || String(window.getSelection())) { return; }
    select(block, false);
    var here = event.target.closest('.m[data-f]');
    if (here && here.getAttribute('data-f')) { pick(here.getAttribute('data-f').split(' ')[0]); }
  });
  page.one('#outline').addEventListener('click', function (event) {
    var link = event.target.closest('a[data-to]');
    if (!link) { return; }
    event.preventDefault();
    reader.classList.remove('drawer');
    history.replaceState(null, '', link.getAttribute('href'));
    select(document.getElementById(link.getAttribute('data-to')), true);
  });
  page.all('#legend [data-kind]').forEach(function (box) {
    box.addEventListener('change', function () { reader.classList.toggle('off-' + box.getAttribute('data-kind'), !box.checked); });
  });
  page.all('[data-next-unread]').forEach(function (link) {
    link.addEventListener('click', function (event) { event.preventDefault(); nextUnread(); });
  });
  page.all('[data-drawer]').forEach(function (button) {
    button.addEventListener('click', function () { reader.classList.toggle('drawer'); });
  });
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (/^(INPUT|SELECT)$/.test(event.target.tagName) && event.target.type !== 'checkbox')) { return; }
    var key = event.key.toLowerCase();
    if (key === 'j') { step(1); } else if (key === 'k') { step(-1); } else if (key === 'u') { nextUnread(); }
    else if (event.key === 'Escape') { reader.classList.remove('drawer'); select(null); page.all('.m.picked').forEach(function (one) { one.classList.remove('picked'); }); }
    else if (/^[1-7]$/.test(key)) {
      var box = page.all('#legend [data-kind]')[Number(key) - 1];
      if (box) { box.click(); }
    }
  });

  var hit = page.one('.m.hit'), start = hit ? hit.closest('.item') : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (start && start.classList.contains('item')) {
    select(start, !hit);
    if (hit) { hit.scrollIntoView({ block: 'center' }); }
  } else { whole(); }
}());
