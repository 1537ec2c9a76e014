import type { Duration } from 'aws-cdk-lib';
import { Color, GraphWidget, type HorizontalAnnotation, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** Of the page's 24 columns and endless rows. */
export const WIDTH = 6;
export const HEIGHT = 6;

/** What is drawn in one place; curves on the right have an axis of their own. */
interface Curves {
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
  /** A value that matters, as a line. */
  readonly line?: HorizontalAnnotation;
  /** The axis ends at 100 %. */
  readonly percent?: boolean;
}

/** A graph; none where nothing would be drawn. */
export function graph(title: string, { left, right = [], line, percent = false }: Curves): GraphWidget[] {
  if (left.length + right.length === 0) {
    return [];
  }
  const axis = { min: 0, showUnits: false, ...(percent ? { max: 100 } : {}) };
  return [
    new GraphWidget({
      title,
      width: WIDTH,
      height: HEIGHT,
      left: [...left],
      right: [...right],
      leftYAxis: axis,
      rightYAxis: { min: 0, showUnits: false },
      leftAnnotations: line ? [line] : [],
    }),
  ];
}

/** Of what is counted anew each minute, how much there is: a sum over more minutes would have each of them. */
export function atOnce(counted: IMetric, label: string, period: Duration): MathExpression {
  return new MathExpression({ expression: 'm / (PERIOD(m) / 60)', usingMetrics: { m: counted }, label, period, color: Color.BLUE });
}
