// Draws what the server laid out: ECharts options and a vis-network, in the colours of the page.
(function () {
  'use strict';
  var page = window.gongjin;

  function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function resolve(value) {
    if (typeof value === 'string') {
      return value.indexOf('var(') === 0 ? token(value.slice(4, -1)) : value;
    }
    if (Array.isArray(value)) { return value.map(resolve); }
    if (value && typeof value === 'object') {
      var out = {};
      Object.keys(value).forEach(function (key) { out[key] = resolve(value[key]); });
      return out;
    }
    return value;
  }
  function data(id) { return JSON.parse(document.getElementById(id).textContent); }

  function chart(figure) {
    var given = data(figure.getAttribute('data-chart'));
    var box = page.one('.draw', figure), drawn = null, width = 0;
    var fold = box.closest('details');
    if (fold && window.innerWidth <= 700) { fold.open = false; }

    function choose(room) {
      if (!given.options) { return given; }
      var best = given.options[0];
      given.options.forEach(function (option) {
        if (Math.abs(option.meta.width - room) < Math.abs(best.meta.width - room)) { best = option; }
      });
      return best;
    }
    function draw() {
      var room = box.clientWidth;
      if (!room) { return; }
      var option = choose(room), meta = option.meta;
      var height = meta.height;
      if (meta.frame) {
        height = Math.round((room - meta.frame[0]) * (meta.height - meta.frame[1]) / (meta.width - meta.frame[0])) + meta.frame[1];
      }
      if (drawn) { drawn.dispose(); }
      box.style.height = height + 'px';
      drawn = window.echarts.init(box, null, { renderer: 'svg', width: room, height: height });
      var plain = resolve(option);
      delete plain.meta;
      drawn.setOption(plain);
      drawn.on('click', function (event) { picked(event, meta); });
      width = room;
      figure.classList.add('drawn');
    }
    function picked(event, meta) {
      if (figure.hasAttribute('data-href')) { location.href = figure.getAttribute('data-href'); return; }
      if (event.seriesType === 'lines') { pair(meta.rows[event.dataIndex]); return; }
      if (meta.frame) { return; }
      var at = event.componentType === 'yAxis' ? option_index(event, meta) : event.dataIndex;
      if (at < 0 || at === undefined) { return; }
      if (meta.rows[at] !== null && page.open(meta.rows[at], true)) { return; }
      if (meta.links && meta.links[at]) { location.href = meta.links[at]; }
    }
    function option_index(event) { return choose(width).yAxis.data.indexOf(event.value); }
    function pair(rows) {
      var found = page.all('.pair[data-rows]').filter(function (entry) {
        return entry.getAttribute('data-rows').split(' ').some(function (row) { return rows && rows.indexOf(Number(row)) >= 0; });
      });
      page.all('.pair[open]').forEach(function (entry) { entry.open = false; });
      found.forEach(function (entry) { entry.open = true; });
      if (found.length) {
        page.one('summary', found[0]).focus({ preventScroll: true });
        found[0].scrollIntoView({ block: 'nearest' });
      }
    }
    draw();
    document.addEventListener('themechange', draw);
    if (fold) { fold.addEventListener('toggle', draw); }
    var waiting = 0;
    window.addEventListener('resize', function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { if (box.clientWidth !== width) { draw(); } }, 120);
    });
  }

  function web(figure) {
    var given = data(figure.getAttribute('data-network'));
    var box = page.one('.draw', figure), net = null;

    // names keep their size on the screen however small the picture is drawn
    function label(ctx, node, at, ink, scale) {
      var lines = node.text.split('\n'), size = node.font.size / Math.min(1, scale), step = size * 1.2;
      ctx.font = (node.side === 'below' ? '600 ' : '') + size + 'px ' + token('--sans');
      ctx.textAlign = node.side === 'left' ? 'right' : node.side === 'right' ? 'left' : 'center';
      ctx.textBaseline = 'middle';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = token('--ground');
      ctx.fillStyle = ink;
      var x = at.x + (node.side === 'left' ? -14 : node.side === 'right' ? 14 : 0);
      var y = node.side === 'below' ? at.y + node.size + 6 + step / 2 : at.y - (lines.length - 1) * step / 2;
      lines.forEach(function (line, row) {
        ctx.strokeText(line, x, y + row * step);
        ctx.fillText(line, x, y + row * step);
      });
    }
    function draw() {
      var room = box.clientWidth;
      if (!room) { return; }
      var scale = Math.min(1.1, room / given.meta.width);
      box.style.height = Math.round(given.meta.height * scale + 24) + 'px';
      if (net) { net.destroy(); }
      var nodes = resolve(given.nodes).map(function (node) {
        node.text = node.label;
        delete node.label;
        return node;
      });
      var byId = {};
      nodes.forEach(function (node) { byId[node.id] = node; });
      net = new window.vis.Network(box, { nodes: nodes, edges: resolve(given.edges) }, resolve(given.options));
      net.on('afterDrawing', function (ctx) {
        var at = net.getPositions();
        Object.keys(at).forEach(function (id) { label(ctx, byId[id], at[id], byId[id].font.color, net.getScale()); });
      });
      net.moveTo({ position: { x: 0, y: 0 }, scale: scale, animation: false });
      net.on('click', function (event) {
        var rows = net.getConnectedEdges ? event.edges : [];
        var edge = given.edges.filter(function (one, index) { return rows.length && edges_of(net, rows[0], one, index); })[0];
        if (edge && edge.row >= 0) { page.open(edge.row, true); }
      });
      figure.classList.add('drawn');
    }
    function edges_of(drawn, id, edge) {
      var ends = drawn.getConnectedNodes(id);
      return ends.indexOf(edge.from) >= 0 && ends.indexOf(edge.to) >= 0;
    }
    draw();
    document.addEventListener('themechange', draw);
  }

  if (window.echarts) { page.all('[data-chart]').forEach(chart); }
  if (window.vis) { page.all('[data-network]').forEach(web); }
}());
