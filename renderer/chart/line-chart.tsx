import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { clock } from '../../core/format.ts';
import 'uplot/dist/uPlot.min.css';
import { inkOf, onThemeChange } from '../theme/ink.ts';
import './line-chart.css';

export interface LineChartProps {
  /** Said to those who do not see it. */
  readonly label: string;
  /** Seconds since the epoch, rising. */
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
  /** From when to when, in seconds since the epoch; all of it, where nothing is said. */
  readonly span?: readonly [from: number, until: number] | undefined;
  readonly height: number;
  /** The name of a colour of the theme, as `--zombie`. */
  readonly colour: `--${string}`;
  /** A value holds until the next one. */
  readonly stepped?: boolean;
  /** The scale reaches at least so far. */
  readonly least: number;
  /** With the hours below and the values beside. */
  readonly axes?: boolean;
  readonly show: (value: number) => string;
}

/** A line over time. It follows its width, the theme, and the pointer with a word on the value there. */
export function LineChart(props: LineChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { times, values, label, height, colour, stepped = false, least, axes = false } = props;
  const spanned = props.span !== undefined;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const draw = (): void => {
      chart.current?.destroy();
      const { times, values } = latest.current;
      chart.current = new uPlot(
        optionsFor(element, {
          height,
          colour,
          stepped,
          least,
          axes,
          ...(spanned ? { span: () => latest.current.span ?? [0, 1] } : {}),
          show: (value) => latest.current.show(value),
        }),
        [[...times], [...values]],
        element,
      );
    };
    draw();
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) chart.current?.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    const forgetTheme = onThemeChange(draw);
    return () => {
      observer.disconnect();
      forgetTheme();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [height, colour, stepped, least, axes, spanned]);

  useEffect(() => {
    chart.current?.setData([[...times], [...values]]);
  }, [times, values]);

  return <div ref={holder} className="line-chart" role="img" aria-label={label} style={{ height }} />;
}

interface Looks
  extends Required<Pick<LineChartProps, 'height' | 'colour' | 'stepped' | 'least' | 'axes' | 'show'>> {
  readonly span?: () => readonly [from: number, until: number];
}

function optionsFor(element: HTMLElement, looks: Looks): uPlot.Options {
  const { height, colour, stepped, least, axes, span, show } = looks;
  const ink = inkOf(element, colour);
  const muted = inkOf(element, '--muted');
  const soft = inkOf(element, '--line-soft');
  const paths = stepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  const axis = {
    stroke: muted,
    font: '10px Inter Variable',
    grid: { stroke: soft, width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(20, element.clientWidth),
    height,
    padding: axes ? [6, 26, 0, 0] : [3, 2, 2, 2],
    legend: { show: false },
    cursor: { show: axes, y: false, drag: { setScale: false }, points: { size: 6 } },
    scales: {
      x: span === undefined ? {} : { range: () => [...span()] },
      y: { range: (_chart, _low, high) => [0, Math.max(least, high * 1.08)] },
    },
    axes: axes
      ? [
          {
            ...axis,
            size: 20,
            space: 80,
            values: (_chart, splits) => splits.map((at) => timeAt(at, splits)),
          },
          {
            ...axis,
            size: 52,
            // So low a chart has room for the ground and the highest point, whatever number that is.
            splits: ({ data: [, values = []] }) => [0, Math.max(least, ...values.map((value) => value ?? 0))],
            values: (_chart, splits) => splits.map(show),
          },
        ]
      : [{ show: false }, { show: false }],
    series: [
      {},
      {
        stroke: ink,
        width: 1.5,
        fill: `color-mix(in srgb, ${ink} 12%, transparent)`,
        points: { show: false },
        ...(paths === undefined ? {} : { paths }),
      },
    ],
    plugins: axes ? [valueAtPointer(show)] : [],
  };
}

/** With the seconds only where the marks are closer than a minute. */
function timeAt(seconds: number, marks: readonly number[]): string {
  const apart = (marks[1] ?? 0) - (marks[0] ?? 0);
  return clock(seconds * 1000).slice(0, apart < 60 ? 8 : 5);
}

function valueAtPointer(show: (value: number) => string): uPlot.Plugin {
  const word = document.createElement('span');
  word.className = 'line-chart-value code';
  return {
    hooks: {
      init: (chart) => {
        chart.over.append(word);
      },
      setCursor: (chart) => {
        const { idx, left = -10 } = chart.cursor;
        const value = idx === null || idx === undefined ? null : chart.data[1]?.[idx];
        word.hidden = left < 0 || value === null || value === undefined;
        if (value === null || value === undefined) return;
        word.textContent = show(value);
        word.dataset.side = left > chart.over.clientWidth / 2 ? 'left' : 'right';
        word.style.insetInlineStart = `${left}px`;
      },
    },
  };
}
