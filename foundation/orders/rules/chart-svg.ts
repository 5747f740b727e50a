// The chart of a kind as an SVG file, for documents and for whoever writes a kind.
import { captionLine, captionsOf, captionSize } from './chart-captions.ts';
import { drawChart, nodeHeight, nodeWidth } from './chart.ts';
import type { OrderKind } from './order-kind.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function chartSvg(kind: OrderKind, language: 'zh' | 'en'): string {
  const { width, height, nodes, edges } = drawChart(kind, (name) => kind.transitions[name]!.label[language]);
  const label = (name: string) => escaped(kind.transitions[name]!.label[language]);
  const lines = edges.map(({ path }) => `<path d="${path}" fill="none" stroke="#8a9a93" marker-end="url(#arrow)"/>`);
  const captions = captionsOf(edges, (name) => kind.transitions[name]!.label[language]).flatMap(
    ({ x, y, anchor, lines: words }) =>
      words.map(
        (line, index) =>
          `<text x="${x}" y="${y + index * captionLine}" text-anchor="${anchor}" font-size="${captionSize}" fill="#4a5a54">${escaped(line)}</text>`,
      ),
  );
  const boxes = nodes.map(({ state, x, y, loops }) => {
    const { label: name, final } = kind.states[state]!;
    const dashes = final ? ' stroke-dasharray="4 3"' : '';
    const title = loops.length > 0 ? `<title>${loops.map(label).join(' ')}</title>` : '';
    return `<g>${title}<rect x="${x}" y="${y}" width="${nodeWidth}" height="${nodeHeight}" rx="8" fill="#fff" stroke="#0b6b57"${dashes}/><text x="${x + nodeWidth / 2}" y="${y + nodeHeight / 2 + 5}" text-anchor="middle" font-size="13" fill="#16211d">${escaped(name[language])}${loops.length > 0 ? ' ↻' : ''}</text></g>`;
  });
  const arrow =
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8a9a93"/></marker></defs>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif">${arrow}${[...lines, ...captions, ...boxes].join('')}</svg>\n`;
}
