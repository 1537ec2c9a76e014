/** Pixels of a column and of a row of the page. */
export const COLUMN = 56;
export const ROW = 42;

/** A metric of a graph as CloudWatch reads it: names and values, options at the end. */
export type MetricEntry = readonly (string | MetricOptions)[];

export interface MetricOptions {
  readonly expression?: string;
  readonly label?: string;
  readonly color?: string;
  readonly yAxis?: 'left' | 'right';
  readonly visible?: boolean;
  readonly stat?: string;
  readonly period?: number;
}

export interface MetricProperties {
  readonly title: string;
  readonly metrics: readonly MetricEntry[];
  readonly annotations?: { readonly horizontal: readonly { readonly value: number; readonly label: string; readonly color: string }[] };
  readonly yAxis?: { readonly left?: { readonly max?: number } };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A widget of a dashboard's body. */
export type Widget = Place &
  (
    | { readonly type: 'text'; readonly properties: { readonly markdown: string } }
    | { readonly type: 'alarm'; readonly properties: { readonly title: string; readonly alarms: readonly string[] } }
    | { readonly type: 'metric'; readonly properties: MetricProperties }
  );

/** The curves of a graph that are seen. */
export function curves({ metrics }: MetricProperties): MetricOptions[] {
  return metrics.map((entry) => entry.at(-1) as MetricOptions).filter(({ visible }) => visible !== false);
}

export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
