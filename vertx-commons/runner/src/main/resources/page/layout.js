const BOX = {width: 164, height: 74};
const GAP = {x: 92, y: 26};
const LEFT = 12;

/** Room for the rates of calls within the last column, such as ✕ 12.3/s. */
const RIGHT = 106;

/**
 * Where the services stand. It follows from the descriptor alone, so nothing moves when calls begin:
 * callers, the first service, the others, and the backends, from left to right, or from top to
 * bottom where there is little room.
 */
export function layout({services, backends}, narrow) {
  const [first, ...others] = services;
  const groups = [['callers'], [first], others, backends.map(backend => backend.name)]
    .filter(group => group.length > 0);
  return narrow ? rows(groups) : columns(groups);
}

function columns(groups) {
  const tallest = Math.max(...groups.map(group => group.length));
  const height = tallest * (BOX.height + GAP.y) + GAP.y;
  const places = new Map();
  groups.forEach((group, column) => {
    const step = height / group.length;
    group.forEach((name, i) => places.set(name, {
      x: LEFT + column * (BOX.width + GAP.x),
      y: step * (i + 0.5) - BOX.height / 2,
      room: GAP.x,
      ...BOX,
    }));
  });
  return {places, height, width: LEFT + groups.length * (BOX.width + GAP.x) - GAP.x + RIGHT};
}

function rows(groups) {
  const places = new Map();
  const width = 2 * BOX.width + 40;
  let y = 8;
  for (const group of groups) {
    group.forEach((name, i) => {
      const alone = group.length === 1;
      places.set(name, {
        x: alone ? (width - BOX.width) / 2 : 8 + (i % 2) * (BOX.width + 24),
        y: y + Math.floor(i / 2) * (BOX.height + 58),
        room: 8,
        ...BOX,
      });
    });
    y += Math.ceil(group.length / 2) * (BOX.height + 58);
  }
  return {places, height: y, width};
}

/** A curve from the border of one box to the border of another, and where its label goes. */
export function curve(from, to) {
  const a = center(from);
  const b = center(to);
  const column = Math.abs(a.x - b.x) < 1;
  if (column && Math.abs(a.y - b.y) > 1.5 * (BOX.height + GAP.y)) {
    return around(from, to);
  }
  const bend = column ? 46 : 0;
  const control = {
    x: (a.x + b.x) / 2 + (column ? from.width / 2 + bend : (b.y - a.y) * 0.08),
    y: (a.y + b.y) / 2 + (column ? 0 : (a.x - b.x) * 0.06),
  };
  const start = border(from, control);
  const end = border(to, control);
  return {
    path: `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`,
    label: beside((start.x + 2 * control.x + end.x) / 4, (start.y + 2 * control.y + end.y) / 4,
      Math.abs(a.x - b.x) > Math.abs(a.y - b.y)),
  };
}

/** From side to side, so that it passes beside the boxes between them, and not behind. */
function around(from, to) {
  const x = from.x + from.width + 5;
  const bulge = from.room * 0.45;
  const [start, end] = [center(from).y, center(to).y];
  const middle = (start + end) / 2;
  return {
    path: `M${x} ${start}Q${x + 2 * bulge} ${middle} ${x} ${end}`,
    label: {x: x + bulge, y: middle, anchor: 'middle'},
  };
}

/** Above a line that goes across, to the right of one that goes up or down. */
function beside(x, y, across) {
  return across ? {x, y: y - 22, anchor: 'middle'} : {x: x + 10, y: y - 4, anchor: 'start'};
}

function center({x, y, width, height}) {
  return {x: x + width / 2, y: y + height / 2};
}

function border(box, towards) {
  const c = center(box);
  const dx = towards.x - c.x;
  const dy = towards.y - c.y;
  const scale = Math.min(
    (box.width / 2 + 5) / Math.max(1e-6, Math.abs(dx)),
    (box.height / 2 + 5) / Math.max(1e-6, Math.abs(dy)));
  return {x: c.x + dx * scale, y: c.y + dy * scale};
}
