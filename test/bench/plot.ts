import type { ScaleRow } from './scale.ts';

const [width, height, margin] = [720, 420, 60];
const colours = ['#1b6ca8', '#d1495b', '#2e933c', '#8f5db7'];

/** Time against containers, both on logarithmic axes: one line per runtime and command. */
export function plot(rows: readonly ScaleRow[]): string {
  const counts = [...new Set(rows.map(({ count }) => count))];
  const times = rows.map(({ ms }) => ms.median);
  const x = scaleOf(counts, margin, width - 210);
  const y = scaleOf([Math.min(...times) / 1.3, Math.max(...times) * 1.3], height - margin, 30);
  const nameOf = ({ runtime, command }: ScaleRow): string => `${runtime}: ${command}`;
  const lines = [...new Set(rows.map(nameOf))].map(
    (name) => [name, rows.filter((row) => nameOf(row) === name)] as const,
  );
  const text = (at: readonly [number, number], words: string, extra = ''): string =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${extra}>${words}</text>`;
  const ticks = [5, 10, 20, 50, 100, 200, 500, 1000].filter((ms) => y(ms) <= height - margin && y(ms) >= 30);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>Time by number of containers</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...counts.map((count) => text([x(count), height - margin + 20], String(count), 'text-anchor="middle"')),
    text([(margin + width - 210) / 2, height - 15], 'containers, 20 labels each', 'text-anchor="middle"'),
    ...ticks.map((ms) => {
      const at = y(ms).toFixed(1);
      const grid = `<line x1="${margin}" x2="${width - 210}" y1="${at}" y2="${at}" stroke="#ddd"/>`;
      return grid + text([margin - 8, y(ms) + 4], `${ms} ms`, 'text-anchor="end"');
    }),
    ...lines.map(([name, points], index) => {
      const colour = colours[index % colours.length];
      const dash = name.startsWith('standalone') ? 'stroke-dasharray="6 3"' : '';
      const path = points.map(({ count, ms }) => `${x(count).toFixed(1)},${y(ms.median).toFixed(1)}`).join(' ');
      const label = text([width - 200, 40 + 20 * index], name, `fill="${colour}"`);
      return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" ${dash}/>${label}`;
    }),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - least) / (most - least)) * (to - from);
}
