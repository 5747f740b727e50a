// Draws measurements with ECharts (core parts only): soft reference band, thin target, visible gaps, labels at the lines.
import { LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { valueSpan, withGaps, type ChartPoint } from './chart-points.ts';

use([LineChart, AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export interface ChartSeries {
  title: string;
  points: readonly ChartPoint[];
  low?: number;
  high?: number;
}
export interface ChartInk {
  series: readonly string[];
  ink: string;
  quiet: string;
  line: string;
  surface: string;
  fontFamily: string;
  fontSize: number;
}
export interface ChartInput {
  series: readonly ChartSeries[];
  target?: { value: number; label: string };
  unit: string;
  gapDays: number;
  label: string;
  ink: ChartInk;
  pointText: (title: string, value: number, at: string) => string;
  dayText: (time: number) => string;
}

function option({ series, target, unit, gapDays, label, ink, pointText, dayText }: ChartInput) {
  const all = series.flatMap((one) => [...one.points.map((point) => point.value), one.low, one.high]);
  const values = [...all, target?.value].filter((value): value is number => value !== undefined);
  const span = valueSpan(values.length > 0 ? values : [0, 1]);
  const text = { color: ink.quiet, fontFamily: ink.fontFamily, fontSize: ink.fontSize };
  return {
    animation: false,
    textStyle: { fontFamily: ink.fontFamily },
    aria: { enabled: true, label: { description: label } },
    grid: { left: 8, right: 60, top: 32, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'item' as const,
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.ink, fontFamily: ink.fontFamily, fontSize: ink.fontSize },
      formatter: (input: unknown) => {
        const { seriesName, value } = input as { seriesName: string; value: [number, number] };
        return pointText(seriesName, value[1], new Date(value[0]).toISOString());
      },
    },
    xAxis: {
      type: 'time' as const,
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (time: number) => dayText(time) },
    },
    yAxis: {
      type: 'value' as const,
      name: unit,
      nameTextStyle: { ...text, align: 'left' as const },
      min: span.min,
      max: span.max,
      interval: span.step,
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: { ...text, formatter: (value: number) => String(Number(value.toFixed(4))) },
    },
    series: series.map((one, index) => {
      const colour = ink.series[index % ink.series.length] as string;
      const data = withGaps(one.points, gapDays);
      const banded = one.low !== undefined || one.high !== undefined;
      return {
        type: 'line' as const,
        name: one.title,
        data,
        color: colour,
        connectNulls: false,
        symbol: ['circle', 'diamond', 'triangle', 'rect'][index % 4],
        symbolSize: 7,
        showAllSymbol: true,
        lineStyle: { width: 2 },
        endLabel: {
          show: true,
          formatter: one.title,
          color: colour,
          fontFamily: ink.fontFamily,
          fontSize: ink.fontSize,
        },
        ...(banded && {
          markArea: {
            silent: true,
            itemStyle: { color: colour, opacity: 0.1 },
            data: [[{ yAxis: one.low ?? span.min }, { yAxis: one.high ?? span.max }]],
          },
        }),
        ...(index === 0 &&
          target && {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: ink.quiet, width: 1, type: 'dashed' as const },
              label: { formatter: target.label, position: 'insideStartTop' as const, ...text },
              data: [{ yAxis: target.value }],
            },
          }),
      };
    }),
  };
}

/** The caller disposes the chart: an undisposed one holds timers and memory. */
export function drawChart(place: HTMLElement, input: ChartInput): EChartsType {
  const chart = init(place, null, { renderer: 'svg' });
  chart.setOption(option(input) as Parameters<EChartsType['setOption']>[0]);
  return chart;
}
