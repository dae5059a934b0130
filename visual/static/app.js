// What every page does beyond its links: light and dark, keys, sentences of a row, files dropped in.
(function () {
  'use strict';
  var words = JSON.parse(document.getElementById('words').textContent);

  function one(selector, root) { return (root || document).querySelector(selector); }
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function make(tag, text, kind) {
    var element = document.createElement(tag);
    if (text) { element.textContent = text; }
    if (kind) { element.className = kind; }
    return element;
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole; });
  }

  // light and dark: the system's, until somebody switches
  function dark() {
    var set = document.documentElement.getAttribute('data-theme');
    return set ? set === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function changed() { document.dispatchEvent(new Event('themechange')); }
  all('[data-theme-switch]').forEach(function (button) {
    button.addEventListener('click', function () {
      var next = dark() ? 'light' : 'dark';
      document.documentElement.setAttribute('data-theme', next);
      document.cookie = 'theme=' + next + ';path=/;max-age=31536000;samesite=strict';
      changed();
    });
  });
  var scheme = window.matchMedia('(prefers-color-scheme: dark)');
  if (scheme.addEventListener) { scheme.addEventListener('change', changed); }

  // the sentences of a row
  var side = document.getElementById('side'), from = null;
  function open(index, focus) {
    var content = document.getElementById('row-' + index);
    if (!side || !content) { return false; }
    while (side.firstChild) { side.removeChild(side.firstChild); }
    side.appendChild(document.importNode(content.content, true));
    side.hidden = false;
    side.scrollTop = 0;
    all('tr[data-row]').forEach(function (row) { row.classList.toggle('on', row.getAttribute('data-row') === String(index)); });
    if (focus) {
      from = document.activeElement;
      side.focus({ preventScroll: true });
      var box = side.getBoundingClientRect();
      if (box.top < 0 || box.top > window.innerHeight - 120) { side.scrollIntoView({ block: 'start' }); }
    }
    return true;
  }
  document.addEventListener('click', function (event) {
    var row = event.target.closest('tr[data-row]');
    if (!row) { return; }
    var link = event.target.closest('a');
    if (link && link.getAttribute('href').indexOf('#side') < 0) { return; }
    if (open(row.getAttribute('data-row'), true)) { event.preventDefault(); }
  });

  // keys
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
    if (event.key === 'Escape' && typing) { event.target.blur(); return; }
    if (typing) { return; }
    if (event.key === '/') {
      var search = one('.tools [data-search]') || one('input[type=search]');
      if (search && search.offsetParent === null) { search = one('.ask input[type=search]'); }
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === '?') {
      location.href = '/help';
    } else if ((event.key === 'e' || event.key === 'E') && side) {
      if (side.contains(document.activeElement) && from) { from.focus(); } else { from = document.activeElement; side.focus(); }
    }
  });

  // a form that answers at once
  all('form[data-auto]').forEach(function (form) {
    form.addEventListener('change', function (event) {
      if (event.target.type === 'radio' || event.target.tagName === 'SELECT') { submit(form); }
    });
    form.addEventListener('submit', function (event) { event.preventDefault(); submit(form); });
  });
  function submit(form) {
    var query = new URLSearchParams();
    new FormData(form).forEach(function (value, key) { if (value && value !== 'false') { query.append(key, value); } });
    var text = query.toString();
    location.href = form.getAttribute('action') + (text ? '?' + text : '');
  }

  // files
  function tell(box, title, lines, error) {
    while (box.firstChild) { box.removeChild(box.firstChild); }
    var state = make('section', '', error ? 'state error' : 'state');
    state.appendChild(make('h2', title));
    lines.forEach(function (line) { state.appendChild(typeof line === 'string' ? make('p', line) : line); });
    box.appendChild(state);
    return state;
  }
  function wrong(error) {
    return words.state.failed + (error ? '：' + (document.documentElement.lang === 'en' ? error.en : error.zh) + '（' + error.code + '）' : '');
  }
  function load(files) {
    var box = document.getElementById('loading') || one('[data-drop]');
    var body = new FormData();
    Array.prototype.forEach.call(files, function (file) { body.append('file', file); });
    var state = tell(box, fill(words.state.reading, { n: 0, total: files.length }), []);
    var bar = make('div', '', 'progress'), inner = make('i');
    bar.appendChild(inner);
    state.appendChild(bar);
    var stop = make('button', words.state.stop, 'button');
    stop.type = 'button';
    state.appendChild(stop);
    var job = null;
    stop.addEventListener('click', function () { if (job) { fetch('/api/jobs/' + job, { method: 'DELETE' }); } });
    function follow(answer) {
      if (!answer.job) { tell(box, wrong(answer), [words.state.safe], true); return; }
      job = answer.job;
      one('h2', state).textContent = fill(words.state.reading, { n: answer.done, total: answer.total }) + (answer.now ? ' · ' + answer.now : '');
      inner.style.width = Math.round(100 * (answer.done + 0.3) / Math.max(1, answer.total)) + '%';
      if (answer.state === 'waiting' || answer.state === 'running') {
        setTimeout(function () {
          fetch('/api/jobs/' + job).then(function (reply) { return reply.json(); }).then(follow).catch(lost);
        }, 300);
        return;
      }
      var failed = answer.results.filter(function (one) { return one.error; });
      if (!failed.length && !answer.error) {
        if (answer.results.length === 1 && answer.results[0].plan) {
          location.href = '/plans/' + encodeURIComponent(answer.results[0].plan.plan);
        } else { location.reload(); }
        return;
      }
      var lines = failed.map(function (one) { return one.path + ' ' + wrong(one.error); });
      if (answer.error) { lines.push(wrong(answer.error)); }
      var good = answer.results.length - failed.length;
      tell(box, good ? fill(words.state.done, { n: good }) : words.state.failed, lines.concat([words.state.safe]), true);
    }
    function lost() { tell(box, words.state.offline, [], true); }
    fetch('/api/plans?wait=0', { method: 'POST', body: body }).then(function (reply) { return reply.json(); }).then(follow).catch(lost);
  }
  all('input[data-upload]').forEach(function (input) {
    input.addEventListener('change', function () { if (input.files.length) { load(input.files); } });
  });
  all('[data-drop]').forEach(function (area) {
    area.addEventListener('dragover', function (event) { event.preventDefault(); area.classList.add('over'); });
    area.addEventListener('dragleave', function () { area.classList.remove('over'); });
    area.addEventListener('drop', function (event) {
      event.preventDefault();
      area.classList.remove('over');
      if (event.dataTransfer.files.length) { load(event.dataTransfer.files); }
    });
  });

  window.gongjin = { one: one, all: all, make: make, fill: fill, words: words, open: open };
}());
