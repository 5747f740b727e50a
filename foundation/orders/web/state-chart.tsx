// The state chart of a kind: where the order stands, which way it came, what could follow.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { HistoryEntry, KindView } from '../contract.ts';
import { captionLine, captionsOf } from '../rules/chart-captions.ts';
import { drawChart, nodeHeight, nodeWidth } from '../rules/chart.ts';
import styles from './orders.module.css';
import { useLocal } from './use-orders.ts';

export function StateChart({
  kind,
  state,
  history,
}: {
  kind: KindView;
  state: string;
  history: readonly Pick<HistoryEntry, 'from' | 'to'>[];
}) {
  const { t } = useWords();
  const local = useLocal();
  const labelOf = (name: string) => local.of(kind.transitions[name]!.label);
  const chart = drawChart(kind, labelOf);
  const passed = new Set(history.map(({ from, to }) => `${from ?? ''} ${to}`));
  const entered = new Set(history.map(({ to }) => to));
  const words = (names: readonly string[]) =>
    [...new Set(names.map((name) => local.of(kind.transitions[name]!.label)))].join(' ');
  const staying = chart.nodes.filter(({ loops }) => loops.length > 0);
  return (
    <>
      <svg
        className={styles['chart']}
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        width={chart.width}
        height={chart.height}
        role="img"
        aria-label={t('orders.chartOf', { kind: local.of(kind.title), state: local.of(kind.states[state]!.label) })}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" fill="context-stroke" />
          </marker>
        </defs>
        {chart.edges.map((edge) => (
          <g key={`${edge.from} ${edge.to}`} data-passed={passed.has(`${edge.from} ${edge.to}`)}>
            <path d={edge.path} className={styles['edge']} markerEnd="url(#arrow)" />
          </g>
        ))}
        {captionsOf(chart.edges, labelOf).map(({ x, y, anchor, lines }) => (
          <text key={`${x} ${y}`} y={y} textAnchor={anchor} className={styles['edge-label']}>
            {lines.map((line, index) => (
              <tspan key={line} x={x} dy={index === 0 ? 0 : captionLine}>
                {line}
              </tspan>
            ))}
          </text>
        ))}
        {chart.nodes.map((node) => (
          <g
            key={node.state}
            className={styles['node']}
            data-here={node.state === state}
            data-passed={entered.has(node.state)}
            data-final={kind.states[node.state]!.final === true}
          >
            <rect x={node.x} y={node.y} width={nodeWidth} height={nodeHeight} rx={8} />
            <text x={node.x + nodeWidth / 2} y={node.y + nodeHeight / 2 + 5} textAnchor="middle">
              {node.state === state ? '● ' : ''}
              {local.of(kind.states[node.state]!.label)}
              {node.loops.length > 0 ? ' ↻' : ''}
            </text>
          </g>
        ))}
      </svg>
      {staying.map((node) => (
        <p key={node.state} className="quiet">
          ↻ {local.of(kind.states[node.state]!.label)}：{words(node.loops)}
        </p>
      ))}
    </>
  );
}
