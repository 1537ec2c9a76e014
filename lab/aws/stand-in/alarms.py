"""Stand-in for how CloudWatch judges an alarm on a metric: by the alarm's own dimensions, and period after period.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
ministack takes the points of every dimension, and all periods as one. An alarm on metric math stays as it is.
"""
import time

from ministack.services import cloudwatch

from alarm_state import MORE, judge

BREACHES = {
    "GreaterThanOrEqualToThreshold": ("greater than or equal to", lambda value, threshold: value >= threshold),
    "GreaterThanThreshold": ("greater than", lambda value, threshold: value > threshold),
    "LessThanThreshold": ("less than", lambda value, threshold: value < threshold),
    "LessThanOrEqualToThreshold": ("less than or equal to", lambda value, threshold: value <= threshold),
}


def install():
    cloudwatch._evaluate_alarm = evaluate


def evaluate(alarm):
    operator = BREACHES.get(alarm.get("ComparisonOperator"))
    points = _points(alarm)
    if operator is None or not points:
        return  # nothing was published yet: it stays as it was made or set
    words, breaches = operator
    threshold, most = alarm["Threshold"], int(alarm["EvaluationPeriods"])
    needed = int(alarm.get("DatapointsToAlarm") or most)
    missing = alarm.get("TreatMissingData") or "missing"
    values = [_value(alarm, points.get(period)) for period in _last(most + MORE, int(alarm["Period"]), points)]
    state = judge(values, lambda value: breaches(value, threshold), most, needed, missing)
    if state is None:
        return
    seen = [value for value in values if value is not None][-most:]
    breaching = sum(breaches(value, threshold) for value in seen)
    absent = f" and {most - len(seen)} without a value, treated as {missing}" if len(seen) < most else ""
    _change(
        alarm,
        state,
        f"Threshold Crossed: {breaching if state == 'ALARM' else len(seen) - breaching} out of the last {most} datapoints {seen}{absent} "
        f"{'were' if state == 'ALARM' else 'were not'} {words} the threshold ({threshold}) (minimum {needed} datapoints for OK -> ALARM transition).",
    )


def _points(alarm):
    """What was published for the alarm, by the beginning of its period."""
    dimensions = cloudwatch._dims_from_list(alarm.get("Dimensions") or [])
    key = alarm.get("Namespace"), alarm.get("MetricName"), cloudwatch._dims_key(dimensions)
    period, periods = int(alarm.get("Period", 60)), {}
    for point in cloudwatch._metrics.get(key) or []:
        periods.setdefault(point["Timestamp"] // period * period, []).append(point)
    return periods


def _last(count, period, points):
    """The period that goes on is one of them once something was published in it: until then it is not missing yet."""
    now = time.time() // period * period
    end = now if now in points else now - period
    return [end - period * back for back in reversed(range(count))]


def _value(alarm, points):
    if not points:
        return None
    return cloudwatch._stat_value(cloudwatch._calc_stats(points), alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average"), points)


def _change(alarm, state, reason):
    before = alarm["StateValue"]
    if state == before:
        return
    alarm.update(StateValue=state, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], before, state, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, state, reason)
    cloudwatch._evaluate_parent_alarms(alarm)
